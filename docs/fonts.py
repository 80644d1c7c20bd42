"""Makes the fonts of the PDF files: `python docs/fonts.py FOLDER`. Needs fonttools, which nothing else needs.

FOLDER holds the variable fonts Literata 3.103 and Public Sans 2.001 under the names that their makers gave them.
Typst reads no WOFF2 and no variable fonts, so each weight becomes a file, cut down to Latin letters.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter, parse_unicodes
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from fontTools.varLib.instancer import instantiateVariableFont

TARGET = Path(__file__).resolve().parent.parent / "exchange" / "exports" / "fonts"
#: The family, the style, the file it is made of and the point on its axes.
FACES: tuple[tuple[str, str, str, dict[str, float]], ...] = (
    ("Literata", "Regular", "Literata[opsz,wght].ttf", {"opsz": 12, "wght": 400}),
    ("Literata", "Bold", "Literata[opsz,wght].ttf", {"opsz": 12, "wght": 700}),
    ("Literata", "Italic", "Literata-Italic[opsz,wght].ttf", {"opsz": 12, "wght": 400}),
    ("Public Sans", "Regular", "PublicSans[wght].ttf", {"wght": 400}),
    ("Public Sans", "Bold", "PublicSans[wght].ttf", {"wght": 700}),
    ("Public Sans", "Italic", "PublicSans-Italic[wght].ttf", {"wght": 400}),
)
#: Latin with its extensions, the letters for Arabic and Sanskrit names, punctuation, currencies, some arrows and signs.
LETTERS = """20-7E A0-17F 18F 192 1CD-1D4 1E6 1E7 218-21B 259 2BB 2BC 2BE 2BF 2C6 2C7 2D8-2DD 300-304 306-308 30A-30C
323 326-328 331 1E0C 1E0D 1E24 1E25 1E2A 1E2B 1E62 1E63 1E6C 1E6D 1E80-1E85 1E92 1E93 1E9E 1EF2 1EF3 2002-200D
2010-2015 2018-201E 2020-2022 2026 2030 2032 2033 2039 203A 2044 2060 20AC 2116 2122 2190-2193 2212 2248 2260 2264
2265"""


def face(family: str, style: str, source: Path, point: dict[str, float]) -> TTFont:
    """One weight of a variable font, cut down, under its family's own name (neither licence reserves it)."""
    font = instantiateVariableFont(TTFont(source, recalcTimestamp=False), point)
    options = Options(hinting=False, layout_features=["kern", "liga", "ccmp", "locl", "mark"], name_IDs=[0, 5, 13, 14])
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=parse_unicodes(LETTERS))
    subsetter.subset(font)
    names = font["name"]
    for number, text in ((1, family), (2, style), (4, f"{family} {style}"), (6, f"{family}-{style}".replace(" ", ""))):
        names.setName(text, number, 3, 1, 0x409)
    return font


def box() -> TTFont:
    """A font that shows a box for every character, for those that no other font has."""
    pen: Any = TTGlyphPen(None)
    outer, inner = [(60, 0), (60, 700), (540, 700), (540, 0)], [(110, 50), (490, 50), (490, 650), (110, 650)]
    for start, *others in (outer, inner):
        pen.moveTo(start)
        for corner in others:
            pen.lineTo(corner)
        pen.closePath()
    glyph = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "box"])
    builder.setupCharacterMap({})
    builder.setupGlyf({".notdef": glyph, "box": glyph})
    builder.setupHorizontalMetrics({".notdef": (600, 60), "box": (600, 60)})
    builder.setupHorizontalHeader(ascent=900, descent=-250)
    builder.setupNameTable({"familyName": "Box", "styleName": "Regular", "fullName": "Box", "psName": "Box-Regular"})
    builder.setupOS2(sTypoAscender=900, sTypoDescender=-250, usWinAscent=900, usWinDescent=250)
    builder.setupPost()
    every: Any = CmapSubtable.newSubtable(13)  # many characters to one glyph
    every.platformID, every.platEncID, every.language = 3, 10, 0
    every.cmap = dict.fromkeys(range(0x20, 0x110000), "box")
    builder.font["cmap"].tables = [every]
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    return builder.font


def main(folder: Path) -> None:
    """Make all of them."""
    for family, style, source, point in FACES:
        face(family, style, folder / source, point).save(TARGET / f"{family}-{style}.ttf".replace(" ", ""))
    box().save(TARGET / "Box.ttf")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
