"""Remarks: what the account says of paragraphs, in the words of people."""

from __future__ import annotations

from documents.translation import mark as _

NO_DOCUMENT = _("sebelum dokumen pertama")
FILE_TITLE = _("judul berkas")
BETWEEN_TITLES = _("judul tanpa isi yang dikenal")
TWIN_TITLE = _("judul; namanya diambil dari label di bawahnya")
LABEL_OF_TEXT = _("label")
ITEM_NUMBER = _("nomor butir")
IGNORED_LABEL = _("keterangan yang bukan isi dokumen")
UNKNOWN_LABEL = _("label tidak dikenal")
BESIDE_UNKNOWN = _("sel tambahan di sebelah isi")
LABEL_ALONE = _("label tanpa isi")
SAME_LEVEL = _("level yang sama berlanjut")
ITEM_ALONE = _("butir tanpa label: tidak jelas bagian apa")
UNKNOWN_TITLE = _("judul bagian yang tidak dikenal")
TEXT_ALONE = _("tidak jelas bagian apa")

JOINED = _("digabung dengan paragraf di atasnya")
WRAPPED = _("lanjutan baris di atasnya")
DEFINES = _("paragraf di bawah nama, dibaca sebagai definisi")
DESCRIBES = _("paragraf di bawah level, dibaca sebagai deskripsinya")
UNMARKED = _("baris tanpa tanda, dibaca sebagai butir tersendiri")
UNDER_LEVEL = _("di bawah level, dibaca sebagai butir level itu")
JUMPS = _("nomornya mundur: mungkin awal bagian lain")
OTHER_LEVEL = _("angka depannya bukan angka level ini")
BARE_NUMBER = _("angka tanpa titik, dibaca sebagai nomor")
NUMBER_IS_LEVEL = _("angka dibaca sebagai level")
GROUP_WORD = _("kata pembuka kelompok dilepas")

MARK_REMOVED = _("tanda {mark} dilepas")
NUMBER_REMOVED = _("nomor “{mark}” dilepas")
NUMBER_READ = _("“{mark}” dibaca sebagai nomor")
CODE_READ = _("kode {code} dari nama")
NAME_WORD = _("kata “{word}” di depan nama dilepas")
LINE_LABEL = _("baris berlabel di dalam sel nama")
EMPTY_TITLE = _("judul tanpa isi, padahal yang lain berisi")
WRAPPED_ROW = _("tampaknya lanjutan teks di baris di atasnya; satukan di satu sel")
