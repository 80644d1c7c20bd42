"""Reading of a typed query: families of words, beginnings of words, and typing errors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import islice

from django.db.models import Q
from rapidfuzz import process
from rapidfuzz.distance import OSA

from documents.weights import Weight
from search.models import Form
from search.stems import GRAMMAR, stems, unprefixed
from search.stores import EVERYTHING, Expression, Found, forms, span_of_weight, store
from search.words import compound_of, parts, words

#: Number of words of a query that count, and number of its characters that are read.
WORDS, LENGTH = 10, 2_000
#: Shortest beginning of a word that is searched as one, and number of words that it may stand for.
BEGINNING, MEANT = 3, 300
#: Number of letters from which one typing error is forgiven, and two.
ONE_ERROR, TWO_ERRORS = 4, 8
#: Number of nearest words that are tried until one occurs in some text.
TRIED = 5
#: Number of documents that a word of a title may name. A more frequent word names none.
NAMING = 20


@dataclass(frozen=True, slots=True)
class Unit:
    """One word of a query, or a compound: the word as `typed`, and the words searched for it.

    `forms` are the words of the texts that count as this word. When no text has the typed word, `corrected` is the word
    used in its place; otherwise it is "".
    """

    typed: str
    forms: frozenset[str] = frozenset()
    corrected: str = ""

    @property
    def exact(self) -> str:
        """Return the word itself: the corrected one, else the typed one."""
        return self.corrected or self.typed

    @property
    def base(self) -> str:
        """Return the stem that all forms share; "" for a single form, or when they share none."""
        shared = frozenset.intersection(*map(stems, self.forms)) if len(self.forms) > 1 else frozenset[str]()
        return max(shared, key=lambda stem: (len(stem), stem), default="")


@dataclass(frozen=True, slots=True)
class Query:
    """A query: a line has to match all units."""

    typed: str
    units: tuple[Unit, ...] = field(default=())

    @property
    def empty(self) -> bool:
        """Return whether the query has no words."""
        return not self.units

    @property
    def expression(self) -> Expression:
        """Return the condition of a line; () when some word is in no text."""
        forms = tuple(unit.forms for unit in self.units)
        return forms if all(forms) else ()

    @property
    def exact(self) -> Expression:
        """Return the condition of the lines shown first; () when it equals `expression`, or no line can meet it."""
        own = tuple(frozenset([unit.exact]) for unit in self.units)
        return own if all(unit.exact in unit.forms for unit in self.units) and own != self.expression else ()

    @property
    def forms(self) -> frozenset[str]:
        """Return all words to mark."""
        return frozenset().union(*(unit.forms for unit in self.units))


def read(typed: str, *, typing: bool = False) -> Query:
    """Return the query that a person typed. While `typing`, its last word may be the beginning of one. Never raises.

    One query for the families, one for a word being typed, and more for each word that no text has.
    """
    found = list(dict.fromkeys(words(typed[:LENGTH])))[:WORDS]
    telling = [word for word in found if word not in GRAMMAR]
    wanted = list(_compounded(telling or found))
    units = [part for unit in _families(wanted) for part in _apart(unit)]
    if typing and units:
        units[-1] = Unit(units[-1].typed, units[-1].forms | _begun(units[-1].typed))
    return Query(" ".join(typed[:LENGTH].split()), tuple(unit if unit.forms else _other(unit) for unit in units))


def _compounded(found: Sequence[str]) -> Iterator[str]:
    """Yield the words, with two that make a compound as one: "kerja", "sama" gives "kerjasama"."""
    rest = list(found)
    while rest:
        first = rest.pop(0)
        compound = compound_of(first, rest[0]) if rest else ""
        if compound:
            rest.pop(0)
        yield compound or first


def _families(wanted: Sequence[str]) -> list[Unit]:
    """Return each word with the words of its family that occur in some text. One query."""
    own = {word: stems(word) for word in wanted}
    if not own:
        return []
    known: dict[str, set[str]] = {}
    for stem, form in forms({stem for found in own.values() for stem in found}):
        known.setdefault(stem, set()).add(form)
    return [Unit(word, frozenset(form for stem in own[word] for form in known.get(stem, ()))) for word in wanted]


def _apart(unit: Unit) -> list[Unit]:
    """Return the unit, or the two words of a compound that no text has. At most one query."""
    halves = parts(unit.typed) if not unit.forms else ()
    return _families(halves) if halves else [unit]


def _begun(word: str) -> frozenset[str]:
    """Return the words of the texts that begin so, or whose stems do. One query."""
    if len(word) < BEGINNING:
        return frozenset()
    begins = (Q(stem__startswith=stem) for stem in unprefixed(word))
    found = Form.objects.filter(reduce(Q.__or__, begins, Q(word__startswith=word)))
    return frozenset(found.values_list("word", flat=True)[:MEANT])


def _other(unit: Unit, *, there: Callable[[frozenset[str]], bool] = bool) -> Unit:
    """Return a unit for a word that no text has: words with this beginning, else the nearest word."""
    if there(begun := _begun(unit.typed)):
        return Unit(unit.typed, begun)
    for near in nearest([unit.typed], limit=TRIED):
        if there(forms := _families([near])[0].forms):
            return Unit(unit.typed, forms, corrected=near)
    return unit


def living(query: Query) -> Query:
    """Return the query, with other words for those that no text has any more.

    The index never forgets words, so a query that found nothing needs this. One query for each word, more for each word
    that is replaced.
    """
    lines = store()

    def there(forms: frozenset[str]) -> bool:
        return bool(forms) and lines.counts((forms,), [EVERYTHING], limit=1) != [0]

    units = (unit if there(unit.forms) else _other(Unit(unit.typed), there=there) for unit in query.units)
    return Query(query.typed, tuple(units))


def within(query: Query) -> tuple[Query, list[Found]]:
    """For a query that no line matches as a whole, return its other words and the documents that some words name.

    "devo mentoring" asks for "mentoring" in Developing Others. As many words as possible name a document together. A
    word in the titles of more than `NAMING` documents names none. Each document is given by one line that names it.
    Return no documents when no word names any, or all words do. One query for each word.
    """
    lines, spans = store(), [span_of_weight(weight) for weight in Weight if weight.is_title]
    naming: dict[int, list[Unit]] = {}
    named: dict[int, Found] = {}
    for unit in query.units if query.expression and len(query.units) > 1 else ():
        found = lines.find((unit.forms,), (), spans, after=(-1, -1), limit=NAMING + 1)
        for line in {line.document: line for line in found}.values() if len(found) <= NAMING else ():
            naming.setdefault(line.document, []).append(unit)
            named[line.document] = line
    together = max(naming.values(), key=len, default=[])
    rest = tuple(unit for unit in query.units if unit not in together)
    return Query(query.typed, rest), [named[each] for each, by in naming.items() if by == together and rest]


def nearest(found: Iterable[str], *, limit: int = 1) -> Iterator[str]:
    """Yield for each word the nearest words of the texts, by the number of different letters. One query for all."""
    every = list(Form.objects.order_by("word").values_list("word", flat=True).distinct())
    for word in found:
        errors = (len(word) >= ONE_ERROR) + (len(word) >= TWO_ERRORS)
        near = process.extract(word, every, scorer=OSA.distance, score_cutoff=errors, limit=20) if errors else []
        ranked = sorted(near, key=lambda each: (each[1], each[0][0] != word[0], abs(len(each[0]) - len(word)), each[0]))
        yield from (each for each, *_ in islice(ranked, limit))
