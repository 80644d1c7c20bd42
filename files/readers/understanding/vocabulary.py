"""Vocabulary of a document type: the roles that texts of a file can have, and the words by which people name them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Protocol

from documents.document import Line, Parsed
from documents.translation import AnyText
from files.cells import Row


class Kind(Enum):
    """What a role means for the structure of a document."""

    GROUP = "group"  # heading above several documents
    GROUP_TEXT = "group text"  # a text of the group, such as its domain
    KEY = "key"  # code of a document
    NAME = "name"  # its name; begins a document
    NUMBER = "number"  # its printed number
    TEXT = "text"  # one text
    LIST = "list"  # a list of items below the document
    LEVEL = "level"  # number or name of a level
    LEVEL_TEXT = "level text"  # the level's own text
    LEVEL_ITEM = "level item"  # an item of a level
    ITEM_NUMBER = "item number"  # column with the printed number of an item
    PART = "part"  # column that says which role the text of its row has
    PART_TEXT = "part text"  # column with that text

    __hash__ = object.__hash__  # that of `Enum` is Python, and kinds are looked up for each piece of a file


#: Heads of tables about something else that stand in files of any office: versions, signatures, abbreviations.
OTHERS = (
    "singkatan",
    "kepanjangan",
    "istilah",
    "arti",
    "akronim",
    "versi",
    "revisi",
    "tanggal",
    "tgl",
    "perubahan",
    "uraian perubahan",
    "disusun oleh",
    "diperiksa oleh",
    "disetujui oleh",
    "disahkan oleh",
    "tanda tangan",
    "ttd",
    "paraf",
    "jabatan",
    "nama jabatan",
    "nip",
    "nama pegawai",
    "penyusun",
    "version",
    "date",
    "author",
    "change",
    "changes",
    "signature",
    "abbreviation",
    "acronym",
    "meaning",
    "term",
    "position",
    "approved by",
    "prepared by",
    "unit kerja",
    "oleh",
    "bab",
    "hal",
    "halaman",
    "isi perubahan",
    "keterangan perubahan",
    "kelompok jabatan",
    "kode jabatan",
    "jenis jabatan",
    "kelas jabatan",
    "ikhtisar jabatan",
    "urusan pemerintahan",
    "persyaratan",
    "persyaratan jabatan",
    "jenis persyaratan",
    "tingkat pentingnya",
    "tingkat kepentingan",
    "pendidikan",
    "pelatihan",
    "pengalaman",
    "pengalaman kerja",
    "pangkat",
    "pangkat golongan",
    "golongan ruang",
    "eselon",
    "unit organisasi",
)

#: Labels of what pages and files say about themselves: who keeps them, when they were changed.
PROPERTIES = (
    "status",
    "pemilik",
    "owner",
    "penanggung jawab",
    "penulis",
    "author",
    "authors",
    "dibuat",
    "dibuat oleh",
    "dibuat pada",
    "created",
    "created by",
    "created time",
    "diubah",
    "diubah oleh",
    "terakhir diubah",
    "terakhir diperbarui",
    "diperbarui",
    "last edited",
    "last edited by",
    "last edited time",
    "last updated",
    "updated",
    "date",
    "tanggal",
    "tanggal berlaku",
    "berlaku mulai",
    "versi",
    "version",
    "revisi",
    "tag",
    "tags",
    "alias",
    "aliases",
    "reviewer",
)

#: The words among those heads for what a table explains: beside one of them stands nothing but a text.
TERMS = ("istilah", "singkatan", "kepanjangan", "akronim", "term", "terms", "abbreviation", "acronym")


@dataclass(frozen=True, slots=True, eq=False)
class Role:
    """One role, equal only to itself, so that it is looked up fast.

    It has its name, its kind, its label for people, and its words, in lower case without punctuation. The first words
    are the usual ones. `name` is a section of lines, or a column of the type's sheet. The items of a `numbered` role
    carry the numbers that stand before them; those without get one in their order. `heads` are further words, which
    name the role only as the head of a column: beside a text they are too common.
    """

    name: str
    kind: Kind
    label: AnyText
    words: tuple[str, ...]
    numbered: bool = False
    heads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The words of one document type, equal only to itself. Data, in the room's `format.vocabulary`.

    `roles` are in the order in which a person chooses them. `levels` are the words before the number of a level
    ("level", "tingkat"), () for a type without levels; `scales` are known names of levels, each scale from its lowest
    to its highest. `ignored` are heads and labels that say nothing about a document ("no", "keterangan"). `titles` are
    the words that titles of whole files begin with ("lampiran", "daftar"). `foreign` names other models by words that
    only they have, with what to do. `row` gives the cells of the type's sheet for an entry, and `parse` reads them.
    `line` gives the line that an entry becomes, for its path. `others` are heads of tables about something else:
    signatures, changes of the file, abbreviations; `properties` are labels of what a page says of itself. `absent` are
    the sentences that own exports print where nothing is. `key` gives the key of a document by the texts above its
    lines, for types whose documents have no codes.
    """

    roles: tuple[Role, ...]
    levels: tuple[str, ...]
    scales: tuple[tuple[str, ...], ...]
    ignored: tuple[str, ...]
    titles: tuple[str, ...]
    foreign: Mapping[tuple[str, ...], AnyText]
    row: Callable[[Mapping[str, str], EntryLike], tuple[str, ...]]
    parse: Callable[[Iterable[Row]], Parsed]
    line: Callable[[EntryLike], Line]
    others: tuple[str, ...] = ()
    absent: tuple[AnyText, ...] = ()
    key: Callable[[Mapping[str, str]], str] | None = None
    properties: tuple[str, ...] = PROPERTIES

    def role(self, name: str) -> Role:
        """Return the role of that name. Raises KeyError."""
        return next((role for role in self.roles if role.name == name), None) or _unknown(name)

    def says_nothing(self, word: str) -> bool:
        """Return whether a label, as a title, says nothing about a document."""
        return word in self.ignored or word in self.properties

    def of_kind(self, *kinds: Kind) -> Sequence[Role]:
        """Return the roles of these kinds, in order."""
        return _of_kinds(self, kinds)


@lru_cache(maxsize=256)
def _of_kinds(vocabulary: Vocabulary, kinds: tuple[Kind, ...]) -> tuple[Role, ...]:
    return tuple(role for role in vocabulary.roles if role.kind in kinds)


def phrases(firsts: Iterable[str], seconds: Sequence[str]) -> tuple[str, ...]:
    """Return each of the first words before each of the second ones: "uraian level", "uraian tingkat"."""
    return tuple(f"{first} {second}" for first in firsts for second in seconds)


class EntryLike(Protocol):
    """An entry, as `files.readers.understanding.record.Entry`."""

    @property
    def role(self) -> Role: ...
    @property
    def text(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def label(self) -> str: ...


def _unknown(name: str) -> Role:
    raise KeyError(name)
