"""What the style sheet promises and no page shows by itself."""

import re

from tests.settings import BASE_DIR


def test_dark_by_choice_is_dark_by_device():
    style = (BASE_DIR / "static" / "site.css").read_text()
    blocks = re.findall(r':root(?::not\(\[data-theme="light"\]\)|\[data-theme="dark"\]) \{(.*?)\}', style, re.DOTALL)
    device, choice = (" ".join(block.split()) for block in blocks)
    assert "--paper: #14171a" in device
    assert device == choice
