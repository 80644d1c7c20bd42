"""Files in the layouts of their owners: right by what is known of them, or refused with a reason."""

import json

import pytest

from exchange import document_types
from tests.settings import BASE_DIR

FOLDER = BASE_DIR / "tests/files/layouts"
CASES = json.loads((FOLDER / "cases.json").read_text())
#: Files that are refused: columns that a PDF tore apart, a level below zero, a tree of another model, a summary.
REFUSED = {
    "R03-permenpan-pdftotext.txt": "E_COLUMNS",
    "R09-spencer-min1-cp1252.txt": "E_LEVEL_RANGE",
    "R16-moodle-oecd.csv": "E_OTHER_MODEL",
    "R22-rekap.md": "E_MUCH_UNREAD",
}


def counted(documents):
    """How many of everything there are, by the words of the cases."""
    levels = [(each.key, line) for each in documents for line in each.lines if line.section.startswith("level ")]
    alone, assigned = (
        sum(len(document.section(section)) for document in documents)
        for section in ("pengembangan mandiri", "pengembangan melalui penugasan")
    )
    return {
        "competencies": len(documents),
        "sub_aspects": len(documents),
        "aspects": len({document.text("aspek") for document in documents}),
        "key_behaviours": sum(len(document.section("perilaku kunci")) for document in documents),
        "levels": len({(key, line.section) for key, line in levels}),
        "level_descriptions": sum(1 for _key, line in levels if line.text and not line.label),
        "indicators": sum(1 for _key, line in levels if line.label),
        "self": alone,
        "assignment": assigned,
        "actions": alone + assigned,
    }


def texts_of(documents):
    """Every text of documents, and their names as the cases write them."""
    for document in documents:
        yield from (document.key, document.title, f"{document.text('aspek')} / {document.title}", *document.texts)


@pytest.mark.django_db
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["file"])
def test_a_file_in_the_layout_of_its_owner_is_read_right_or_refused_with_a_reason(case):
    parsed = document_types.read((FOLDER / case["file"]).read_bytes()).parsed
    fatal = {problem.code for problem in parsed.problems if problem.fatal}
    assert fatal == {REFUSED[case["file"]]} if case["file"] in REFUSED else not fatal
    if fatal:
        assert case.get("refusal_ok")
        return
    expected, found = case["expect"], counted(parsed.documents)
    if case.get("level_text_may_be_indicator"):
        either = ("level_descriptions", "indicators")
        assert sum(found[name] for name in either) == sum(expected[name] for name in either)
        expected = {name: value for name, value in expected.items() if name not in either}
    assert {name: value for name, value in found.items() if name in expected} == {
        name: value for name, value in expected.items() if isinstance(value, int)
    }
    whole = "\n".join(texts_of(parsed.documents))
    for name in ("codes", "names", "groups", "texts"):
        assert [text for text in expected.get(name, ()) if text not in whole] == []
    assert [text for text in expected["texts_absent"] if text in whole] == []
