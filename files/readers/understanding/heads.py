"""Heads of tables: the row, or the two rows, that say what the columns hold."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from documents.document import clean
from files.cells import column
from files.readers.blocks import Cell, TableRow
from files.readers.understanding.answers import Answers
from files.readers.understanding.level_words import LevelName, level_head
from files.readers.understanding.title_words import is_code
from files.readers.understanding.vocabulary import Kind, Role, Vocabulary
from files.readers.understanding.words import role_of_head, roles_by_words, title

#: The longest head, in characters.
LONGEST = 120
KNOWN, GUESSED, CHOSEN, UNKNOWN = "known", "guessed", "chosen", "unknown"
#: The words of a sentence, at least: a head has fewer.
_SENTENCE = 6
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_OF_LEVELS = (Kind.LEVEL_TEXT, Kind.LEVEL_ITEM)
#: Two numbers behind a word, as a title has them: "level 1 2", which may be a range or a part.
_PARTED = re.compile(r"([^\W\d]+ \d{1,2}) \d{1,2}")
_COUNTED = re.compile(r"(.*[^\W\d])\s*\d{1,2}")


@dataclass(frozen=True, slots=True)
class Head:
    """A column: its place from 0, the text of its head, its title (unique in the table), and how it is read.

    `role` is None for a column that is not read: an `origin` of `UNKNOWN` says that nobody knows it, any other that it
    is ignored. `level` is that of a column which holds one level each, and `name` the name of that level. `exact` says
    whether the head's own words name the role of its texts.
    """

    at: int
    text: str
    title: str
    role: Role | None = None
    origin: str = UNKNOWN
    level: str = ""
    name: str = ""
    bare: bool = False
    exact: bool = True

    def is_of(self, *kinds: Kind) -> bool:
        """Return whether the column has a role of these kinds, and holds no single level."""
        return self.role is not None and not self.level and self.role.kind in kinds


@dataclass(frozen=True, slots=True)
class Found:
    """A head: its place in the rows that were searched, its rows, its columns, and the row that shows its place.

    A table of which nobody knows a head has no `rows` of one.
    """

    at: int
    rows: tuple[TableRow, ...]
    heads: tuple[Head, ...]
    row: TableRow


def find(rows: Sequence[TableRow], limit: int, vocabulary: Vocabulary, answers: Answers) -> Found | None:
    """Return the first head that begins in the first `limit` rows, None without one."""
    for at in range(min(limit, len(rows))):
        if found := head_at(rows, at, vocabulary, answers):
            return found
    return None


def head_at(rows: Sequence[TableRow], at: int, vocabulary: Vocabulary, answers: Answers) -> Found | None:
    """Return the head that begins at this place, None for a row that is none."""
    row = rows[at]
    if len(row.cells) < 2 or any(len(cell.text) > LONGEST for cell in row.cells):
        return None
    apart = at + 1 < len(rows) and _can_part(row, rows[at + 1]) and not _is_card(row, vocabulary)
    if apart and not _is_line(row, rows[at + 1], vocabulary, answers):
        if triple := _triple(rows, at, vocabulary, answers):
            return triple
        double = heads_of([row, rows[at + 1]], vocabulary, answers)
        if is_head(double, row) and _weight(double) > _weight(heads_of([row], vocabulary, answers)):
            return Found(at, (row, rows[at + 1]), double, rows[at + 1])
    if not answers.columns and not _may_be_head(row, vocabulary):
        return None
    single = heads_of([row], vocabulary, answers)
    return Found(at, (row,), single, row) if is_head(single, row) else None


def _triple(rows: Sequence[TableRow], at: int, vocabulary: Vocabulary, answers: Answers) -> Found | None:
    """Return the head of three rows that begins here: a word for all levels, above each level, above its parts."""
    if at + 2 >= len(rows):
        return None
    row, below, last = rows[at : at + 3]
    under = {cell.column for cell in below.cells if cell.text.strip()}
    kept = [cell for cell in row.cells if under.isdisjoint(range(cell.column, cell.column + cell.span))]
    parted = [cell for cell in below.cells if cell.text.strip()]
    folded = row._replace(cells=tuple(sorted((*kept, *parted), key=lambda cell: cell.column)))
    words = [cell.text for cell in last.cells if cell.text.strip()]
    levels = all(level_head(cell.text, vocabulary) for cell in parted)
    if not levels or not _can_part(folded, last) or not all(role_for(text, vocabulary) for text in words):
        return None
    found = heads_of([folded, last], vocabulary, answers)
    enough = is_head(found, row) and _weight(found) > _weight(heads_of([row, below], vocabulary, answers))
    return Found(at, (row, below, last), found, last) if enough else None


def _is_card(row: TableRow, vocabulary: Vocabulary) -> bool:
    """Return whether a row is the code and the name of a document above its levels: "PML | Pemeliharaan Mesin"."""
    texts = [clean(cell.text) for cell in row.cells if cell.text.strip()]
    if texts and all(role_for(text.partition(":")[0], vocabulary) and text.partition(":")[2] for text in texts):
        return True  # labels with their texts: "Kode: PML"
    if len(texts) != 2 or not any(is_code(text) for text in texts):
        return False
    return not any(is_ignored(text, vocabulary) or role_for(text, vocabulary) for text in texts)


def _may_be_head(row: TableRow, vocabulary: Vocabulary) -> bool:
    """Return whether two cells both name a role, a quick test; nothing is said of fewer or more of them."""
    texts = [cell.text for cell in row.cells if cell.text.strip()]
    return len(texts) != 2 or all(role_for(text, vocabulary) or _role_of_level(text, vocabulary) for text in texts)


def _role_of_level(text: str, vocabulary: Vocabulary) -> Role | None:
    found = level_head(text, vocabulary)
    return found[1] if found else None


def _can_part(row: TableRow, below: TableRow) -> bool:
    """Return whether a row may have heads of its own below the heads of `row`: below a merged one or beside them."""
    if row.table != below.table or any(len(cell.text) > LONGEST for cell in below.cells):
        return False
    own = {cell.column for cell in row.cells if cell.text.strip() and cell.span == 1}
    filled = [cell.column for cell in below.cells if cell.text.strip()]
    under = [place for place in filled if place not in own]
    return len(filled) > 1 and len(under) * 2 >= len(filled) and (len(filled) - len(under)) < 2


def _is_line(row: TableRow, below: TableRow, vocabulary: Vocabulary, answers: Answers) -> bool:
    """Return whether a row above a head is a label and its text, and no first row of that head."""
    filled = [cell for cell in row.cells if cell.text.strip()]
    if len(filled) != 2 or role_for(filled[0].text, vocabulary) is None:
        return False
    text, first = filled[1].text, min((cell.column for cell in below.cells if cell.text.strip()), default=0)
    if role_for(text, vocabulary) or level_head(text, vocabulary) or first > filled[0].column:
        return False
    return is_head(heads_of([below], vocabulary, answers), below)


def heads_of(rows: Sequence[TableRow], vocabulary: Vocabulary, answers: Answers) -> tuple[Head, ...]:
    """Return the columns of one head row, or of two where the second parts the heads of the first."""
    texts: dict[int, list[str]] = {}
    upper = {cell.column + step: cell for cell in rows[0].cells for step in range(cell.span)}
    last: Cell | None = None
    for cell in rows[0].cells:
        texts[cell.column] = [cell.text]
    for cell in rows[1].cells if len(rows) > 1 else ():
        last = upper.get(cell.column, last)
        above = texts.get(cell.column) or ([last.text] if last else [])
        if cell.text.strip():
            texts[cell.column] = [*above, cell.text]
    titles: dict[str, int] = {}
    found = []
    for at in sorted(texts):
        parts = [part for part in texts[at] if part.strip()]
        if parts:
            name = _unique(title(" ".join(parts)), at, titles)
            found.append(head_of(at, parts, name, vocabulary, answers))
    return _with_levels(found, vocabulary)


def _unique(name: str, at: int, titles: dict[str, int]) -> str:
    """Return the title of a column, with its number where another column has the same."""
    name = name or bare_title(at)
    titles[name] = titles.get(name, 0) + 1
    return name if titles[name] == 1 else f"{name} {titles[name]}"


def bare_title(at: int) -> str:
    """Return the title of a column without a head."""
    return f"kolom {column(at).lower()}"


def head_of(at: int, parts: Sequence[str], name: str, vocabulary: Vocabulary, answers: Answers) -> Head:
    """Return a column by the words of its head: those of its last part, then all of it, then its first part."""
    text = clean(" ".join(parts))
    if chosen := answers.column(name, vocabulary):
        return _chosen(Head(at, text, name), *chosen, answers, vocabulary)
    if found := _below_level(parts, vocabulary):
        return _level_column(Head(at, text, name), *found)
    upper = role_for(parts[0], vocabulary) if len(parts) > 1 else None
    of_level = upper if upper and upper.kind in _OF_LEVELS else None
    if told := _told(Head(at, text, name), (parts[-1], text), of_level, vocabulary):
        return told
    if upper and upper.kind in (Kind.LEVEL, *_OF_LEVELS):
        return _level_column(Head(at, text, name), LevelName("", clean(parts[-1]), bare=True), of_level)
    return Head(at, text, name, upper, KNOWN if upper else UNKNOWN)


def _told(head: Head, texts: Iterable[str], of_level: Role | None, vocabulary: Vocabulary) -> Head | None:
    """Return a column as the first of these texts that is known tells it, None if none is."""
    for words in dict.fromkeys(texts):
        if role := role_for(words, vocabulary):
            return replace(head, role=role, origin=KNOWN if title(words) not in role.heads else GUESSED)
        if level := level_head(words, vocabulary):
            return _level_column(head, level[0], level[1] or of_level)
        if is_ignored(words, vocabulary):
            return replace(head, origin=KNOWN)
    return None


def _below_level(parts: Sequence[str], vocabulary: Vocabulary) -> tuple[LevelName, Role] | None:
    """Return the level and the role of a column whose role stands below its level: "Level 1" over "Indikator"."""
    level = level_head(parts[0], vocabulary) if len(parts) > 1 else None
    role = role_for(parts[-1], vocabulary) if level else None
    return (level[0], role) if level and role and role.kind in _OF_LEVELS else None


def _level_column(head: Head, level: LevelName, role: Role | None) -> Head:
    exact = role is not None
    return replace(head, role=role, origin=KNOWN, level=level.key, name=level.name, bare=level.bare, exact=exact)


def _chosen(head: Head, name: str, number: str, answers: Answers, vocabulary: Vocabulary) -> Head:
    """Return a column by the role and the level that a person chose for it."""
    role = next((role for role in vocabulary.roles if role.name == name), None)
    level = level_head(head.text, vocabulary)
    named = level[0] if level else LevelName("", head.text) if head.title in answers.levels else None
    named = LevelName(number) if number else named
    if role and named and role.kind in _OF_LEVELS:
        return replace(head, role=role, origin=CHOSEN, level=named.key, name=named.name)
    return replace(head, role=role, origin=CHOSEN)


def role_for(words: str, vocabulary: Vocabulary) -> Role | None:
    """Return the role that a head names, also with a remark in brackets, two names apart by "/", or a number behind."""
    bare = _BRACKETS.sub(" ", words).strip()
    halves = words.split("/") if "/" in words else ()
    for text in (words, bare, *(halves if all(len(half.split()) < _SENTENCE for half in halves) else ())):
        if role := role_of_head(text, vocabulary):
            return role
    plain = title(bare)
    counted = _COUNTED.fullmatch(plain) if plain[-1:].isdecimal() else None
    role = roles_by_words(vocabulary).get(counted[1].strip()) if counted else None
    return role if role and role.kind is Kind.LIST else None


def is_ignored(words: str, vocabulary: Vocabulary) -> bool:
    """Return whether a head says nothing about a document: "No", "Keterangan"."""
    return title(words) in vocabulary.ignored or clean(words).rstrip(".") in vocabulary.ignored


def _with_levels(heads: Sequence[Head], vocabulary: Vocabulary) -> tuple[Head, ...]:
    """Return the columns; a bare number or a name is a level only beside others, and a column chosen as level too."""
    heads = _without_parts(heads)
    levels = [head for head in heads if head.level]
    if sum(1 for head in levels) < 2:
        heads = [_without_level(head) if head.bare else head for head in heads]
    chosen = [head for head in heads if head.origin == CHOSEN and head.is_of(Kind.LEVEL)]
    if len(chosen) > 1:
        heads = [_as_level(head, vocabulary) if head in chosen else head for head in heads]
    return tuple(heads)


def _without_parts(heads: Sequence[Head]) -> Sequence[Head]:
    """Return the columns; "Level 1 - 1", "Level 1 - 2" are no ranges of levels but parts of one that nobody knows."""
    found = {head.at: _PARTED.fullmatch(head.title) for head in heads if head.level and head.origin != CHOSEN}
    firsts = [parted[1] for parted in found.values() if parted]
    if len(set(firsts)) == len(firsts):
        return heads
    return [_without_level(head) if found.get(head.at) else head for head in heads]


def _without_level(head: Head) -> Head:
    return replace(head, role=head.role if head.exact else None, level="", name="", bare=False, origin=UNKNOWN)


def _as_level(head: Head, vocabulary: Vocabulary) -> Head:
    found = level_head(head.text, vocabulary)
    named = found[0] if found else LevelName("", head.text)
    return replace(head, role=None, level=named.key, name=named.name, exact=False)


def _weight(heads: Iterable[Head]) -> int:
    return sum(1 for head in heads if head.role or head.level)


def is_head(heads: Sequence[Head], row: TableRow) -> bool:
    """Return whether these columns are the heads of a table that can be read, or were chosen for it."""
    chosen = sum(1 for head in heads if head.origin == CHOSEN)
    roles = {head.role.name for head in heads if head.role and not head.level}
    levels = len({(head.level, head.role) for head in heads if head.level})
    known = sum(1 for head in heads if head.origin != UNKNOWN)
    if chosen and chosen * 2 >= len(heads):
        return True
    if len(heads) > 3 and all((head.origin == UNKNOWN) == bool(place % 2) for place, head in enumerate(heads)):
        return False  # labels and texts side by side
    enough = known * 2 >= len(heads) or (row.head and known > 1)
    return enough and (len(roles) > 1 or (len(roles) == 1 and levels > 1) or (levels > 2 and known == len(heads)))


def same(heads: Collection[Head], row: TableRow) -> bool:
    """Return whether a row repeats these heads."""
    texts = {cell.column: cell.text for cell in row.cells if cell.text.strip() and len(cell.text) <= LONGEST}
    wanted = {head.at: head.text for head in heads if head.text}
    if len(texts) < 2 or texts.keys() != wanted.keys():
        return False
    return all(title(texts[at]) == title(text) for at, text in wanted.items())


def by_kind(heads: Iterable[Head], *kinds: Kind) -> list[Head]:
    """Return the columns with a role of these kinds, in order."""
    return [head for head in heads if head.is_of(*kinds)]


def texts_of(row: TableRow) -> Mapping[int, str]:
    """Return the filled cells of a row by their columns."""
    return {cell.column: cell.text for cell in row.cells if cell.text.strip()}
