"""Guard for ZIP archives, such as Office files: checks before any member is read, and safe reading of members."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence, Sized
from xml.parsers import expat

from documents.translation import grouped
from documents.translation import mark as _

#: The first bytes of an archive with members.
SIGNATURE = b"PK\x03\x04"
#: The limits: number of members, unpacked bytes of one and of all, and ratio of unpacked to packed size.
MEMBER_LIMIT = 2_000
MEMBER_BYTES = 20 * 1024 * 1024
TOTAL_BYTES = 40 * 1024 * 1024
RATIO_LIMIT = 100
#: The size up to which the ratio is not limited, because a short text of one letter packs very small.
RATIO_FROM = 1024 * 1024

#: The limits of XML: how deep its elements stand in each other, and how many names its elements and attributes have.
#: Office files are at most some dozens deep and know some thousand names; the parser keeps every level and every name.
DEPTH_LIMIT, NAME_LIMIT = 1_000, 5_000
#: The most elements of a member: as many as a sheet of short numbers has that fills its `MEMBER_BYTES`.
ELEMENT_LIMIT = 1_500_000

#: The bytes unpacked at a time: many, because the parser reads an unfinished tag again with every chunk.
CHUNK = 1024 * 1024
_ENTRY, _LOCAL = b"PK\x01\x02", struct.Struct("<4s22xHH")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_MACRO_NAMES = ("vbaproject.bin", "vbadata.xml")
_MACRO_FOLDERS = ("basic/", "scripts/", "xl/macrosheets/")
#: The member of an OpenDocument file that lists its locked parts.
MANIFEST = "META-INF/manifest.xml"
#: The errors of `zipfile` and the decoders for bytes that are no sound archive.
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError, IndexError)

MESSAGES = {
    "E_ARCHIVE_BROKEN": _("Berkas ini rusak atau terpotong. Buka di aplikasinya, simpan ulang, lalu unggah lagi."),
    "E_ARCHIVE_ENCRYPTED": _("Berkas ini dikunci dengan kata sandi. Simpan ulang tanpa kata sandi."),
    "E_ARCHIVE_MACRO": _("Berkas ini memuat makro. Simpan ulang tanpa makro (.docx, .xlsx, atau .ods)."),
    "E_ARCHIVE_MEMBERS": _(
        "Berkas ini terdiri dari lebih dari {limit} bagian. Salin isinya ke berkas baru, lalu simpan."
    ),
    "E_ARCHIVE_PARTS": _(
        "Berkas ini memuat lebih dari {limit} paragraf, sel, dan tanda format. Bagi menjadi beberapa berkas, lalu "
        "unggah satu per satu."
    ),
    "E_ARCHIVE_PATH": _(
        "Berkas ini memuat nama bagian yang tidak wajar (“{name}”). Buka di aplikasinya, lalu simpan ulang."
    ),
    "E_ARCHIVE_RATIO": _(
        "Isi berkas ini mengembang lebih dari {limit} kali saat dibuka. Salin isinya ke berkas baru, lalu simpan."
    ),
    "E_ARCHIVE_SIZE": _(
        "Isi berkas ini lebih dari {limit} MB saat dibuka. Bagi menjadi beberapa berkas, lalu unggah satu per satu."
    ),
    "E_ARCHIVE_TWICE": _(
        "Berkas ini memuat dua bagian bernama “{name}” yang isinya berbeda, jadi tidak jelas mana yang berlaku. "
        "Buka di aplikasinya, lalu simpan ulang."
    ),
    "E_XML_DOCTYPE": _(
        "Berkas ini memuat deklarasi DOCTYPE, yang tidak dipakai Word, Excel, dan LibreOffice. Buka di aplikasinya, "
        "lalu simpan ulang."
    ),
    "E_XML_STRUCTURE": _(
        "Susunan berkas ini tidak wajar, tidak seperti yang ditulis Word, Excel, atau LibreOffice. Buka di salah satu "
        "aplikasi itu, lalu simpan ulang."
    ),
}

Start = Callable[[str, dict[str, str]], None]


class ArchiveError(Exception):
    """An archive that may not be read: the code of the reason and the values of its message."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code, self.values = code, values

    @property
    def message(self) -> str:
        """The message to people."""
        return MESSAGES[self.code].format_map(self.values)


class Archive:
    """An archive of the bytes `data`. Writes nothing to disk and keeps no unpacked member in memory.

    Members that nobody reads are not unpacked and not judged by their content. Raises ArchiveError when the archive is
    broken or may not be read. Linear in the unpacked size of what is read, which is measured while unpacking; the sizes
    that the archive declares are never trusted.
    """

    def __init__(self, data: bytes) -> None:
        if data.count(_ENTRY) > MEMBER_LIMIT:
            raise ArchiveError("E_ARCHIVE_MEMBERS", limit=MEMBER_LIMIT)
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise ArchiveError("E_ARCHIVE_BROKEN") from error
        members = self.zip.infolist()
        _check_names(members)
        _check_places(members, data, self.zip.start_dir)
        self.names = {member.filename.casefold(): member.filename for member in members}
        self.members = {member.filename.casefold(): member for member in members}
        self.twins = {name for member in members if _differs(member, self.members[name := member.filename.casefold()])}
        self.sizes: dict[str, int] = {}

    def no_markup(self) -> ArchiveError:
        """Return the reason why an XML member is no XML: the archive is locked, by its manifest, or broken."""
        manifest = next(self.chunks(MANIFEST), b"") if MANIFEST.casefold() in self.names else b""
        return ArchiveError("E_ARCHIVE_ENCRYPTED" if b"encryption-data" in manifest else "E_ARCHIVE_BROKEN")

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of a member, `CHUNK` at a time; upper and lower case of its name do not matter.

        Raises ArchiveError when the member is broken, missing, too large, or there twice with other bytes.
        """
        folded = name.casefold()
        if folded in self.twins:
            raise ArchiveError("E_ARCHIVE_TWICE", name=name[:40])
        try:
            member = self.members[folded]
            if member.compress_type not in _METHODS:
                raise ArchiveError("E_ARCHIVE_BROKEN")
            size = 0
            with self.zip.open(member) as file:
                while chunk := file.read(CHUNK):
                    size += len(chunk)
                    self.count(folded, size, member.compress_size)
                    yield chunk
        except (KeyError, *_BROKEN) as error:
            raise ArchiveError("E_ARCHIVE_BROKEN") from error

    def count(self, folded: str, size: int, packed: int) -> None:
        """Note that a member has at least this unpacked size. Raises ArchiveError beyond a limit."""
        before = self.sizes.get(folded, 0)
        if size > before:
            self.sizes[folded] = size
            _check_size(size, TOTAL_BYTES - sum(self.sizes.values()) + size, packed)

    def scan(
        self, name: str, start: Start, end: Callable[[str], None], text: Callable[[str], None] | None = None
    ) -> Iterator[None]:
        """Read a member as XML and call the handlers for its elements and texts; yield after every `CHUNK` bytes.

        Builds no tree. Raises ArchiveError when the member is no XML, has a DOCTYPE, or goes beyond `DEPTH_LIMIT`,
        `NAME_LIMIT` or `ELEMENT_LIMIT`.
        """
        names: dict[str, str] = {}
        parser = _parser(names)
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = _bounded(start, end, names)
        parser.CharacterDataHandler = text
        for chunk in self.chunks(name):
            if not _well_formed(parser, chunk):
                raise self.no_markup()
            yield
        if not _well_formed(parser, b""):
            raise self.no_markup()
        yield


def _bounded(start: Start, end: Callable[[str], None], names: Sized) -> tuple[Start, Callable[[str], None]]:
    """Return the handlers with a check before each element: of its depth, its number, and the names so far."""
    depth = count = 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth += 1
        count += 1
        if depth > DEPTH_LIMIT or len(names) > NAME_LIMIT:
            raise ArchiveError("E_XML_STRUCTURE")
        if count > ELEMENT_LIMIT:
            raise ArchiveError("E_ARCHIVE_PARTS", limit=grouped(ELEMENT_LIMIT))
        start(name, attributes)

    def close(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(name)

    return begin, close


def _parser(names: dict[str, str]) -> expat.XMLParserType:
    """Return a parser that refuses every DOCTYPE, and so every entity, in any encoding.

    It keeps the names of elements and attributes in `names`.
    """

    def refuse(*_: object) -> None:
        raise ArchiveError("E_XML_DOCTYPE")

    parser = expat.ParserCreate(intern=names)
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser


def _well_formed(parser: expat.XMLParserType, chunk: bytes) -> bool:
    """Feed a parser, or end its text with b""; return whether the text is still well-formed.

    A tag or comment that fills a whole `CHUNK` counts as malformed, because its attributes would be held all at once.
    """
    begun = parser.CurrentByteIndex
    try:
        parser.Parse(chunk, not chunk)
    except (expat.ExpatError, LookupError, ValueError):
        return False
    return len(chunk) < CHUNK or parser.CurrentByteIndex != begun


def _check_size(size: int, rest: int, packed: int) -> None:
    if size > MEMBER_BYTES:
        raise ArchiveError("E_ARCHIVE_SIZE", limit=MEMBER_BYTES // 1024 // 1024)
    if size > rest:
        raise ArchiveError("E_ARCHIVE_SIZE", limit=TOTAL_BYTES // 1024 // 1024)
    if size > RATIO_FROM and size > packed * RATIO_LIMIT:
        raise ArchiveError("E_ARCHIVE_RATIO", limit=RATIO_LIMIT)


def _check_names(members: Sequence[zipfile.ZipInfo]) -> None:
    for member in members:
        name = member.orig_filename
        folded = name.casefold()
        pieces = name.split("/")
        if "\\" in name or "\0" in name or ":" in pieces[0] or ".." in pieces or not pieces[0]:
            raise ArchiveError("E_ARCHIVE_PATH", name=name[:40])
        if member.flag_bits & 0x1:
            raise ArchiveError("E_ARCHIVE_ENCRYPTED")
        if folded.endswith(_MACRO_NAMES) or (folded.startswith(_MACRO_FOLDERS) and not folded.endswith("/")):
            raise ArchiveError("E_ARCHIVE_MACRO")


def _differs(one: zipfile.ZipInfo, other: zipfile.ZipInfo) -> bool:
    """Return whether two members hold other bytes, by the directory."""
    return (one.CRC, one.file_size) != (other.CRC, other.file_size)


def _check_places(members: Sequence[zipfile.ZipInfo], data: bytes, directory: int) -> None:
    """Raise ArchiveError when members share bytes, as in a small archive that holds a large member many times."""
    ordered = sorted(members, key=lambda member: member.header_offset)
    borders = [*(member.header_offset for member in ordered[1:]), directory]
    for member, border in zip(ordered, borders, strict=bool(ordered)):
        begin = member.header_offset
        head = data[begin : begin + _LOCAL.size]
        if len(head) < _LOCAL.size or not head.startswith(SIGNATURE):
            raise ArchiveError("E_ARCHIVE_BROKEN")
        _, name, extra = _LOCAL.unpack(head)
        if begin + _LOCAL.size + name + extra + member.compress_size > border:
            raise ArchiveError("E_ARCHIVE_BROKEN")
