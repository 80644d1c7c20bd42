"""The dictionary's text format: read, written without loss, and patched line by line."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from dictionary.format import text as textfile
from dictionary.format.fields import BEHAVIOUR, GROUP
from dictionary.format.messages import MESSAGES
from dictionary.format.records import level_section
from documents.document import Line, clean, raw_lines
from tests.builders import changed_lines
from tests.dictionary.format.strategies import dictionaries, documents, fragments, odd_texts

ROOT = Path(__file__).parents[2]
SEED = (ROOT.parent / "fixtures" / "kamus.md").read_bytes().decode()
FILES = ROOT / "files"
MUSEUM = json.loads((FILES / "kamus.json").read_text())

DEVO, CUSF = textfile.parse(SEED).documents


def edited(document, path, text):
    lines = tuple(replace(line, text=text) if line.path == path else line for line in document.lines)
    return replace(document, lines=lines)


def without(document, *paths):
    return replace(document, lines=tuple(line for line in document.lines if line.path not in paths))


def with_line(document, line):
    places = [index for index, old in enumerate(document.lines) if old.section == line.section]
    lines = list(document.lines)
    lines.insert(places[-1] + 1, line)
    return replace(document, lines=tuple(lines))


def test_the_real_file_is_read_whole():
    assert [document.key for document in (DEVO, CUSF)] == ["DEVO", "CUSF"]
    assert [len(document.section(BEHAVIOUR)) for document in (DEVO, CUSF)] == [7, 9]
    counts = [
        [len([line for line in document.section(level_section(number)) if line.label]) for number in (1, 2, 3, 4)]
        for document in (DEVO, CUSF)
    ]
    assert counts == [[3, 7, 7, 6], [7, 7, 5, 5]]
    assert {document.text(GROUP) for document in (DEVO, CUSF)} == {"ELEMENTS"}


def test_a_skipped_number_is_kept_and_reported_with_its_line():
    parsed = textfile.parse(SEED)
    assert [line.label for line in DEVO.section("level 4") if line.label] == ["1", "2", "3", "5", "6", "7"]
    assert [(problem.line, problem.code) for problem in parsed.problems] == [(38, "W_NUMBER_GAP")]
    assert "melompat dari 3 ke 5" in parsed.problems[0].message


def test_the_real_file_comes_back_byte_for_byte():
    assert textfile.render([DEVO, CUSF]) == SEED


def test_every_line_says_where_it_stood():
    lines = SEED.split("\n")
    for document in (DEVO, CUSF):
        for line in document.lines:
            assert clean(line.text) in clean(lines[line.source_line - 1])


def test_one_edited_indicator_changes_one_line():
    after = textfile.render([edited(DEVO, "level 4, nomor 5", "Baru."), CUSF])
    assert changed_lines(SEED, after) == [
        "- 5 | Memberikan solusi untuk pengembangan pengetahuan dan keterampilan yang inovatif.",
        "+ 5 | Baru.",
    ]


@pytest.mark.parametrize(
    ("path", "start"),
    [
        ("nama", "Nama  | "),
        ("definisi", "Definisi | "),
        ("perilaku kunci 2", "Perilaku Kunci | "),
        ("level 2", "Level 2 | "),
    ],
)
def test_one_edited_field_changes_one_line(path, start):
    after = textfile.render([DEVO, edited(CUSF, path, "Baru.")])
    assert [line[2:].startswith(start) for line in changed_lines(SEED, after)] == [True, True]
    assert textfile.parse(after).documents == (DEVO, edited(CUSF, path, "Baru."))


def test_a_removed_indicator_takes_its_line_alone():
    after = textfile.render([without(DEVO, "level 2, nomor 3"), CUSF])
    assert [line[:4] for line in changed_lines(SEED, after)] == ["- 3 "]


def test_an_added_indicator_brings_one_line_to_the_end_of_its_level():
    grown = with_line(DEVO, Line("level 1", "Empat.", label="4"))
    after = textfile.render([grown, CUSF])
    assert changed_lines(SEED, after) == ["+ 4 | Empat."]
    assert textfile.parse(after).documents == (grown, CUSF)


def test_a_removed_key_behaviour_takes_its_line_alone():
    kept = [line for line in DEVO.lines if line.path != "perilaku kunci 2"]
    numbers = iter(range(1, 7))
    lines = tuple(replace(line, index=next(numbers)) if line.section == BEHAVIOUR else line for line in kept)
    after = textfile.render([replace(DEVO, lines=lines), CUSF])
    assert changed_lines(SEED, after) == ["- Perilaku Kunci | Menilai secara komprehensif kinerja bawahan."]


def test_a_moved_indicator_moves_one_line():
    lines = list(DEVO.lines)
    lines[-1], lines[-2] = lines[-2], lines[-1]
    after = textfile.render([replace(DEVO, lines=tuple(lines)), CUSF])
    assert sorted(line[:3] for line in changed_lines(SEED, after)) == ["+ 7", "- 7"]


def test_a_new_code_changes_the_code_row_alone():
    after = textfile.render([replace(DEVO, key="DEVX"), CUSF])
    assert changed_lines(SEED, after) == ["- Kode  | DEVO", "+ Kode  | DEVX"]


def test_the_group_heading_goes_with_the_first_competency_and_comes_back_for_the_second():
    after = textfile.render([CUSF])
    assert after.startswith("# ELEMENTS\n\nNama  | Customer Focus\n")
    assert textfile.parse(after).documents == (CUSF,)


def test_a_competency_without_a_file_is_written_in_canonical_form():
    bare = replace(DEVO, source="")
    text = textfile.render([bare])
    assert text.startswith("# ELEMENTS\n\nNama  | Developing Others\n:-----|:----\nKode  | DEVO\nDefinisi | Secara")
    assert textfile.parse(text).documents == (DEVO,)


def test_an_edit_keeps_the_line_ends_of_its_file():
    text = SEED.replace("\n", "\r\n")
    devo, cusf = textfile.parse(text).documents
    grown = with_line(edited(devo, "level 4, nomor 5", "Baru."), Line("level 1", "Empat.", label="4"))
    after = textfile.render([grown, cusf])
    assert after.count("\r\n") == text.count("\r\n") + 1 == after.count("\n")


def test_outer_pipes_stay_around_an_edited_row():
    text = (FILES / "kamus-outer-pipes.txt").read_text()
    (document,) = textfile.parse(text).documents
    after = textfile.render([edited(document, "level 1, nomor 1", "Baru.")])
    assert after == text.replace("Indikator satu.", "Baru.")


@pytest.mark.parametrize("name", MUSEUM)
def test_an_awkward_file_gives_its_problems_with_their_lines(name):
    text = (FILES / name).read_bytes().decode()
    parsed = textfile.parse(text)
    assert [[problem.code, problem.line] for problem in parsed.problems] == MUSEUM[name]["problems"]
    assert [document.key for document in parsed.documents] == MUSEUM[name]["documents"]
    if not parsed.fatal:
        assert textfile.render(parsed.documents) == text
        bare = [replace(document, source="") for document in parsed.documents]
        assert textfile.parse(textfile.render(bare)).documents == parsed.documents


def test_the_museum_shows_every_problem_there_is():
    shown = {code for expected in MUSEUM.values() for code, _ in expected["problems"]}
    assert set(MESSAGES) - shown == {"E_TOO_MANY"}


def test_too_many_records_are_refused_at_the_first_one_too_many():
    text = "".join(f"Nama | N{number}\nKode | K{number}\n" for number in range(20_001))
    fatal = [problem for problem in textfile.parse(text).problems if problem.fatal]
    assert [(problem.line, problem.code) for problem in fatal] == [(40_001, "E_TOO_MANY")]


def test_nothing_is_read_behind_the_record_that_is_one_too_many():
    assert len(textfile.parse("Nama | N\n" * 40_000).documents) == 20_000


def test_a_hundred_problems_are_listed_errors_first_and_the_rest_counted():
    text = "Nama | A\nKode | A\nLevel 1 |\n" + "3 | x\n" * 50 + "".join(f"{n} | y\n" for n in range(900, 600, -1))
    parsed = textfile.parse(text)
    assert len(parsed.problems) == 100
    assert sum(problem.fatal for problem in parsed.problems) == 49
    assert parsed.unlisted > 200


HEAD = "Nama | Alpha\nKode | ALPH\nDefinisi | D.\nPerilaku Kunci | P.\nLevel 1 |\n1 | Menaati kode etik.\n"
SPELLED = (FILES / "kamus-markdown-escapes.md").read_text()


@pytest.mark.parametrize(
    "line",
    [
        "1.2 Menaati", "2. Adil.", "  3) Berani.", "(4) Jujur", "a. Jujur", "  b) Adil", "iv. Berani", "• Jujur",
        "- Adil", "– Berani", "* Jujur", "-Adil", "- 2 -", "Halaman 3 dari 10", "Hal. 3", "3", "Level 3 Mampu",
        "  level 3a Mampu", "  tingkat II mampu",
        "Indikator:", "  Catatan: x", "Indikator Perilaku", "Definisi\tMampu", "  definisi: mampu", "Kompetensi Teknis",
        "**Tebal**", "| | 2. Adil |", "| | Menaati lagi. |", "  a. | Jujur", "1\\.2 Menaati",
        "Perilaku kunci 1 | Jujur",
    ],
)  # fmt: skip
def test_what_begins_like_an_item_a_label_or_a_heading_is_never_glued_to_the_item_above(line):
    problems = [problem for problem in textfile.parse(f"{HEAD}{line}\n").problems if problem.fatal]
    assert [problem.line for problem in problems] == [7]
    assert problems[0].code in textfile.LAYOUT_CODES


RUNNING = ["dan menjaganya", "  Bersama yang lain", "-nya", "95% dari", "*yang* utama", "| | lain |"]


@pytest.mark.parametrize("line", RUNNING)
def test_a_line_of_running_text_still_continues_the_item_above(line):
    problems = textfile.parse(f"{HEAD}{line}\n").problems
    assert [(problem.line, problem.code) for problem in problems] == [(7, "W_CONTINUATION")]


def test_nothing_continues_a_line_that_was_refused():
    problems = textfile.parse(f"{HEAD}- Adil\nkepada semua\n").problems
    assert [(problem.line, problem.code) for problem in problems] == [(7, "E_UNRECOGNISED"), (8, "E_UNRECOGNISED")]


def test_markdowns_spelling_is_read_as_what_it_means_and_warned_of_once():
    parsed = textfile.parse(SPELLED)
    (document,) = parsed.documents
    assert document.texts[2:] == [
        "Kemampuan *next-process* - berulang!", "", "Teliti.", "", "Input | proses | output.", "A & B C **x**."
    ]  # fmt: skip
    assert [(problem.line, problem.code) for problem in parsed.problems] == [(4, "W_MARKDOWN")]
    assert "4 baris" in parsed.problems[0].message


def test_an_edit_changes_one_spelled_line_and_leaves_the_others_as_they_were_written():
    (document,) = textfile.parse(SPELLED).documents
    after = textfile.render([edited(document, "level 1, nomor 1", "Literal \\| dan &amp; dan a | b.")])
    assert changed_lines(SPELLED, after) == [
        "- 1\\. | Input \\| proses \\| output.",
        "+ 1\\. | Literal \\\\| dan \\&amp; dan a | b.",
    ]
    assert textfile.parse(after).documents[0].text("level 1") == ""
    assert textfile.parse(after).documents[0].texts[-2] == "Literal \\| dan &amp; dan a | b."


@pytest.mark.parametrize("text", ["a \\| b", "R&amp;D", "<br>", "x<br>y", "***x***", "C:\\_x", "\\&lt;", "&nbsp;x"])
def test_a_stored_text_in_markdowns_spelling_is_exported_and_read_back_unchanged(text):
    for document in (edited(DEVO, "level 1, nomor 1", text), replace(edited(DEVO, "definisi", text), source="")):
        assert textfile.parse(textfile.render([document])).documents == (document,)


def test_what_no_competency_of_a_file_has_is_said_once():
    text = "".join(f"Nama | N{n}\nKode | K{n}\nDefinisi | D.\nLevel 1 |\n1 | I.\n" for n in range(150))
    parsed = textfile.parse(text)
    assert [problem.message for problem in parsed.problems] == [
        "Tidak satu pun dari 150 kompetensi punya perilaku kunci."
    ]
    some = textfile.parse(text + "Perilaku Kunci | P.\n").problems
    assert {problem.code for problem in some} == {"W_NO_KEY_BEHAVIOUR", "W_FIELD_ORDER"}


# Laws


@given(dictionaries)
@settings(max_examples=150)
def test_any_dictionary_written_is_read_again_the_same(some):
    text = textfile.render(some)
    parsed = textfile.parse(text)
    assert parsed.documents == tuple(some)
    assert not parsed.fatal
    assert textfile.render(parsed.documents) == text


@given(odd_texts)
@settings(max_examples=300)
def test_any_text_is_read_without_failing_and_what_is_accepted_is_written_back(text):
    parsed = textfile.parse(text)
    if parsed.documents and not parsed.fatal:
        assert textfile.render(parsed.documents) == text
        bare = [replace(document, source="") for document in parsed.documents]
        assert textfile.parse(textfile.render(bare)).documents == parsed.documents


@given(st.data())
@settings(max_examples=150)
def test_a_mutated_real_file_is_written_back_byte_for_byte_when_it_is_accepted(data):
    lines = SEED.split("\n")
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(lines) - 1))
        mutation = data.draw(st.sampled_from(["drop", "twice", "blank", "indent", "insert"]))
        replaced = {
            "drop": [], "twice": [lines[place]] * 2, "blank": ["", lines[place]], "indent": ["  " + lines[place]],
            "insert": [data.draw(fragments), lines[place]],
        }[mutation]  # fmt: skip
        lines[place : place + 1] = replaced
        lines = lines or [""]
    text = data.draw(st.sampled_from(["\n", "\r\n", "\r"])).join(lines)
    parsed = textfile.parse(text)
    if not parsed.fatal:
        assert textfile.render(parsed.documents) == text


@given(dictionaries, st.data())
@settings(max_examples=150)
def test_any_change_of_a_document_from_a_file_is_read_again_the_same(some, data):
    stored = list(textfile.parse(textfile.render(some)).documents)
    place = data.draw(st.integers(0, len(stored) - 1))
    stored[place] = replace(data.draw(documents()), key=stored[place].key, source=stored[place].source)
    text = textfile.render(stored)
    assert textfile.parse(text).documents == tuple(stored)


@given(odd_texts, st.sampled_from(["Baru", "teks |", "| x", "-"]), st.data())
@settings(max_examples=300, suppress_health_check=[HealthCheck.filter_too_much])
def test_one_edited_text_changes_one_line_of_any_file(text, new, data):
    parsed = textfile.parse(f"Nama | A\nKode | A\nLevel 9 |\n1 | x\n{text}")
    assume(not parsed.fatal and not any(problem.code == "W_CONTINUATION" for problem in parsed.problems))
    documents = list(parsed.documents)
    place = data.draw(st.integers(0, len(documents) - 1))
    paths = [line.path for line in documents[place].lines if line.text and line.section != GROUP]
    path = data.draw(st.sampled_from(paths))
    before = textfile.render(documents)
    documents[place] = edited(documents[place], path, new)
    after = textfile.render(documents)
    assert textfile.parse(after).documents == tuple(documents)
    gone, come = Counter(raw_lines(before)), Counter(raw_lines(after))
    assert sum((come - gone).values()) <= 1 and sum((gone - come).values()) <= 1
