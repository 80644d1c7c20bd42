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
]
HERE = Path(__file__).parent


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
