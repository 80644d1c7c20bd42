"""Texts of foreign layouts: labels, each with the lines that it becomes and what a person has to look at."""

import pytest

from files.readers.understanding.labels import label_of
from files.readers.understanding.vocabulary import Kind
from tests.files.readers.understanding.lines import GUIDE, Case, check

CASES = {
    "teknis": Case(
        text="""KAMUS KOMPETENSI TEKNIS

Nama Kompetensi : Manajemen ASN
Kode Kompetensi : T.01
Definisi : Kemampuan mengelola siklus kepegawaian sesuai peraturan.

Level 1 (Paham)
Deskripsi : Memahami konsep dasar manajemen ASN
Indikator Perilaku :
1.1 Mampu menjelaskan dasar hukum manajemen ASN
1.2 Mampu menguraikan alur layanan kepegawaian

Level 2 (Dasar)
Deskripsi : Melaksanakan layanan sesuai pedoman
Indikator Perilaku :
2.1 Mampu menyiapkan berkas layanan
2.2 Mampu memeriksa kelengkapan""",
        lines=[
            "T.01 nama: Manajemen ASN",
            "T.01 definisi: Kemampuan mengelola siklus kepegawaian sesuai peraturan.",
            "T.01 level 1: Memahami konsep dasar manajemen ASN",
            "T.01 level 1, nomor 1.1: Mampu menjelaskan dasar hukum manajemen ASN",
            "T.01 level 1, nomor 1.2: Mampu menguraikan alur layanan kepegawaian",
            "T.01 level 2: Melaksanakan layanan sesuai pedoman",
            "T.01 level 2, nomor 2.1: Mampu menyiapkan berkas layanan",
            "T.01 level 2, nomor 2.2: Mampu memeriksa kelengkapan",
        ],
        left_out={"KAMUS KOMPETENSI TEKNIS": "judul berkas"},
    ),
    "bold": Case(
        text="""**Nama Kompetensi:** Integritas
**Kode:** INT
**Definisi:** Konsisten *jujur*.
**Level 1 – Pemula**
**Deskripsi**: Paham nilai
**Indikator Perilaku:**
• Jujur
• Adil
**Level 2 – Dasar**
Indikator Perilaku
o Mengajak
o Menegur""",
        lines=[
            "INT nama: Integritas",
            "INT definisi: Konsisten *jujur*.",
            "INT level 1: Paham nilai",
            "INT level 1, nomor 1: Jujur",
            "INT level 1, nomor 2: Adil",
            "INT level 2: Dasar",
            "INT level 2, nomor 1: Mengajak",
            "INT level 2, nomor 2: Menegur",
        ],
    ),
    "unmarked": Case(
        text="""Nama: Integritas
Kode: INT
Definisi
Konsisten berperilaku jujur.
Selaras dengan nilai.
Perilaku kunci
Jujur kepada atasan
Adil kepada bawahan
Level 1
Indikator perilaku
Berkata benar
Menepati janji
Level 2
Mengajak orang lain
Menegur orang lain""",
        lines=[
            "INT nama: Integritas",
            "INT definisi: Konsisten berperilaku jujur. Selaras dengan nilai.",
            "INT perilaku kunci 1: Jujur kepada atasan",
            "INT perilaku kunci 2: Adil kepada bawahan",
            "INT level 1, nomor 1: Berkata benar",
            "INT level 1, nomor 2: Menepati janji",
            "INT level 2, nomor 1: Mengajak orang lain",
            "INT level 2, nomor 2: Menegur orang lain",
        ],
        doubts=["Mengajak orang lain", "Menegur orang lain"],
    ),
    "pipes with other labels": Case(
        text="""Nama Kompetensi | Integritas
:--|:--
Kode Kompetensi | M.01
Definisi Kompetensi | Konsisten berperilaku.
Perilaku kunci 1 | Jujur.
Level 1 (Paham) | Mampu bertindak sesuai nilai
1.1 | Berkata sesuai fakta.
1.2. | Menaati kode etik.
Level II | Mampu mengajak
2.1 | Mengingatkan rekan.""",
        lines=[
            "M.01 nama: Integritas",
            "M.01 definisi: Konsisten berperilaku.",
            "M.01 perilaku kunci 1: Jujur.",
            "M.01 level 1: Mampu bertindak sesuai nilai",
            "M.01 level 1, nomor 1.1: Berkata sesuai fakta.",
            "M.01 level 1, nomor 1.2: | Menaati kode etik.",
            "M.01 level 2: Mampu mengajak",
            "M.01 level 2, nomor 2.1: Mengingatkan rekan.",
        ],
        left_out={":--|:--": "garis"},
    ),
    "tingkat": Case(
        text="""Nama | Integritas
Kode | M.01
Definisi | Konsisten berperilaku.
Tingkat 1 | Mampu bertindak
1 | Berkata sesuai fakta.
Tingkat 2 | Mampu mengajak
1 | Mengingatkan rekan.""",
        lines=[
            "M.01 nama: Integritas",
            "M.01 definisi: Konsisten berperilaku.",
            "M.01 level 1: Mampu bertindak",
            "M.01 level 1, nomor 1: Berkata sesuai fakta.",
            "M.01 level 2: Mampu mengajak",
            "M.01 level 2, nomor 1: Mengingatkan rekan.",
        ],
    ),
    "own table pasted": Case(
        text="""ELEMENTS

Nama\tDeveloping Others
Kode\tDEVO
Definisi\tMemantau dan mengembangkan pekerjaan bawahan.
Perilaku Kunci\tMengidentifikasi kesenjangan kompetensi bawahan.
Perilaku Kunci\tMenilai kinerja bawahan.
Level 1\t
1\tMenjelaskan tugas bawahan secara rinci.
2\tMengamati pekerjaan bawahan.
Level 2\t
1\tMendorong inisiatif bawahan.""",
        lines=[
            "DEVO kelompok: ELEMENTS",
            "DEVO nama: Developing Others",
            "DEVO definisi: Memantau dan mengembangkan pekerjaan bawahan.",
            "DEVO perilaku kunci 1: Mengidentifikasi kesenjangan kompetensi bawahan.",
            "DEVO perilaku kunci 2: Menilai kinerja bawahan.",
            "DEVO level 1, nomor 1: Menjelaskan tugas bawahan secara rinci.",
            "DEVO level 1, nomor 2: Mengamati pekerjaan bawahan.",
            "DEVO level 2, nomor 1: Mendorong inisiatif bawahan.",
        ],
    ),
    "half pipes": Case(
        text="""Nama | Integritas
Kode | M.01
Definisi | Konsisten berperilaku.
Perilaku Kunci | 1. Jujur.
2. Adil.
3. Berani.
Level 1 | Mampu bertindak
1.1 | Berkata sesuai fakta.
1.2 Menaati kode etik.
1.3 Tidak menjanjikan sesuatu.""",
        lines=[
            "M.01 nama: Integritas",
            "M.01 definisi: Konsisten berperilaku.",
            "M.01 perilaku kunci 1: Jujur.",
            "M.01 perilaku kunci 2: Adil.",
            "M.01 perilaku kunci 3: Berani.",
            "M.01 level 1: Mampu bertindak",
            "M.01 level 1, nomor 1.1: Berkata sesuai fakta.",
            "M.01 level 1, nomor 1.2: Menaati kode etik.",
            "M.01 level 1, nomor 1.3: Tidak menjanjikan sesuatu.",
        ],
    ),
    "code first": Case(
        text="""Kode Unit : ACH
Judul Unit : Orientasi Hasil
Definisi : Fokus.
Level 1 Tahu
Level 2 Bisa
Kode Unit : ING
Judul Unit : Integritas
Definisi : Jujur.
Level 1 Tahu""",
        lines=[
            "ACH nama: Orientasi Hasil",
            "ACH definisi: Fokus.",
            "ACH level 1: Tahu",
            "ACH level 2: Bisa",
            "ING nama: Integritas",
            "ING definisi: Jujur.",
            "ING level 1: Tahu",
        ],
    ),
    "last item then kode": Case(
        text="""Kode : A1
Nama : Satu
Definisi : x y.
Level 1 : Tahu
1. Mampu a
2. Mampu b
Kode : A2
Nama : Dua
Definisi : z.
Level 1 : Tahu
1. Mampu c""",
        lines=[
            "A1 nama: Satu",
            "A1 definisi: x y.",
            "A1 level 1: Tahu",
            "A1 level 1, nomor 1: Mampu a",
            "A1 level 1, nomor 2: Mampu b",
            "A2 nama: Dua",
            "A2 definisi: z.",
            "A2 level 1: Tahu",
            "A2 level 1, nomor 1: Mampu c",
        ],
    ),
    "two names without label": Case(
        text="""Nama Kompetensi
Integritas
Kode Kompetensi
INT
Definisi Kompetensi
Jujur.
Indikator Level 1
- a
- b
Indikator Level 2
- c""",
        lines=[
            "INT nama: Integritas",
            "INT definisi: Jujur.",
            "INT level 1, nomor 1: a",
            "INT level 1, nomor 2: b",
            "INT level 2, nomor 1: c",
        ],
    ),
    "unknown": Case(
        text="""Nama : Integritas
Kode : INT
Tanggal : 5 Mei
Penyusun : Tim
Definisi : Jujur.
Level 1
1. abc
Catatan : lihat juga
Standar Nilai\t: 80
2. def""",
        lines=[
            "INT nama: Integritas",
            "INT definisi: Jujur.",
            "INT level 1, nomor 1: abc",
            "INT level 1, nomor 2: def",
        ],
        left_out={
            "Tanggal : 5 Mei": "keterangan yang bukan isi dokumen",
            "Penyusun : Tim": "label tidak dikenal",
            "Catatan : lihat juga": "keterangan yang bukan isi dokumen",
            "Standar Nilai\t: 80": "label tidak dikenal",
        },
        doubts=["Penyusun : Tim", "Standar Nilai\t: 80"],
    ),
    "desc def": Case(
        text="""Kompetensi : Integritas
Deskripsi : Jujur selalu.
Level 1 : Tahu
Level 2 : Terap
Kompetensi : Kerja Sama
Deskripsi : Bersama.
Level 1 : Ikut""",
        lines=[
            "INTE nama: Integritas",
            "INTE definisi: Jujur selalu.",
            "INTE level 1: Tahu",
            "INTE level 2: Terap",
            "KESA nama: Kerja Sama",
            "KESA definisi: Bersama.",
            "KESA level 1: Ikut",
        ],
    ),
    "definition with list": Case(
        text="""Nama : A
Kode : AA
Definisi : Kemampuan:
a. satu
b. dua
Level 1
1. x""",
        lines=[
            "AA nama: A",
            "AA definisi: Kemampuan",
            "AA level 1, nomor 1: x",
        ],
        left_out={
            "a. satu": "butir tanpa label: tidak jelas bagian apa",
            "b. dua": "butir tanpa label: tidak jelas bagian apa",
        },
        doubts=["a. satu", "b. dua"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_text_becomes_these_lines(name):
    check(CASES[name])


@pytest.mark.parametrize("words", ["NamaSub Aspek", "Nama Sub-Aspek", "nama sub aspek", "NAMASUBASPEK"])
def test_a_numbered_label_is_one_however_its_words_are_joined(words):
    label = label_of(f"{words} 1: Berbicara", GUIDE)
    assert label and (label.role.kind, label.text, label.number) == (Kind.NAME, "Berbicara", "1")
