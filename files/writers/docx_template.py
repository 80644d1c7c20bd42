"""Template of Word documents: an ordinary `.docx` that gives every document its styles, page, header and footer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from documents.layout import Cover
from files.writers.sheet import xml
from files.zip_guard import Archive

#: The template beside this module; an organisation may use its own.
DEFAULT = Path(__file__).with_name("template.docx")
DOCUMENT = "word/document.xml"
#: The placeholder for organisation and title in a template's headers and footers.
TITLE = "{judul}"
#: The styles that a template must have, by name: built-in ones by their names in the file, others as shown.
STYLES = (
    *("heading 1", "heading 2", "heading 3", "Judul 1 Tunggal", "Judul 2 Pertama", "Judul 2 Bagian"),
    *("Organisasi", "Title", "Subtitle", "Edisi", "TOC Heading", "toc 1", "toc 2", "Body Text", "List Bullet"),
    *("Keterangan", "Kode", "Definisi", "Kosong", "Tabel Kompetensi", "Kepala Tabel", "Isi Tabel", "Nomor"),
    *("Emphasis", "Strong", "Intense Emphasis", "Istilah Asing"),
)

_STYLES, _CORE, _TYPES = "word/styles.xml", "docProps/core.xml", "[Content_Types].xml"
_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_RUNNING = re.compile(r"word/(?:header|footer)\d*\.xml")
#: A document before its text, and from the page settings of its last section on.
_BODY = re.compile(
    r"(?P<opening>.*?<w:body>).*(?P<page><w:sectPr[ >].*</w:sectPr>\s*</w:body>\s*</w:document>\s*)", re.DOTALL
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


class TemplateError(Exception):
    """A file is no template; `missing` are the names of the styles it lacks, none when it is no document."""

    def __init__(self, *missing: str) -> None:
        super().__init__(*missing)
        self.missing = missing


@dataclass(frozen=True, slots=True)
class Template:
    """The parts of a template by name, the identifier of each of `STYLES`, and the XML before and after the text."""

    parts: Mapping[str, bytes]
    styles: Mapping[str, str]
    opening: str
    page: str

    @property
    def width(self) -> int:
        """The width between the margins of the page, in twentieths of a point."""
        paper = self._measure("pgSz", "w", 11_906)
        return paper - sum(self._measure("pgMar", side, default) for side, default in _MARGINS.items())

    def closing(self, *, alone: bool) -> str:
        """Return the end of the document; `alone` has no cover, so that its first page has the usual header."""
        return re.sub(r"<w:titlePg\b[^>]*/>", "", self.page) if alone else self.page

    def filled(self, cover: Cover, title: str) -> Iterator[tuple[str, bytes]]:
        """Yield the name and content of each part, in order; `word/document.xml` stays the template's own."""
        running = xml(" · ".join(filter(None, (cover.organisation, title)))).encode()
        for name, part in self.parts.items():
            if name == _CORE:
                yield name, _properties(cover, title).encode()
            else:
                yield name, part.replace(TITLE.encode(), running) if _RUNNING.fullmatch(name) else part

    def _measure(self, element: str, attribute: str, default: int) -> int:
        found = re.search(rf'<w:{element}\b[^>]*\bw:{attribute}="(\d+)"', self.page)
        return int(found[1]) if found else default


_MARGINS = {"left": 1_134, "right": 1_134, "gutter": 0}


def read(data: bytes) -> Template:
    """Return the template in `data`. Raises ArchiveError for a broken archive, TemplateError for another file."""
    archive = Archive(data)
    parts = {name: b"".join(archive.chunks(name)) for name in archive.names.values() if not name.endswith("/")}
    body = _BODY.fullmatch(parts.get(DOCUMENT, b"").decode("utf-8", "replace"))
    if (
        not body
        or _STYLES not in parts
        or _TYPE not in parts.get(_TYPES, b"")
        or not _fits(body["opening"], body["page"])
    ):
        raise TemplateError
    styles = _identifiers(archive)
    if missing := [name for name in STYLES if name.casefold() not in styles]:
        raise TemplateError(*missing)
    return Template(parts, {name: styles[name.casefold()] for name in STYLES}, body["opening"], body["page"])


def _fits(opening: str, page: str) -> bool:
    """Return whether a paragraph between them makes well-formed XML."""
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(f"{opening}<w:p/>{page}", True)  # noqa: FBT003  # its only form
    except expat.ExpatError:
        return False
    return True


def _identifiers(archive: Archive) -> dict[str, str]:
    """Return the identifiers of the styles, by style name in lower case."""
    found: dict[str, str] = {}
    current = ""

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal current
        if name == "w:style":
            current = attributes.get("w:styleId", "")
        elif name == "w:name" and current:
            found[attributes.get("w:val", "").casefold()] = xml(current).replace('"', "&quot;")
            current = ""

    for _step in archive.scan(_STYLES, start, lambda _name: None):
        pass
    return found


def _properties(cover: Cover, title: str) -> str:
    """Return the document's properties: no program or person, and the moment of the edition, if there is one."""
    moment = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{cover.created}</dcterms:{name}>'
        for name in ("created", "modified")
        if cover.created
    )
    creator = f"<dc:creator>{xml(cover.organisation)}</dc:creator>" if cover.organisation else ""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{xml(title)}</dc:title>{creator}<dc:language>id-ID</dc:language>{moment}</cp:coreProperties>"
    )
