"""Stems and words: families that belong together, those that do not, and any text at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.stems import GRAMMAR, stems
from search.words import LONGEST, compound_of, folded, index_words, parts, words

FAMILIES = [
    "kembang mengembangkan pengembangan pengembangannya berkembang perkembangan dikembangkan",
    "layan melayani layanan pelayanan dilayani pelayan",
    "langgan pelanggan berlangganan",
    "pimpin memimpin dipimpin pemimpin kepemimpinan pimpinan terpimpin",
    "tulis menulis tertulis penulisan tulisan",
    "sapu menyapu penyapu",
    "kirim mengirim pengiriman dikirimkan",
    "ajar belajar pelajar pembelajaran mempelajari mengajar",
    "bantu membantu pembantu bantuan",
    "ubah mengubah perubahan berubah",
    "tanggungjawab pertanggungjawaban mempertanggungjawabkan",
    "tindaklanjut menindaklanjuti ditindaklanjuti",
    "konsisten konsistensi",
    "efektif efektivitas efektifitas",
    "komunikasi berkomunikasi komunikatif",
    "adaptif adaptasi adaptabilitas",
    "kredibel kredibilitas",
    "koordinasi berkoordinasi koordinatif",
    "profesi profesional profesionalitas",
    "risiko resiko berisiko",
    "praktik praktek praktis",
    "caranya cara",
    "kerjakanlah kerja dikerjakannya",
]
STRANGERS = [
    ("mendalami", "dalam"),
    ("membagi", "bagi"),
    ("atasan", "atas"),
    ("pelanggan", "pelanggaran"),
    ("positif", "posisi"),
    ("langkah", "pelangan"),
    ("tangan", "tantangan"),
    ("sama", "sampai"),
    ("masalah", "salah"),
]


@pytest.mark.parametrize("family", FAMILIES)
def test_the_words_of_a_family_share_a_stem_with_its_first(family):
    first, *others = family.split()
    assert [word for word in others if stems(word).isdisjoint(stems(first))] == []


@pytest.mark.parametrize(("one", "other"), STRANGERS)
def test_words_that_only_look_alike_are_no_family(one, other):
    assert stems(one).isdisjoint(stems(other))


@pytest.mark.parametrize("word", sorted(GRAMMAR))
def test_a_word_of_grammar_stands_for_itself_alone(word):
    assert stems(word) == {word}


@given(st.text(max_size=40))
def test_any_text_has_stems_and_words_and_is_never_refused(text):
    assert all(word in stems(word) and 0 < len(word) <= LONGEST and word.isalnum() for word in words(text))
    assert set(words(text)) <= index_words([text])[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kerja sama tim", {"kerja", "sama", "kerjasama", "tim"}),
        ("bekerja sama", {"bekerja", "sama", "kerjasama"}),
        ("kerjasamanya", {"kerjasamanya", "kerja", "sama"}),
        ("tanggung jawabnya", {"tanggung", "jawabnya", "tanggungjawab"}),
        ("menindaklanjuti", {"menindaklanjuti", "tindak", "lanjut"}),
        ("bekerja bersama", {"bekerja", "bersama"}),
        ("Cara-cara *baru*", {"cara", "baru"}),
        ("Café ÉLITE", {"cafe", "elite"}),
        ("«…» — !", set()),
    ],
)
def test_a_text_is_found_under_its_words_and_its_compounds(text, expected):
    every, (others,) = index_words([text])
    assert every == expected == {*words(text), *others}


def test_a_compound_is_known_from_either_writing():
    assert compound_of("kerja", "sama") == "kerjasama" and compound_of("sama", "kerja") == ""
    assert parts("pertanggungjawaban") == ("tanggung", "jawab") and parts("jawaban") == ()


def test_letters_are_folded_to_plain_ones():
    assert folded("Résumé STRAßE ﬁ") == "resume strasse fi"
