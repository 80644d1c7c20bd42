"""The guide's text format: what is read, what is written back, and what neither may lose."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from difflib import ndiff
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from development.format import text as textfile
from development.format.fields import ASPECT, ASSIGNMENT, DESCRIPTION, DOMAIN, NAME, NUMBER, SELF, WAYS
from development.format.messages import MESSAGES
from development.format.records import ACTION, PLAIN, SUB_ASPECT, Sign, key_of, name_text, recognise
from documents.document import Document, Line
from tests.development.format.strategies import (
    actions,
    documents,
    guides,
    labels,
    mutated_seeds,
    random_texts,
    words,
)

ROOT = Path(__file__).parents[3]
MUSEUM = ROOT / "tests" / "files"
SEED = (ROOT / "fixtures" / "panduan.md").read_bytes().decode()
EXHIBITS = json.loads((MUSEUM / "panduan.json").read_text("utf-8"))
law = settings(max_examples=150)


def seed_documents() -> list[Document]:
    return list(textfile.parse(SEED).documents)


def with_text(document: Document, section: str, text: str) -> Document:
    """`document` with another text in its only line of `section`; its key follows its names."""
    lines = tuple(replace(line, text=text) if line.section == section else line for line in document.lines)
    document = replace(document, lines=lines)
    return replace(document, key=key_of(document.text(ASPECT), document.text(NAME)))


def with_actions(document: Document, way: str, actions: Sequence[Line]) -> Document:
    others = {section: document.section(section) for section in WAYS} | {way: tuple(actions)}
    return replace(document, lines=(*document.lines[:5], *others[SELF], *others[ASSIGNMENT]))


def changed_lines(before: str, after: str) -> list[str]:
    """The lines that differ, "- " or "+ " before each."""
    return [line for line in ndiff(before.split("\n"), after.split("\n")) if line[0] in "+-"]


def rewritten(place: int, change: Callable[[Document], Document]) -> list[str]:
    """The lines of the seed file that change with the seed's document at `place`; reads back what was written."""
    documents = seed_documents()
    documents[place] = change(documents[place])
    text = textfile.render(documents)
    assert list(textfile.parse(text).documents) == documents
    return changed_lines(SEED, text)


def test_the_guide_holds_three_aspects_sixteen_sub_aspects_and_96_actions() -> None:
    parsed = textfile.parse(SEED)
    aspects = [document.text(ASPECT) for document in parsed.documents]
    actions = [[len(document.section(way)) for way in WAYS] for document in parsed.documents]
    assert parsed.problems == ()
    assert [aspects.count(name) for name in dict.fromkeys(aspects)] == [6, 5, 5]
    assert actions == [[3, 3]] * 16


def test_a_sub_aspect_is_known_by_its_aspect_and_its_name() -> None:
    first = seed_documents()[0]
    assert (first.key, first.title, first.source_line) == ("integritas/tanggung-jawab", "Tanggung Jawab", 5)
    assert [first.text(section) for section in (ASPECT, DOMAIN, NUMBER)] == [
        "INTEGRITAS",
        "Managing Self",
        "1",
    ]
    assert first.lines[5].path == "pengembangan mandiri, nomor 1"
    assert (first.lines[5].text[:10], first.lines[5].source_line) == ("Mendalami ", 13)


def test_an_unchanged_guide_is_written_byte_for_byte() -> None:
    documents = seed_documents()
    assert textfile.render(documents) == SEED
    assert "".join(document.source or "" for document in documents) == SEED


def test_the_first_heading_is_the_sign_of_a_guide() -> None:
    assert textfile.first_sign(SEED) == 3
    assert textfile.first_sign("Pengantar\n\nsub aspek – 2 Komitmen\n") == 3
    assert textfile.first_sign("Nama | Kerja sama (Aspek *Managing Others*)\n") == 0
    assert textfile.first_sign("") == 0


def test_a_name_that_begins_like_a_section_is_a_name() -> None:
    assert seed_documents()[13].text(NAME) == "Pengembangan Diri dan Orang Lain"


def test_no_name_hides_a_page_of_the_site() -> None:
    assert key_of("CETAK", "Riwayat") == "cetak-aspek/riwayat-sub-aspek"


@pytest.mark.parametrize("place", [0, 2, 4, 15])
def test_an_edited_description_changes_one_line(place: int) -> None:
    gone, new = rewritten(place, lambda document: with_text(document, DESCRIPTION, "Teks baru."))
    assert gone == f"- {seed_documents()[place].text(DESCRIPTION)}"
    assert new == "+ Teks baru."


def test_an_edited_action_changes_one_line() -> None:
    gone, new = rewritten(15, lambda it: replace(it, lines=(*it.lines[:-1], replace(it.lines[-1], text="Baru."))))
    assert gone.startswith("- 3. Penugasan memimpin tim kerja")
    assert new == "+ 3. Baru."


@pytest.mark.parametrize(
    ("place", "old", "new"),
    [
        (0, "Sub Aspek - 1 **Tanggung Jawab**", "Sub Aspek - 1 **Baru**"),
        (2, "Sub Aspek - 3 Kedisiplinan", "Sub Aspek - 3 Baru"),
        (4, "Konsistensi", "Baru"),
    ],
)
def test_a_renamed_sub_aspect_changes_the_line_of_its_name(place: int, old: str, new: str) -> None:
    lines = rewritten(place, lambda document: with_text(document, NAME, "Baru"))
    assert lines == [f"- {old}", f"+ {new}"]


@pytest.mark.parametrize(("place", "new"), [(0, "Sub Aspek - 9 **Tanggung Jawab**"), (4, "Sub Aspek - 9")])
def test_a_new_number_changes_the_line_of_the_heading(place: int, new: str) -> None:
    assert rewritten(place, lambda document: with_text(document, NUMBER, "9"))[1:] == [f"+ {new}"]


def test_a_new_domain_changes_the_heading_of_the_aspect_alone() -> None:
    documents = seed_documents()
    documents[:6] = [with_text(document, DOMAIN, "Mengelola Diri") for document in documents[:6]]
    text = textfile.render(documents)
    assert list(textfile.parse(text).documents) == documents
    assert changed_lines(SEED, text) == [
        "- INTEGRITAS **(Aspek *Managing Self*)**",
        "+ INTEGRITAS **(Aspek *Mengelola Diri*)**",
    ]


@pytest.mark.parametrize("place", [0, 15])
def test_a_new_action_adds_one_line(place: int) -> None:
    action = Line(ASSIGNMENT, "Tindakan baru.", label="4")
    assert rewritten(place, lambda it: replace(it, lines=(*it.lines, action))) == ["+ 4. Tindakan baru."]


@pytest.mark.parametrize(("place", "index"), [(0, 6), (15, -1)])
def test_a_deleted_action_removes_one_line(place: int, index: int) -> None:
    def without(document: Document) -> Document:
        lines = list(document.lines)
        del lines[index]
        return replace(document, lines=tuple(lines))

    (gone,) = rewritten(place, without)
    assert gone.startswith(("- 2. Memperkaya referensi", "- 3. Penugasan memimpin"))


def test_a_description_that_looks_like_a_heading_stands_behind_its_own() -> None:
    lines = rewritten(0, lambda document: with_text(document, DESCRIPTION, "Pengembangan Mandiri"))
    assert "+ Deskripsi: Pengembangan Mandiri" in lines


def test_a_new_document_is_written_in_the_canonical_form() -> None:
    document = Document("", "Tekun", seed_documents()[0].lines, "")
    document = with_text(with_text(document, NAME, "Tekun"), DESCRIPTION, "Rajin.")
    document = replace(document, lines=(*document.lines[:5], Line(SELF, "Belajar.", label="1")))
    assert textfile.render([document]) == (
        "INTEGRITAS **(Aspek *Managing Self*)**\n\nSub Aspek - 1 **Tekun**\n\n"
        "Deskripsi:\n\nRajin.\n\nPengembangan Mandiri\n\n1. Belajar.\n"
    )


def test_a_document_moved_to_the_front_of_its_aspect_takes_no_second_heading_along() -> None:
    documents = seed_documents()
    documents[:2] = documents[1::-1]
    text = textfile.render(documents)
    assert text.count("(Aspek *Managing Self*)") == 1
    assert list(textfile.parse(text).documents) == documents


@pytest.mark.parametrize("aspects", ["A", "C", "BC"])
def test_a_document_added_to_a_file_with_an_empty_aspect_is_read_back(aspects: str) -> None:
    (kept,) = textfile.parse("A (Aspek X)\nSub Aspek - 1 K\nC (Aspek Y)\n").documents
    added = [with_text(with_text(replace(kept, source=""), NAME, "Baru"), ASPECT, aspect) for aspect in aspects]
    again = textfile.parse(textfile.render([kept, *added]))
    assert (again.fatal, list(again.documents)) == (False, [kept, *added])


def test_a_new_record_in_a_windows_file_ends_its_lines_as_the_file_does() -> None:
    (kept,) = textfile.parse("A (Aspek X)\r\n\r\nSub Aspek - 1 B\r\n").documents
    text = textfile.render([kept, with_text(replace(kept, source=""), NAME, "Baru")])
    assert text.count("\n") == text.count("\r\n") > 3


@pytest.mark.parametrize(
    ("section", "text", "code"),
    [
        (ASPECT, "Sub Aspek Tujuh", "E_UNWRITABLE"),
        (DOMAIN, "Diri (Aspek Lain", "E_UNWRITABLE"),
        (NAME, "*Tebal*", "E_UNWRITABLE"),
        (NAME, "…", "E_EMPTY_TEXT"),
        (NUMBER, "0", "E_NUMBER_RANGE"),
        (DESCRIPTION, "x" * 5001, "E_TOO_LONG"),
    ],
)
def test_what_a_file_could_not_hold_is_refused_with_a_reason(section: str, text: str, code: str) -> None:
    (problem,) = textfile.refusals(with_text(seed_documents()[0], section, text))
    assert (problem.code, problem.fatal) == (code, True)
    assert problem.message.endswith(".")


@pytest.mark.parametrize(
    ("section", "text"),
    [
        (ASPECT, "1. Integritas"),
        (ASPECT, "# Integritas"),
        (ASPECT, "Deskripsi: Integritas"),
        (ASPECT, "Jujur (Aspek x)"),
        (DOMAIN, ": a) b"),
        (DOMAIN, ""),
        (NAME, "- foo"),
        (NAME, "2 Foo"),
        (NAME, "a*b"),
        (NAME, "(Aspek x)"),
        (NAME, "Pengembangan Mandiri"),
        (NUMBER, ""),
        (DESCRIPTION, "Sub Aspek - 1"),
        (DESCRIPTION, "Deskripsi: y"),
        (DESCRIPTION, "1. x"),
        (DESCRIPTION, "---"),
        (DESCRIPTION, "# x"),
        (DESCRIPTION, "Jujur (Aspek x)"),
    ],
)
def test_a_text_that_looks_like_something_else_is_written_and_read_back(section: str, text: str) -> None:
    document = with_text(replace(seed_documents()[0], source=""), section, text)
    assert textfile.refusals(document) == ()
    assert textfile.parse(textfile.render([document])).documents == (document,)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Jujur (Aspek: *Diri*)", Sign(ASPECT, "Jujur", "Diri")),
        ("Melihat nilai (aspek-aspek penting)", Sign(PLAIN, "Melihat nilai (aspek-aspek penting)")),
        ("**Sub Aspek - 1** : **Tekun**", Sign(SUB_ASPECT, "Tekun", "1")),
        ("Sub-aspek — 3: Tekun", Sign(SUB_ASPECT, "Tekun", "3")),
        ("Sub Aspek **3 Tekun**", Sign(SUB_ASPECT, "3 Tekun")),
        ("Subaspeknya banyak", Sign(PLAIN, "Subaspeknya banyak")),
        ("Deskripsi: *Teliti* itu *baik*", Sign(DESCRIPTION, "*Teliti* itu *baik*")),
        ("Deskripsi tugas", Sign(PLAIN, "Deskripsi tugas")),
        ("Pengembangan Mandiri dan Tim", Sign(PLAIN, "Pengembangan Mandiri dan Tim")),
        ("1.2 Belajar", Sign(ACTION, "Belajar", "1.2")),
        ("12.000.000 rupiah", Sign(PLAIN, "12.000.000 rupiah")),
        ("3. Mengenal nilai (aspek moral)", Sign(ACTION, "Mengenal nilai (aspek moral)", "3")),
    ],
)
def test_a_line_is_taken_for_what_it_says(text: str, sign: Sign) -> None:
    assert recognise(text) == sign


HEAD = "A (Aspek X)\nSub Aspek - 1 N\nDeskripsi: D.\nPengembangan Melalui Penugasan\n1. b\n"
ACTION_ABOVE = f"{HEAD}Pengembangan Mandiri\n1. Mendalami peran\n"
DESCRIPTION_ABOVE = "A (Aspek X)\nSub Aspek - 1 N\nDeskripsi:\nSiap menjalankan\ntugas dan peran\n"


@pytest.mark.parametrize("above", [ACTION_ABOVE, DESCRIPTION_ABOVE], ids=["action", "description"])
@pytest.mark.parametrize(
    "line",
    [
        "Penugasan", "  Penugasan:", "Pengembangan Lainnya", "**Pengembangan lainnya**", "A. Pengembangan Diri",
        "### Tugas", "• Membaca", "- Membaca", "  – Membaca", "* Membaca", "a. Membaca", "  b) Membaca", "(1) Membaca",
        "iv. Membaca", "2 Membaca", "- 2 -", "Halaman 3 dari 10", "Catatan: x", "Indikator:", "\\- Membaca", "Level 3",
    ],
)  # fmt: skip
def test_what_begins_like_an_item_a_label_or_a_heading_is_never_glued_to_the_text_above(above: str, line: str) -> None:
    problems = [problem for problem in textfile.parse(f"{above}{line}\n").problems if problem.fatal]
    assert [(problem.line, problem.code) for problem in problems] == [(above.count("\n") + 1, "E_UNRECOGNISED")]
    assert "E_UNRECOGNISED" in textfile.LAYOUT_CODES


@pytest.mark.parametrize("line", ["dan menjaganya", "  Bersama yang lain", "-nya", "95% dari", "*yang* utama"])
def test_a_line_of_running_text_still_continues_the_text_above(line: str) -> None:
    problems = textfile.parse(f"{ACTION_ABOVE}{line}\n").problems
    assert [(problem.line, problem.code) for problem in problems] == [(8, "W_CONTINUATION")]


def test_an_unknown_heading_is_no_description_either() -> None:
    parsed = textfile.parse("A (Aspek X)\nSub Aspek - 1 N\nDeskripsi:\n\nPengembangan Lainnya\n")
    assert (5, "E_UNRECOGNISED") in [(problem.line, problem.code) for problem in parsed.problems]
    assert parsed.documents[0].text(DESCRIPTION) == ""


def test_emphasis_by_underscores_and_markdowns_spelling_are_read_as_what_they_mean() -> None:
    text = (MUSEUM / "panduan-google-docs.md").read_text()
    parsed = textfile.parse(text)
    assert parsed.documents[0].texts == [
        "INTEGRITAS", "Managing Self", "1", "Tanggung Jawab", "Siap & sedia!", "Belajar | berlatih.", "Memimpin tim."
    ]  # fmt: skip
    assert "4 baris" in parsed.problems[0].message
    after = textfile.render([with_text(parsed.documents[0], DESCRIPTION, "R\\&D &amp; <br>")])
    assert changed_lines(text, after) == ["- Siap &amp; sedia\\!", "+ R\\\\\\&D \\&amp; \\<br>"]
    assert textfile.parse(after).documents[0].text(DESCRIPTION) == "R\\&D &amp; <br>"


def test_the_anchor_of_a_heading_is_no_part_of_its_name() -> None:
    parsed = textfile.parse("# A (Aspek X) {#a}\n## Sub Aspek - 1 N {#n-1}\n")
    assert parsed.documents[0].texts[:4] == ["A", "X", "1", "N"]


def test_a_sub_aspect_number_that_stands_twice_is_warned_of_as_that() -> None:
    part = "Deskripsi: d\nPengembangan Mandiri\n1. a\nPengembangan Melalui Penugasan\n1. b\n"
    names = (("3", "K"), ("1", "L"), ("3", "M"))
    text = "A (Aspek X)\n" + "".join(f"Sub Aspek - {number} {name}\n{part}" for number, name in names)
    problems = textfile.parse(text).problems
    assert [problem.code for problem in problems] == ["W_NUMBER_GAP", "W_NUMBER_ORDER", "W_DUP_NUMBER"]
    assert "Nomor sub aspek 3 dipakai dua kali dalam aspek A" in problems[-1].message


AWKWARD = (
    "KOSONG (Aspek)\n\n## jujur (aspek diri)\nSub Aspek\n#### *Tekun*\n**Deskripsi:** Lama.\n"
    "Pengembangan Melalui Penugasan\n1) satu\n\n   lanjut\n2) dua\n\nPengembangan Mandiri\n1. a\n2. b"
)


def awkward(change: Callable[[Document], Document]) -> list[str]:
    """The lines of `AWKWARD` that change with its only document; reads back what was written."""
    (document,) = textfile.parse(AWKWARD).documents
    text = textfile.render([change(document)])
    assert textfile.parse(text).documents == (change(document),)
    return changed_lines(AWKWARD, text)


def test_an_awkward_record_is_read_as_a_person_would() -> None:
    (document,) = textfile.parse(AWKWARD).documents
    assert [line.text for line in document.lines] == [
        "jujur",
        "diri",
        "",
        "Tekun",
        "Lama.",
        "a",
        "b",
        "satu lanjut",
        "dua",
    ]
    assert [line.source_line for line in document.lines] == [3, 3, 4, 5, 6, 14, 15, 8, 11]


@pytest.mark.parametrize(
    ("section", "text", "lines"),
    [
        (NAME, "Rajin", ["- #### *Tekun*", "+ #### *Rajin*"]),
        (NUMBER, "4", ["- Sub Aspek", "+ Sub Aspek - 4"]),
        (DESCRIPTION, "Baru.", ["- **Deskripsi:** Lama.", "+ **Deskripsi:** Baru."]),
        (DESCRIPTION, "", ["- **Deskripsi:** Lama."]),
        (DOMAIN, "tim", ["- ## jujur (aspek diri)", "+ ## jujur (aspek tim)"]),
        (DOMAIN, "", ["- ## jujur (aspek diri)", "+ ## jujur **(Aspek)**"]),
    ],
)
def test_an_edit_keeps_the_style_of_an_awkward_record(section: str, text: str, lines: list[str]) -> None:
    changed = awkward(lambda document: with_text(document, section, text))
    assert changed == lines


def test_actions_that_change_places_keep_their_raw_lines() -> None:
    swapped = awkward(lambda it: with_actions(it, SELF, it.section(SELF)[::-1]))
    assert sorted(swapped) in (["+ 1. a", "- 1. a"], ["+ 2. b", "- 2. b"])
    moved = awkward(lambda it: with_actions(it, ASSIGNMENT, it.section(ASSIGNMENT)[::-1]))
    assert sorted(moved) == ["+ 2) dua", "- 2) dua"]


def test_an_edited_wrapped_action_becomes_one_line() -> None:
    changed = awkward(
        lambda it: with_actions(it, ASSIGNMENT, [replace(it.section(ASSIGNMENT)[0], text="x"), it.lines[8]])
    )
    assert sorted(changed) == ["+ 1. x", "- ", "-    lanjut", "- 1) satu"]


def test_wrapped_actions_that_change_places_stay_wrapped() -> None:
    text = "A (Aspek)\nSub Aspek K\nPengembangan Mandiri\n1) a\n  aa\n2) b\n  bb\n"
    (document,) = textfile.parse(text).documents
    (document,) = [with_actions(document, SELF, document.section(SELF)[::-1])]
    assert textfile.render([document]) == text[:43] + "2) b\n  bb\n1) a\n  aa\n"


def test_a_last_record_without_final_newline_can_be_followed_by_another() -> None:
    documents = seed_documents()
    documents[14:] = documents[:13:-1]
    text = textfile.render(documents)
    assert list(textfile.parse(text).documents) == documents
    assert "perubahan.\n\nSub Aspek - 4\n" in text


def test_an_empty_aspect_belongs_to_the_record_below_it() -> None:
    text = "A (Aspek X)\nSub Aspek K\nC (Aspek)\n\nB (Aspek)\nSub Aspek L\n"
    assert [it.source for it in textfile.parse(text).documents] == [text[:24], text[24:]]


def test_an_empty_aspect_in_the_way_of_a_new_record_goes_and_the_rest_stays() -> None:
    (kept,) = textfile.parse("A (Aspek X)\nSub Aspek - 1 K\nC (Aspek Y)\n").documents
    text = textfile.render([kept, with_text(replace(kept, source=""), NAME, "Baru")])
    assert text == "A (Aspek X)\nSub Aspek - 1 K\n\nSub Aspek - 1 **Baru**\n"


def test_a_record_that_lost_the_heading_above_it_gets_one_and_keeps_its_lines() -> None:
    text = textfile.render(seed_documents()[2:])
    assert text.startswith("INTEGRITAS **(Aspek *Managing Self*)**\n\nSub Aspek - 3 Kedisiplinan\n")


def test_canonical_records_stand_a_blank_line_apart() -> None:
    text = textfile.render(replace(it, source="") for it in seed_documents())
    assert all(block.strip("\n") == block for block in text[:-1].split("\n\n"))
    assert text.count("\n\nSub Aspek - ") == 16


def test_a_repeated_part_is_refused_with_the_line_of_the_first_and_the_first_is_kept() -> None:
    parsed = textfile.parse(
        "A (Aspek)\nSub Aspek K\nDeskripsi: satu\nDeskripsi: dua\n\na (aspek)\nSub Aspek K\nDeskripsi: tiga\n"
    )
    assert parsed.documents[0].text(DESCRIPTION) == "satu"
    told = {problem.code: problem.message for problem in parsed.problems}
    assert "di baris 3" in told["E_DUP_FIELD"]
    assert "di baris 1" in told["E_DUP_ASPECT"]
    assert "di baris 2" in told["E_DUP_NAMA"]


@pytest.mark.parametrize("name", sorted(EXHIBITS))
def test_an_awkward_file_is_read_as_the_museum_says(name: str) -> None:
    text, expected = (MUSEUM / name).read_bytes().decode(), EXHIBITS[name]
    parsed = textfile.parse(text)
    assert [[problem.code, problem.line] for problem in parsed.problems] == expected["problems"]
    assert [document.key for document in parsed.documents] == expected["documents"]
    assert all(len(problem.message) > 20 and problem.message[-1] == "." for problem in parsed.problems)
    if parsed.documents and not parsed.fatal:
        assert textfile.render(parsed.documents) == text


def test_every_file_of_the_museum_has_its_expectations() -> None:
    assert {path.name for path in MUSEUM.glob("panduan-*")} == set(EXHIBITS)
    assert len(EXHIBITS) >= 32


def test_the_museum_shows_every_code_that_a_guide_can_meet() -> None:
    shown = {code for exhibit in EXHIBITS.values() for code, _ in exhibit["problems"]}
    made_here = {"E_TOO_MANY", "E_UNWRITABLE"}  # of 20,001 records; of documents that come from elsewhere
    assert set(MESSAGES) - shown == made_here


def test_more_than_20000_sub_aspects_are_refused() -> None:
    text = "A (Aspek X)\n" + "".join(f"Sub Aspek B{number}\n" for number in range(20_001))
    assert ("E_TOO_MANY", 20_002) in [(it.code, it.line) for it in textfile.parse(text).problems]


def test_nothing_is_read_behind_the_sub_aspect_that_is_one_too_many() -> None:
    text = "A (Aspek X)\n" + "".join(f"Sub Aspek B{number}\n" for number in range(30_000))
    assert len(textfile.parse(text).documents) <= 20_002


@st.composite
def changes(draw: st.DrawFn, kept: Sequence[Document]) -> list[Document]:
    """`kept` after some edits that a person may make; those a file could not hold are left out."""
    changed = list(kept)
    for _ in range(draw(st.integers(1, 3))):
        tried = draw(one_change(changed)) if changed else []
        by_aspect: dict[str, list[Document]] = {}
        for document in tried:
            by_aspect.setdefault(document.key.split("/")[0], []).append(document)
        tried = [document for group in by_aspect.values() for document in group]
        heads = {tuple(line.text for line in document.lines[:2]) for document in tried}
        unique = len({document.key for document in tried}) == len(tried) and len(heads) == len(by_aspect)
        if unique and not any(textfile.refusals(document) for document in tried):
            changed = tried
    return changed


@st.composite
def one_change(draw: st.DrawFn, before: Sequence[Document]) -> list[Document]:
    after = list(before)
    place = draw(st.integers(0, len(after) - 1))
    document = after[place]
    kind = draw(st.sampled_from([NAME, NUMBER, DESCRIPTION, ASPECT, DOMAIN, *WAYS, "shuffle", "new", "gone", "bare"]))
    if kind in (ASPECT, DOMAIN):
        text = draw(words.map(name_text))
        same = document.text(ASPECT)
        return [with_text(it, kind, text) if it.text(ASPECT) == same else it for it in after]
    if kind in (NAME, NUMBER, DESCRIPTION):
        text = draw({NAME: words.map(name_text), NUMBER: labels}.get(kind, st.one_of(words, st.just(""))))
        after[place] = with_text(document, kind, text)
    elif kind in WAYS:
        new = [Line(kind, text, label=label) for label, text in draw(actions())]
        old = [line for line in document.section(kind) if line.label not in {it.label for it in new}]
        after[place] = with_actions(document, kind, draw(st.permutations(old + new)))
    elif kind == "shuffle":
        after = list(draw(st.permutations(after)))
    elif kind == "new":
        new_one = with_text(replace(document, source=""), NAME, draw(words.map(name_text)))
        after.insert(place + draw(st.integers(0, 1)), with_text(new_one, DESCRIPTION, draw(words)))
    elif kind == "bare":
        after[place] = replace(document, source="")
    else:
        del after[place]
    return after


def assert_read_again(text: str) -> None:
    """What is accepted is written back as it was, and its canonical form says the same."""
    parsed = textfile.parse(text)
    if parsed.fatal or not parsed.documents:
        return
    assert textfile.render(parsed.documents) == text
    canonical = textfile.parse(textfile.render(replace(it, source="") for it in parsed.documents))
    assert not canonical.fatal
    assert canonical.documents == parsed.documents
    assert not any(textfile.refusals(document) for document in parsed.documents)


@law
@given(random_texts)
def test_no_text_makes_the_parser_fail_and_accepted_text_is_kept(text: str) -> None:
    assert_read_again(text)


@law
@given(guides())
def test_every_style_of_guide_is_kept(text: str) -> None:
    assert not textfile.parse(text).fatal
    assert_read_again(text)


@settings(law, max_examples=50)
@given(mutated_seeds())
def test_a_mutated_guide_is_refused_or_kept(text: str) -> None:
    assert_read_again(text)


@law
@given(documents())
def test_the_canonical_text_of_a_document_is_read_back_as_that_document(document: Document) -> None:
    parsed = textfile.parse(textfile.render([document]))
    assert not parsed.fatal
    assert parsed.documents == (document,)


@settings(law, max_examples=100)
@given(st.one_of(guides(), guides(), mutated_seeds()), st.data())
def test_an_edited_guide_is_read_back_as_it_was_edited(text: str, data: st.DataObject) -> None:
    parsed = textfile.parse(text)
    assume(not parsed.fatal and parsed.documents)
    edited = data.draw(changes(parsed.documents))
    again = textfile.parse(textfile.render(edited))
    assert not again.fatal
    assert list(again.documents) == edited
