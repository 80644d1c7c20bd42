"""Texts of foreign layouts: furniture, each with the lines that it becomes and what a person has to look at."""

import pytest

from tests.files.readers.understanding.lines import Case, check

CASES = {
    "page furniture": Case(
        text="""KAMUS KOMPETENSI
Jangan disebarluaskan

Nama | Integritas
Kode | M.01
Definisi | Konsisten berperilaku.
Level 1 | Mampu bertindak
1.1 | Berkata sesuai fakta.

- 2 -

1.2 | Menaati kode etik.
Halaman 3 dari 10""",
        lines=[
            "M.01 nama: Integritas",
            "M.01 definisi: Konsisten berperilaku.",
            "M.01 level 1: Mampu bertindak",
            "M.01 level 1, nomor 1.1: Berkata sesuai fakta.",
            "M.01 level 1, nomor 1.2: Menaati kode etik.",
        ],
        left_out={
            "KAMUS KOMPETENSI": "judul berkas",
            "Jangan disebarluaskan": "sebelum dokumen pertama",
            "- 2 -": "nomor halaman",
            "Halaman 3 dari 10": "nomor halaman",
        },
    ),
    "toc": Case(
        text="""DAFTAR ISI
Integritas ........ 4
Kerja Sama ........ 6

KATA PENGANTAR
Puji syukur kami panjatkan kepada Tuhan Yang Maha Esa.
Kamus ini disusun untuk semua.
Jakarta, 5 Mei 2017
Kepala Biro

1. Integritas
Kode : INT
Definisi : Jujur.
Level 1 : Tahu
Halaman 1 dari 2
Level 2 : Terap
Ditetapkan di Jakarta
pada tanggal 5 Mei 2017
MENTERI

ttd
BUDI""",
        lines=[
            "INT nama: Integritas",
            "INT definisi: Jujur.",
            "INT level 1: Tahu",
            "INT level 2: Terap",
        ],
        left_out={
            "DAFTAR ISI": "daftar isi",
            "Integritas ........ 4": "daftar isi",
            "Kerja Sama ........ 6": "daftar isi",
            "KATA PENGANTAR": "sebelum dokumen pertama",
            "Puji syukur kami panjatkan kepada Tuhan Yang Maha Esa.": "sebelum dokumen pertama",
            "Kamus ini disusun untuk semua.": "sebelum dokumen pertama",
            "Jakarta, 5 Mei 2017": "tanda tangan dan tanggal",
            "Kepala Biro": "tanda tangan dan tanggal",
            "Halaman 1 dari 2": "nomor halaman",
            "Ditetapkan di Jakarta": "tanda tangan dan tanggal",
            "pada tanggal 5 Mei 2017": "tanda tangan dan tanggal",
            "MENTERI": "tanda tangan dan tanggal",
            "ttd": "tanda tangan dan tanggal",
            "BUDI": "tanda tangan dan tanggal",
        },
        doubts=["Kamus ini disusun untuk semua."],
    ),
    "repeat title": Case(
        text="""KAMUS KOMPETENSI
Halaman 1
Nama : A
Definisi : b
Level 1 : x
KAMUS KOMPETENSI
Halaman 2
Level 2 : y
PT Maju Jaya
Halaman 3
Level 3 : z
PT Maju Jaya
Halaman 4""",
        lines=[
            "A nama: A",
            "A definisi: b",
            "A level 1: x",
            "A level 2: y",
            "A level 3: z",
        ],
        left_out={
            "KAMUS KOMPETENSI": "kepala atau kaki halaman yang berulang",
            "Halaman 1": "nomor halaman",
            "Halaman 2": "nomor halaman",
            "PT Maju Jaya": "kepala atau kaki halaman yang berulang",
            "Halaman 3": "nomor halaman",
            "Halaman 4": "nomor halaman",
        },
    ),
    "definition first sentence after item": Case(
        text="""INTEGRITAS
Pengertian : Jujur
Level 1 : Tahu
- a
- b
Catatan: dokumen ini rahasia.
Lampiran tambahan""",
        lines=[
            "INTE nama: INTEGRITAS",
            "INTE definisi: Jujur",
            "INTE level 1: Tahu",
            "INTE level 1, nomor 1: a",
            "INTE level 1, nomor 2: b",
        ],
        left_out={
            "Catatan: dokumen ini rahasia.": "keterangan yang bukan isi dokumen",
            "Lampiran tambahan": "tidak jelas bagian apa",
        },
        doubts=["Lampiran tambahan"],
    ),
    "prose": Case(
        text="""Rapat hari ini membahas banyak hal.
Kami makan siang bersama.
1. Nasi
2. Sayur""",
        lines=[],
        left_out={
            "Rapat hari ini membahas banyak hal.": "sebelum dokumen pertama",
            "Kami makan siang bersama.": "sebelum dokumen pertama",
            "1. Nasi": "sebelum dokumen pertama",
            "2. Sayur": "sebelum dokumen pertama",
        },
        doubts=["1. Nasi", "2. Sayur"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_text_becomes_these_lines(name):
    check(CASES[name])
