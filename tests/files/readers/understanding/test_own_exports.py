"""Own exports as Word gives them back: the documents that were printed, exactly."""

from pathlib import Path

import pytest

from development.format import layout as guide_layout
from development.format import text as guide_text
from dictionary.format import layout as dictionary_layout
from dictionary.format import text as dictionary_text
from documents.emphasis import plain
from files.readers.blocks import Cell, Paragraph, Place, TableRow
from files.readers.understanding.reading import understand
from files.readers.understanding.record import Answers
from tests.files.readers.understanding.lines import DICTIONARY, GUIDE, doubts, read

FIXTURES = Path(__file__).parents[4] / "fixtures"
ROOMS = {
    "dictionary": (dictionary_text, dictionary_layout, DICTIONARY, "kamus.md"),
    "guide": (guide_text, guide_layout, GUIDE, "panduan.md"),
}


class Printed:
    """The blocks of printed documents, as the writer of Word files lays them out."""

    def __init__(self):
        self.blocks, self.tables, self.part = [], 0, None

    def say(self, text, heading=0, *, bold=False):
        number = len(self.blocks) + 1
        self.blocks.append(Paragraph(number, Place(number), str(text), heading, bold=bold))

    def table(self, rows):
        self.tables += 1
        for at, texts in enumerate(rows):
            cells = tuple(Cell(column, str(text)) for column, text in enumerate(texts))
            place = Place(at + 1, self.tables)
            self.blocks.append(TableRow(len(self.blocks) + 1, place, self.tables, cells, head=at == 0))

    def document(self, leaf, no_part):
        if leaf.part != self.part:
            self.part = leaf.part
            self.say(plain(leaf.part.title) or no_part, 1)
            if leaf.part.note:
                self.say(f"{leaf.part.note} *{leaf.part.foreign}*")
        self.say(plain(leaf.title), 2)
        self.say(leaf.mark, bold=True)
        self.say(leaf.text or leaf.none)
        for section in leaf.sections:
            self.section(section)

    def section(self, section):
        self.say(section.title, 3)
        if section.text:
            self.say(section.text)
        if section.rows:
            self.table([("No", section.head), *section.rows])
        for text in section.points:
            self.say(f"•\t{text}")
        if section.missing and not section.rows and not section.points:
            self.say(section.missing)


def read_again(documents, layout, vocabulary):
    printed = Printed()
    printed.say("Kamus kompetensi" if vocabulary is DICTIONARY else "Panduan pengembangan", bold=True)
    printed.say("Edisi 2 · 28 November 2026")
    for document in documents:
        printed.document(layout.layout(document), layout.UNGROUPED)
    return understand(printed.blocks, vocabulary, Answers(), dict)


@pytest.mark.parametrize("room", ROOMS)
def test_the_own_export_reads_as_the_documents_that_were_printed(room):
    text, layout, vocabulary, name = ROOMS[room]
    documents = text.parse((FIXTURES / name).read_text(encoding="utf-8")).documents
    found = read_again(documents, layout, vocabulary)
    assert found.parsed.documents == documents
    assert not found.parsed.fatal
    assert [fate.text for fate in found.account if fate.asks] == []


def test_what_is_absent_in_a_document_is_absent_when_it_is_read_again():
    text = "# Inti\nNama | Audit Internal\nKode | X.1\nLevel 1 | Tahu\nLevel 2 |\n3 | Memeriksa.\n"
    text += "#\nNama | Kerja Sama\nKode | KS\nDefinisi | Bersama.\nSumber | Perka 1\n"
    documents = dictionary_text.parse(text).documents
    found = read_again(documents, dictionary_layout, DICTIONARY)
    assert found.parsed.documents == documents


@pytest.mark.parametrize("room", ROOMS)
def test_the_native_text_reads_as_its_own_reader_reads_it(room):
    text, _layout, vocabulary, name = ROOMS[room]
    source = (FIXTURES / name).read_text(encoding="utf-8")
    found = read(source, vocabulary)
    assert found.parsed.documents == text.parse(source).documents
    assert doubts(found) == []
