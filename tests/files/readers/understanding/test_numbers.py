"""Numbers of items that are longer than anybody counts."""

import pytest

from files.readers.blocks import Cell, Place, TableRow
from tests.files.readers.understanding.layouts import read


@pytest.mark.parametrize("number", ["9" * 5_000, "9" * 5_000 + ".1", "1." + "9" * 5_000])
def test_a_number_of_thousands_of_digits_is_read_without_counting_it(number):
    rows = [("Kode", "Nama", "Level", "No", "Indikator"), ("AUDT", "Audit", "1", number, "Menghitung.")]
    blocks = [
        TableRow(n, Place(n), 1, tuple(Cell(at, text) for at, text in enumerate(row))) for n, row in enumerate(rows, 1)
    ]
    assert read(blocks).parsed.problems
