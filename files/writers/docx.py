"""A book as a Word document (DOCX): named styles that people restyle, and every printed number a text.

Written as a stream like its sisters `xlsxfile` and `odsfile`: a dictionary has hundreds of thousands of table rows,
which no library that keeps the document in memory writes in reasonable time. What stays the same in every document is
in `docxparts`.
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
from files.writers import docx_parts as docxparts
from files.writers.docx_parts import NUMBER_WIDTH, SECTION, TEXT_WIDTH
from files.writers.docx_styles import XML_HEAD
from files.writers.sheet import xml
from files.writers.zipping import Package

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: How much of the body is kept in memory until the contents before it are known, in characters.
SPOOL = 4 * 2**20
#: The style of a run, by whether it is emphasised and strong.
_RUNS = {(False, False): "", (True, False): "Emphasis", (False, True): "Strong", (True, True): "IntenseEmphasis"}


def write(cover: Cover, leaves: Iterable[PrintedDocument], out: BinaryIO, *, no_part: str, alone: bool = False) -> None:
    """Write `leaves` behind `cover` to `out`, or one of them `alone` without it; `no_part` stands over what is in none.

    The same leaves give the same bytes. Memory: the headings, and at most `SPOOL`.
    """
    rank = 2 if cover.parted and not alone else 1
    body = _Body(rank, no_part)
    with SpooledTemporaryFile(SPOOL, "w+", encoding="utf-8", newline="") as spool:
        spool.writelines(chain.from_iterable(map(body.leaf, leaves)))
        spool.seek(0)
        title = body.headings[0].text if alone and body.headings else cover.title
        front = [] if alone else [*_front(cover), *_contents(body.headings)]
        text = iter(lambda: spool.read(docxparts.PIECE), "")
        package = Package(out)
        for name, part in docxparts.parts(cover, title, rank).items():
            package.add(name, [part])
        package.add("word/document.xml", chain([XML_HEAD, docxparts.OPEN], front, text, [SECTION[alone]]))
        package.close()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that the contents list: its rank, its text, and the bookmark it stands at."""

    rank: int
    text: str
    bookmark: str


@dataclass(slots=True)
class _Body:
    """The leaves one after the other, as XML; `rank` is that of their headings, `headings` those met so far."""

    rank: int
    no_part: str
    headings: list[Heading] = field(default_factory=list)
    part: Part | None = None

    def leaf(self, leaf: PrintedDocument) -> Iterator[str]:
        """One leaf, after its part's heading when it is the first under it."""
        style = f"Heading{self.rank}"
        if self.rank > 1 and leaf.part != self.part:
            self.part, style = leaf.part, "Heading2First"
            yield self.heading(1, "Heading1", plain(leaf.part.title) or self.no_part)
            if leaf.part.note:
                yield _paragraph("Keterangan", _run(f"{leaf.part.note} ") + _run(plain(leaf.part.foreign), "Asing"))
        yield self.heading(self.rank, style, plain(leaf.title))
        yield _paragraph("Kode", _run(plain(leaf.mark)))
        yield _paragraph("Definisi" if leaf.text else "Kosong", _text(leaf.text or leaf.none))
        for section in leaf.sections:
            yield from _section(section, self.rank + 1)

    def heading(self, rank: int, style: str, text: str) -> str:
        """A heading that the contents list, at a bookmark of its own."""
        number = len(self.headings) + 1
        heading = Heading(rank, text, f"_Toc{number:08}")
        self.headings.append(heading)
        mark = f'<w:bookmarkStart w:id="{number}" w:name="{heading.bookmark}"/>'
        return _paragraph(style, f'{mark}{_run(text)}<w:bookmarkEnd w:id="{number}"/>')


def _section(section: Section, rank: int) -> Iterator[str]:
    yield _paragraph(f"Heading{rank}", _run(plain(section.title)))
    if section.text:
        yield _paragraph("BodyText", _text(section.text))
    if section.rows:
        yield _table(section)
    elif section.points:
        yield from (_paragraph("ListBullet", _text(text)) for text in section.points)
    elif section.missing:
        yield _paragraph("Kosong", _run(section.missing))


def _table(section: Section) -> str:
    """The numbered lines of a section; its head comes again on every page that it goes on to."""
    head = _cells(_paragraph("KepalaTabel", _run("No")), _paragraph("KepalaTabel", _run(section.head)))
    rows = (
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        f"{_cells(_paragraph('Nomor', _run(number)), _paragraph('IsiTabel', _text(text)))}</w:tr>"
        for number, text in section.rows
    )
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TabelKompetensi"/><w:tblW w:w="5000" w:type="pct"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val={quoteattr(xml(plain(section.title)))}/>'
        f'</w:tblPr><w:tblGrid><w:gridCol w:w="{NUMBER_WIDTH}"/><w:gridCol w:w="{TEXT_WIDTH}"/></w:tblGrid>'
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{''.join(rows)}</w:tbl>"
    )


def _cells(number: str, text: str) -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{NUMBER_WIDTH}" w:type="dxa"/></w:tcPr>{number}</w:tc>'
        f'<w:tc><w:tcPr><w:tcW w:w="{TEXT_WIDTH}" w:type="dxa"/></w:tcPr>{text}</w:tc>'
    )


def _paragraph(style: str, content: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>'


def _run(text: str, style: str = "") -> str:
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{xml(text)}</w:t></w:r>'


def _text(text: str) -> str:
    """A text with its emphasis as runs of named styles."""
    return "".join(_run(run.text, _RUNS[run.emphasised, run.strong]) for run in runs(text))


def _front(cover: Cover) -> Iterator[str]:
    """The cover: what is empty is left out."""
    lines = {
        "Organisasi": cover.organisation,
        "Title": cover.title,
        "Subtitle": cover.subtitle,
        "Edisi": cover.edition,
    }
    yield from (_paragraph(style, _run(text)) for style, text in lines.items() if text)


def _contents(headings: list[Heading]) -> Iterator[str]:
    """A field that Word fills; its entries stand in it already, without their pages, which only Word knows."""
    yield _paragraph("TOCHeading", _run("Daftar isi"))
    instruction = rf' TOC \o "1-{max((heading.rank for heading in headings), default=1)}" \h \z \u '
    begin = _field("begin") + f'<w:r><w:instrText xml:space="preserve">{xml(instruction)}</w:instrText></w:r>'
    begin += _field("separate")
    for heading in headings:
        link = f'<w:hyperlink w:anchor="{heading.bookmark}" w:history="1">{_run(heading.text)}'
        yield _paragraph(f"TOC{heading.rank}", f"{begin}{link}</w:hyperlink>")
        begin = ""
    yield _paragraph("BodyText", begin + _field("end"))


def _field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
