"""What the style sheet promises and no page shows by itself, and what the tests keep to."""

import ast
import re

from tests.settings import BASE_DIR


def test_dark_by_choice_is_dark_by_device():
    style = (BASE_DIR / "static" / "site.css").read_text()
    blocks = re.findall(r':root(?::not\(\[data-theme="light"\]\)|\[data-theme="dark"\]) \{(.*?)\}', style, re.DOTALL)
    device, choice = (" ".join(block.split()) for block in blocks)
    assert "--paper: #14171a" in device
    assert device == choice


def imported(path):
    """The full names of what a module imports, from wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_no_module_imports_from_tests():
    """What two of them share stands in a module that is none: `builders`, `pages`, `addresses`."""
    tests = BASE_DIR / "tests"
    modules = list(tests.rglob("*.py"))
    test_modules = {".".join(path.relative_to(BASE_DIR).with_suffix("").parts) for path in tests.rglob("test_*.py")}
    assert len(modules) > len(test_modules) > 50
    wrong = [
        (path.name, name)
        for path in modules
        for name in imported(path)
        for each in test_modules
        if f"{name}.".startswith(f"{each}.")
    ]
    assert wrong == []


def test_no_line_of_a_template_style_sheet_or_script_is_long():
    """Longer lines are hard to read, and hard to merge."""
    written = {".css", ".html", ".js", ".txt", ".xml"}
    paths = [path for room in ("templates", "static") for path in sorted((BASE_DIR / room).rglob("*"))]
    long = [
        f"{path.relative_to(BASE_DIR)}:{number}: {len(line)} characters"
        for path in paths
        if path.suffix in written and path.parent.name != "fonts"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if len(line) > 120
    ]
    assert long == []
