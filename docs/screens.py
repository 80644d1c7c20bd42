"""Take the README's pictures of the real pages: `python docs/screens.py http://127.0.0.1:8000`.

Needs requirements/browser.txt, Chromium and a running demonstration with the documents of `fixtures/` unchanged.
DEMO_PASSWORD holds the password of its log-ins. Pictures are JPEG, to stay small.
"""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).parent / "screens"
DICTIONARY = FOLDER.parent.parent / "fixtures" / "kamus.md"
PICTURES = {
    "home": ("/", 1200, "light"),
    "competency": ("/kamus/CUSF/#indikator", 1200, "dark"),
    "sub-aspect": ("/panduan/mengelola-perubahan/orientasi-pelayanan/", 1200, "light"),
}

#: Texts that a new version of the dictionary changes, and the competency that it adds.
EDITS = {
    "kebutuhan nyata dan mendasar pelanggan": "kebutuhan nyata pelanggan",
    "Memelihara hubungan dengan": "Memelihara hubungan jangka panjang dengan",
    "bahkan jika penyebab masalahnya berada di pihak lain, kemudian baru mengarahkannya": "lalu mengarahkannya",
}
ADDED = """
Nama  | Integritas
:-----|:----
Kode  | INTE
Definisi | Bertindak jujur dan konsisten.
Perilaku Kunci | Menepati janji.
Level 1 |
1 | Berkata jujur.
"""


def main(address: str) -> None:
    """Take every picture again."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--accept-lang=id-ID,id"]
        )
        for name, (path, width, theme) in PICTURES.items():
            page = browser.new_page(viewport={"width": width, "height": 820}, color_scheme=theme)
            page.goto(address.rstrip("/") + path, wait_until="networkidle")
            take(page, name)
        take_review(browser, address.rstrip("/"))
        browser.close()


def take(page: Page, name: str) -> None:
    """Save a picture of the page as it is shown."""
    page.screenshot(path=FOLDER / f"{name}.jpg", type="jpeg", quality=72)


def take_review(browser: Browser, address: str) -> None:
    """Upload a new version of the dictionary, take its review, and discard it."""
    text = DICTIONARY.read_text() + ADDED
    for old, new in EDITS.items():
        text = text.replace(old, new)
    file = {"name": "kamus-kompetensi-2027.md", "mimeType": "text/markdown", "buffer": text.encode()}
    page = browser.new_page(viewport={"width": 1200, "height": 1100})
    page.goto(f"{address}/masuk/?next=/impor/")
    page.fill("#id_username", "penerbit")
    page.fill("#id_password", os.environ["DEMO_PASSWORD"])
    page.press("#id_password", "Enter")
    page.wait_for_url(f"{address}/impor/")
    page.set_input_files('input[type="file"]', file)  # type: ignore[arg-type]  # a plain dict of the same shape
    page.get_by_role("button", name="Baca dan tinjau").click()
    page.wait_for_url(f"{address}/impor/*-*/", wait_until="networkidle")
    take(page, "import-review")
    page.get_by_role("button", name="Buang").first.click()
    page.wait_for_url(f"{address}/impor/")


if __name__ == "__main__":
    main(sys.argv[1])
