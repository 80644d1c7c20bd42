"""Laws of a file's whole way: whatever is stored, comes in, is left out or removed, applied, and taken back."""

import io
from collections import Counter
from contextlib import contextmanager
from dataclasses import replace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from documents.document import raw_lines
from exchange import document_types
from exchange.exports.kinds import by_extension
from exchange.imports import review as imports
from exchange.imports import uploads
from exchange.models import Revision
from exchange.proposals import deciding, rows, undo
from exchange.proposals.comparison import bases
from exchange.proposals.deciding import NothingChosenError
from exchange.proposals.renaming import keys_today
from exchange.proposals.selection import Decisions, Selection, UnfitError
from tests.builders import FIXTURES, KAMUS, person
from tests.development.format.strategies import guides
from tests.development.format.strategies import mutated_seeds as mutated_guides
from tests.dictionary.format.strategies import dictionaries, documents, fragments

SEED = KAMUS.decode()
pytestmark = pytest.mark.django_db
law = settings(max_examples=20, suppress_health_check=list(HealthCheck))


@pytest.fixture(autouse=True)
def _many_files(monkeypatch):
    """Let a person upload as many files as there are examples."""
    monkeypatch.setattr(uploads, "HOURLY_LIMIT", 100_000)


@contextmanager
def nothing_kept():
    """What happens inside leaves the database as it was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def content(document_type):
    return (
        document_type.repository.load(),
        document_type.text.render(document_type.repository.load()).encode(),
        Revision.objects.count(),
    )


def receive(data, user):
    return uploads.accept(data, name="berkas", size=len(data), user=user)


def changes(plan, wanted=lambda entry, mark: True):
    """What a plan would do, or a part of it: each text before and after, by document."""
    found = rows.changes_of(plan.document_type, [entry.row for entry in plan.changes])
    return {
        (entry.kind, entry.key, *((line.before, line.after) if line else ()))
        for entry, change in zip(plan.changes, found, strict=True)
        for line, mark in zip(change.lines or (None,), entry.marks, strict=True)
        if wanted(entry, mark)
    }


def some_choices(plan, data):
    """All of a plan, or whatever part of it."""
    if data.draw(st.booleans()):
        return plan.decisions
    names = {entry.key: entry.names for entry in plan.changes if entry.kind != "removed"}
    left_out = {key: frozenset(data.draw(st.sets(st.sampled_from(names[key])))) for key in names}
    missing = [entry.key for entry in plan.changes if entry.kind == "removed"]
    return Decisions(left_out, frozenset(data.draw(st.sets(st.sampled_from(missing))) if missing else ()))


def refused(row, seen, choices, user):
    """Apply a file, or say with which error that was refused."""
    try:
        deciding.apply(row, seen.fingerprint, lambda _: choices, sure=True, user=user)
    except (NothingChosenError, UnfitError) as error:
        return type(error)
    return None


def goes_in_and_comes_back(slug, first, second, data):
    """What all files obey: applied, the rest is what the next review shows; refused or undone, all is as before."""
    document_type, user = document_types.get(slug), person("Ani")
    imports.apply(first.encode(), name="lama.md")
    before = content(document_type)
    row = receive(second.encode(), user)
    seen = deciding.preview(row)
    choices = some_choices(seen, data)
    chosen = Selection(seen.document_type, seen.entries, choices)
    rest = changes(seen, lambda entry, mark: not chosen.includes(entry, mark))
    refusal = refused(row, seen, choices, user)
    if refusal:
        assert content(document_type) == before
        assert any(choices.left_out.values()) or refusal is NothingChosenError
        return
    again = deciding.preview(receive(second.encode(), user))
    assert changes(again) == rest
    in_order = document_type.repository.keys() == [
        document.key for document in document_types.read(second.encode()).parsed.documents
    ]
    if not again.changes and not any(choices.left_out.values()) and in_order:
        assert content(document_type)[1] == second.encode()
    row.refresh_from_db()
    undo.undo(row, undo.preview(row).fingerprint, user=user)
    assert content(document_type)[:2] == before[:2]


@st.composite
def edited_dictionaries(draw):
    """The real dictionary after what people do to its lines, in some style."""
    lines = (SEED if draw(st.booleans()) else SEED[: SEED.index("Nama", 100)]).split("\n")
    for _ in range(draw(st.integers(0, 6))):
        first, second = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        line = lines[first]
        change = draw(st.sampled_from(["drop", "insert", "exchange", "pipes", "words", "number", "move"]))
        if change == "exchange":
            lines[first], lines[second] = lines[second], line
        elif change == "move":
            lines.insert(second, lines.pop(first))
        elif change == "insert":
            lines.insert(first, draw(fragments))
        elif change == "number" and line[:1].isdigit():
            lines[first] = draw(st.sampled_from("123456789")) + " |" + line.partition("|")[2]
        else:
            new = {"pipes": [f"| {line} |"], "words": [line.replace("dan", "atau").replace("a", "e", 1)]}
            lines[first : first + 1] = new.get(change, [])
        lines = lines or [""]
    return draw(st.sampled_from(["\n", "\r\n", "\r"])).join(lines)


@law
@given(edited_dictionaries(), edited_dictionaries(), st.data())
def test_a_dictionary_goes_in_in_part_or_whole_and_comes_back(first, second, data):
    parsed = [document_types.get("kamus").text.parse(text) for text in (first, second)]
    assume(all(each.documents and not each.fatal for each in parsed))
    with nothing_kept():
        goes_in_and_comes_back("kamus", first, second, data)


@law
@given(dictionaries, st.data())
def test_a_dictionary_of_any_words_goes_in_and_comes_back(some, data):
    others = [replace(data.draw(documents()), key=each.key) for each in some if data.draw(st.booleans())]
    first, second = (document_types.get("kamus").text.render(each) for each in (some, others or some))
    with nothing_kept():
        goes_in_and_comes_back("kamus", first, second, data)


any_guide = st.one_of(guides(), guides(), mutated_guides())


@law
@given(any_guide, any_guide, st.data())
def test_a_guide_goes_in_in_part_or_whole_and_comes_back(first, second, data):
    parsed = [document_types.get("panduan").text.parse(text) for text in (first, second)]
    assume(all(each.documents and not each.fatal for each in parsed))
    with nothing_kept():
        goes_in_and_comes_back("panduan", first, second, data)


@pytest.mark.parametrize("slug", ["kamus", "panduan"])
@settings(law, max_examples=6)
@given(extension=st.sampled_from(["csv", "xlsx", "ods", "json"]), data=st.data())
def test_edited_texts_of_a_sheet_change_their_lines_of_the_next_export_and_no_other_byte(slug, extension, data):
    document_type, native = document_types.get(slug), (FIXTURES / f"{slug}.md").read_bytes()
    with nothing_kept():
        imports.apply(native, name="asli.md")
        stored = document_type.repository.load()
        places = [(d, n) for d, document in enumerate(stored) for n, line in enumerate(document.lines) if line.label]
        edits = data.draw(st.sets(st.sampled_from(places), min_size=1, max_size=3))
        for document, number in edits:
            lines = list(stored[document].lines)
            lines[number] = replace(lines[number], text=f"={lines[number].text} | baru")
            stored[document] = replace(stored[document], lines=tuple(lines))
        file, user = io.BytesIO(), person("Ani")
        by_extension(document_type, extension).write(document_type, stored, file)
        row = receive(file.getvalue(), user)
        deciding.apply(row, deciding.preview(row).fingerprint, sure=False, user=user)
        old, new = (list(raw_lines(text.decode())) for text in (native, content(document_type)[1]))
        changed = [(was, now) for was, now in zip(old, new, strict=True) if was != now]
        assert len(changed) == len(edits)
        assert all(now.endswith(" | baru" + was[len(was.rstrip()) :]) or "=" in now for was, now in changed)
        assert document_type.repository.load() == stored


def lines_of(document):
    """The texts of a document with their sections, and how often they stand there."""
    return Counter((line.section, line.text) for line in (document.lines if document else ()) if line.text)


@law
@given(edited_dictionaries(), edited_dictionaries(), edited_dictionaries(), st.data())
def test_what_was_changed_here_since_the_base_of_a_file_stays_unless_somebody_ticks_it(base, here, file, data):
    kamus = document_types.get("kamus")
    parsed = [kamus.text.parse(text) for text in (base, here, file)]
    assume(all(each.documents and not each.fatal for each in parsed))
    with nothing_kept():
        user = person("Ani")
        imports.apply(base.encode(), name="dasar.md")
        row = receive(file.encode(), user)
        imports.apply(here.encode(), name="situs.md", everything=True)
        before, seen = content(kamus), deciding.preview(row)
        stored = {document.key: document for document in before[0]}
        proposed = [entry.row for entry in seen.entries]
        today = keys_today(kamus, proposed)
        made_on = bases(proposed, kamus, stored, today)
        if refused(row, seen, seen.decisions, user):
            assert content(kamus) == before
            return
        after = {document.key: document for document in kamus.repository.load()}
        for entry in seen.changes:
            key = today.get(entry.row.stored_key, entry.row.stored_key)
            old, now = lines_of(made_on[entry.key]), lines_of(stored.get(key))
            result = lines_of(after.get(entry.key) or after.get(key))
            assert not (now - old) - result
            assert not (old - now) & result
        row.refresh_from_db()
        undo.undo(row, undo.preview(row).fingerprint, user=user)
        assert content(kamus)[:2] == before[:2]
