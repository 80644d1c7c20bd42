"""Texts of a Word file besides its pages' own: footnotes, headers and footers. They are counted, not read."""

from __future__ import annotations

from collections.abc import Sequence

from files.readers.office_parts import local
from files.zip_guard import Archive


class _Texts:
    """Handlers that count the elements `units` with text."""

    def __init__(self, units: tuple[str, ...]) -> None:
        self.units = units
        self.open = self.filled = False
        self.count = 0

    def start(self, name: str, _: dict[str, str]) -> None:
        self.open = local(name) == "t"

    def text(self, text: str) -> None:
        self.filled = self.filled or (self.open and bool(text.strip()))

    def end(self, name: str) -> None:
        self.open = False
        if local(name) in self.units:
            self.count += self.filled
            self.filled = False


def notes(archive: Archive, names: Sequence[str]) -> int:
    """Return the number of footnotes or endnotes with text in these parts. Raises ArchiveError as `Archive.scan`."""
    return sum(_counted(archive, name, ("footnote", "endnote")) for name in names)


def parts(archive: Archive, names: Sequence[str]) -> int:
    """Return how many of these headers and footers have text. Raises ArchiveError as `Archive.scan`."""
    return sum(_counted(archive, name, ("hdr", "ftr")) for name in names)


def _counted(archive: Archive, name: str, units: tuple[str, ...]) -> int:
    texts = _Texts(units)
    for _step in archive.scan(name, texts.start, texts.end, texts.text):
        pass
    return texts.count
