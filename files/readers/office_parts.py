"""Parts of an Office Open XML file: found by the relationships between them, never by a fixed name."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from typing import NamedTuple

from files.zip_guard import Archive, ArchiveError

#: The most relationships of one part. A text with links to the web has one for each.
RELATION_LIMIT = 100_000

Start = Callable[[str, dict[str, str]], None]


class Relation(NamedTuple):
    """A relationship: the last word of its kind ("styles", "header"), the part, and whether the part is in the file."""

    kind: str
    part: str
    inside: bool


def local(name: str) -> str:
    """Return a name without its prefix."""
    return name.rpartition(":")[2]


def attribute(attributes: dict[str, str], name: str) -> str:
    """Return the attribute with this name, whatever its prefix, "" for none."""
    if not attributes:
        return ""
    return next((value for key, value in attributes.items() if local(key) == name), "")


def relations(archive: Archive, part: str) -> list[Relation]:
    """Return the relationships of a part, those of the file for ""; none when their list is missing or empty.

    Raises ArchiveError when the list is malformed or longer than `RELATION_LIMIT`.
    """
    folder, name = posixpath.split(part)
    listing = f"{folder}/_rels/{name}.rels".lstrip("/")
    found: list[Relation] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if local(name) == "Relationship":
            if len(found) == RELATION_LIMIT:
                raise ArchiveError("E_ARCHIVE_MEMBERS", limit=RELATION_LIMIT)
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", ""))).lstrip("/")
            kind = attributes.get("Type", "").rpartition("/")[2]
            found.append(Relation(kind, target, attributes.get("TargetMode") != "External"))

    if listing.casefold() in archive.names:
        scan(archive, listing, start)
    return found


def related(archive: Archive, relations: list[Relation], kind: str) -> list[str]:
    """Return the parts of that kind that the file has, each once."""
    parts = (each.part for each in relations if each.kind == kind and each.inside)
    return [part for part in dict.fromkeys(parts) if part.casefold() in archive.names]


def scan(archive: Archive, part: str, start: Start, end: Callable[[str], None] = lambda _name: None) -> None:
    """Read a whole part with handlers of its elements. Raises ArchiveError as `Archive.scan`."""
    for _step in archive.scan(part, start, end):
        pass
