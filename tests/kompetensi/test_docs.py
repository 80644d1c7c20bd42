"""The pages for visitors, operators and maintainers speak of what is there."""

import re
from pkgutil import resolve_name
from urllib.parse import unquote

import pytest

from tests.settings import BASE_DIR

README = BASE_DIR / "README.md"
PAGES = [README, BASE_DIR / "tests" / "security" / "README.md", *sorted((BASE_DIR / "docs").rglob("*.md"))]
#: The packages of the application, whose names stand in pages as `room.module.function`.
ROOMS = sorted(path.parent.name for path in BASE_DIR.glob("*/__init__.py"))
FENCED = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
QUOTED = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
PATH = re.compile(r"(\.ci/)?\w[\w.-]*(/[\w.-]+)*/?")
FILE = re.compile(r"\.(css|html|js|json|md|py|toml|txt|typ)$")
NAME = re.compile(rf"({'|'.join(ROOMS)})(\.\w+)+")
#: What looks like a path or a name of ours and is made by a command, or is somebody else's.
NOT_OURS = ("staticfiles/", "var/", "pdf/", ".venv/", "kompetensi.sqlite3", "conf/", "Asia/")


def prose(page):
    """The text of a page without its blocks of code."""
    return FENCED.sub("", page.read_text(encoding="utf-8"))


def quoted(page):
    """Everything in backticks, also what is broken over two lines."""
    return QUOTED.findall(re.sub(r"(?<!\n)\n(?!\n)", " ", prose(page)))


def is_path(text, page):
    """Whether it speaks of a file or folder of the repository; a bare file name in operators' pages does not."""
    if text.startswith(NOT_OURS) or not PATH.fullmatch(text):
        return False
    return "/" in text or bool(FILE.search(text) and "admin" not in page.parts)


def is_name(text):
    """Whether it is the dotted name of a module, or of what stands in one."""
    return bool(NAME.fullmatch(text)) and not text.startswith(NOT_OURS) and not FILE.search(text)


def exists(text, page):
    """Whether there is such a path, from the root of the repository or from the page.

    A recipe names the modules of a new room as the dictionary has them.
    """
    return any((base / text).exists() for base in (BASE_DIR, page.parent, BASE_DIR / "dictionary"))


def anchors(page):
    """The places in a page that a link can name."""
    for title in re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE):
        yield re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


@pytest.fixture(params=PAGES, ids=lambda page: str(page.relative_to(BASE_DIR)))
def guide(request):
    return request.param


def test_every_path_that_a_page_names_is_there(guide):
    assert [text for text in quoted(guide) if is_path(text, guide) and not exists(text, guide)] == []


def test_every_module_and_function_that_a_page_names_is_there(guide):
    for text in quoted(guide):
        if is_name(text):
            resolve_name(text)


def test_every_link_of_a_page_leads_somewhere(guide):
    for link in LINK.findall(prose(guide)):
        if "://" in link:
            continue
        path, _, anchor = unquote(link).partition("#")
        target = guide.parent / path if path else guide
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_the_readme_is_for_visitors_and_leads_to_every_other_page():
    text = README.read_text(encoding="utf-8")
    assert len(text.split()) <= 700
    links = {(BASE_DIR / link).resolve() for link in LINK.findall(text) if "://" not in link}
    assert {*PAGES[2:]} <= links


def test_the_page_on_architecture_has_a_line_for_every_room():
    named = {text.rstrip("/") for text in quoted(BASE_DIR / "docs" / "architecture.md")}
    packages = {path.parent.relative_to(BASE_DIR) for room in ROOMS for path in (BASE_DIR / room).rglob("__init__.py")}
    rooms = {str(path) for path in packages if not {"migrations", "templatetags", "commands", "tests"} & {*path.parts}}
    assert len(rooms) > 20
    assert sorted(rooms - named) == []
