"""Decisions that are being changed: ticks, kept lines, and own wordings, of some documents of a selection."""

from __future__ import annotations

from documents.comparison.changes import ChangeKind
from documents.comparison.three_way import Side
from exchange.proposals.comparison import Mark
from exchange.proposals.selection import Decisions, Entry, Selection


class Choices:
    """The decisions on a selection, to be changed; `decisions` are the new ones."""

    def __init__(self, selection: Selection) -> None:
        found = selection.decisions
        self._left_out = {key: set(names) for key, names in found.left_out.items()}
        self._remove = set(found.remove)
        self._taken, self._texts, self._kept = (
            {key: dict(names) for key, names in each.items()} for each in (found.taken, found.texts, found.kept)
        )

    def tick(self, entry: Entry, mark: Mark, *, ticked: bool) -> None:
        """Select a change, or leave it out; a person's own wording of it ends."""
        key = entry.key
        if entry.kind is ChangeKind.REMOVED:
            self._remove = self._remove | {key} if ticked else self._remove - {key}
        elif mark.side is Side.PROPOSED:
            names = self._left_out.setdefault(key, set())
            (names.discard if ticked else names.add)(mark.name)
        else:
            for each in (self._taken, self._texts, self._kept):
                each.setdefault(key, {}).pop(mark.name, None)
            if ticked:
                self._taken[key][mark.name] = mark.digest

    def keep(self, entry: Entry, mark: Mark) -> None:
        """Decide that a line which both sides changed stays as it is here."""
        self.tick(entry, mark, ticked=False)
        self._kept[entry.key][mark.name] = mark.digest

    def word(self, entry: Entry, mark: Mark, text: str) -> None:
        """Give a line that both sides changed a text of the person's own."""
        self.tick(entry, mark, ticked=True)
        self._texts[entry.key][mark.name] = text

    def tick_all(self, entry: Entry, *, ticked: bool) -> None:
        """Tick what the proposal itself changes in a document, or untick whatever is ticked in it.

        Ticking leaves out what would revert somebody's change or remove the document: that takes a tick of its own.
        Decisions on lines that both sides changed stay.
        """
        for mark in entry.marks:
            own = mark.side is Side.PROPOSED and entry.kind is not ChangeKind.REMOVED
            asked = mark.side is Side.BOTH and entry.kind is not ChangeKind.REMOVED
            if own if ticked else not asked:
                self.tick(entry, mark, ticked=ticked)

    @property
    def decisions(self) -> Decisions:
        """The decisions as they are now."""
        left_out = {key: frozenset(names) for key, names in self._left_out.items()}
        return Decisions(left_out, frozenset(self._remove), self._taken, self._texts, self._kept)
