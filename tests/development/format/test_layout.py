"""A sub-aspect on paper."""

from development.format.layout import layout
from documents.document import Document, Line

LINES = (
    Line("aspek", "INTEGRITAS"),
    Line("ranah", "Managing Self"),
    Line("nomor", "3"),
    Line("nama", "Tekun"),
    Line("deskripsi", "Tetap *tekun*."),
    Line("pengembangan mandiri", "Membaca.", label="2"),
)


def test_a_sub_aspect_is_a_leaf_with_a_section_a_way():
    found = layout(Document("integritas/tekun", "Tekun", LINES))
    assert (found.title, found.mark, found.text) == ("Tekun", "Sub aspek 3", "Tetap *tekun*.")
    assert (found.part.title, found.part.note, found.part.foreign) == ("INTEGRITAS", "Aspek", "Managing Self")
    alone, given = found.sections
    assert (alone.title, alone.rows) == ("Pengembangan mandiri", (("2", "Membaca."),))
    assert (given.title, given.none) == ("Pengembangan melalui penugasan", "Belum ada tindakan.")
