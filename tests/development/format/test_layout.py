"""A sub-aspect on paper."""

from development.format.layout import layout
from tests.builders import sub_aspect_with

HEAD = {"aspek": "INTEGRITAS", "ranah": "Managing Self", "nomor": "3", "nama": "Tekun"}


def test_a_sub_aspect_is_a_leaf_with_a_section_a_way():
    found = layout(sub_aspect_with(**HEAD, deskripsi="Tetap *tekun*.", alone=[("2", "Membaca.")]))
    assert (found.title, found.mark, found.text) == ("Tekun", "Sub aspek 3", "Tetap *tekun*.")
    assert (found.part.title, str(found.part.note), found.part.foreign) == ("INTEGRITAS", "Aspek", "Managing Self")
    alone, given = found.sections
    assert (str(alone.title), alone.rows) == ("Pengembangan mandiri", (("2", "Membaca."),))
    assert (str(given.title), str(given.none)) == ("Pengembangan melalui penugasan", "Belum ada tindakan.")
