"""Texts of foreign layouts: doubts, each with the lines that it becomes and what a person has to look at."""

import pytest

from tests.files.readers.understanding.lines import GUIDE, Case, check

CASES = {
    "items with label words": Case(
        text="""Nama : A
Kode : AA
Perilaku Kunci:
• Mandiri
• Perilaku
• Level 2 support dapat ditangani
• Kompetensi
Level 1
• Definisi masalah dijelaskan
• Level kepuasan naik
• Kode etik ditaati
• Nama baik dijaga""",
        lines=[
            "AA nama: A",
            "AA perilaku kunci 1: Mandiri",
            "AA perilaku kunci 2: Perilaku",
            "AA perilaku kunci 3: Level 2 support dapat ditangani",
            "AA perilaku kunci 4: Kompetensi",
            "AA level 1, nomor 1: Definisi masalah dijelaskan",
            "AA level 1, nomor 2: Level kepuasan naik",
            "AA level 1, nomor 3: Kode etik ditaati",
            "AA level 1, nomor 4: Nama baik dijaga",
        ],
    ),
    "range": Case(
        text="""Nama : A
Definisi : b
Level 1-2: Dasar sekali
- a
Level 3-4: Lanjut
- b""",
        lines=[
            "A nama: A",
            "A definisi: b",
            "A level 1: Dasar sekali",
            "A level 1, nomor 1: a",
            "A level 2: Lanjut",
            "A level 2, nomor 1: b",
        ],
    ),
    "satu": Case(
        text="""Nama : A
Definisi : b
Tingkat Satu
- a
Tingkat Kedua : Terap
- b
a. Level 3
- c""",
        lines=[
            "A nama: A",
            "A definisi: b",
            "A level 1, nomor 1: a",
            "A level 2: Terap",
            "A level 2, nomor 1: b",
            "A level 3, nomor 1: c",
        ],
    ),
    "paragraph definition twice": Case(
        text="""INTEGRITAS

Definisi:
Paragraf satu.

Paragraf dua yang juga definisi.

Perilaku Kunci:
Jujur.
Adil.

Level 1
Berkata benar.

Level 2
Mengajak.""",
        lines=[
            "INTE nama: INTEGRITAS",
            "INTE definisi: Paragraf satu. Paragraf dua yang juga definisi.",
            "INTE perilaku kunci 1: Jujur.",
            "INTE perilaku kunci 2: Adil.",
            "INTE level 1: Berkata benar.",
            "INTE level 2: Mengajak.",
        ],
    ),
    "heading doc + mid heading unknown": Case(
        text="""# Integritas
Definisi: Jujur.
## Latar Belakang
Teks latar.
## Level 1
- a
## Referensi lain
- buku""",
        lines=[
            "INTE nama: Integritas",
            "INTE definisi: Jujur.",
            "INTE level 1, nomor 1: a",
        ],
        left_out={
            "Latar Belakang": "judul tanpa isi yang dikenal",
            "Teks latar.": "tidak jelas bagian apa",
            "Referensi lain": "judul tanpa isi yang dikenal",
            "- buku": "butir tanpa label: tidak jelas bagian apa",
        },
        doubts=["Latar Belakang", "Teks latar.", "Referensi lain", "- buku"],
    ),
    "code title dash": Case(
        text="""M.01 – Integritas
Definisi: Jujur
Level 1: a
M.02 – Kerja Sama
Definisi: Bersama
Level 1: c""",
        lines=[
            "M.01 nama: Integritas",
            "M.01 definisi: Jujur",
            "M.01 level 1: a",
            "M.02 nama: Kerja Sama",
            "M.02 definisi: Bersama",
            "M.02 level 1: c",
        ],
    ),
    "kompetensi numbered": Case(
        text="""Kompetensi 1: Integritas
Definisi: Jujur
Level 1: a

Kompetensi 2: Kerja Sama
Definisi: Bersama
Level 1: c""",
        lines=[
            "INTE nama: Integritas",
            "INTE definisi: Jujur",
            "INTE level 1: a",
            "KESA nama: Kerja Sama",
            "KESA definisi: Bersama",
            "KESA level 1: c",
        ],
    ),
    "no labels at all": Case(
        text="""Integritas
Jujur dan adil.
Kerja Sama
Bersama.""",
        lines=[],
        left_out={
            "Integritas": "sebelum dokumen pertama",
            "Jujur dan adil.": "sebelum dokumen pertama",
            "Kerja Sama": "sebelum dokumen pertama",
            "Bersama.": "sebelum dokumen pertama",
        },
    ),
    "level then prose": Case(
        text="""Nama: A
Kode: AA
Definisi: b
Level 1
Individu pada level ini tahu nilai.
Ia juga menaati aturan.
Level 2
Individu pada level ini mengajak.""",
        lines=[
            "AA nama: A",
            "AA definisi: b",
            "AA level 1, nomor 1: Individu pada level ini tahu nilai.",
            "AA level 1, nomor 2: Ia juga menaati aturan.",
            "AA level 2: Individu pada level ini mengajak.",
        ],
        doubts=["Individu pada level ini tahu nilai.", "Ia juga menaati aturan."],
    ),
    "restart without title": Case(
        text="""Nama: A
Definisi: b
Level 1: x
Level 2: y
Level 1: z
Level 2: w""",
        lines=[
            "A nama: A",
            "A definisi: b",
            "A level 1: x",
            "A level 2: y",
        ],
        errors=["E_DUP_LEVEL"],
    ),
    "glued": Case(
        text="""Nama: A
Definisi: b
Level 1
1. satu 2. dua 3. tiga""",
        lines=[
            "A nama: A",
            "A definisi: b",
            "A level 1, nomor 1: satu",
            "A level 1, nomor 2: dua",
            "A level 1, nomor 3: tiga",
        ],
    ),
    "sumber": Case(
        text="""Nama : Integritas
Kode : INT
Definisi : Jujur.
Sumber : Perka 1
Kelompok : Inti
Level 1 : Tahu
- a
Nama : Kerja
Kode : KS
Kelompok : Teknis
Definisi : x
Level 1 : Tahu
- a""",
        lines=[
            "INT kelompok: Inti",
            "INT nama: Integritas",
            "INT definisi: Jujur.",
            "INT sumber: Perka 1",
            "INT level 1: Tahu",
            "INT level 1, nomor 1: a",
            "KS kelompok: Teknis",
            "KS nama: Kerja",
            "KS definisi: x",
            "KS level 1: Tahu",
            "KS level 1, nomor 1: a",
        ],
    ),
    "behaviours under levels": Case(
        text="""Nama : A
Kode : AA
Definisi : b
Level 1
Perilaku Kunci:
- satu
- dua
Level 2
Perilaku Kunci:
- tiga""",
        lines=[
            "AA nama: A",
            "AA definisi: b",
            "AA level 1, nomor 1: satu",
            "AA level 1, nomor 2: dua",
            "AA level 2, nomor 1: tiga",
        ],
    ),
    "behaviours behind levels": Case(
        text="""Nama : A
Kode : AA
Definisi : b
Level 1 : Tahu
Level 2 : Terap
Perilaku Kunci:
- tiga""",
        lines=[
            "AA nama: A",
            "AA definisi: b",
            "AA perilaku kunci 1: tiga",
            "AA level 1: Tahu",
            "AA level 2: Terap",
        ],
    ),
    "dict as guide": Case(
        text="""Nama : Integritas
Kode : INT
Definisi : Jujur.
Level 1 : Tahu
1. x""",
        vocabulary=GUIDE,
        lines=[],
        left_out={
            "Nama : Integritas": "label tidak dikenal",
            "Kode : INT": "label tidak dikenal",
            "Definisi : Jujur.": "sebelum dokumen pertama",
            "Level 1 : Tahu": "label tidak dikenal",
            "1. x": "sebelum dokumen pertama",
        },
        doubts=["Nama : Integritas", "Kode : INT", "Definisi : Jujur.", "Level 1 : Tahu", "1. x"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_text_becomes_these_lines(name):
    check(CASES[name])
