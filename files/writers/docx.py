"""A book as a Word document (DOCX): named styles that people can change, and every printed number as text.

Written as a stream, as `xlsx` and `ods` are: a dictionary has hundreds of thousands of table rows, which no library
that keeps the document in memory writes in reasonable time. Everything but the text comes from a template.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from tempfile import SpooledTemporaryFile
from typing import BinaryIO
from xml.sax.saxutils import quoteattr

from documents.emphasis import plain, runs
from documents.layout import Cover, Part, PrintedDocument, Section
from documents.translation import AnyText
from files.writers.docx_template import DOCUMENT, Template
from files.writers.sheet import xml
from files.writers.zipping import Package

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: The size of the body kept in memory until its headings are known, and of a piece copied, in characters.
SPOOL, PIECE = 4 * 2**20, 2**16
#: The width of the number column of a table, in twentieths of a point.
NUMBER_WIDTH = 850
#: The style of a run, by its flags emphasised and strong.
_RUNS = {(False, False): "", (True, False): "Emphasis", (False, True): "Strong", (True, True): "Intense Emphasis"}


def write(
    cover: Cover,
    leaves: Iterable[PrintedDocument],
    out: BinaryIO,
    *,
    template: Template,
    no_part: AnyText,
    alone: bool = False,
) -> None:
    """Write `leaves` after `cover` to `out`, or one of them `alone` without a cover; `no_part` heads those without a
    group.

    The same documents and the same template give the same bytes. Memory: the headings, the template, and at most
    `SPOOL`.
    """
    body = _Body(template, no_part, parted=cover.parted and not alone, alone=alone)
    with SpooledTemporaryFile(SPOOL, "w+", encoding="utf-8", newline="") as spool:
        spool.writelines(chain.from_iterable(map(body.leaf, leaves)))
        spool.seek(0)
        title = body.headings[0].text if alone and body.headings else cover.title
        front = [] if alone else [*body.front(cover), *body.contents()]
        text = iter(lambda: spool.read(PIECE), "")
        package = Package(out)
        for name, part in template.filled(cover, title):
            if name == DOCUMENT:
                package.add(name, chain([template.opening], front, text, [template.closing(alone=alone)]))
            else:
                package.copy(name, part)
        package.close()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading listed in the contents: its rank, its text, and its bookmark."""

    rank: int
    text: str
    bookmark: str


@dataclass(slots=True)
class _Body:
    """The text of a document as XML, in the styles of `template`; `headings` are those written so far.

    If `parted`, the headings of printed documents rank below those of their groups; a document `alone` names its group.
    """

    template: Template
    no_part: AnyText
    parted: bool
    alone: bool
    headings: list[Heading] = field(default_factory=list)
    part: Part | None = None

    def leaf(self, leaf: PrintedDocument) -> Iterator[str]:
        """Yield one printed document, after its group's heading when it is the first of the group."""
        style = "heading 2" if self.parted else "Judul 1 Tunggal"
        if self.parted and leaf.part != self.part:
            self.part, style = leaf.part, "Judul 2 Pertama"
            yield self.heading(1, "heading 1", leaf.part.title or self.no_part)
            if leaf.part.note:
                note = self.run(f"{leaf.part.note} ") + self.run(plain(leaf.part.foreign), "Istilah Asing")
                yield self.paragraph("Keterangan", note)
        for label, text in leaf.group if self.alone else ():
            yield self.paragraph("Keterangan", self.run(f"{label}: ") + self.text(text))
        yield self.heading(2 if self.parted else 1, style, leaf.title)
        label = f"{leaf.mark_label}: " if leaf.mark_label else ""
        yield self.paragraph("Kode", self.run(label + plain(leaf.mark)))
        yield self.paragraph("Definisi" if leaf.text else "Kosong", self.text(leaf.text or leaf.none))
        for section in leaf.sections:
            yield from self.section(section)

    def heading(self, rank: int, style: str, text: AnyText) -> str:
        """Return a heading for the contents, with a bookmark of its own."""
        number = len(self.headings) + 1
        heading = Heading(rank, plain(text), f"_Toc{number:08}")
        self.headings.append(heading)
        mark = f'<w:bookmarkStart w:id="{number}" w:name="{heading.bookmark}"/>'
        below = '<w:pageBreakBefore w:val="0"/>' if self.alone else ""  # what names the group stands above it
        return self.paragraph(style, f'{mark}{self.text(text)}<w:bookmarkEnd w:id="{number}"/>', below)

    def section(self, section: Section) -> Iterator[str]:
        """Yield one section of a printed document: its heading, its text, and its lines."""
        yield self.paragraph("heading 3" if self.parted else "Judul 2 Bagian", self.run(plain(section.title)))
        if section.text:
            yield self.paragraph("Body Text", self.text(section.text))
        if section.rows:
            yield self.table(section)
        elif section.points:
            yield from (self.paragraph("List Bullet", self.text(text)) for text in section.points)
        elif section.missing:
            yield self.paragraph("Kosong", self.run(section.missing))

    def table(self, section: Section) -> str:
        """Return the numbered lines of a section as a table; its header row is repeated on every page."""
        widths = NUMBER_WIDTH, self.template.width - NUMBER_WIDTH
        head = [self.paragraph("Kepala Tabel", self.run(text)) for text in ("No", section.head)]
        rows = (
            _row(widths, [self.paragraph("Nomor", self.run(number)), self.paragraph("Isi Tabel", self.text(text))])
            for number, text in section.rows
        )
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self.template.styles["Tabel Kompetensi"]}"/>'
            '<w:tblW w:w="5000" w:type="pct"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" '
            'w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
            f"<w:tblCaption w:val={quoteattr(xml(plain(section.title)))}/></w:tblPr>"
            f"<w:tblGrid>{''.join(f'<w:gridCol w:w={quoteattr(str(width))}/>' for width in widths)}</w:tblGrid>"
            f"{_row(widths, head, '<w:tblHeader/>')}{''.join(rows)}</w:tbl>"
        )

    def paragraph(self, style: str, content: str, properties: str = "") -> str:
        return f'<w:p><w:pPr><w:pStyle w:val="{self.template.styles[style]}"/>{properties}</w:pPr>{content}</w:p>'

    def run(self, text: AnyText, style: str = "") -> str:
        properties = f'<w:rPr><w:rStyle w:val="{self.template.styles[style]}"/></w:rPr>' if style else ""
        return f'<w:r>{properties}<w:t xml:space="preserve">{xml(str(text))}</w:t></w:r>'

    def text(self, text: AnyText) -> str:
        """Return a text with its emphasis as runs of named styles."""
        return "".join(self.run(run.text, _RUNS[run.emphasised, run.strong]) for run in runs(text))

    def front(self, cover: Cover) -> Iterator[str]:
        """Yield the cover, without empty lines."""
        lines = {
            "Organisasi": cover.organisation,
            "Title": cover.title,
            "Subtitle": cover.subtitle,
            "Edisi": cover.edition,
        }
        yield from (self.paragraph(style, self.run(text)) for style, text in lines.items() if text)

    def contents(self) -> Iterator[str]:
        """Yield a field that Word updates; its entries lack only the page numbers, which only Word knows."""
        yield self.paragraph("TOC Heading", self.run("Daftar isi"))
        instruction = rf' TOC \o "1-{max((heading.rank for heading in self.headings), default=1)}" \h \z \u '
        begin = _field("begin") + f'<w:r><w:instrText xml:space="preserve">{xml(instruction)}</w:instrText></w:r>'
        begin += _field("separate")
        for heading in self.headings:
            link = f'<w:hyperlink w:anchor="{heading.bookmark}" w:history="1">{self.run(heading.text)}'
            yield self.paragraph(f"toc {heading.rank}", f"{begin}{link}</w:hyperlink>")
            begin = ""
        yield self.paragraph("Body Text", begin + _field("end"))


def _row(widths: tuple[int, int], cells: list[str], head: str = "") -> str:
    inner = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for width, cell in zip(widths, cells, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{inner}</w:tr>"


def _field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
