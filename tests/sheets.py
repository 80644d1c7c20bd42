"""Sheets as other programs write them: the rows of documents as CSV, XLSX and ODS bytes."""

import csv
import io
import re
import zipfile
from xml.sax.saxutils import escape, quoteattr

import openpyxl
from openpyxl.cell import WriteOnlyCell

KEPT = re.compile(r"'+[=+\-@\t\r\n\0＝＋－＠]")
GUARDED = re.compile(r"'*[=+\-@\t\r\n\0＝＋－＠]")
OFFICE = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def rows_of(document_type, documents):
    """The head and the rows of documents."""
    return [document_type.sheet.COLUMNS, *(row for document in documents for row in document_type.sheet.rows(document))]


def as_csv(rows, delimiter=";", encoding="utf-8-sig"):
    buffer = io.StringIO(newline="")
    guarded = [[f"'{cell}" if GUARDED.match(cell) else cell for cell in row] for row in rows]
    csv.writer(buffer, delimiter=delimiter).writerows(guarded)
    return buffer.getvalue().encode(encoding)


def as_xlsx(*sheets):
    """A workbook of sheets: lists of rows. Texts stay texts, whatever they begin with."""
    book = openpyxl.Workbook(write_only=True)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append([_cell(sheet, value) for value in row])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _cell(sheet, value):
    if not isinstance(value, str):
        return value
    value = kept(value)
    cell = WriteOnlyCell(
        sheet, re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", value)
    )  # as Excel writes what looks like that
    cell.data_type = "s"
    return cell


def as_ods(*sheets, mimetype="application/vnd.oasis.opendocument.spreadsheet"):
    tables = "".join(ods_table(rows, name=f"Lembar{number}") for number, rows in enumerate(sheets, 1))
    return ods_file(tables, mimetype=mimetype)


def ods_file(tables, mimetype="application/vnd.oasis.opendocument.spreadsheet", head=""):
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<office:document-content {OFFICE}><office:body>'
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"mimetype": mimetype, "content.xml": content})


def ods_table(rows, name="Lembar1"):
    lines = "".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in rows)
    return f"<table:table table:name={quoteattr(name)}>{lines}</table:table>"


def ods_cell(value):
    if not value:
        return "<table:table-cell/>"
    if not isinstance(value, str):
        attributes = f'office:value-type="float" office:value="{value}"'
        return f"<table:table-cell {attributes}><text:p>{value}</text:p></table:table-cell>"
    paragraphs = "".join(f"<text:p>{escape(part)}</text:p>" for part in kept(value).split("\n"))
    return f'<table:table-cell office:value-type="string">{paragraphs}</table:table-cell>'


def kept(text):
    """A text as our own exports write it to a cell: an apostrophe before a formula sign is doubled."""
    return f"'{text}" if KEPT.match(text) else text


def zipped(members, method=zipfile.ZIP_DEFLATED):
    """An archive of members: texts or bytes by name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def with_member(data, name, content):
    """An archive with one member replaced or added; None leaves it out."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {old: archive.read(old) for old in archive.namelist()} | {name: content}
    return zipped({name: content for name, content in members.items() if content is not None})
