"""The blocks of a Word file (.docx, .dotx): what a person sees on its pages, read as a stream.

`blocks(archive, notes)` is all that others call:

    notes: list[Note] = []
    for block in docx.blocks(archive, notes):
        ...

`notes` is filled when the last block was taken. `is_word(archive)` says whether an archive is a Word file.

The printed numbers of lists and headings are worked out as Word does, see `files.readers.docx_numbering`. Deleted text
of tracked changes, hidden text, headers, footers, footnotes, the table of contents that Word makes and pictures are no
blocks; the notes count them. python-docx builds a tree of the whole file and knows no printed number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from documents.translation import LazyText
from documents.translation import mark as _
from files.readers import docx_aside, docx_numbering, docx_styles
from files.readers.blocks import Block, Note
from files.readers.docx_body import Body
from files.readers.docx_page import Page
from files.readers.office_parts import attribute, local, related, relations, scan
from files.zip_guard import Archive, ArchiveError

MESSAGES: Mapping[str, LazyText] = {
    "W_TRACKED": _(
        "Berkas ini memuat {count} perubahan terlacak: sisipan dibaca, hapusan tidak. Bila bukan itu yang dimaksud,"
        " terima atau tolak perubahannya di Word, lalu unggah lagi."
    ),
    "W_HIDDEN_TEXT": _(
        "{count} bagian yang tersembunyi di Word tidak dibaca. Tampilkan dulu di Word bila perlu dibaca."
    ),
    "W_WORD_ASTERISKS": _(
        "{count} teks memuat tanda bintang (*) yang diketik sendiri; kata di antaranya tampil sebagai penekanan. Ganti"
        " tandanya di Word bila bukan itu yang dimaksud."
    ),
    "W_WORD_CONTENTS": _("Daftar isi buatan Word ({count} baris) tidak dibaca."),
    "W_WORD_PICTURES": _("{count} gambar atau diagram tidak dibaca. Ketik tulisan di dalamnya bila diperlukan."),
    "W_WORD_PARTS": _(
        "{count} bagian yang disisipkan dari berkas lain tidak dibaca. Salin isinya ke berkas ini, lalu unggah lagi."
    ),
    "W_WORD_NOTES": _("{count} catatan kaki tidak dibaca. Pindahkan isinya ke dalam teks bila diperlukan."),
    "W_WORD_HEADERS": _("Kepala dan kaki halaman tidak dibaca ({count} bagian)."),
}
_CONTENT_TYPES = "[Content_Types].xml"


def blocks(archive: Archive, notes: list[Note]) -> Iterator[Block]:
    """Yield the blocks of a Word file, in the order of its pages; add to `notes` at the end.

    Linear; keeps a piece of the text, its styles and its lists in memory. Raises ArchiveError while blocks are taken:
    the file is no Word file or broken; its paragraphs, runs and cells are more than `docx_page.PART_LIMIT`, or stand
    more than `docx_page.DEPTH_LIMIT` deep in each other; it has more than `docx_styles.STYLE_LIMIT` styles,
    `docx_numbering.DEFINITION_LIMIT` list levels, or `COLUMN_LIMIT` columns; its texts are longer than `WEIGHT_LIMIT`
    together (both of `files.cells`).
    """
    part = main_part(archive)
    if not part:
        raise ArchiveError("E_ARCHIVE_BROKEN")
    links = relations(archive, part)
    styles = docx_styles.read(archive, next(iter(related(archive, links, "styles")), ""))
    lists = next(iter(related(archive, links, "numbering")), "")
    page = Page(styles, docx_numbering.read(archive, lists, styles))
    body = Body(page)
    for _step in archive.scan(part, body.start, body.end, body.text):
        yield from page.taken()
    page.settle()
    yield from page.taken()
    page.counts["W_WORD_NOTES"] = docx_aside.notes(archive, related(archive, links, "footnotes"))
    page.counts["W_WORD_NOTES"] += docx_aside.notes(archive, related(archive, links, "endnotes"))
    furniture = [*related(archive, links, "header"), *related(archive, links, "footer")]
    page.counts["W_WORD_HEADERS"] = docx_aside.parts(archive, furniture)
    for code, message in MESSAGES.items():
        if count := page.counts.get(code, 0):
            notes.append(Note(code, message.format(count=count), page.firsts.get(code, 0)))


def is_word(archive: Archive) -> bool:
    """Return whether an archive is a Word file. Raises ArchiveError when its list of parts is malformed."""
    return bool(main_part(archive))


def main_part(archive: Archive) -> str:
    """Return the part that holds the text of a Word file, "" for another kind of file. Raises ArchiveError."""
    part = next(iter(related(archive, relations(archive, ""), "officeDocument")), "")
    kinds: dict[str, str] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if part and local(name) == "Override" and attribute(attributes, "PartName").casefold() == f"/{part}".casefold():
            kinds[part] = attribute(attributes, "ContentType")

    if part and _CONTENT_TYPES.casefold() in archive.names:
        scan(archive, _CONTENT_TYPES, start)
    return part if "word" in kinds.get(part, part) else ""
