"""From what a person typed to what is searched: families of words, beginnings of words, and typing errors."""

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

#: How many words of a query count, and how many characters of it are read.
WORDS, LENGTH = 10, 2_000
#: The shortest beginning of a word that is searched as one, and how many words it may stand for.
BEGINNING, MEANT = 3, 300
#: From how many letters on one typing error is forgiven, and two.
ONE_ERROR, TWO_ERRORS = 4, 8
#: How many of the nearest words are tried until one stands in some text.
TRIED = 5
#: How many documents a word of a title may name, so that it is taken to name them.
NAMING = 20


@dataclass(frozen=True, slots=True)
class Unit:
    """One word of a query, or a compound: what was `typed`, what is searched for it, and how that was found.

    `forms` are the words of the texts that count as it. `corrected` is the word it was taken for when it stands in
    no text, "" when it does.
    """

    typed: str
    forms: frozenset[str] = frozenset()
    corrected: str = ""

    @property
    def exact(self) -> str:
        """The very word that is meant."""
        return self.corrected or self.typed

    @property
    def base(self) -> str:
        """The stem that all its forms share, "" for one form alone or when they share none."""
        shared = frozenset.intersection(*map(stems, self.forms)) if len(self.forms) > 1 else frozenset[str]()
        return max(shared, key=lambda stem: (len(stem), stem), default="")


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for: all units together."""

    typed: str
    units: tuple[Unit, ...] = field(default=())

    @property
    def empty(self) -> bool:
        """Whether it has no word at all."""
        return not self.units

    @property
    def expression(self) -> Expression:
        """What a line must have; () when some word is in no text at all."""
        forms = tuple(unit.forms for unit in self.units)
        return forms if all(forms) else ()

    @property
    def exact(self) -> Expression:
        """What a line has that is shown first; () when it would be no other."""
        own = tuple(frozenset([unit.exact]) for unit in self.units)
        return own if all(unit.exact in unit.forms for unit in self.units) and own != self.expression else ()

    @property
    def forms(self) -> frozenset[str]:
        """All words to be marked."""
        return frozenset().union(*(unit.forms for unit in self.units))


def read(typed: str, *, typing: bool = False) -> Query:
    """What a query means. While `typing`, its last word may be the beginning of one. One query, more for odd words.

    Never raises, whatever is typed.
    """
    found = list(dict.fromkeys(words(typed[:LENGTH])))[:WORDS]
    telling = [word for word in found if word not in GRAMMAR]
    wanted = list(_compounded(telling or found))
    units = [part for unit in _families(wanted) for part in _apart(unit)]
    if typing and units:
        units[-1] = Unit(units[-1].typed, units[-1].forms | _begun(units[-1].typed))
    return Query(" ".join(typed[:LENGTH].split()), tuple(unit if unit.forms else _other(unit) for unit in units))


def _compounded(found: Sequence[str]) -> Iterator[str]:
    """The words, those that make a compound as one: "kerja", "sama" gives "kerjasama"."""
    rest = list(found)
    while rest:
        first = rest.pop(0)
        compound = compound_of(first, rest[0]) if rest else ""
        if compound:
            rest.pop(0)
        yield compound or first


def _families(wanted: Sequence[str]) -> list[Unit]:
    """Each word with those of its family that stand in some text; one query."""
    own = {word: stems(word) for word in wanted}
    if not own:
        return []
    known: dict[str, set[str]] = {}
    for stem, form in forms({stem for found in own.values() for stem in found}):
        known.setdefault(stem, set()).add(form)
    return [Unit(word, frozenset(form for stem in own[word] for form in known.get(stem, ()))) for word in wanted]


def _apart(unit: Unit) -> list[Unit]:
    """The unit; a compound that no text has as its two words."""
    halves = parts(unit.typed) if not unit.forms else ()
    return _families(halves) if halves else [unit]


def _begun(word: str) -> frozenset[str]:
    """The words of the texts that begin so, or whose stems do; one query."""
    if len(word) < BEGINNING:
        return frozenset()
    begins = (Q(stem__startswith=stem) for stem in unprefixed(word))
    found = Form.objects.filter(reduce(Q.__or__, begins, Q(word__startswith=word)))
    return frozenset(found.values_list("word", flat=True)[:MEANT])


def _other(unit: Unit, *, there: Callable[[frozenset[str]], bool] = bool) -> Unit:
    """What is searched for a word that no text has: what begins so, its parts, or the word that is nearest to it."""
    if there(begun := _begun(unit.typed)):
        return Unit(unit.typed, begun)
    for near in nearest([unit.typed], limit=TRIED):
        if there(forms := _families([near])[0].forms):
            return Unit(unit.typed, forms, corrected=near)
    return unit


def living(query: Query) -> Query:
    """The query with others for words that stood in some text once and stand in none any more; one query for each word.

    Words are never forgotten, so it is for a query that found nothing.
    """
    lines = store()

    def there(forms: frozenset[str]) -> bool:
        return bool(forms) and lines.counts((forms,), [EVERYTHING], limit=1) != [0]

    units = (unit if there(unit.forms) else _other(Unit(unit.typed), there=there) for unit in query.units)
    return Query(query.typed, tuple(units))


def within(query: Query) -> tuple[Query, list[Found]]:
    """For a query that no line has as a whole: what is left of it, and the documents that its other words name.

    "devo mentoring" asks for "mentoring" in Developing Others. As many words as possible name a document together;
    a word that is in the titles of more than `NAMING` names none. Each document is given by one line that names it.
    No documents when no word names any, or all do. One query a word.
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
    """For each word those of the texts that are nearest to it, by letters that differ; one query for all."""
    every = list(Form.objects.order_by("word").values_list("word", flat=True).distinct())
    for word in found:
        errors = (len(word) >= ONE_ERROR) + (len(word) >= TWO_ERRORS)
        near = process.extract(word, every, scorer=OSA.distance, score_cutoff=errors, limit=20) if errors else []
        ranked = sorted(near, key=lambda each: (each[1], each[0][0] != word[0], abs(len(each[0]) - len(word)), each[0]))
        yield from (each for each, *_ in islice(ranked, limit))
