"""Files of unknown format: recognised by content, or refused with the line and what to do."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange import document_types
from exchange.document_types import read
from files.readers import decoding, native
from tests.builders import FIXTURES
from tests.settings import BASE_DIR

FILES = BASE_DIR / "tests" / "files"
MUSEUM = json.loads((FILES / "file.json").read_text())


@pytest.mark.parametrize("name", MUSEUM)
def test_an_awkward_file_is_recognised_or_refused_with_its_line(name):
    detection = read((FILES / name).read_bytes())
    assert (detection.document_type.slug if detection.document_type else None) == MUSEUM[name]["format"]
    assert [[problem.code, problem.line] for problem in detection.parsed.problems] == MUSEUM[name]["problems"]
    if not detection.parsed.fatal:
        assert [document.key for document in detection.parsed.documents] == MUSEUM[name]["documents"]


def test_every_code_of_intake_and_recognition_has_a_file():
    shown = {code for expected in MUSEUM.values() for code, _ in expected["problems"]}
    assert {*decoding.MESSAGES, *native.MESSAGES} - shown == {"E_FILE_TOO_BIG", "E_TOO_MANY_LINES"}


def test_every_file_of_the_museum_stands_in_its_list():
    listed = {name for file in FILES.glob("*.json") for name in json.loads(file.read_text())}
    assert {path.name for path in FILES.iterdir() if path.is_file() and path.suffix not in (".json", ".py")} == listed
    assert len(listed) >= 60


def test_every_message_is_a_sentence_that_can_be_filled():
    for name in MUSEUM:
        for problem in read((FILES / name).read_bytes()).parsed.problems:
            assert problem.message
            assert "{" not in problem.message.replace("{{", "")


@pytest.mark.parametrize("name", ["kamus", "panduan"])
def test_the_real_files_are_recognised(name):
    assert read((FIXTURES / f"{name}.md").read_bytes()).document_type is document_types.get(name)


@given(st.binary(max_size=300))
@settings(max_examples=200)
def test_any_bytes_give_documents_or_problems(data):
    parsed = read(data).parsed
    assert parsed.documents or parsed.fatal
