"""Texts of foreign layouts: documents, each with the lines that it becomes and what a person has to look at."""

import pytest

from tests.files.readers.understanding.lines import GUIDE, Case, check

CASES = {
    "tp": Case(
        text="""Nama Kompetensi : Audit
Definisi : x
Tingkat Penguasaan : 3 (Mahir)
- a
Tingkat Penguasaan : 4 (Ahli)
- b""",
        lines=[
            "AUDI nama: Audit",
            "AUDI definisi: x",
            "AUDI level 3: Mahir",
            "AUDI level 3, nomor 1: a",
            "AUDI level 4: Ahli",
            "AUDI level 4, nomor 1: b",
        ],
    ),
    "no blank dictionary prose": Case(
        text="""B. Kompetensi Teknis

1. Pengelolaan Arsip (PA)

Pengertian

Kemampuan mengelola arsip.

Tingkat Kecakapan:

1. Memahami konsep

a. Menjelaskan jenis arsip;
b. Menyebut aturan.

2. Menerapkan

a. Menyusun daftar arsip;

2. Pelayanan Publik (PP)

Pengertian

Kemampuan melayani.

Tingkat Kecakapan:

1. Memahami

a. Menjelaskan standar.""",
        lines=[
            "PA kelompok: Kompetensi Teknis",
            "PA nama: Pengelolaan Arsip",
            "PA definisi: Kemampuan mengelola arsip.",
            "PA level 1: Memahami konsep",
            "PA level 1, nomor 1: Menjelaskan jenis arsip;",
            "PA level 1, nomor 2: Menyebut aturan.",
            "PA level 2: Menerapkan",
            "PA level 2, nomor 1: Menyusun daftar arsip;",
            "PP kelompok: Kompetensi Teknis",
            "PP nama: Pelayanan Publik",
            "PP definisi: Kemampuan melayani.",
            "PP level 1: Memahami",
            "PP level 1, nomor 1: Menjelaskan standar.",
        ],
    ),
    "word auto": Case(
        text="""1.\tIntegritas
Definisi:
Jujur.
Level 1 - Dasar
Deskripsi Level: Paham
Perilaku yang diharapkan:
•\ta
•\tb
Level 2 - Menengah
Deskripsi Level: Terap
Perilaku yang diharapkan:
•\tc
2.\tKerja Sama
Definisi:
Bersama.
Level 1 - Dasar
Deskripsi Level: Ikut
Perilaku yang diharapkan:
•\td""",
        lines=[
            "INTE nama: Integritas",
            "INTE definisi: Jujur.",
            "INTE level 1: Paham",
            "INTE level 1, nomor 1: a",
            "INTE level 1, nomor 2: b",
            "INTE level 2: Terap",
            "INTE level 2, nomor 1: c",
            "KESA nama: Kerja Sama",
            "KESA definisi: Bersama.",
            "KESA level 1: Ikut",
            "KESA level 1, nomor 1: d",
        ],
    ),
    "indikator under level heading by number": Case(
        text="""Nama: A
Kode: AA
Definisi: b
Indikator Perilaku:
Level 1:
1. x
Level 2:
1. y""",
        lines=[
            "AA nama: A",
            "AA definisi: b",
            "AA level 1, nomor 1: x",
            "AA level 2, nomor 1: y",
        ],
    ),
    "level desc then indikator inline": Case(
        text="""Nama: A
Kode: AA
Definisi: b
Level 1
Deskripsi: Paham
Indikator: Menjelaskan aturan
Level 2
Deskripsi: Terap
Indikator: Menerapkan aturan""",
        lines=[
            "AA nama: A",
            "AA definisi: b",
            "AA level 1: Paham",
            "AA level 1, nomor 1: Menjelaskan aturan",
            "AA level 2: Terap",
            "AA level 2, nomor 1: Menerapkan aturan",
        ],
    ),
    "guide names like labels": Case(
        text="""INTEGRITAS (Aspek Managing Self)
Sub Aspek - 1 Pengembangan Diri dan Orang Lain
Deskripsi: x
Pengembangan Mandiri
1. a
Pengembangan Melalui Penugasan
1. b
Sub Aspek - 2
Mandiri
Deskripsi: y
Pengembangan Mandiri
1. c""",
        vocabulary=GUIDE,
        lines=[
            "integritas/pengembangan-diri-dan-orang-lain aspek: INTEGRITAS",
            "integritas/pengembangan-diri-dan-orang-lain ranah: Managing Self",
            "integritas/pengembangan-diri-dan-orang-lain nomor: 1",
            "integritas/pengembangan-diri-dan-orang-lain nama: Pengembangan Diri dan Orang Lain",
            "integritas/pengembangan-diri-dan-orang-lain deskripsi: x",
            "integritas/pengembangan-diri-dan-orang-lain pengembangan mandiri, nomor 1: a",
            "integritas/pengembangan-diri-dan-orang-lain pengembangan melalui penugasan, nomor 1: b",
        ],
        left_out={"Sub Aspek - 2": "label tanpa isi"},
        doubts=["Sub Aspek - 2", "1. c"],
        errors=["E_DUP_FIELD", "E_DUP_NUMBER"],
    ),
    "guide no desc label md": Case(
        text="""## INTEGRITAS (Aspek Managing Self)
### Sub Aspek 1 - Tanggung Jawab
Kesediaan.
**Pengembangan Mandiri**
- a
**Penugasan**
- b""",
        vocabulary=GUIDE,
        lines=[
            "integritas/tanggung-jawab aspek: INTEGRITAS",
            "integritas/tanggung-jawab ranah: Managing Self",
            "integritas/tanggung-jawab nomor: 1",
            "integritas/tanggung-jawab nama: Tanggung Jawab",
            "integritas/tanggung-jawab deskripsi: Kesediaan.",
            "integritas/tanggung-jawab pengembangan mandiri, nomor 1: a",
            "integritas/tanggung-jawab pengembangan melalui penugasan, nomor 1: b",
        ],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_text_becomes_these_lines(name):
    check(CASES[name])
