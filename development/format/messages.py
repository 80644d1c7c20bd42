"""Messages of the problems in a guide file."""

from documents.translation import mark as _
from files.readers import numerals
from files.readers.decoding import TEXT_MESSAGES

MESSAGES = TEXT_MESSAGES | {
    "E_NO_ASPECT": _(
        "Sub aspek ini berada di luar aspek. Tulis judul seperti INTEGRITAS (Aspek Managing Self) di atasnya."
    ),
    "E_DUP_ASPECT": _("Aspek “{name}” sudah ada di {first}. Gabungkan keduanya atau ubah namanya."),
    "E_DUP_NAMA": _("Sub aspek “{name}” sudah ada dalam aspek ini di {first}. Gabungkan keduanya atau ubah namanya."),
    "E_DUP_FIELD": _("“{field}” sudah ada untuk sub aspek ini di {first}. Hapus salah satunya."),
    "E_NUMBER_RANGE": _("“{label}” bukan nomor {what} yang sah. Pakai 1 sampai 999, boleh bertitik (1.2)."),
    "E_DUP_NUMBER": _("Nomor {label} sudah dipakai dalam {section}, {first}. Ubah salah satunya."),
    "E_EMPTY_TEXT": _("{what} tidak berisi teks. Isi teksnya atau hapus barisnya."),
    "E_TOO_LONG": _("{what} memuat {length} karakter; batasnya {limit}. Ringkas teksnya."),
    "E_TOO_MANY": _("Berkas memuat lebih dari {limit} sub aspek. Bagi menjadi beberapa berkas."),
    "E_UNRECOGNISED": _(
        "Baris ini tidak dikenali: “{text}”. Hapus, atau jadikan tindakan bernomor (1. teks) "
        "di bawah judul Pengembangan Mandiri atau Pengembangan Melalui Penugasan."
    ),
    "E_BREAK": _("Baris ini memuat {count} butir yang dipisah <br>. Tulis setiap tindakan pada barisnya sendiri."),
    "E_UNWRITABLE": _("{what} “{text}” akan terbaca sebagai hal lain dalam berkas panduan. Ubah kata-katanya."),
    "W_NUMBER_GAP": _("{name}: nomor {what} melompat dari {before} ke {after}. Nomor dipertahankan seperti di berkas."),
    "W_NUMBER_ORDER": _(
        "{name}: nomor {what} {after} berada setelah nomor {before}. Urutan dipertahankan seperti di berkas."
    ),
    "W_DUP_NUMBER": _(
        "Nomor sub aspek {label} dipakai dua kali dalam aspek {name}. Nomor dipertahankan seperti di berkas."
    ),
    "W_ALL_LACK": _("{what}."),
    "W_EMPTY_ASPECT": _("Aspek “{name}” belum punya sub aspek; judulnya disimpan di berkas, tetapi tidak ditampilkan."),
    "W_NO_DEFINITION": _("{name} belum punya deskripsi. Tambahkan di bawah judul Deskripsi."),
    "W_NO_SECTION": _("{name} belum punya tindakan {section}. Tambahkan di bawah judul itu."),
    "W_DUP_NAMA": _("Nama “{name}” juga dipakai sub aspek di aspek lain, {first}."),
    "W_CONTINUATION": _("Baris ini tidak berjudul dan tidak bernomor; dibaca sebagai lanjutan {first}."),
}

#: The codes of errors that come from the layout of a file, not from its content: a reader of other layouts may do.
LAYOUT_CODES = frozenset({"E_NO_ASPECT", "E_NUMBER_RANGE", "E_BREAK", "E_UNRECOGNISED"})

#: The messages for a sheet, which has columns instead of headings.
SHEET_MESSAGES = (
    MESSAGES
    | numerals.MESSAGES
    | {
        "E_NO_ASPECT": _("Sub aspek ini berada di luar aspek. Isi kolom aspek."),
        "E_DUP_ASPECT": _("Aspek “{name}” sudah ada di {first} dengan ejaan atau ranah lain. Samakan keduanya."),
        "E_DUP_NAMA": _(
            "Sub aspek “{name}” sudah ada dalam aspek ini di {first} dengan ejaan atau nomor lain. "
            "Samakan keduanya atau ubah namanya."
        ),
        "E_UNRECOGNISED": _("Bagian “{text}” tidak dikenal. Isi kolom bagian dengan salah satu dari: {parts}."),
        "W_NO_DEFINITION": _("{name} belum punya deskripsi."),
        "W_NO_SECTION": _("{name} belum punya tindakan {section}."),
        "W_EXTRA_CELL": _("Kolom {column} tidak dipakai pada bagian {part}; isinya (“{text}”) diabaikan."),
    }
)
