"""A sheet as an OpenDocument spreadsheet (ODS), formatted as `files.writers.xlsx` does; every cell is a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from files.cells import column
from files.writers.sheet import Row, Sheet, escape_apostrophe, xml
from files.writers.zipping import Package

CONTENT_TYPE = "application/vnd.oasis.opendocument.spreadsheet"

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = " ".join(
    f'xmlns:{name}="{_ODF}:{name}:1.0"' for name in ("office", "meta", "config", "style", "text", "table", "number")
)
_SPACES += f' xmlns:fo="{_ODF}:xsl-fo-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
_MANIFEST = (
    f'{_XML}<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{CONTENT_TYPE}"/>'
    + "".join(
        f'<manifest:file-entry manifest:full-path="{name}.xml" manifest:media-type="text/xml"/>'
        for name in ("content", "styles", "settings", "meta")
    )
    + "</manifest:manifest>"
)
_STYLES = (
    f'{_XML}<office:document-styles {_SPACES} office:version="1.3"><office:styles>'
    '<style:default-style style:family="table-cell"><style:text-properties style:font-name="Calibri" '
    'fo:font-family="Calibri, Carlito, sans-serif" fo:font-size="11pt" fo:language="id" fo:country="ID"/>'
    "</style:default-style>"
    '<style:style style:name="Default" style:family="table-cell"/></office:styles><office:automatic-styles>'
    '<style:page-layout style:name="page"><style:page-layout-properties fo:page-width="29.7cm" '
    'fo:page-height="21cm" style:print-orientation="landscape" style:scale-to-X="1" style:scale-to-Y="0" '
    'fo:margin-top="1.3cm" fo:margin-bottom="1.3cm" fo:margin-left="1.3cm" fo:margin-right="1.3cm"/>'
    '<style:footer-style><style:header-footer-properties fo:min-height="0.75cm" fo:margin-top="0.25cm"/>'
    "</style:footer-style></style:page-layout></office:automatic-styles><office:master-styles>"
    '<style:master-page style:name="Default" style:page-layout-name="page"><style:footer><style:region-left>'
    "<text:p><text:title/></text:p></style:region-left><style:region-right><text:p>Halaman <text:page-number/> dari "
    "<text:page-count/></text:p></style:region-right></style:footer></style:master-page></office:master-styles>"
    "</office:document-styles>"
)
_CELL_STYLES = (
    '<number:text-style style:name="plain"><number:text-content/></number:text-style>'
    '<style:style style:name="row" style:family="table-row">'
    '<style:table-row-properties style:use-optimal-row-height="true"/></style:style>'
    '<style:style style:name="sheet" style:family="table" style:master-page-name="Default">'
    '<style:table-properties table:display="true"/></style:style>'
    '<style:style style:name="text" style:family="table-cell" style:parent-style-name="Default" '
    'style:data-style-name="plain"><style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/>'
    '</style:style><style:style style:name="head" style:family="table-cell" style:parent-style-name="Default" '
    'style:data-style-name="plain"><style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top" '
    'fo:background-color="#e4f0ee" fo:border-bottom="0.75pt solid #0f5c5c"/>'
    '<style:text-properties fo:font-weight="bold" fo:color="#0b4f50"/></style:style>'
)
#: Consecutive spaces, or spaces at an end: OpenDocument readers fold them unless the file gives their number.
_FOLDED = re.compile(r"^ +| +$| {2,}")


def write(sheet: Sheet, out: BinaryIO) -> None:
    """Write `sheet` to `out`, a seekable file. The same rows give the same bytes; constant memory."""
    tab = sheet.title.replace("'", "’")
    package = Package(out)
    package.add("mimetype", [CONTENT_TYPE], packed=False)
    package.add("META-INF/manifest.xml", [_MANIFEST])
    package.add("meta.xml", [_properties(sheet.title)])
    package.add("styles.xml", [_STYLES])
    package.add("settings.xml", [_settings(tab)])
    package.add("content.xml", _content(sheet, tab))
    package.close()


def _content(sheet: Sheet, tab: str) -> Iterator[str]:
    widths, rows = sheet.sampled()
    name = _attribute(tab)
    yield (
        f'{_XML}<office:document-content {_SPACES} office:version="1.3"><office:automatic-styles>'
        f"{_width_styles(widths)}{_CELL_STYLES}</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="{name}" table:style-name="sheet">{_columns(widths)}'
        f"<table:table-header-rows>{_row(sheet.columns, 'head')}</table:table-header-rows>"
    )
    count = 1
    for row in rows:
        count += 1
        yield _row(row, "text")
    corner = f"{column(len(sheet.columns) - 1)}{count}"
    yield (
        '</table:table><table:database-ranges><table:database-range table:name="isi" '
        f"table:target-range-address=\"'{name}'.A1:'{name}'.{corner}\" "
        'table:display-filter-buttons="true"/></table:database-ranges>'
        "</office:spreadsheet></office:body></office:document-content>"
    )


def _row(texts: Row, style: str) -> str:
    cells = (_cell(text, style) for text in texts)
    return f'<table:table-row table:style-name="row">{"".join(cells)}</table:table-row>'


def _cell(text: str, style: str) -> str:
    if not text:
        return f'<table:table-cell table:style-name="{style}"/>'
    paragraphs = "".join(f"<text:p>{_spaced(line)}</text:p>" for line in escape_apostrophe(text).split("\n"))
    return f'<table:table-cell table:style-name="{style}" office:value-type="string">{paragraphs}</table:table-cell>'


def _spaced(text: str) -> str:
    """Return `text` for a paragraph, with every space and tab kept."""
    text = _FOLDED.sub(lambda found: f'<text:s text:c="{len(found[0])}"/>', xml(text))
    return text.replace("\t", "<text:tab/>").replace("\r", "&#13;")


def _attribute(text: str) -> str:
    return xml(text).replace('"', "&quot;")


def _width_styles(widths: Iterable[int]) -> str:
    return "".join(
        f'<style:style style:name="width{number}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width * 0.22:.1f}cm"/></style:style>'
        for number, width in enumerate(widths, 1)
    )


def _columns(widths: list[int]) -> str:
    return "".join(
        f'<table:table-column table:style-name="width{number}" table:default-cell-style-name="text"/>'
        for number in range(1, len(widths) + 1)
    )


def _settings(tab: str) -> str:
    """Return the settings that freeze the header row."""
    items = (("Horizontal", "Mode", "short", 0), ("Vertical", "Mode", "short", 2), ("Vertical", "Position", "int", 1))
    frozen = "".join(_item(f"{axis}Split{what}", kind, value) for axis, what, kind, value in items)
    frozen += _item("PositionBottom", "int", 1) + _item("ActiveSplitRange", "short", 2)
    return (
        f'{_XML}<office:document-settings {_SPACES} office:version="1.3"><office:settings>'
        '<config:config-item-set config:name="ooo:view-settings" '
        'xmlns:ooo="http://openoffice.org/2004/office"><config:config-item-map-indexed config:name="Views">'
        '<config:config-item-map-entry><config:config-item config:name="ViewId" config:type="string">view1'
        '</config:config-item><config:config-item-map-named config:name="Tables"><config:config-item-map-entry '
        f'config:name="{_attribute(tab)}">{frozen}</config:config-item-map-entry></config:config-item-map-named>'
        "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set>"
        "</office:settings></office:document-settings>"
    )


def _item(name: str, kind: str, value: int) -> str:
    return f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'


def _properties(title: str) -> str:
    return (
        f'{_XML}<office:document-meta {_SPACES} office:version="1.3"><office:meta><dc:title>{xml(title)}</dc:title>'
        "<dc:language>id-ID</dc:language></office:meta></office:document-meta>"
    )
