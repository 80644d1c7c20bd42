"""Messages of the problems in a dictionary file."""

from documents.translation import mark as _
from files.readers import numerals
from files.readers.decoding import TEXT_MESSAGES

MESSAGES = TEXT_MESSAGES | {
    "E_NO_NAMA": _("Kompetensi ini tidak punya nama. Awali dengan baris: Nama | nama kompetensi"),
    "E_NO_KODE": _("{name} tidak punya kode. Tambahkan baris: Kode | KODE"),
    "E_KODE_FORMAT": _("Kode “{code}” tidak sah. Pakai 1–20 huruf A–Z, angka, titik, garis bawah, atau tanda hubung."),
    "E_DUP_KODE": _("Kode {code} sudah dipakai di {first}. Setiap kompetensi harus punya kode sendiri."),
    "E_DUP_FIELD": _("{field} sudah ada di {first}. Hapus salah satunya."),
    "E_NO_LEVEL": _("Indikator nomor {label} berada di luar level. Tambahkan baris level di atasnya: Level 1 |"),
    "E_LEVEL_RANGE": _("“{label}” bukan level yang sah. Pakai bilangan bulat dari 0 sampai 20."),
    "E_DUP_LEVEL": _("Level {level} sudah ada di {first}. Gabungkan keduanya atau ubah nomornya."),
    "E_NUMBER_RANGE": _("“{label}” bukan nomor indikator yang sah. Pakai 1 sampai 999, boleh bertitik (1.2)."),
    "E_DUP_NUMBER": _("Nomor {label} sudah dipakai di level {level}, {first}. Ubah salah satunya."),
    "E_EMPTY_TEXT": _("{what} tidak berisi teks. Isi teksnya atau hapus barisnya."),
    "E_TOO_LONG": _("{what} memuat {length} karakter; batasnya {limit}. Ringkas teksnya."),
    "E_TOO_MANY": _("Berkas memuat lebih dari {limit} kompetensi. Bagi menjadi beberapa berkas."),
    "E_UNRECOGNISED": _("Baris ini tidak dikenali: “{text}”. Tulis sebagai: label | teks"),
    "E_BREAK": _(
        "Sel ini memuat {count} butir yang dipisah <br>. Tulis setiap butir pada barisnya sendiri: label | teks"
    ),
    "W_NUMBER_GAP": _(
        "{name}, level {level}: nomor indikator melompat dari {before} ke {after}. "
        "Nomor dipertahankan seperti di berkas."
    ),
    "W_NUMBER_ORDER": _(
        "{name}, level {level}: nomor {after} berada setelah nomor {before}. Urutan dipertahankan seperti di berkas."
    ),
    "W_LEVEL_GAP": _("{name}: level melompat dari {before} ke {after}. Level dipertahankan seperti di berkas."),
    "W_LEVEL_ORDER": _("{name}: level {after} berada setelah level {before}. Urutan baku dipakai saat ditampilkan."),
    "W_LEVEL_NO_PIPE": _("Baris level tanpa tanda “|”; dibaca sebagai level {level}."),
    "W_EMPTY_LEVEL": _("{what}."),
    "W_ALL_LACK": _("{what}."),
    "W_NO_DEFINITION": _("{name} belum punya definisi."),
    "W_NO_KEY_BEHAVIOUR": _("{name} belum punya perilaku kunci."),
    "W_DUP_NAMA": _("Nama “{name}” juga dipakai kompetensi di {first}."),
    "W_FIELD_ORDER": _("{field} tidak pada tempatnya; urutan lazimnya: {order}."),
    "W_UNKNOWN_FIELD": _("Label “{label}” tidak dikenal; baris ini disimpan di berkas, tetapi tidak ditampilkan."),
    "W_KODE_CASE": _("Kode “{code}” ditulis dengan huruf kecil; dibaca sebagai {upper}."),
    "W_CONTINUATION": _("Baris ini tidak berlabel; dibaca sebagai lanjutan {first}."),
}

#: The codes of errors that come from the layout of a file, not from its content: a reader of other layouts may do.
LAYOUT_CODES = frozenset(
    {"E_NO_NAMA", "E_NO_KODE", "E_NO_LEVEL", "E_LEVEL_RANGE", "E_NUMBER_RANGE", "E_BREAK", "E_UNRECOGNISED"}
)

#: The messages for a sheet, which has columns instead of labelled rows.
SHEET_MESSAGES = (
    MESSAGES
    | numerals.MESSAGES
    | {
        "E_NO_NAMA": _("Kompetensi ini tidak punya nama. Isi kolom nama."),
        "E_NO_KODE": _("{name} tidak punya kode. Isi kolom kode."),
        "E_DUP_KODE": _("Kode {code} sudah dipakai di {first} dengan nama lain. Samakan namanya atau pakai kode lain."),
        "E_NO_LEVEL": _("Kolom level kosong. Isi dengan bilangan bulat dari 0 sampai 20."),
        "E_DUP_LEVEL": _("Deskripsi level {level} sudah ada di {first}. Hapus salah satunya."),
        "E_UNRECOGNISED": _("Bagian “{text}” tidak dikenal. Isi kolom bagian dengan salah satu dari: {parts}."),
        "W_EXTRA_CELL": _("Kolom {column} tidak dipakai pada bagian {part}; isinya (“{text}”) diabaikan."),
    }
)
