"""A competency on paper."""

from dictionary.format.layout import layout
from tests.builders import competency_with

FOCUS = competency_with(
    "FOK",
    kelompok="INTI",
    nama="Fokus",
    behaviours=["Satu."],
    levels={0: ("Dasar.", []), 4: ("", [("5", "Lima."), ("3", "Tiga.")])},
)


def test_a_competency_is_a_leaf_with_a_section_a_level():
    found = layout(FOCUS)
    assert (found.title, found.mark, found.part.title, found.text) == ("Fokus", "FOK", "INTI", "")
    behaviours, lowest, highest = found.sections
    assert behaviours.points == ("Satu.",)
    assert (lowest.title, lowest.text, lowest.rows) == ("Level 0", "Dasar.", ())
    assert str(lowest.none) == "Belum ada indikator."
    assert highest.rows == (("5", "Lima."), ("3", "Tiga."))
    assert (lowest.tone, highest.tone) == (0, 12)
