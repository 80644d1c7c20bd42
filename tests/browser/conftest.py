"""A real browser against a real server: Chromium from the machine, both documents loaded."""

import os
import shutil
from pathlib import Path

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
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


def missing():
    """Why browser tests cannot run here, "" when they can."""
    if not CHROMIUM:
        return "tidak ada Chromium di mesin ini (apt install chromium)"
    try:
        import axe_playwright_python  # noqa: F401
        import pytest_playwright  # noqa: F401
    except ImportError:
        return "paket requirements-browser.txt belum terpasang"
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


def violations(page):
    """The rules of accessibility that a page breaks, each with the first places."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [(rule["id"], [node["html"][:120] for node in rule["nodes"]][:3]) for rule in found]


def is_accessible(page):
    """In both themes."""
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        assert violations(page) == []


def is_quiet(page, *statuses):
    """No complaint but the browser's own note on answers of `statuses`, which are meant, and nobody else asked."""
    meant = tuple(f"status of {status} " for status in statuses)
    assert [text for text in page.complaints if not any(note in text for note in meant)] == []
    assert page.strangers == []


def opens(page, address, *, theme, status=200):
    """Accessible in this theme and quiet."""
    page.emulate_media(color_scheme=theme)
    assert page.goto(address, wait_until="networkidle").status == status
    is_quiet(page, status)
    assert violations(page) == []


def fits(page, *widths):
    """In windows of these widths, nobody has to scroll sideways."""
    for width in widths or WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
