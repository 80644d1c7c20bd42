"""Takes the README's pictures of the real pages: `python docs/screens.py http://127.0.0.1:8000`.

Needs requirements-browser.txt, Chromium and a running demonstration. Pictures are JPEG, to stay small.
"""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).parent / "screens"
PICTURES = {
    "home": ("/", 1200, "light"),
    "competency": ("/kamus/CUSF/#indikator", 1200, "dark"),
    "sub-aspect": ("/panduan/mengelola-perubahan/orientasi-pelayanan/", 1200, "light"),
}


def main(address: str) -> None:
    """Take every picture anew."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, (path, width, theme) in PICTURES.items():
            page = browser.new_page(viewport={"width": width, "height": 820}, color_scheme=theme)
            page.goto(address.rstrip("/") + path, wait_until="networkidle")
            page.screenshot(path=FOLDER / f"{name}.jpg", type="jpeg", quality=72)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
