"""A competency on paper."""

from dictionary.format.layout import layout
from documents.document import Document, Line

LINES = (
    Line("kelompok", "INTI"),
    Line("nama", "Fokus"),
    Line("definisi", ""),
    Line("perilaku kunci", "Satu.", nth=1),
    Line("level 0", "Dasar."),
    Line("level 4", ""),
    Line("level 4", "Lima.", label="5"),
    Line("level 4", "Tiga.", label="3"),
)


def test_a_competency_is_a_leaf_with_a_section_a_level():
    found = layout(Document("FOK", "Fokus", LINES))
    assert (found.title, found.mark, found.part.title, found.text) == ("Fokus", "FOK", "INTI", "")
    behaviours, lowest, highest = found.sections
    assert behaviours.points == ("Satu.",)
    assert (lowest.title, lowest.text, lowest.rows, lowest.none) == ("Level 0", "Dasar.", (), "Belum ada indikator.")
    assert highest.rows == (("5", "Lima."), ("3", "Tiga."))
    assert (lowest.tone, highest.tone) == (0, 12)
