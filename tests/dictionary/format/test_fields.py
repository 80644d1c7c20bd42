"""The table of a competency's fields, and the one rule on its head lines."""

from dataclasses import replace

import pytest

from dictionary.format import editor, nested, sheet, text
from dictionary.format.fields import HEAD, LISTS
from documents.document import Document, Line
from documents.fields import with_head_lines
from tests.builders import KAMUS

DEVO, _CUSF = text.parse(KAMUS.decode()).documents
ODD = replace(DEVO, lines=(*DEVO.lines, Line("catatan", "Di luar tabel.")), source="")


@pytest.mark.parametrize(
    "write",
    [
        lambda document: text.render([document]),
        lambda document: list(sheet.rows(document)),
        lambda document: editor.to_document(document.lines, document.key),
    ],
    ids=["text", "sheet", "editor"],
)
def test_a_section_that_is_in_no_table_is_an_error(write):
    write(replace(DEVO, source=""))
    with pytest.raises(KeyError, match="catatan"):
        write(ODD)


def test_each_field_of_a_whole_competency_passes_through_every_format():
    lines = [Line(field.section, f"Isi {field.section}") for field in HEAD]
    lines += [Line(section, f"Isi {section}", index=1) for section in LISTS]
    whole = Document("A", lines[1].text, tuple(lines))
    assert text.parse(text.render([whole])).documents == (whole,)
    assert nested.document(nested.values(whole)) == whole
    assert editor.to_document(reversed(lines), "A") == whole
    assert {part.section for part in editor.sections(())} == {line.section for line in lines}
    assert [row[2] for row in sheet.rows(whole)] == [line.section for line in lines if line.section != "nama"]


def test_head_lines_that_lack_are_added_empty_in_their_place():
    head = tuple(DEVO.lines[: len(HEAD)])
    for place, line in enumerate(head):
        kept = (*head[:place], *DEVO.lines[place + 1 :])
        filled = with_head_lines(kept, HEAD)
        assert filled[place] == Line(line.section, "")
        assert (*filled[:place], line, *filled[place + 1 :]) == DEVO.lines
    assert with_head_lines(DEVO.lines, HEAD) is DEVO.lines
