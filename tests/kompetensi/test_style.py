"""What templates, style sheets and scripts promise and no page shows by itself."""

import re

from tests.settings import BASE_DIR

#: Longer lines are hard to read, and hard to merge.
LONGEST = 120
WRITTEN = {".css", ".html", ".js", ".txt", ".xml"}


def test_no_line_of_a_template_style_sheet_or_script_is_long():
    paths = [path for room in ("templates", "static") for path in sorted((BASE_DIR / room).rglob("*"))]
    long = [
        f"{path.relative_to(BASE_DIR)}:{number}: {len(line)} characters"
        for path in paths
        if path.suffix in WRITTEN and path.parent.name != "fonts"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if len(line) > LONGEST
    ]
    assert long == []


def test_dark_by_choice_is_dark_by_device():
    style = (BASE_DIR / "static" / "site.css").read_text()
    blocks = re.findall(r':root(?::not\(\[data-theme="light"\]\)|\[data-theme="dark"\]) \{(.*?)\}', style, re.DOTALL)
    device, choice = (" ".join(block.split()) for block in blocks)
    assert "--paper: #14171a" in device
    assert device == choice
