"""Files that are laid out otherwise, for tests of their pages."""

#: A matrix as an organisation may have it: names of levels as heads, one column that nobody knows, no codes.
MATRIX = (
    b"No;Kompetensi;Definisi;Dasar;Mahir;Ket.\n"
    b"1;Developing Others;Mengembangkan orang lain.;Menjelaskan tugas.;Menyeimbangkan sasaran.;Wajib\n"
    b"2;Analisis Data;Mengolah data.;Menyusun tabel.;;Wajib pimpinan\n"
)
#: The same with heads that say nothing.
UNKNOWN = MATRIX.replace(b"Kompetensi;Definisi", b"Perihal;Uraiannya")
