"""A real browser against a real server: Chromium from the machine, both documents loaded."""

import os
import shutil
from functools import cache
from pathlib import Path

import pytest

#: The first draws no window and takes a third less time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Every context asks for Indonesian pages, those that a test makes itself included.
    "--accept-lang=id-ID,id",
    "--lang=id-ID",
]
HERE = Path(__file__).parent
#: A small phone, a large one, and a desk.
WIDTHS = (320, 500, 1360)
#: A desk as most are, and the same at 200 %, where the window holds half as much.
DESK, ZOOMED = {"width": 1280, "height": 900}, {"width": 640, "height": 450}
#: The rule on the size of what is pressed is new in WCAG 2.2, and off unless asked for. What is in order is not told:
#: that takes most of the time.
ASKED = {
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
    "selectors": False,
    "preload": False,
}
#: The rules that another theme can break while all others hold.
OF_COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"], "resultTypes": ["violations"], "preload": False}
#: Comes when colours and all else have come to rest.
SETTLED = """() => Promise.all(document.getAnimations()
  .filter(({ effect }) => effect.getComputedTiming().iterations !== Infinity)
  .map(({ finished }) => finished.catch(() => {})))"""
#: Comes when the fonts are there and what they change was drawn.
SHOWN = """async () => {
  await document.fonts.ready;
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
}"""
#: Collects what moves while a page loads, by more than nobody sees: what it was, and by how much.
SHIFTS = """
window.shifts = [];
new PerformanceObserver(list => {
  for (const { value, sources } of list.getEntries()) if (value >= 0.001)
    window.shifts.push([value, ...sources.map(({ node }) => node?.outerHTML?.slice(0, 80))]);
}).observe({ type: "layout-shift", buffered: true });
"""


def missing():
    """Why browser tests cannot run here, "" when they can."""
    if not CHROMIUM:
        return "tidak ada Chromium di mesin ini (apt install chromium)"
    try:
        import axe_playwright_python  # noqa: F401
        import pytest_playwright  # noqa: F401
    except ImportError:
        return "paket requirements/browser.txt belum terpasang"
    return ""


def pytest_collection_modifyitems(items):
    """Skip what cannot run, with its reason; where BROWSER_TESTS=required, that is an error."""
    ours = [item for item in items if HERE in item.path.parents]
    reason = missing()
    if ours and reason and os.environ.get("BROWSER_TESTS") == "required":
        raise pytest.UsageError(f"Browser tests are required: {reason}")
    for item in ours:
        item.add_marker(pytest.mark.browser)
        if reason:
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def browser_type_launch_args():
    """Playwright's event loop makes Django think that it runs in one, hence the variable."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    return {"executable_path": CHROMIUM, "args": ARGUMENTS}


@pytest.fixture(scope="session")
def live_server(live_server):
    """The server; the browser's idle connections to it end later than it, and then close the shared database."""
    for shared in live_server.thread.connections_override.values():
        shared.inc_thread_sharing()
    return live_server


def complaint(message):
    """What the console said, and about which address."""
    return f"{message.text} ({message.location['url']})"


@pytest.fixture
def watched(page, live_server):
    """A page that remembers what it complained about and whom else it asked."""
    page.complaints, page.strangers = [], []
    page.on("console", lambda message: page.complaints.append(complaint(message)) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on(
        "request",
        lambda request: None if request.url.startswith(live_server.url) else page.strangers.append(request.url),
    )
    return page


@pytest.fixture
def log_in(context, live_server, client):
    """Logs a person in when called: in the test's browser, or in another one."""

    def log_in(user, browser=context):
        client.force_login(user)
        cookie = client.cookies["sessionid"].value
        browser.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])

    return log_in


@cache
def axe_script():
    """The script of axe, which a page takes once."""
    from axe_playwright_python.sync_playwright import Axe

    return Axe().axe_script


def violations(page, asked=None):
    """The rules of accessibility that a page breaks, WCAG 2.2 AA and good practice, each with the first places."""
    page.evaluate(SETTLED)
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(axe_script())
    found = page.evaluate("async asked => (await axe.run(asked)).violations", asked or ASKED)
    return [(rule["id"], [node["html"][:120] for node in rule["nodes"]][:3]) for rule in found]


def is_accessible(page, *themes):
    """In these themes, both unless told; by all rules in the first, and in others by those of colours."""
    asked = ASKED
    for theme in themes or ("light", "dark"):
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        assert (theme, violations(page, asked)) == (theme, [])
        asked = OF_COLOURS


def is_quiet(page, *statuses):
    """No complaint but the browser's own note on answers of `statuses`, which are meant, and nobody else asked."""
    meant = tuple(f"status of {status} " for status in statuses)
    assert [text for text in page.complaints if not any(note in text for note in meant)] == []
    assert page.strangers == []


def expect(locator):
    """Playwright's own waiting assertions; imported late, as the package may be missing."""
    from playwright.sync_api import expect

    return expect(locator)


def until(page, condition):
    """Wait until it is so in the page. Playwright's own way needs eval there, which the policy refuses."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never: {condition}")


def fits(page, *widths):
    """In windows of these widths, nobody has to scroll sideways."""
    for width in widths or WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert (width, page.evaluate("document.documentElement.scrollWidth")) <= (width, width)


def stands(page, address, *, status=200, still=True):
    """Opens, quiet and `still` (nothing shifts meanwhile); is accessible in both themes and zoomed to 200 %; fits
    every width. One visit, as making the database anew for each of these takes longer than they do.
    """
    page.add_init_script(SHIFTS)
    page.set_viewport_size(DESK)
    assert page.goto(address).status == status
    page.evaluate(SHOWN)
    assert not still or page.evaluate("window.shifts") == []
    is_accessible(page)
    page.set_viewport_size(ZOOMED)
    is_accessible(page, "light")
    fits(page)
    is_quiet(page, status)
