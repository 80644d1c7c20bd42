"""Texts of foreign layouts: items, each with the lines that it becomes and what a person has to look at."""

import pytest

from tests.files.readers.understanding.lines import GUIDE, Case, check, doubts, lines_of, read

CASES = {
    "wrapped": Case(
        text="""Nama Kompetensi : Manajemen
Kode Kompetensi : M1
Definisi : Kemampuan mengelola
siklus kepegawaian sesuai
peraturan.
Level 1
1. Mampu menjelaskan dasar hukum
   manajemen ASN secara lengkap
2. Mampu menguraikan alur
layanan kepegawaian
3. Mampu X
Level 2
1. Mampu Y""",
        lines=[
            "M1 nama: Manajemen",
            "M1 definisi: Kemampuan mengelola siklus kepegawaian sesuai peraturan.",
            "M1 level 1, nomor 1: Mampu menjelaskan dasar hukum manajemen ASN secara lengkap",
            "M1 level 1, nomor 2: Mampu menguraikan alur layanan kepegawaian",
            "M1 level 1, nomor 3: Mampu X",
            "M1 level 2, nomor 1: Mampu Y",
        ],
    ),
    "bullets private": Case(
        text="""Nama : A
Kode : AA
Perilaku Kunci :
\uf0b7\tSatu
\uf0a7\tDua
•Tiga
- Empat
– Lima
Level 1
(1) x y
(2) z w""",
        lines=[
            "AA nama: A",
            "AA perilaku kunci 1: Satu",
            "AA perilaku kunci 2: Dua",
            "AA perilaku kunci 3: Tiga",
            "AA perilaku kunci 4: Empat",
            "AA perilaku kunci 5: Lima",
            "AA level 1, nomor 1: x y",
            "AA level 1, nomor 2: z w",
        ],
    ),
    "unmarked blank items": Case(
        text="""Nama: A
Kode: AA
Perilaku kunci:
1. Satu dua tiga.
Empat lima enam.
2. Tujuh.

Ini kalimat lepas.
Level 1
1. x""",
        lines=[
            "AA nama: A",
            "AA perilaku kunci 1: Satu dua tiga.",
            "AA perilaku kunci 2: Empat lima enam.",
            "AA perilaku kunci 3: Tujuh.",
            "AA level 1, nomor 1: x",
        ],
        left_out={"Ini kalimat lepas.": "tidak jelas bagian apa"},
        doubts=["Empat lima enam.", "Ini kalimat lepas."],
    ),
    "r29 with notes": Case(
        text="""Nama\tDeveloping Others
Kode\tDEVO
Definisi\tMemantau.

Level 1\t
1\tMenjelaskan.
2\tMengamati,
dan menilai.
Level 2\t
1\tMendorong.

Disusun oleh tim.""",
        lines=[
            "DEVO nama: Developing Others",
            "DEVO definisi: Memantau.",
            "DEVO level 1, nomor 1: Menjelaskan.",
            "DEVO level 1, nomor 2: Mengamati, dan menilai.",
            "DEVO level 2, nomor 1: Mendorong.",
        ],
        left_out={"Disusun oleh tim.": "tidak jelas bagian apa"},
        doubts=["Disusun oleh tim."],
    ),
    "permenpan pasted": Case(
        text="""KAMUS KOMPETENSI MANAJERIAL

1. INTEGRITAS
Kode Kompetensi\t: M.01
Nama Kompetensi\t: Integritas
Definisi\t: Konsisten berperilaku.

Level\tDeskripsi\tIndikator Perilaku
1\tMampu bertindak sesuai nilai\t1.1. Ucapan dan tindakan sejalan, berbicara sesuai fakta;
1.2. Menjalankan peraturan dan kode etik dalam pekerjaan sehari-hari;
1.3. Tidak menjanjikan sesuatu yang melanggar aturan.
2\tMampu mengajak rekan kerja bertindak sesuai nilai dan etika\t2.1. Mengingatkan rekan kerja agar patuh pada etika;
2.2. Menerapkan norma secara konsisten di unit terkecil.
2. KERJA SAMA
Kode Kompetensi\t: M.02
Nama Kompetensi\t: Kerja Sama
Definisi\t: Kemampuan menjalin, membina, dan mempertahankan hubungan kerja yang efektif.

Level\tDeskripsi\tIndikator Perilaku
1\tBerpartisipasi dalam kelompok kerja\t1.1. Ikut serta sebagai anggota tim yang baik;
1.2. Menghargai masukan orang lain.
2\tMenumbuhkan tim kerja yang partisipatif dan efektif\t2.1. Membantu orang lain menyelesaikan tugas;
2.2. Berbagi informasi yang relevan kepada tim.""",
        lines=[
            "M.01 nama: Integritas",
            "M.01 definisi: Konsisten berperilaku.",
            "M.01 level 1: Mampu bertindak sesuai nilai",
            "M.01 level 1, nomor 1.1: Ucapan dan tindakan sejalan, berbicara sesuai fakta;",
            "M.01 level 1, nomor 1.2: Menjalankan peraturan dan kode etik dalam pekerjaan sehari-hari;",
            "M.01 level 1, nomor 1.3: Tidak menjanjikan sesuatu yang melanggar aturan.",
            "M.01 level 2: Mampu mengajak rekan kerja bertindak sesuai nilai dan etika",
            "M.01 level 2, nomor 2.1: Mengingatkan rekan kerja agar patuh pada etika;",
            "M.01 level 2, nomor 2.2: Menerapkan norma secara konsisten di unit terkecil.",
            "M.02 nama: Kerja Sama",
            "M.02 definisi: Kemampuan menjalin, membina, dan mempertahankan hubungan kerja yang efektif.",
            "M.02 level 1: Berpartisipasi dalam kelompok kerja",
            "M.02 level 1, nomor 1.1: Ikut serta sebagai anggota tim yang baik;",
            "M.02 level 1, nomor 1.2: Menghargai masukan orang lain.",
            "M.02 level 2: Menumbuhkan tim kerja yang partisipatif dan efektif",
            "M.02 level 2, nomor 2.1: Membantu orang lain menyelesaikan tugas;",
            "M.02 level 2, nomor 2.2: Berbagi informasi yang relevan kepada tim.",
        ],
        left_out={"KAMUS KOMPETENSI MANAJERIAL": "judul berkas"},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_text_becomes_these_lines(name):
    check(CASES[name])


def test_numbers_that_run_on_behind_a_label_are_items_of_their_own():
    text = "Aspek: Diri\nSub Aspek: Jujur\nMandiri : (1) Membaca; (2) Menyimak pasal (3) Baru.\nPenugasan : (1) Tugas."
    found = read(text, GUIDE)
    assert [line for line in lines_of(found) if "nomor 1:" in line or "nomor 2:" in line] == [
        "diri/jujur pengembangan mandiri, nomor 1: Membaca;",
        "diri/jujur pengembangan mandiri, nomor 2: Menyimak pasal (3) Baru.",
        "diri/jujur pengembangan melalui penugasan, nomor 1: Tugas.",
    ]
    assert not doubts(found)
