"""Texts of foreign layouts: levels, each with the lines that it becomes and what a person has to look at."""

import pytest

from tests.files.readers.understanding.lines import Case, check, doubts, lines_of, read

CASES = {
    "perkap": Case(
        text="""KAMUS KOMPETENSI

1.\tBerpikir Analitis (Analytical Thinking)

a.\tdefinisi

Kemampuan berpikir sistematis.

b.\tperilaku kunci:
•\tmengenali unsur-unsur pembentuk kondisi
•\tmenentukan hubungan sebab akibat antar unsur
•\tmenentukan unsur utama

c.\tlevel profisiensi kompetensi

Level Profisiensi Kompetensi

1.\tMengenali adanya abnormalitas dari sebuah kondisi
•\tMengenali kondisi yang berbeda dari biasanya
2.\tMengenali unsur-unsur sebuah kondisi
•\tMencari informasi lebih mendalam
•\tMelihat kondisi secara lebih rinci
3.\tMengenali keterkaitan antar unsur
•\tMelihat keterkaitan masing-masing unsur

2.\tBerpikir Konseptual (Conceptual Thinking)

a.\tdefinisi

Kemampuan mengenali pola hubungan dari berbagai kondisi.

b.\tperilaku kunci:
•\tmelihat pola
•\tmenyimpulkan konsep

c.\tlevel profisiensi kompetensi

Level Profisiensi Kompetensi

1.\tMenggunakan aturan dasar
•\tMemakai akal sehat dan pengalaman lalu
2.\tMengenali pola
•\tMelihat kesamaan dengan kejadian lalu
•\tMengenali kecenderungan""",
        lines=[
            "BEAN nama: Berpikir Analitis (Analytical Thinking)",
            "BEAN definisi: Kemampuan berpikir sistematis.",
            "BEAN perilaku kunci 1: mengenali unsur-unsur pembentuk kondisi",
            "BEAN perilaku kunci 2: menentukan hubungan sebab akibat antar unsur",
            "BEAN perilaku kunci 3: menentukan unsur utama",
            "BEAN level 1: Mengenali adanya abnormalitas dari sebuah kondisi",
            "BEAN level 1, nomor 1: Mengenali kondisi yang berbeda dari biasanya",
            "BEAN level 2: Mengenali unsur-unsur sebuah kondisi",
            "BEAN level 2, nomor 1: Mencari informasi lebih mendalam",
            "BEAN level 2, nomor 2: Melihat kondisi secara lebih rinci",
            "BEAN level 3: Mengenali keterkaitan antar unsur",
            "BEAN level 3, nomor 1: Melihat keterkaitan masing-masing unsur",
            "BEKO nama: Berpikir Konseptual (Conceptual Thinking)",
            "BEKO definisi: Kemampuan mengenali pola hubungan dari berbagai kondisi.",
            "BEKO perilaku kunci 1: melihat pola",
            "BEKO perilaku kunci 2: menyimpulkan konsep",
            "BEKO level 1: Menggunakan aturan dasar",
            "BEKO level 1, nomor 1: Memakai akal sehat dan pengalaman lalu",
            "BEKO level 2: Mengenali pola",
            "BEKO level 2, nomor 1: Melihat kesamaan dengan kejadian lalu",
            "BEKO level 2, nomor 2: Mengenali kecenderungan",
        ],
        left_out={"KAMUS KOMPETENSI": "judul berkas"},
    ),
    "spencer": Case(
        text="""Kamus Kompetensi

Dorongan Berprestasi (ACH)

Definisi:

Keinginan untuk bekerja dengan baik – atau melampaui “standar”.

Indikator Perilaku:

-1.     Tidak mempunyai standar prestasi dalam bekerja

•\tTidak menunjukkan perhatian khusus terhadap pekerjaan.

0.      Fokus terhadap tugas

•\tBekerja, namun hasilnya belum memenuhi standar.

1.      Bekerja dengan baik untuk mencapai suatu target

•\tMencoba bekerja dengan baik atau benar.
•\tMengungkapkan keinginan bekerja lebih baik.

2.      Mencapai standar prestasi

•\tBekerja untuk mencapai standar manajemen.""",
        lines=[
            "ACH nama: Dorongan Berprestasi",
            "ACH definisi: Keinginan untuk bekerja dengan baik – atau melampaui “standar”.",
            "ACH level 0: Fokus terhadap tugas",
            "ACH level 0, nomor 1: Bekerja, namun hasilnya belum memenuhi standar.",
            "ACH level 1: Bekerja dengan baik untuk mencapai suatu target",
            "ACH level 1, nomor 1: Mencoba bekerja dengan baik atau benar.",
            "ACH level 1, nomor 2: Mengungkapkan keinginan bekerja lebih baik.",
            "ACH level 2: Mencapai standar prestasi",
            "ACH level 2, nomor 1: Bekerja untuk mencapai standar manajemen.",
        ],
        left_out={"Kamus Kompetensi": "judul berkas"},
        errors=["E_LEVEL_RANGE"],
    ),
    "ladder": Case(
        text="""# Engineering ladders

Technology: knowledge of the tech stack and tools

* Adopts: actively learns and adopts the tools defined by the team
* Specializes: is the go-to person for one or more technologies
* Masters: has very deep knowledge about the whole stack

People: relationship with the teammates

* Learns: quickly learns from others
* Supports: proactively supports other team members
* Mentors: mentors others to accelerate their growth""",
        lines=[
            "TECH kelompok: Engineering ladders",
            "TECH nama: Technology",
            "TECH definisi: knowledge of the tech stack and tools",
            "TECH level 1: actively learns and adopts the tools defined by the team",
            "TECH level 2: is the go-to person for one or more technologies",
            "TECH level 3: has very deep knowledge about the whole stack",
            "PEOP kelompok: Engineering ladders",
            "PEOP nama: People",
            "PEOP definisi: relationship with the teammates",
            "PEOP level 1: quickly learns from others",
            "PEOP level 2: proactively supports other team members",
            "PEOP level 3: mentors others to accelerate their growth",
        ],
    ),
    "rekap": Case(
        text="""# Rekap Poin Penilaian Kompetensi per Level Jabatan

## Magang

### Functional Competency
- Memahami SOP dasar kerja
- Mengikuti instruksi kerja dengan baik

### Soft Skills
- Berkomunikasi dengan sopan dan jelas

## Supervisor

### Functional Competency
- Mengawasi penerapan SOP
- Melatih pegawai baru

### Soft Skills
- Memberi umpan balik yang membangun""",
        lines=[
            "FUCO kelompok: Magang",
            "FUCO nama: Functional Competency",
            "SOSK kelompok: Magang",
            "SOSK nama: Soft Skills",
            "FUCO2 kelompok: Supervisor",
            "FUCO2 nama: Functional Competency",
            "SOSK2 kelompok: Supervisor",
            "SOSK2 nama: Soft Skills",
        ],
        left_out={"Rekap Poin Penilaian Kompetensi per Level Jabatan": "sebelum dokumen pertama"},
        errors=["E_LEVELS_AS_GROUPS", "E_NO_LEVEL"],
    ),
    "names-only levels": Case(
        text="""Nama : Integritas
Definisi : Jujur.
Ahli
- Menjadi teladan
Menengah
- Mengajak
Dasar
- Tahu""",
        lines=[
            "INTE nama: Integritas",
            "INTE definisi: Jujur.",
            "INTE level 1: Dasar",
            "INTE level 1, nomor 1: Tahu",
            "INTE level 2: Menengah",
            "INTE level 2, nomor 1: Mengajak",
            "INTE level 3: Ahli",
            "INTE level 3, nomor 1: Menjadi teladan",
        ],
    ),
    "level label": Case(
        text="""Nama Kompetensi : Integritas
Level : 1
Deskripsi : Tahu nilai
Indikator :
- Jujur
Level : 2
Deskripsi : Terap nilai
Indikator :
- Adil""",
        lines=[
            "INTE nama: Integritas",
            "INTE level 1: Tahu nilai",
            "INTE level 1, nomor 1: Jujur",
            "INTE level 2: Terap nilai",
            "INTE level 2, nomor 1: Adil",
        ],
    ),
    "proficiency label": Case(
        text="""Nama Kompetensi: Audit
Definisi: Memeriksa.
Proficiency Level:
1. Dasar: tahu konsep
2. Menengah: mampu
3. Ahli
Perilaku Kunci:
- x
- y""",
        lines=[
            "AUDI nama: Audit",
            "AUDI definisi: Memeriksa.",
            "AUDI perilaku kunci 1: x",
            "AUDI perilaku kunci 2: y",
            "AUDI level 1: Dasar: tahu konsep",
            "AUDI level 2: Menengah: mampu",
            "AUDI level 3: Ahli",
        ],
    ),
    "level table words": Case(
        text="""Kompetensi: Audit
Definisi: Memeriksa.
Tingkat Kemahiran
1 Dasar
Tahu konsep
2 Menengah
Mampu terapkan""",
        lines=[
            "AUDI nama: Audit",
            "AUDI definisi: Memeriksa.",
            "AUDI level 1: Tahu konsep",
            "AUDI level 2: Mampu terapkan",
        ],
    ),
    "roman": Case(
        text="""Nama: A
Definisi: b.
LEVEL I. PEMULA
i. satu
ii. dua
LEVEL II. MAHIR
i. tiga""",
        lines=[
            "A nama: A",
            "A definisi: b.",
            "A level 1: PEMULA",
            "A level 1, nomor 1: satu",
            "A level 1, nomor 2: dua",
            "A level 2: MAHIR",
            "A level 2, nomor 1: tiga",
        ],
    ),
    "tingkat satu": Case(
        text="""Nama: A
Definisi: b.
Level 0
- nol
Level 21
- dua satu""",
        lines=[
            "A nama: A",
            "A definisi: b.",
            "A level 0, nomor 1: nol",
        ],
        errors=["E_LEVEL_RANGE"],
    ),
    "items no level": Case(
        text="""Nama : Integritas
Kode : INT
Definisi : Jujur.
Indikator :
1. a b c
2. d e f""",
        lines=[
            "INT nama: Integritas",
            "INT definisi: Jujur.",
        ],
        errors=["E_NO_LEVEL"],
    ),
    "jump": Case(
        text="""Nama : Integritas
Kode : INT
Level 1
1. a b c
2. d e f
1. g h i
2. j k l""",
        lines=[
            "INT nama: Integritas",
            "INT level 1, nomor 1: a b c",
            "INT level 1, nomor 2: d e f",
        ],
        doubts=["1. g h i"],
        errors=["E_DUP_NUMBER"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_text_becomes_these_lines(name):
    check(CASES[name])


def test_a_sentence_behind_a_bullet_that_begins_with_a_level_is_an_item():
    text = """Nama Kompetensi: Audit
Kode: AUDT
Level 1
- Menghitung kas.
- Level 3 belum tercapai.
- Memeriksa bukti."""
    assert lines_of(read(text)) == [
        "AUDT nama: Audit",
        "AUDT level 1, nomor 1: Menghitung kas.",
        "AUDT level 1, nomor 2: Level 3 belum tercapai.",
        "AUDT level 1, nomor 3: Memeriksa bukti.",
    ]


def test_numbers_that_begin_anew_below_each_level_name_none_and_are_no_doubt():
    text = """Nama Kompetensi: Audit
Kode: AUDT
Level 3
1.1 Menghitung kas.
1.2 Memeriksa bukti.
Level 4
1.1 Menilai risiko."""
    found = read(text)
    assert not doubts(found)
    assert "AUDT level 4, nomor 1.1: Menilai risiko." in lines_of(found)
    assert doubts(read(text.replace("Level 4\n1.1", "Level 4\n1.3")))
    assert doubts(read(text.replace("Level 4\n1.1", "Level 4\n4.1")))
