"""Files that are laid out otherwise: understood in the words of each document type, and taken as the best of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from documents.document import Parsed, Problem, Problems, excerpt, joined
from documents.translation import AnyText, grouped
from documents.translation import mark as _
from files.cells import QUOTE
from files.readers.blocks import Block, Note, Place, TableRow
from files.readers.result import ReadResult, Type
from files.readers.understanding.reading import Fate, Understanding, understand
from files.readers.understanding.record import Answers
from files.readers.understanding.refusals import begins_in
from files.readers.understanding.remarks import JOINED
from files.readers.understanding.turned import looks_turned
from files.readers.understanding.vocabulary import Kind
from files.readers.understanding.words import roles_by_words, title

MESSAGES = {
    "E_BOTH": _(
        "Berkas ini memuat “{first}” dan “{second}” sekaligus. "
        "Simpan keduanya sebagai dua berkas, lalu unggah satu per satu."
    ),
    "E_BOTH_BEGIN": _(
        "Di sini mulai isi “{second}”, padahal berkas ini berisi “{first}”. "
        "Simpan keduanya sebagai dua berkas, lalu unggah satu per satu."
    ),
    "E_BEGINS_LATE": _(
        "Di {limit} paragraf atau baris pertama berkas ini tidak ada isi yang dikenali, jadi sisanya tidak dibaca. "
        "Hapus bagian di depannya, atau beri judul kolom atau label seperti di berkas contoh, lalu unggah lagi."
    ),
    "E_NOT_UNDERSTOOD": _(
        "Isi berkas ini terbaca, tetapi tidak jelas mana nama dokumen dan mana bagiannya. "
        "Beri judul kolom atau label seperti di berkas contoh, lalu unggah lagi."
    ),
    "E_MUCH_UNREAD": _(
        "{share}% isi berkas ini belum jelas tempatnya, jadi belum ada yang dapat diterapkan. Beri judul "
        "kolom dan label seperti di berkas contoh, lalu unggah lagi. Yang belum terbaca disebut di bawah."
    ),
    "E_TURNED": _(
        "Tampaknya setiap kolom tabel ini satu dokumen, dengan label di kolom kiri. Putar tabelnya (di Excel: Salin, "
        "lalu Tempel Khusus dengan Transpos) supaya setiap dokumen menjadi baris, lalu unggah lagi."
    ),
    "W_NOT_READ": _("Tidak dibaca: {place}, “{text}” ({reason})."),
    "W_MANY_NOT_READ": _("{count} bagian tidak dibaca ({reason}): {places}, dan {more} lagi."),
}
#: The kinds of roles that stand below the name of a document.
_BELOW = frozenset({Kind.TEXT, Kind.LIST, Kind.LEVEL, Kind.LEVEL_TEXT, Kind.LEVEL_ITEM})
#: Notes on what files leave out by design, and on marks taken off: they stand in the account, and warn nobody.
QUIET = frozenset({"W_WORD_CONTENTS", "W_WORD_HEADERS", "W_MARKS", "W_SENDER"})
#: A second type is in the file as well when it reads at least this share of what the first one reads, in other places.
SHARE = 0.25
#: Refusals of a type that knows what a file is.
_KNOWN = frozenset({"E_OTHER_MODEL", "E_COLUMNS", "E_TOO_MANY"})
#: The blocks of a long file by which types that do not fit are told, and those in which something must be known: some
#: three hundred pages.
SAMPLE, FRONT = 2_000, 10_000
#: The most kinds of table that a person can be asked about.
ASKED = 50
#: The most pieces of one reason that are named one by one.
NAMED = 3
#: The share of a file, by characters, that may be left out in doubt: of 60 files of many layouts that were read right
#: none had more than a seventeenth in doubt, and of those read wrong most had more than a quarter.
DOUBT = 0.2


def read(blocks: Sequence[Block], notes: Sequence[Note], types: Sequence[Type], answers: Answers) -> ReadResult[Type]:
    """Return the file as the type that fits best understands it. Never raises.

    Work grows with the blocks, once for each type that has a vocabulary and reads much of the first `SAMPLE` blocks.
    """
    known = [each for each in types if each.vocabulary and answers.document_type in ("", each.slug)]
    chosen = _likely(blocks, known, answers)
    if known and not chosen:
        return ReadResult(None, _problem("E_BEGINS_LATE", limit=grouped(FRONT)))
    readings = [(each, _understood(blocks, each, answers)) for each in chosen]
    if not readings:
        return ReadResult(None, _problem("E_NOT_UNDERSTOOD"))
    if len(readings) > 1:
        readings.sort(key=lambda pair: _fit(pair[1], _labels(known, pair[0])), reverse=True)
    (first, reading), *others = readings
    if found := _begins(blocks, known):
        begun = found[1].problems[0].line
        quotes = {fate.number: excerpt(fate.text, QUOTE) for fate in reading.account if fate.number == begun}
        return ReadResult(found[0], found[1], quotes, reading.places, reading)
    for second, other in others:
        if _both(reading, other):
            return ReadResult(first, _problem("E_BOTH", first=first.label, second=second.label), understanding=reading)
    return _result(first, reading, notes, blocks)


def _likely(blocks: Sequence[Block], types: Sequence[Type], answers: Answers) -> Sequence[Type]:
    """Return the types that may fit a long file best, by its beginning; all of them for a short one.

    None for a file of which no type knows anything in its first `FRONT` blocks.
    """
    if len(blocks) <= SAMPLE or len(types) < 2:
        return types
    sample, front = blocks[:SAMPLE], blocks[:FRONT]
    begun = [(each, _understood(sample, each, answers)) for each in types]
    worth = {each.slug: _worth_of(reading) for each, reading in begun}
    most = max(worth.values())
    if most <= 0 and len(blocks) > FRONT and not any(_knows(reading, sample) for _each, reading in begun):
        return types if any(_knows(_understood(front, each, answers), front) for each in types) else ()
    return [each for each in types if worth[each.slug] > SHARE * most] or types


def _knows(reading: Understanding, blocks: Sequence[Block]) -> bool:
    """Return whether a type reads anything of these blocks, knows why they are refused, or has tables to ask about.

    A person can be asked about a few kinds of table, whose tables have ten rows or lines each.
    """
    if any(problem.code in _KNOWN for problem in reading.parsed.problems):
        return True
    tables = {block.table for block in blocks if isinstance(block, TableRow)}
    asked = 0 < len(reading.tables) <= ASKED and len(tables) * 10 <= len(blocks)
    return asked or any(fate.read for fate in reading.account)


def _understood(blocks: Sequence[Block], document_type: Type, answers: Answers) -> Understanding:
    assert document_type.vocabulary
    return understand(blocks, document_type.vocabulary, answers, document_type.stored_names)


def _fit(understanding: Understanding, labels: Collection[str]) -> tuple[bool, int]:
    """Return how well a type fits: that it has documents, and what it reads less what it has to leave out in doubt.

    One that leaves too much in doubt to be applied fits no better than one that is refused by name.
    A document is none whose name is one of the `labels` that other types have. A file that a type knows to be of
    another model goes before one of which no type has documents.
    """
    parsed = understanding.parsed
    known = any(problem.code in _KNOWN for problem in parsed.problems)
    named = not any(title(document.title) in labels for document in parsed.documents)
    whole = bool(parsed.documents) and named and not parsed.fatal
    return known or (whole and _share(understanding.account) <= DOUBT), _worth_of(understanding)


def _labels(types: Iterable[Type], document_type: Type) -> set[str]:
    """Return the words for lists, texts and levels of the other types, as titles."""
    others = (each.vocabulary for each in types if each is not document_type and each.vocabulary)
    return {word for other in others for word, role in roles_by_words(other).items() if role.kind in _BELOW}


def _worth_of(understanding: Understanding) -> int:
    return sum(_worth(fate) for fate in understanding.account)


def _worth(fate: Fate) -> int:
    """Return the length of a piece that was read or is a label, its negative when it was left out in doubt.

    What only goes on with the text above it says nothing about the type.
    """
    if fate.read or fate.label:
        return 0 if fate.reason is JOINED else len(fate.text)
    return -len(fate.text) if fate.asks else 0


def _begins(blocks: Sequence[Block], types: Sequence[Type]) -> tuple[Type, Parsed] | None:
    """Return the type that a file begins with, and the problem where another begins; None if one shows at most."""
    found: list[tuple[int, int]] = []
    for at, each in enumerate(types):
        if len(found) + len(types) - at < 2:
            return None
        others = [other.vocabulary for other in types if other is not each and other.vocabulary]
        begins = [begins_in(blocks, each.vocabulary, other) for other in others if each.vocabulary]
        if begins and all(begins):
            found.append((max(begins), at))
    if len(found) < 2:
        return None
    (_, first), (block, second) = sorted(found)[:2]
    values = {"first": types[first].label, "second": types[second].label}
    return types[first], _problem("E_BOTH_BEGIN", block, **values)


def _both(first: Understanding, second: Understanding) -> bool:
    """Return whether the second type reads enough of what the first one leaves out."""
    if not second.parsed.documents or second.parsed.fatal:
        return False
    left_out = {fate.place for fate in first.account if fate.left_out}
    own = sum(len(fate.text) for fate in second.account if fate.read and fate.place in left_out)
    return own >= SHARE * sum(len(fate.text) for fate in first.account if fate.read)


def _problem(code: str, block: int = 0, **values: object) -> Parsed:
    return Parsed((), (Problem(block, code, MESSAGES[code].format_map(values)),))


def _result(
    document_type: Type, reading: Understanding, notes: Sequence[Note], blocks: Sequence[Block]
) -> ReadResult[Type]:
    """Return the reading with what its opener noted, and a warning for each piece that a person has to look at."""
    said = [Problem(note.block, note.code, str(note.message)) for note in notes]
    quiet = [problem for problem in (*said, *reading.parsed.problems) if problem.code in QUIET]
    in_doubt, whole = _in_doubt(reading.account)
    doubts, quotes = _doubts(in_doubt)
    read = replace(reading.parsed, problems=_loud(reading.parsed.problems))
    lacking = _not_enough(reading, in_doubt, whole)
    if lacking.problems and document_type.vocabulary and looks_turned(blocks, document_type.vocabulary):
        lacking = _problem("E_TURNED")
    parsed = joined(Parsed((), _loud(said)), read, lacking, doubts)
    account = reading.account
    if quiet:
        account = [*(Fate(Place(0), "", reason=problem.message) for problem in quiet), *account]
    return ReadResult(
        document_type,
        parsed,
        {**quotes, **reading.excerpts},
        reading.places,
        replace(reading, parsed=parsed, account=account),
    )


def _loud(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(problem for problem in problems if problem.code not in QUIET)


def _in_doubt(account: Iterable[Fate]) -> tuple[list[Fate], int]:
    """Return the pieces that were left out in doubt, and the length of all pieces: each is made once."""
    found, whole = [], 0
    for fate in account:
        whole += len(fate.text)
        if fate.asks and fate.left_out:
            found.append(fate)
    return found, whole


def _share(account: Iterable[Fate]) -> float:
    """Return the share of the text that was left out in doubt."""
    in_doubt, whole = _in_doubt(account)
    return sum(len(fate.text) for fate in in_doubt) / (whole or 1)


def _not_enough(reading: Understanding, in_doubt: Sequence[Fate], whole: int) -> Parsed:
    """Return the refusal of a file of which nothing or too little was read, nothing for any other."""
    if reading.parsed.fatal:
        return Parsed(())
    if not reading.parsed.documents:
        return _problem("E_NOT_UNDERSTOOD")
    share = sum(len(fate.text) for fate in in_doubt) / (whole or 1)
    return _problem("E_MUCH_UNREAD", share=round(100 * share)) if share > DOUBT else Parsed(())


def _doubts(in_doubt: Iterable[Fate]) -> tuple[Parsed, dict[int, str]]:
    """Return the warnings of pieces that were left out in doubt, and their quotes; many of one reason are one."""
    problems = Problems(MESSAGES)
    quotes: dict[int, str] = {}
    by_reason: dict[AnyText, list[Fate]] = {}
    for fate in in_doubt:
        by_reason.setdefault(fate.reason, []).append(fate)
    for reason, fates in by_reason.items():
        if len(fates) > NAMED:
            places = ", ".join(str(fate.place) for fate in fates[:NAMED])
            values = {"count": len(fates), "reason": str(reason), "places": places, "more": len(fates) - NAMED}
            problems.add(fates[0].number, "W_MANY_NOT_READ", **values)
            quotes.setdefault(fates[0].number, excerpt(fates[0].text, QUOTE))
        for fate in fates if len(fates) <= NAMED else ():
            problems.add(fate.number, "W_NOT_READ", place=fate.place, text=excerpt(fate.text), reason=reason)
            quotes.setdefault(fate.number, excerpt(fate.text, QUOTE))
    return problems.parsed(()), quotes
