"""Documents of a review as its page shows them: lines with their sides, texts to decide between, and comments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from documents.comparison.changes import WHOLE_DOCUMENT, ChangeKind, DocumentChange
from documents.comparison.diff import Budget, Change, Segment, diff_words
from documents.comparison.three_way import Side, base_texts
from exchange.history.presentation import Row
from exchange.models import Comment
from exchange.proposals.comparison import Mark, marks_of
from exchange.proposals.forms import BASE, HERE, OWN, PROPOSED, shown_id
from exchange.proposals.groups import LISTED, Group
from exchange.proposals.listing import Facts, Listing, Numbered
from exchange.proposals.presentation import DocumentDiff, diff_of
from exchange.proposals.rows import Compared, compared
from exchange.proposals.selection import Entry, Selection
from exchange.proposals.since import Since, Sought, changed_since


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of a line that both sides changed: words that differ from `base` are marked; None is no line.

    `own` is the person's own text, `choice` what was chosen, "" for nothing yet.
    """

    proposed: tuple[Segment, ...] | None
    here: tuple[Segment, ...] | None
    base: str | None
    own: str = ""
    choice: str = ""


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One changed line of a review, `place` being the value of its box: who made it, and since when it is here.

    `effect` says what ticking does where it is not "": it brings the line "back", or the line is "gone".

    `others` counts the places in which the proposal changes the same; `comments` are what people said on it.
    """

    place: str
    name: str
    row: Row
    side: Side
    ticked: bool
    since: Since | None = None
    others: int = 0
    texts: Texts | None = None
    comments: Sequence[Comment] = ()
    effect: str = ""

    @property
    def undecided(self) -> bool:
        """Whether both sides made it and nobody decided."""
        return self.texts is not None and not self.texts.choice

    @property
    def look(self) -> str:
        """The classes of its row."""
        if self.texts:
            return "decide open" if self.undecided else "decide"
        return f"{self.side}" if self.ticked else f"{self.side} left"


@dataclass(frozen=True, slots=True)
class ReviewDocument:
    """One document of a review: its number in the selection, its lines, and how far a person came with it.

    `ids` name its changes (see `ReviewForm`). `side`, `since` and `choice` are those of a document that comes or goes
    as a whole. `comments` are those on the document, and on lines that are no longer changes.
    """

    number: int
    key: str
    diff: DocumentDiff
    ids: str
    facts: Facts
    ticked: int
    lines: tuple[ReviewLine, ...] = ()
    side: Side = Side.PROPOSED
    since: Since | None = None
    choice: str = ""
    comments: Sequence[Comment] = ()


@dataclass(frozen=True, slots=True)
class GroupPlace:
    """One place of a group of equal changes, with its document's title and whether it is ticked."""

    place: str
    title: str
    path: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class GroupDiff:
    """A group of equal changes: its text with the words marked, and its first places."""

    group: Group
    row: Row
    places: tuple[GroupPlace, ...]

    @property
    def unlisted(self) -> int:
        """Number of the places that are not listed."""
        return len(self.group.places) - len(self.places)

    @property
    def state(self) -> str:
        """The places and whether they are ticked, as `ReviewForm` reads them."""
        return " ".join(f"{each.place}:{int(each.ticked)}" for each in self.places)


@dataclass(frozen=True)
class ReviewPage:
    """What a page of a review is made of: the listing, the shared changes by digest, and comments by keys."""

    listing: Listing
    shared: Mapping[str, Group]
    comments: Mapping[str, Sequence[Comment]]

    @property
    def selection(self) -> Selection:
        """The selection that is reviewed."""
        return self.listing.selection

    def parts(
        self, numbered: Sequence[Numbered], groups: Sequence[Group]
    ) -> tuple[list[ReviewDocument], list[GroupDiff]]:
        """Return documents and groups as the page shows them. Queries as `compared` and `changed_since`, once.

        One `Budget` of time serves for marking the words of all of them.
        """
        budget, selection = Budget(), self.selection
        firsts = [selection.changes[group.places[0][0]] for group in groups]
        found = list(compared(selection.document_type, [entry.row for entry in (*(e for _, e in numbered), *firsts)]))
        shown = _as_read(numbered, found)
        since = changed_since(selection.document_type, list(_sought(shown)))
        documents = [self._document(number, entry, each, since, budget) for number, entry, each in shown]
        samples = zip(groups, found[len(numbered) :], strict=True)
        return documents, [self._group(group, each, budget) for group, each in samples if _holds(group, each)]

    def _group(self, group: Group, first: Compared, budget: Budget) -> GroupDiff:
        diff = diff_of(
            replace(first.change, lines=_line_at(first.change, group.places[0][1]), renames=False),
            self.selection.document_type,
            budget,
            has_page=False,
        )
        places = tuple(self._place(number, nth) for number, nth in group.places[:LISTED])
        return GroupDiff(group, diff.rows[0], places)

    def _place(self, number: int, nth: int) -> GroupPlace:
        entry = self.selection.changes[number]
        mark = entry.marks[nth]
        return GroupPlace(
            f"{number}.{nth}", entry.row.title or entry.key, mark.name, self.selection.includes(entry, mark)
        )

    def _document(
        self, number: int, entry: Entry, found: Compared, since: Mapping[tuple[str, str], Since], budget: Budget
    ) -> ReviewDocument:
        selection, change = self.selection, found.change
        comments = self.comments.get(entry.key, ())
        lines = tuple(self._lines(number, entry, found, since, budget)) if change.kind is ChangeKind.CHANGED else ()
        names = {line.name for line in lines}
        mark = entry.marks[0]
        whole = not lines
        return ReviewDocument(
            number=number,
            key=entry.key,
            diff=diff_of(
                replace(change, lines=()) if lines else change,
                selection.document_type,
                budget,
                has_page=change.before is not None,
            ),
            ids=" ".join(shown_id(entry, each) for each in entry.marks),
            facts=self.listing.all[number],
            ticked=sum(selection.ticks(entry)),
            lines=lines,
            side=mark.side if whole else Side.PROPOSED,
            since=since.get((entry.key, WHOLE_DOCUMENT)) if whole and mark.side is not Side.PROPOSED else None,
            choice=_choice(selection, entry, mark, None) if whole else "",
            comments=[each for each in comments if each.change not in names],
        )

    def _lines(
        self, number: int, entry: Entry, found: Compared, since: Mapping[tuple[str, str], Since], budget: Budget
    ) -> Iterator[ReviewLine]:
        change, comments = found.change, self.comments.get(entry.key, ())
        assert change.before
        assert change.after
        both = any(mark.side is Side.BOTH for mark in entry.marks)
        base = base_texts(found.base, change.before, change.after) if both else {}
        rows = diff_of(change, self.selection.document_type, budget, has_page=False).rows
        lines: tuple[Change | None, ...] = (*((None,) if change.renames else ()), *change.lines)
        for nth, (mark, line, row) in enumerate(zip(entry.marks, lines, rows, strict=True)):
            group = self.shared.get(mark.digest) if mark.side is Side.PROPOSED else None
            yield ReviewLine(
                place=f"{number}.{nth}",
                name=mark.name,
                row=row,
                side=mark.side,
                ticked=self.selection.includes(entry, mark),
                since=since.get((entry.key, mark.name)) if mark.side is not Side.PROPOSED else None,
                others=len(group.places) - 1 if group else 0,
                texts=self._texts(entry, mark, line, base, budget) if line and mark.side is Side.BOTH else None,
                comments=[each for each in comments if each.change == mark.name],
                effect=_effect(line) if line else "",
            )

    def _texts(self, entry: Entry, mark: Mark, line: Change, bases: Mapping[str, str | None], budget: Budget) -> Texts:
        base = bases.get(mark.name)
        choice = _choice(self.selection, entry, mark, base)
        own = self.selection.text(entry, mark.name) if choice == OWN else None
        return Texts(_since(base, line.after, budget), _since(base, line.before, budget), base, own or "", choice)


def _line_at(change: DocumentChange, nth: int) -> tuple[Change, ...]:
    """Return the line of the change at this place among the names of its changes."""
    place = nth - change.renames
    return change.lines[place : place + 1]


def _effect(line: Change) -> str:
    """Return what ticking a change that was made here does besides: it brings a line back, or takes it away."""
    return "back" if line.before is None else "gone" if line.after is None else ""


def _choice(selection: Selection, entry: Entry, mark: Mark, base: str | None) -> str:
    """Return what was chosen for a change that both sides made, "" for nothing."""
    if selection.includes(entry, mark):
        own = selection.text(entry, mark.name)
        return PROPOSED if own is None else BASE if own == base else OWN
    return HERE if selection.keeps(entry, mark) else ""


def _since(base: str | None, text: str | None, budget: Budget) -> tuple[Segment, ...] | None:
    """Return a text with the words marked that are new since `base`; those that are gone only where none is new."""
    if text is None or base is None:
        return None if text is None else (Segment(text),)
    pieces = diff_words(base, text, budget)
    return tuple(piece for piece in pieces if not piece.deleted) if any(each.inserted for each in pieces) else pieces


def _as_read(numbered: Sequence[Numbered], found: Sequence[Compared]) -> list[tuple[int, Entry, Compared]]:
    """Return the documents with the marks that their changes have as they were read.

    Somebody may have saved since the selection was made. Its fingerprint is of before, so nothing is decided on it.
    """
    shown = []
    for (number, entry), each in zip(numbered, found, strict=False):
        change = each.change
        marks = marks_of(change) if change.before or change.after else ()
        if marks:
            shown.append((number, replace(entry, marks=marks, kind=change.kind), each))
    return shown


def _holds(group: Group, first: Compared) -> bool:
    """Return whether the first place of a group still has its line."""
    return bool(_line_at(first.change, group.places[0][1]))


def _sought(shown: Sequence[tuple[int, Entry, Compared]]) -> Iterator[Sought]:
    """Yield the documents with changes that somebody made here, of which the page says who."""
    for _, entry, each in shown:
        names = {mark.name for mark in entry.marks if mark.side is not Side.PROPOSED}
        if names:
            yield Sought(entry.row, tuple(line for line in each.change.lines if line.name in names))
