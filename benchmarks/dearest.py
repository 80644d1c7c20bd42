"""Dearest answer of each page at the limits of the input: `python -m benchmarks.dearest [kind …]`; no ratios."""

from __future__ import annotations

import argparse
import sys

from benchmarks.databases import database, output
from documents.limits import LETTERS_LIMIT, LINES_LIMIT, MARKS_LIMIT

DOCUMENT = (
    "/kamus/A0/",
    "/kamus/matriks/?isi=lengkap",
    "/kamus/cetak/?kelompok=G0",
    "/kamus/banding/?k=A0&k=A1&k=A2&k=A3",
)
PERSONAL = ("/kamus/A0/sunting/", "/kamus/A0/riwayat/", "/riwayat/", "/riwayat/1/", "/periksa/")
WHOLE = (
    "/",
    "/kamus/",
    "/kamus/matriks/",
    "/kamus/indeks/",
    "/kamus/cetak/",
    "/cari/?q=melayani",
    "/sitemap-kamus.xml",
)
FILES = tuple(f"/ekspor/kamus.{kind}" for kind in ("csv", "md", "json", "xlsx", "ods", "docx"))
GUIDE = ("/", "/panduan/", "/panduan/raksasa/", "/panduan/raksasa/nama-1/", "/panduan/cetak/")
#: The pages of each kind of content; "review" stands for the review of the same content changed.
PAGES: dict[str, tuple[str, ...]] = {
    "lines": (*DOCUMENT, *PERSONAL, "review"),
    "letters": (*DOCUMENT, *PERSONAL, "review"),
    "marks": (*DOCUMENT, *PERSONAL, "review"),
    "many": (*WHOLE, "/periksa/", *FILES, *FILES),
    "changed": ("review",),
    "groups": ("/kamus/", "/kamus/matriks/", "/kamus/cetak/"),
    "guide": GUIDE,
}


def content(kind: str, *, changed: bool = False) -> str:
    """Return a file with the content of a kind; `changed` gives every line another word."""
    word = "baru" if changed else "lama"
    if kind == "many":
        from benchmarks.generator import dictionary  # noqa: PLC0415  # reads the real one

        return "".join(dictionary(14_000))
    if kind == "groups":
        return "".join(f"# *{n}* {'x' * 150}\n\n" + competency(n, [word]) for n in range(14_000))
    if kind == "changed":
        return "".join(competency(n, [f"teks {word} {n}"] * 24) for n in range(14_000))
    if kind == "guide":
        return (
            "RAKSASA **(Aspek *R*)**\n\n" + "".join(map(sub_aspect, range(1, 999))) + "".join(map(aspect, range(4_000)))
        )
    texts = {
        "lines": [word] * (LINES_LIMIT - 30),
        "letters": [f"{word} " * 990] * (LETTERS_LIMIT // 5_000 - 1),
        "marks": [f"{'*a*' * (MARKS_LIMIT // LINES_LIMIT // 2)} {word} {n}" for n in range(LINES_LIMIT - 30)],
    }[kind]
    return "".join((f"# G{n // 9}\n\n" if n % 9 == 0 else "") + competency(n, texts) for n in range(30))


def competency(number: int, texts: list[str]) -> str:
    """Return a competency with these indicators, 60 a level."""
    rows = [f"Nama | N{number}\nKode | A{number}\nDefinisi | d\nPerilaku Kunci | p\n"]
    for nth, text in enumerate(texts):
        rows.append(f"Level {nth // 60} |\n" if nth % 60 == 0 else "")
        rows.append(f"{nth % 60 + 1} | {text}\n")
    return "".join(rows) + "\n"


def aspect(number: int) -> str:
    """Return an aspect with two sub-aspects."""
    return f"ASPEK {number} **(Aspek *R*)**\n\n{sub_aspect(1)}{sub_aspect(2)}"


def sub_aspect(number: int) -> str:
    """Return a sub-aspect with an action of each way."""
    ways = "Pengembangan Mandiri\n1. tindakan\n\nPengembangan Melalui Penugasan\n1. tugas\n\n"
    return f"Sub Aspek - {number} **Nama {number}**\n\nDeskripsi:\n{'kata ' * 40}\n\n{ways}"


def main() -> None:
    """Print a table for each kind, each measured in a process and a database of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kinds", nargs="*", default=list(PAGES))
    print("| content | page | MB | CPU, ms | MiB more |")
    print("| --- | --- | --: | --: | --: |")
    for kind in parser.parse_args().kinds:
        with database() as environment:
            sys.stdout.write(output(environment, "benchmarks.dearest_steps", kind).decode())
            sys.stdout.flush()


if __name__ == "__main__":
    main()
