"""A sheet as a Word document (DOCX) with one table, to be filled in. Every cell a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from files.writers.sheet import Row, Sheet, xml
from files.writers.zipping import Package

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_OFFICE = "http://schemas.openxmlformats.org"
_MAIN = f"{_OFFICE}/wordprocessingml/2006/main"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = (
    f'{_DECLARATION}<Types xmlns="{_OFFICE}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONSHIPS = (
    f'{_DECLARATION}<Relationships xmlns="{_OFFICE}/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
#: The width of the text on a landscape page, in twentieths of a point.
_WIDTH = 14_570
_PAGE = (
    '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="709" w:footer="709" w:gutter="0"/>'
    "</w:sectPr>"
)


def write(sheet: Sheet, out: BinaryIO) -> None:
    """Write `sheet` to `out`: its title, and one table with repeated heads. The same rows give the same bytes."""
    package = Package(out)
    package.add("[Content_Types].xml", [_TYPES])
    package.add("_rels/.rels", [_RELATIONSHIPS])
    package.add("word/document.xml", _document(sheet))
    package.close()


def _document(sheet: Sheet) -> Iterator[str]:
    widths, rows = sheet.sampled()
    share = _WIDTH / sum(widths)
    yield f'{_DECLARATION}<w:document xmlns:w="{_MAIN}"><w:body>{_paragraph(sheet.title, bold=True)}'
    yield f'<w:tbl><w:tblPr><w:tblW w:w="{_WIDTH}" w:type="dxa"/><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr>'
    grid = "".join(f'<w:gridCol w:w="{round(width * share)}"/>' for width in widths)
    yield f"<w:tblGrid>{grid}</w:tblGrid>"
    yield f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{_cells(sheet.columns, bold=True)}</w:tr>"
    for row in rows:
        yield f"<w:tr>{_cells(row)}</w:tr>"
    yield f"</w:tbl>{_paragraph('')}{_PAGE}</w:body></w:document>"


def _cells(row: Row | Iterable[str], *, bold: bool = False) -> str:
    return "".join(
        f"<w:tc>{''.join(_paragraph(line, bold=bold) for line in text.split(chr(10)))}</w:tc>" for text in row
    )


def _paragraph(text: str, *, bold: bool = False) -> str:
    style = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:p><w:r>{style}<w:t xml:space="preserve">{xml(text)}</w:t></w:r></w:p>' if text else "<w:p/>"
