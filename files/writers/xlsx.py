"""A sheet as a workbook (XLSX): every cell a text, a head that stays in sight, ready to print.

Written by hand for its speed: for 462,000 rows openpyxl's write-only mode takes several times as long, without
styles. What is written is ISO/IEC 29500; the tests read it back by openpyxl.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from files.cells import column
from files.writers.sheet import Row, Sheet, is_risky, xml
from files.writers.zipping import Package

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Styles by their place in `_STYLES`: the head, a text, and a text that only looks like a formula (`quotePrefix`).
HEAD, TEXT, QUOTED = 1, 2, 3
TITLE_LIMIT = 31
#: The height of a row of one line, in points, and the greatest there is.
LINE_HEIGHT, GREATEST = 15, 405

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PART = "application/vnd.openxmlformats-officedocument.spreadsheetml"
#: What stands for a character in this format; such a text is told from it by escaping its first sign.
_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

_TYPES = (
    f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_PART}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_PART}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_PART}.styles+xml"/>'
    '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
_ROOT = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/relationships/officeDocument" Target="xl/workbook.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
    'Target="docProps/core.xml"/></Relationships>'
)
_PARTS = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/relationships/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/relationships/styles" Target="styles.xml"/></Relationships>'
)
_WRAPPED = '<alignment vertical="top" wrapText="1"/>'
_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}">'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>'
    '<font><b/><sz val="11"/><color rgb="FF0B4F50"/><name val="Calibri"/><family val="2"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE4F0EE"/><bgColor indexed="64"/></patternFill></fill>'
    "</fills>"
    '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/>'
    '<bottom style="thin"><color rgb="FF0F5C5C"/></bottom><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="1" fillId="2" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" '
    f'applyBorder="1" applyAlignment="1">{_WRAPPED}</xf>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">'
    f"{_WRAPPED}</xf>"
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1" '
    f'applyAlignment="1">{_WRAPPED}</xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def write(sheet: Sheet, out: BinaryIO) -> None:
    """Write `sheet` to `out`, a file one can seek in. The same rows give the same bytes; constant memory."""
    body = _Body(sheet)
    package = Package(out)
    package.add("[Content_Types].xml", [_TYPES])
    package.add("_rels/.rels", [_ROOT])
    package.add("docProps/core.xml", [_properties(sheet.title)])
    package.add("xl/_rels/workbook.xml.rels", [_PARTS])
    package.add("xl/styles.xml", [_STYLES])
    package.add("xl/worksheets/sheet1.xml", body.pieces())
    package.add("xl/workbook.xml", [_workbook(_tab(sheet.title), body)])
    package.close()


class _Body:
    """The sheet's own member; `last` is its last row once `pieces` are read."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.letters = [column(place) for place in range(len(sheet.columns))]
        self.last = 1

    @property
    def area(self) -> str:
        """The cells that are filled, the head included, with absolute signs: "$A$1:$F$9"."""
        return f"$A$1:${self.letters[-1]}${self.last}"

    def pieces(self) -> Iterator[str]:
        widths, rows = self.sheet.sampled()
        yield (
            f'{_XML}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
            '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" '
            'state="frozen"/><selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews>'
            f'<sheetFormatPr defaultRowHeight="15"/><cols>{_widths(widths)}</cols><sheetData>'
        )
        yield self.row(1, self.sheet.columns, HEAD, "")
        for self.last, row in enumerate(rows, 2):
            yield self.row(self.last, row, TEXT, _height(row, widths))
        area, title = self.area.replace("$", ""), xml(self.sheet.title.replace("&", "&&"))
        yield (
            f'</sheetData><autoFilter ref="{area}"/>'
            '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.7" header="0.3" footer="0.3"/>'
            '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
            f"<headerFooter><oddFooter>&amp;L{title}&amp;RHalaman &amp;P dari &amp;N</oddFooter></headerFooter>"
            f'<ignoredErrors><ignoredError sqref="{area}" numberStoredAsText="1"/></ignoredErrors></worksheet>'
        )

    def row(self, number: int, texts: Row, style: int, height: str) -> str:
        cells = [_cell(f"{letter}{number}", text, style) for letter, text in zip(self.letters, texts, strict=True)]
        return f'<row r="{number}"{height}>{"".join(cells)}</row>'


def _height(texts: Row, widths: list[int]) -> str:
    """The height of a row whose texts wrap, as an attribute: not every program finds it out by itself."""
    lines = max(-(-len(text) // width) for text, width in zip(texts, widths, strict=True))
    return f' ht="{min(lines * LINE_HEIGHT, GREATEST)}"' if lines > 1 else ""


def _cell(place: str, text: str, style: int) -> str:
    if not text:
        return f'<c r="{place}" s="{style}"/>'
    if style == TEXT and is_risky(text):
        style = QUOTED
    text = xml(_CODE.sub("_x005F_", text) if "_x" in text else text)
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _widths(widths: Iterable[int]) -> str:
    return "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(widths, 1)
    )


def _tab(title: str) -> str:
    """`title` as the name of a sheet: short, and without what formulas separate names by."""
    return re.sub(r"[\[\]:*?/\\]", " ", title)[:TITLE_LIMIT].strip(" '") or "Lembar 1"


def _workbook(tab: str, body: _Body) -> str:
    place = xml("'{}'!".format(tab.replace("'", "''")))
    name = xml(tab).replace('"', "&quot;")
    return (
        f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}/relationships"><bookViews><workbookView/></bookViews>'
        f'<sheets><sheet name="{name}" sheetId="1" r:id="rId1"/></sheets><definedNames>'
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">{place}{body.area}</definedName>'
        f'<definedName name="_xlnm.Print_Titles" localSheetId="0">{place}$1:$1</definedName>'
        "</definedNames></workbook>"
    )


def _properties(title: str) -> str:
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{xml(title)}</dc:title><dc:language>id-ID</dc:language></cp:coreProperties>"
    )
