"""Texts of foreign layouts: guides, each with the lines that it becomes and what a person has to look at."""

import pytest

from tests.files.readers.understanding.lines import GUIDE, Case, check

CASES = {
    "guide no aspect": Case(
        text="""1. Tanggung Jawab
Deskripsi: Mau.
Pengembangan Mandiri:
- Baca
Penugasan:
- Kerja""",
        vocabulary=GUIDE,
        lines=[
            "/tanggung-jawab nomor: 1",
            "/tanggung-jawab nama: Tanggung Jawab",
            "/tanggung-jawab deskripsi: Mau.",
            "/tanggung-jawab pengembangan mandiri, nomor 1: Baca",
            "/tanggung-jawab pengembangan melalui penugasan, nomor 1: Kerja",
        ],
        errors=["E_NO_ASPECT"],
    ),
    "guide caps aspect": Case(
        text="""PANDUAN PENGEMBANGAN
INTEGRITAS
Tanggung Jawab
Deskripsi: Mau.
Pengembangan Mandiri:
- Baca
Penugasan:
- Kerja
KERJA SAMA
Komunikasi
Deskripsi: Bicara.
Pengembangan Mandiri:
- Baca
Penugasan:
- Kerja""",
        vocabulary=GUIDE,
        lines=[
            "integritas/tanggung-jawab aspek: INTEGRITAS",
            "integritas/tanggung-jawab nama: Tanggung Jawab",
            "integritas/tanggung-jawab deskripsi: Mau.",
            "integritas/tanggung-jawab pengembangan mandiri, nomor 1: Baca",
            "integritas/tanggung-jawab pengembangan melalui penugasan, nomor 1: Kerja",
            "kerja-sama/komunikasi aspek: KERJA SAMA",
            "kerja-sama/komunikasi nama: Komunikasi",
            "kerja-sama/komunikasi deskripsi: Bicara.",
            "kerja-sama/komunikasi pengembangan mandiri, nomor 1: Baca",
            "kerja-sama/komunikasi pengembangan melalui penugasan, nomor 1: Kerja",
        ],
        left_out={"PANDUAN PENGEMBANGAN": "judul berkas"},
    ),
    "guide desc unlabelled": Case(
        text="""INTEGRITAS (Aspek Managing Self)
Sub Aspek 1: Tanggung Jawab
Kesediaan menjalankan peran.
Pengembangan Mandiri:
1. Baca
Pengembangan Melalui Penugasan
1. Kerja""",
        vocabulary=GUIDE,
        lines=[
            "integritas/tanggung-jawab aspek: INTEGRITAS",
            "integritas/tanggung-jawab ranah: Managing Self",
            "integritas/tanggung-jawab nomor: 1",
            "integritas/tanggung-jawab nama: Tanggung Jawab",
            "integritas/tanggung-jawab deskripsi: Kesediaan menjalankan peran.",
            "integritas/tanggung-jawab pengembangan mandiri, nomor 1: Baca",
            "integritas/tanggung-jawab pengembangan melalui penugasan, nomor 1: Kerja",
        ],
    ),
    "guide roman": Case(
        text="""I. INTEGRITAS (Aspek: Managing Self)
1.1 Tanggung Jawab
Definisi
Mau.
a. Pengembangan Mandiri
1) Baca
2) Tulis
b. Penugasan
1) Kerja
1.2 Komitmen
Definisi
Setia.
a. Pengembangan Mandiri
1) Baca""",
        vocabulary=GUIDE,
        lines=[
            "integritas/tanggung-jawab aspek: INTEGRITAS",
            "integritas/tanggung-jawab ranah: Managing Self",
            "integritas/tanggung-jawab nomor: 1.1",
            "integritas/tanggung-jawab nama: Tanggung Jawab",
            "integritas/tanggung-jawab deskripsi: Mau.",
            "integritas/tanggung-jawab pengembangan mandiri, nomor 1: Baca",
            "integritas/tanggung-jawab pengembangan mandiri, nomor 2: Tulis",
            "integritas/tanggung-jawab pengembangan melalui penugasan, nomor 1: Kerja",
            "integritas/komitmen aspek: INTEGRITAS",
            "integritas/komitmen ranah: Managing Self",
            "integritas/komitmen nomor: 1.2",
            "integritas/komitmen nama: Komitmen",
            "integritas/komitmen deskripsi: Setia.",
            "integritas/komitmen pengembangan mandiri, nomor 1: Baca",
        ],
    ),
    "guide bullets": Case(
        text="""INTEGRITAS (Aspek Managing Self)
Sub Aspek - 1 Tanggung Jawab
Deskripsi:
Kesediaan menjalankan peran dan tugas sesuai jabatan.
Pengembangan Mandiri
•\tMendalami substansi peran.
•\tMemperkaya referensi metode.
Pengembangan Melalui Penugasan
•\tDilibatkan dalam satuan tugas.
•\tDitantang memantau kemajuan kerja.
Sub Aspek - 2 Komitmen
Deskripsi:
Konsistensi dalam menjaga keterlaksanaan peran.
Pengembangan Mandiri
•\tMempelajari tujuan tugas.
Pengembangan Melalui Penugasan
•\tPendelegasian tugas dengan pemantauan.
•\tPenugasan dengan pendampingan.""",
        vocabulary=GUIDE,
        lines=[
            "integritas/tanggung-jawab aspek: INTEGRITAS",
            "integritas/tanggung-jawab ranah: Managing Self",
            "integritas/tanggung-jawab nomor: 1",
            "integritas/tanggung-jawab nama: Tanggung Jawab",
            "integritas/tanggung-jawab deskripsi: Kesediaan menjalankan peran dan tugas sesuai jabatan.",
            "integritas/tanggung-jawab pengembangan mandiri, nomor 1: Mendalami substansi peran.",
            "integritas/tanggung-jawab pengembangan mandiri, nomor 2: Memperkaya referensi metode.",
            "integritas/tanggung-jawab pengembangan melalui penugasan, nomor 1: Dilibatkan dalam satuan tugas.",
            "integritas/tanggung-jawab pengembangan melalui penugasan, nomor 2: Ditantang memantau kemajuan kerja.",
            "integritas/komitmen aspek: INTEGRITAS",
            "integritas/komitmen ranah: Managing Self",
            "integritas/komitmen nomor: 2",
            "integritas/komitmen nama: Komitmen",
            "integritas/komitmen deskripsi: Konsistensi dalam menjaga keterlaksanaan peran.",
            "integritas/komitmen pengembangan mandiri, nomor 1: Mempelajari tujuan tugas.",
            "integritas/komitmen pengembangan melalui penugasan, nomor 1: Pendelegasian tugas dengan pemantauan.",
            "integritas/komitmen pengembangan melalui penugasan, nomor 2: Penugasan dengan pendampingan.",
        ],
    ),
    "guide letters": Case(
        text="""INTEGRITAS (Aspek Managing Self)
Sub Aspek 1: Tanggung Jawab
Definisi: Kesediaan menjalankan peran dan tugas sesuai jabatan.
A. Pengembangan Mandiri:
a. Mendalami substansi peran.
b. Memperkaya referensi metode.
B. Pengembangan melalui penugasan (on the job):
a. Dilibatkan dalam satuan tugas.
b. Ditantang memantau kemajuan kerja.
Sub Aspek 2: Komitmen
Definisi: Konsistensi dalam menjaga keterlaksanaan peran.
A. Pengembangan Mandiri:
a. Mempelajari tujuan tugas.
B. Pengembangan melalui penugasan (on the job):
a. Pendelegasian tugas dengan pemantauan.
b. Penugasan dengan pendampingan.""",
        vocabulary=GUIDE,
        lines=[
            "integritas/tanggung-jawab aspek: INTEGRITAS",
            "integritas/tanggung-jawab ranah: Managing Self",
            "integritas/tanggung-jawab nomor: 1",
            "integritas/tanggung-jawab nama: Tanggung Jawab",
            "integritas/tanggung-jawab deskripsi: Kesediaan menjalankan peran dan tugas sesuai jabatan.",
            "integritas/tanggung-jawab pengembangan mandiri, nomor 1: Mendalami substansi peran.",
            "integritas/tanggung-jawab pengembangan mandiri, nomor 2: Memperkaya referensi metode.",
            "integritas/tanggung-jawab pengembangan melalui penugasan, nomor 1: Dilibatkan dalam satuan tugas.",
            "integritas/tanggung-jawab pengembangan melalui penugasan, nomor 2: Ditantang memantau kemajuan kerja.",
            "integritas/komitmen aspek: INTEGRITAS",
            "integritas/komitmen ranah: Managing Self",
            "integritas/komitmen nomor: 2",
            "integritas/komitmen nama: Komitmen",
            "integritas/komitmen deskripsi: Konsistensi dalam menjaga keterlaksanaan peran.",
            "integritas/komitmen pengembangan mandiri, nomor 1: Mempelajari tujuan tugas.",
            "integritas/komitmen pengembangan melalui penugasan, nomor 1: Pendelegasian tugas dengan pemantauan.",
            "integritas/komitmen pengembangan melalui penugasan, nomor 2: Penugasan dengan pendampingan.",
        ],
    ),
    "guide running on": Case(
        text="""INTEGRITAS (Aspek Managing Self)
Sub Aspek - 1 Tanggung Jawab Baru
Deskripsi: Kesediaan menjalankan peran.
Pengembangan Mandiri
1. Mendalami substansi peran.
2. Membaca pedoman.
Penugasan
3. Dilibatkan dalam satuan tugas.
4. Memimpin proyek kecil.""",
        vocabulary=GUIDE,
        lines=[
            "integritas/tanggung-jawab-baru aspek: INTEGRITAS",
            "integritas/tanggung-jawab-baru ranah: Managing Self",
            "integritas/tanggung-jawab-baru nomor: 1",
            "integritas/tanggung-jawab-baru nama: Tanggung Jawab Baru",
            "integritas/tanggung-jawab-baru deskripsi: Kesediaan menjalankan peran.",
            "integritas/tanggung-jawab-baru pengembangan mandiri, nomor 1: Mendalami substansi peran.",
            "integritas/tanggung-jawab-baru pengembangan mandiri, nomor 2: Membaca pedoman.",
            "integritas/tanggung-jawab-baru pengembangan melalui penugasan, nomor 3: Dilibatkan dalam satuan tugas.",
            "integritas/tanggung-jawab-baru pengembangan melalui penugasan, nomor 4: Memimpin proyek kecil.",
        ],
    ),
    "guide numbered": Case(
        text="""PANDUAN PENGEMBANGAN KOMPETENSI
ASPEK INTEGRITAS
1. Tanggung Jawab
Deskripsi: Mau menanggung.
Pengembangan Mandiri:
1) Baca buku
2) Tulis jurnal
Pengembangan Melalui Penugasan:
1) Pimpin proyek
2. Komitmen
Deskripsi:
Setia.
Pengembangan Mandiri:
- Baca
Penugasan
- Kerja
ASPEK KERJA SAMA
1. Komunikasi
Definisi: Bicara.
Pengembangan Mandiri:
- Latihan
Penugasan:
- Presentasi""",
        vocabulary=GUIDE,
        lines=[
            "integritas/tanggung-jawab aspek: INTEGRITAS",
            "integritas/tanggung-jawab nomor: 1",
            "integritas/tanggung-jawab nama: Tanggung Jawab",
            "integritas/tanggung-jawab deskripsi: Mau menanggung.",
            "integritas/tanggung-jawab pengembangan mandiri, nomor 1: Baca buku",
            "integritas/tanggung-jawab pengembangan mandiri, nomor 2: Tulis jurnal",
            "integritas/tanggung-jawab pengembangan melalui penugasan, nomor 1: Pimpin proyek",
            "integritas/komitmen aspek: INTEGRITAS",
            "integritas/komitmen nomor: 2",
            "integritas/komitmen nama: Komitmen",
            "integritas/komitmen deskripsi: Setia.",
            "integritas/komitmen pengembangan mandiri, nomor 1: Baca",
            "integritas/komitmen pengembangan melalui penugasan, nomor 1: Kerja",
            "kerja-sama/komunikasi aspek: KERJA SAMA",
            "kerja-sama/komunikasi nomor: 1",
            "kerja-sama/komunikasi nama: Komunikasi",
            "kerja-sama/komunikasi deskripsi: Bicara.",
            "kerja-sama/komunikasi pengembangan mandiri, nomor 1: Latihan",
            "kerja-sama/komunikasi pengembangan melalui penugasan, nomor 1: Presentasi",
        ],
        left_out={"PANDUAN PENGEMBANGAN KOMPETENSI": "judul berkas"},
    ),
    "guide lines": Case(
        text="""Aspek : Integritas
Ranah : Managing Self
Sub Aspek : Tanggung Jawab
Deskripsi : Mau.
Mandiri
Baca buku
Tulis jurnal
Penugasan
Pimpin proyek
Sub Aspek : Komitmen
Deskripsi : Setia.
Mandiri
Baca
Penugasan
Kerja""",
        vocabulary=GUIDE,
        lines=[
            "integritas/tanggung-jawab aspek: Integritas",
            "integritas/tanggung-jawab ranah: Managing Self",
            "integritas/tanggung-jawab nama: Tanggung Jawab",
            "integritas/tanggung-jawab deskripsi: Mau.",
            "integritas/tanggung-jawab pengembangan mandiri, nomor 1: Baca buku",
            "integritas/tanggung-jawab pengembangan mandiri, nomor 2: Tulis jurnal",
            "integritas/tanggung-jawab pengembangan melalui penugasan, nomor 1: Pimpin proyek",
            "integritas/komitmen aspek: Integritas",
            "integritas/komitmen ranah: Managing Self",
            "integritas/komitmen nama: Komitmen",
            "integritas/komitmen deskripsi: Setia.",
            "integritas/komitmen pengembangan mandiri, nomor 1: Baca",
            "integritas/komitmen pengembangan melalui penugasan, nomor 1: Kerja",
        ],
    ),
    "guide md": Case(
        text="""# Integritas (Aspek Managing Self)
## Sub Aspek 1. Tanggung Jawab
### Deskripsi
Mau menanggung.
### Pengembangan Mandiri
1. Baca
2. Tulis
### Pengembangan melalui Penugasan
1. Pimpin
## Sub Aspek 2. Komitmen
### Deskripsi
Setia
### Pengembangan Mandiri
* Baca""",
        vocabulary=GUIDE,
        lines=[
            "integritas/tanggung-jawab aspek: Integritas",
            "integritas/tanggung-jawab ranah: Managing Self",
            "integritas/tanggung-jawab nomor: 1",
            "integritas/tanggung-jawab nama: Tanggung Jawab",
            "integritas/tanggung-jawab deskripsi: Mau menanggung.",
            "integritas/tanggung-jawab pengembangan mandiri, nomor 1: Baca",
            "integritas/tanggung-jawab pengembangan mandiri, nomor 2: Tulis",
            "integritas/tanggung-jawab pengembangan melalui penugasan, nomor 1: Pimpin",
            "integritas/komitmen aspek: Integritas",
            "integritas/komitmen ranah: Managing Self",
            "integritas/komitmen nomor: 2",
            "integritas/komitmen nama: Komitmen",
            "integritas/komitmen deskripsi: Setia",
            "integritas/komitmen pengembangan mandiri, nomor 1: Baca",
        ],
    ),
    "guide both": Case(
        text="""INTEGRITAS (Aspek Managing Self)
Sub Aspek - 5

Konsistensi
Deskripsi
Setia pada janji.

Pengembangan Mandiri

1. Baca

2. Tulis
Pengembangan Melalui Penugasan
1. Pimpin
Pengembangan Lainnya
1. Lain""",
        vocabulary=GUIDE,
        lines=[
            "integritas/konsistensi aspek: INTEGRITAS",
            "integritas/konsistensi ranah: Managing Self",
            "integritas/konsistensi nomor: 5",
            "integritas/konsistensi nama: Konsistensi",
            "integritas/konsistensi deskripsi: Setia pada janji.",
            "integritas/konsistensi pengembangan mandiri, nomor 1: Baca",
            "integritas/konsistensi pengembangan mandiri, nomor 2: Tulis",
            "integritas/konsistensi pengembangan melalui penugasan, nomor 1: Pimpin",
        ],
        left_out={
            "Pengembangan Lainnya": "judul bagian yang tidak dikenal",
            "1. Lain": "butir tanpa label: tidak jelas bagian apa",
        },
        doubts=["Pengembangan Lainnya", "1. Lain"],
    ),
    "guide aspek colon": Case(
        text="""ASPEK: INTEGRITAS
Sub Aspek: Tanggung Jawab
Definisi
Mau menanggung
akibat perbuatan.
Saran Pengembangan Mandiri
1. Baca
Saran Penugasan
1. Pimpin""",
        vocabulary=GUIDE,
        lines=[
            "integritas/tanggung-jawab aspek: INTEGRITAS",
            "integritas/tanggung-jawab nama: Tanggung Jawab",
            "integritas/tanggung-jawab deskripsi: Mau menanggung akibat perbuatan.",
            "integritas/tanggung-jawab pengembangan mandiri, nomor 1: Baca",
            "integritas/tanggung-jawab pengembangan melalui penugasan, nomor 1: Pimpin",
        ],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_text_becomes_these_lines(name):
    check(CASES[name])
