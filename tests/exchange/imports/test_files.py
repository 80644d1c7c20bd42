"""Every file of the museum through the command: valid JSON, documents in their published shape, nothing unaccounted."""

import html
import io
import json
import re
from collections import Counter
from contextlib import suppress

import docx
import openpyxl
import pytest
from django.core.management import CommandError, call_command
from jsonschema import Draft202012Validator

from files.readers import decoding
from tests.settings import BASE_DIR

FILES = [
    path
    for folder in ("layouts/examples", "bugs", "returned")
    for path in sorted((BASE_DIR / "tests/files" / folder).iterdir())
    if path.name != "cases.json"
]
FATES = {"read", "left out"}
#: Workbooks that the witness cannot open, or only with a warning.
UNSEEN = {"empty-rels-part.xlsx", "strict.xlsx"}


def told(path):
    """What the command says about a file, refused or not."""
    out = io.StringIO()
    with suppress(CommandError):
        call_command("importfile", "--json", "--documents", path, stdout=out)
    return json.loads(out.getvalue())


def schema_of(slug):
    return json.loads((BASE_DIR / f"docs/schema/{slug}-1.json").read_text())


def texts_of_word(path):
    for part in docx.Document(path).iter_inner_content():
        if isinstance(part, docx.table.Table):
            yield from (cell.text for row in part.rows for cell in {id(cell._tc): cell for cell in row.cells}.values())
        elif not part.style.name.casefold().startswith("toc"):
            yield part.text


def texts_of_workbook(path):
    for sheet in openpyxl.load_workbook(path, data_only=True).worksheets:
        if sheet.sheet_state == "visible":
            yield from (cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str))


def texts_of(path):
    """The texts that a file shows, by a witness that is not the product; None for a kind without one."""
    readers = {".docx": texts_of_word, ".xlsx": texts_of_workbook}
    if path.suffix in readers and path.name not in UNSEEN:
        return list(readers[path.suffix](path))
    if path.name in UNSEEN or path.suffix not in (".md", ".txt", ".csv", ".tsv"):
        return None
    text = decoding.read(path.read_bytes(), limit=10**7).text
    return [re.sub(r"<br */?>", " ", html.unescape(text))]


def letters(texts):
    return Counter(letter for text in texts for letter in text if letter.isalpha())


@pytest.mark.django_db
@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_command_tells_documents_in_their_shape_and_accounts_for_every_text(path):
    said = told(path)
    refused = any(problem["fatal"] for problem in said["problems"])
    assert said["documents"] == len(said["read"])
    assert refused or said["read"]
    if said["format"]:
        validator = Draft202012Validator(schema_of(said["format"]))
        kept = {"format": said["format"], "version": 1, "documents": said["read"]}
        assert refused or [error.message for error in validator.iter_errors(kept)] == []
    for each in said["account"]:
        assert set(each) - {"line"} == {"place", "text", "fate", "reason", "as"}
        assert each["fate"] in FATES
        assert each["place"]
        assert each["reason"] or each["as"]
    texts = texts_of(path)
    if texts is not None and said["account"]:
        assert letters(texts) - letters(each["text"] for each in said["account"]) == Counter()
    assert refused or said["account"]
