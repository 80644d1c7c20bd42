"""Compare competencies, or levels of one, side by side: similar lines, and the words that differ in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dictionary.format.fields import BEHAVIOUR, BODY, LISTS
from dictionary.models import Competency, Level
from documents.comparison.diff import Budget, diff_words
from documents.comparison.similarity import best_matches
from documents.translation import AnyText
from documents.translation import mark as _
from search.marks import Piece

#: The fewest and the most columns of one comparison.
FEWEST, MOST = 2, 4
BEHAVIOURS, DESCRIPTION, INDICATORS = LISTS[BEHAVIOUR].label, _("Deskripsi level"), _("Indikator perilaku")
#: Asterisks that touch a word are emphasis; marked words are shown without it.
_EMPHASIS = re.compile(r"\*+(?=\S)|(?<=\S)\*+")


@dataclass(frozen=True, slots=True)
class Text:
    """A line of one column: its printed number ("" for none), its text, the address of its page.

    `pieces` marks the words that the similar line of the other column lacks, () without such a line. `like` names that
    line in a sentence.
    """

    label: str
    text: str
    url: str
    pieces: tuple[Piece, ...] = ()
    like: str = ""

    @property
    def bare(self) -> str:
        """Return the text without emphasis."""
        return _EMPHASIS.sub("", self.text)


Section = list[Text]


@dataclass(frozen=True, slots=True)
class Side:
    """One column: code and name of its competency, the title and address at its head, its lines by section."""

    code: str
    name: str
    title: str
    url: str
    sections: dict[AnyText, Section]


@dataclass(frozen=True, slots=True)
class Row:
    """One section of all columns, in their order. `number` is that of the level, None for a section of no level."""

    title: AnyText
    cells: tuple[Section, ...]
    number: int | None = None


def of_competency(competency: Competency) -> Side:
    """Return a competency loaded `with_contents()` as a column; no query."""
    url = competency.get_absolute_url()
    body = {field.label: getattr(competency, field.name) for field in BODY.values()}
    sections = {title: [Text("", text, url)] if text else [] for title, text in body.items()}
    texts = [behaviour.text for behaviour in competency.behaviours.all()]
    sections[BEHAVIOURS] = [Text("", text, f"{url}#perilaku-{nth}") for nth, text in enumerate(texts, 1)]
    for level in competency.levels.all():
        description = [Text("", level.description, f"{url}#level-{level.number}")] if level.description else []
        sections[level_title(level.number)] = [*description, *_indicators(url, level)]
    return Side(competency.code, competency.name, competency.name, url, sections)


def of_level(competency: Competency, level: Level) -> Side:
    """Return one level of a competency loaded `with_contents()` as a column; no query."""
    url = competency.get_absolute_url()
    address = f"{url}?level={level.number}#level-{level.number}"
    description = [Text("", level.description, address)] if level.description else []
    sections: dict[AnyText, Section] = {DESCRIPTION: description, INDICATORS: _indicators(url, level)}
    return Side(competency.code, competency.name, level_title(level.number), address, sections)


def _indicators(url: str, level: Level) -> Section:
    return [Text(row.label, row.text, f"{url}#level-{level.number}-{row.label}") for row in level.indicators.all()]


def level_title(number: int) -> str:
    """Return the title of a level."""
    return f"Level {number}"


def rows_of_competencies(sides: Sequence[Side], numbers: Sequence[int], *, general: bool) -> list[Row]:
    """Return the rows of the levels `numbers`, below those of no level if `general`. At most one `Budget` of time."""
    budget = Budget()
    titles: list[tuple[AnyText, int | None]] = [(title, None) for title in _general(sides)] if general else []
    titles += [(level_title(number), number) for number in numbers]
    return [Row(title, _cells(sides, title, budget), number) for title, number in titles]


def _general(sides: Sequence[Side]) -> list[AnyText]:
    """Return the titles of the sections of no level; an optional text and key behaviours only if a column has them."""
    held = {title for side in sides for title, section in side.sections.items() if section}
    texts = [field.label for field in BODY.values() if not field.optional or field.label in held]
    return [*texts, BEHAVIOURS] if BEHAVIOURS in held else texts


def rows_of_levels(sides: Sequence[Side]) -> list[Row]:
    """Return the rows of levels of one competency, descriptions only if there are any; at most one `Budget` of time."""
    budget = Budget()
    rows = [Row(title, _cells(sides, title, budget)) for title in (DESCRIPTION, INDICATORS)]
    return [row for row in rows if row.title == INDICATORS or any(row.cells)]


def _cells(sides: Sequence[Side], title: AnyText, budget: Budget) -> tuple[Section, ...]:
    """Return one section of all columns, each compared with the first; the first is marked only if there are two."""
    first, *others = [side.sections.get(title, []) for side in sides]
    names = [side.title if len({side.code for side in sides}) == 1 else side.code for side in sides]
    met = [_met(first, column, (names[0], name), budget) for name, column in zip(names[1:], others, strict=True)]
    return (met[0][0] if len(met) == 1 else first, *(marked for _, marked in met))


def _met(first: Section, other: Section, names: tuple[str, str], budget: Budget) -> tuple[Section, Section]:
    """Return two columns of these `names`, with the words marked that differ between similar lines."""
    first, other = list(first), list(other)
    texts = [dict(enumerate(line.bare for line in column)) for column in (first, other)]
    for here, there in best_matches(*texts):
        one, two = first[here], other[there]
        pieces = diff_words(one.bare, two.bare, budget)
        same = one.bare == two.bare
        gone = _joined([Piece(piece.text, piece.deleted) for piece in pieces if not piece.inserted])
        new = _joined([Piece(piece.text, piece.inserted) for piece in pieces if not piece.deleted])
        first[here] = replace(one, pieces=gone, like=_like(two, names[1], same=same))
        other[there] = replace(two, pieces=new, like=_like(one, names[0], same=same))
    return first, other


def _like(line: Text, name: str, *, same: bool) -> str:
    if line.label:
        said = _("sama dengan {name} nomor {label}") if same else _("mirip {name} nomor {label}")
        return said.format(name=name, label=line.label)
    return (_("sama dengan {name}") if same else _("mirip {name}")).format(name=name)


def _joined(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Join neighbours of one kind; a space between two marked words is marked as well."""
    joined: list[Piece] = []
    for place, piece in enumerate(pieces):
        between = not piece.text.strip() and 0 < place < len(pieces) - 1
        marked = piece.marked or (between and pieces[place - 1].marked and pieces[place + 1].marked)
        if joined and joined[-1].marked == marked:
            joined[-1] = Piece(joined[-1].text + piece.text, marked)
        else:
            joined.append(Piece(piece.text, marked))
    return tuple(joined)
