"""A law of Word files: whatever documents are made of, of sentences as people write them, reads back as it was."""

import io

from hypothesis import given, settings
from hypothesis import strategies as st

from documents.layout import Cover
from exchange import document_types
from exchange.exports.word import template
from files.readers import detection
from files.writers import docx
from tests.builders import competency_with, sub_aspect_with

SENTENCES = st.sampled_from(
    [
        "Memahami dasar.",
        "Melaksanakan tugas rutin secara *mandiri*",
        "Ahli",
        "Dasar",
        "Menjaga iklim: a. kerja; b. rapat.",
        "Memberi kabar (1) cepat, (2) tepat.",
        "**Tegas** & adil < semua",
        "Belum mencapai level 3.",
        "Mampu",
        "Jujur!",
        "Perilaku kunci pemimpin",
        "95% tepat waktu",
        "KPI",
        "Menyusun laporan 2.1 dan 2.2",
        "Unit kerja Nomor 7",
    ]
)
#: Definitions are sentences: the page does not say what they are.
DEFINITIONS = SENTENCES.filter(lambda text: text.count(" ") > 1)
NAMES = st.sampled_from(
    [
        "Integritas",
        "Kerja Sama Tim",
        "Melayani dengan *Customer Focus* Kita",
        "Pola *Pikir* Digital",
        "Manajemen SDM",
        "Analisis & Sintesis",
        "Kepemimpinan (Dasar)",
        "Adaptasi 4.0",
        "TANGGUNG JAWAB",
    ]
)
GROUPS = st.sampled_from(["", "KOMPETENSI INTI", "Manajerial (B)", "Bidang *Digital* Pusat"])
CODES = st.sampled_from(["DEVO", "M.01", "007", "KS", "A", "T-12.3", "X_Y"])
LABELS = st.lists(st.integers(1, 30).map(str), unique=True, max_size=4).map(lambda found: sorted(found, key=int))


def numbered(draw):
    return [(label, draw(SENTENCES)) for label in draw(LABELS)]


@st.composite
def competencies(draw):
    levels = {
        number: (draw(st.one_of(st.just(""), SENTENCES)), numbered(draw))
        for number in sorted(draw(st.sets(st.integers(0, 7), max_size=3)))
    }
    head = {
        "nama": draw(NAMES),
        "kelompok": draw(GROUPS),
        "definisi": draw(st.one_of(st.just(""), DEFINITIONS)),
        "sumber": draw(st.sampled_from(["", "Perka 7/2013"])),
    }
    return competency_with(draw(CODES), behaviours=draw(st.lists(SENTENCES, max_size=3)), levels=levels, **head)


@st.composite
def sub_aspects(draw):
    head = {
        "aspek": draw(GROUPS.filter(bool)),
        "nama": draw(NAMES),
        "nomor": draw(st.sampled_from(["", "1", "2", "12"])),
        "deskripsi": draw(st.one_of(st.just(""), DEFINITIONS)),
    }
    return sub_aspect_with(alone=numbered(draw), assigned=numbered(draw), ranah="Managing Self", **head)


def back(slug, documents, *, alone=False):
    """The documents of a Word file of these."""
    document_type, out = document_types.get(slug), io.BytesIO()
    layout, group = document_type.layout, "kelompok" if slug == "kamus" else "aspek"
    documents = sorted(documents, key=lambda document: document.text(group))
    parts = tuple((name, name, 1) for name in sorted({document.text(group) for document in documents} - {""}))
    cover = Cover(str(document_type.label), edition="Edisi 2 · 28 November 2026", parts=parts)
    leaves = map(layout.layout, documents)
    docx.write(cover, leaves, out, template=template(), no_part=layout.UNGROUPED, alone=alone)
    result = detection.read(out.getvalue(), document_types.all_types(), limit=10**7)
    return documents, list(result.parsed.documents)


@settings(max_examples=60)
@given(st.lists(competencies(), min_size=1, max_size=4, unique_by=(lambda each: each.key, lambda each: each.title)))
def test_any_dictionary_comes_back_from_word(documents):
    wanted, found = back("kamus", documents)
    assert found == wanted


@settings(max_examples=60)
@given(st.lists(sub_aspects(), min_size=1, max_size=4, unique_by=lambda document: document.key))
def test_any_guide_comes_back_from_word(documents):
    wanted, found = back("panduan", documents)
    assert found == wanted


@settings(max_examples=60)
@given(competencies())
def test_any_competency_alone_comes_back_from_word(document):
    wanted, found = back("kamus", [document], alone=True)
    assert found == wanted
