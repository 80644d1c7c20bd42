"""Texts of foreign layouts: titles, each with the lines that it becomes and what a person has to look at."""

import pytest

from tests.files.readers.understanding.lines import Case, check

CASES = {
    "headings": Case(
        text="""# Kamus Kompetensi PT Maju

## A. Kompetensi Inti

### 1. Integritas

Konsisten berperilaku selaras dengan nilai.

#### Level 1
- Jujur dalam bekerja
- Menepati janji

#### Level 2: Mengajak
- Mengingatkan rekan

### 2. Kerja Sama

#### Definisi
Kemampuan bekerja bersama.

#### Perilaku Kunci
1. Mau berbagi.
2. Mau mendengar.

#### Level 1 - Dasar
Indikator:
a. Ikut rapat
b. Memberi masukan""",
        lines=[
            "INTE kelompok: Kompetensi Inti",
            "INTE nama: Integritas",
            "INTE definisi: Konsisten berperilaku selaras dengan nilai.",
            "INTE level 1, nomor 1: Jujur dalam bekerja",
            "INTE level 1, nomor 2: Menepati janji",
            "INTE level 2: Mengajak",
            "INTE level 2, nomor 1: Mengingatkan rekan",
            "KESA kelompok: Kompetensi Inti",
            "KESA nama: Kerja Sama",
            "KESA definisi: Kemampuan bekerja bersama.",
            "KESA perilaku kunci 1: Mau berbagi.",
            "KESA perilaku kunci 2: Mau mendengar.",
            "KESA level 1: Dasar",
            "KESA level 1, nomor 1: Ikut rapat",
            "KESA level 1, nomor 2: Memberi masukan",
        ],
        left_out={"Kamus Kompetensi PT Maju": "judul berkas"},
    ),
    "caps": Case(
        text="""KAMUS KOMPETENSI TEKNIS
BIDANG KEARSIPAN

I. KOMPETENSI INTI
1. INTEGRITAS
Definisi: Jujur.
Level 1: Paham nilai
Level 2: Terap nilai
2. KERJA SAMA
Definisi: Bersama.
Level 1: Ikut
Level 2: Ajak
II. KOMPETENSI TEKNIS
1. ARSIP DINAMIS
Definisi: Arsip.
Level 1: Tahu
Level 2: Bisa""",
        lines=[
            "INTE kelompok: KOMPETENSI INTI",
            "INTE nama: INTEGRITAS",
            "INTE definisi: Jujur.",
            "INTE level 1: Paham nilai",
            "INTE level 2: Terap nilai",
            "KESA kelompok: KOMPETENSI INTI",
            "KESA nama: KERJA SAMA",
            "KESA definisi: Bersama.",
            "KESA level 1: Ikut",
            "KESA level 2: Ajak",
            "ARDI kelompok: KOMPETENSI TEKNIS",
            "ARDI nama: ARSIP DINAMIS",
            "ARDI definisi: Arsip.",
            "ARDI level 1: Tahu",
            "ARDI level 2: Bisa",
        ],
        left_out={"KAMUS KOMPETENSI TEKNIS": "judul berkas", "BIDANG KEARSIPAN": "sebelum dokumen pertama"},
    ),
    "code last": Case(
        text="""INTEGRITAS
Definisi: Jujur
Kode: INT
Level 1: Tahu
KERJA SAMA
Definisi: Bersama
Kode: KS
Level 1: Ikut""",
        lines=[
            "INT nama: INTEGRITAS",
            "INT definisi: Jujur",
            "INT level 1: Tahu",
            "KS nama: KERJA SAMA",
            "KS definisi: Bersama",
            "KS level 1: Ikut",
        ],
    ),
    "english": Case(
        text="""# Competency Dictionary

## Teamwork (TW)
**Definition:** Works with others.

**Level 1 - Basic**
* Shares information
* Listens

**Level 2 - Advanced**
* Leads others

## Leadership (LD)
**Definition:** Leads.

**Level 1 - Basic**
* Directs""",
        lines=[
            "TW nama: Teamwork",
            "TW definisi: Works with others.",
            "TW level 1: Basic",
            "TW level 1, nomor 1: Shares information",
            "TW level 1, nomor 2: Listens",
            "TW level 2: Advanced",
            "TW level 2, nomor 1: Leads others",
            "LD nama: Leadership",
            "LD definisi: Leads.",
            "LD level 1: Basic",
            "LD level 1, nomor 1: Directs",
        ],
        left_out={"Competency Dictionary": "judul berkas"},
    ),
    "permenpan plain": Case(
        text="""LAMPIRAN II
PERATURAN MENTERI PENDAYAGUNAAN APARATUR NEGARA
NOMOR 38 TAHUN 2017

KAMUS KOMPETENSI MANAJERIAL

A. KOMPETENSI MANAJERIAL
1. Integritas
Kode Kompetensi : M.01
Nama Kompetensi : Integritas
Definisi : Konsisten berperilaku.
Level 1 :
Mampu bertindak sesuai nilai
1.1. Ucapan dan tindakan sejalan;
1.2. Menjalankan peraturan.

B. KOMPETENSI SOSIAL KULTURAL
2. Perekat Bangsa
Kode Kompetensi : S.01
Nama Kompetensi : Perekat Bangsa
Definisi : Menjaga.
Level 1 :
Mampu memahami
1.1. Memahami.""",
        lines=[
            "M.01 kelompok: KOMPETENSI MANAJERIAL",
            "M.01 nama: Integritas",
            "M.01 definisi: Konsisten berperilaku.",
            "M.01 level 1: Mampu bertindak sesuai nilai",
            "M.01 level 1, nomor 1.1: Ucapan dan tindakan sejalan;",
            "M.01 level 1, nomor 1.2: Menjalankan peraturan.",
            "S.01 kelompok: KOMPETENSI SOSIAL KULTURAL",
            "S.01 nama: Perekat Bangsa",
            "S.01 definisi: Menjaga.",
            "S.01 level 1: Mampu memahami",
            "S.01 level 1, nomor 1.1: Memahami.",
        ],
        left_out={
            "LAMPIRAN II": "judul berkas",
            "PERATURAN MENTERI PENDAYAGUNAAN APARATUR NEGARA": "sebelum dokumen pertama",
            "NOMOR 38 TAHUN 2017": "sebelum dokumen pertama",
            "KAMUS KOMPETENSI MANAJERIAL": "judul berkas",
        },
    ),
    "numbered doc and items": Case(
        text="""1. Integritas
Definisi: Jujur.
Level 1
1. Mampu a
2. Mampu b
Level 2
1. Mampu c
2. Kerja Sama
Definisi: Bersama.
Level 1
1. Mampu d""",
        lines=[
            "INTE nama: Integritas",
            "INTE definisi: Jujur.",
            "INTE level 1, nomor 1: Mampu a",
            "INTE level 1, nomor 2: Mampu b",
            "INTE level 2, nomor 1: Mampu c",
            "KESA nama: Kerja Sama",
            "KESA definisi: Bersama.",
            "KESA level 1, nomor 1: Mampu d",
        ],
    ),
    "no definition restart": Case(
        text="""Integritas
Level 1
- Mampu a
Level 2
- Mampu b
Kerja Sama
Level 1
- Mampu c""",
        lines=[
            "INTE nama: Integritas",
            "INTE level 1, nomor 1: Mampu a",
            "INTE level 2, nomor 1: Mampu b",
            "KESA nama: Kerja Sama",
            "KESA level 1, nomor 1: Mampu c",
        ],
    ),
    "level desc wrapped": Case(
        text="""Integritas (INT)
Kemampuan untuk jujur dalam segala situasi.

Level 1
Mampu bertindak sesuai nilai
1.1. Jujur
1.2. Adil

Level 2
Mampu mengajak
2.1. Ajak
2.2. Tegur

Kerja Sama (KS)
Kemampuan bekerja.

Level 1
Mampu ikut
1.1. Ikut""",
        lines=[
            "INT nama: Integritas",
            "INT definisi: Kemampuan untuk jujur dalam segala situasi.",
            "INT level 1: Mampu bertindak sesuai nilai",
            "INT level 1, nomor 1.1: Jujur",
            "INT level 1, nomor 1.2: Adil",
            "INT level 2: Mampu mengajak",
            "INT level 2, nomor 2.1: Ajak",
            "INT level 2, nomor 2.2: Tegur",
            "KS nama: Kerja Sama",
            "KS definisi: Kemampuan bekerja.",
            "KS level 1: Mampu ikut",
            "KS level 1, nomor 1.1: Ikut",
        ],
    ),
    "inline level headings md table absent": Case(
        text="""# Integritas
> Jujur selalu
## Level 1
Paham nilai.
- a
## Level 2
- b
# Kerja Sama
## Level 1
- c""",
        lines=[
            "INTE nama: Integritas",
            "INTE definisi: > Jujur selalu",
            "INTE level 1: Paham nilai.",
            "INTE level 1, nomor 1: a",
            "INTE level 2, nomor 1: b",
            "KESA nama: Kerja Sama",
            "KESA level 1, nomor 1: c",
        ],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_text_becomes_these_lines(name):
    check(CASES[name])
