"""The same documents as other programs hold them: a Word table, Word's HTML, Excel, Google Docs, Notepad."""

import io
from html import escape

import docx
import openpyxl

from documents.emphasis import markup, plain, runs
from tests.files.readers.word import abstract, lvl, num, p, r, restart, style, word

WORD_PAGE = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word" '
    'xmlns="http://www.w3.org/TR/REC-html40"><head><meta name=Generator content="Microsoft Word 15">'
    '<style><!-- p.MsoNormal {{margin:0cm; mso-style-parent:""; font-size:11.0pt}} --></style></head>'
    "<body lang=IN style='tab-interval:36.0pt'><!--StartFragment-->{}<!--EndFragment--></body></html>"
)
EXCEL_PAGE = '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body><table border=0>{}</table></body></html>'


def rows_of(text):
    """The rows of a dictionary in its native text as (label, text), and the titles of its groups as (title,)."""
    found = []
    for line in text.splitlines():
        label, pipe, rest = (part.strip() for part in line.partition("|"))
        if line.startswith("#"):
            found.append((line.strip("# "),))
        elif pipe and set(label) - set(":-"):
            found.append((label, rest))
    return found


def word_tables(rows):
    """A Word file with a heading for each group and a table of two columns for each document."""
    book, table = docx.Document(), None
    for row in rows:
        if len(row) == 1:
            book.add_heading(row[0], 1)
            continue
        if row[0] == "Nama":
            table = book.add_table(0, 2)
        fill(table.add_row().cells, row)
    return saved(book)


def word_table(rows):
    """A Word file with one table of two columns; the title of a group is merged over both."""
    book = docx.Document()
    table = book.add_table(0, 2)
    for row in rows:
        cells = table.add_row().cells
        if len(row) == 1:
            cells[0].merge(cells[1])
        fill(cells, row)
    return saved(book)


def fill(cells, row):
    for cell, text in zip(cells, row, strict=False):
        for run in runs(text):
            written = cell.paragraphs[0].add_run(run.text)
            written.italic, written.bold = run.emphasised or None, run.strong or None


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def html_text(text):
    """A text with emphasis as Word puts it on the clipboard."""
    marked = markup(text).replace("<em>", "<i style='mso-bidi-font-style:normal'>").replace("</em>", "</i>")
    return marked.replace("<strong>", "<b style='mso-bidi-font-weight:normal'>").replace("</strong>", "</b>")


def word_html(rows):
    """What Word puts on the clipboard of such tables."""
    page = ""
    for row in rows:
        if len(row) == 1:
            page += f"<h1>{escape(row[0])}<o:p></o:p></h1>"
            continue
        begins = "</table><p class=MsoNormal><o:p>&nbsp;</o:p></p><table class=MsoTableGrid border=1>"
        cells = "".join(
            "<td width=312 style='border:solid windowtext 1.0pt;mso-border-alt:solid windowtext .5pt'>"
            f"<p class=MsoNormal><span lang=IN>{html_text(text) or '&nbsp;'}<o:p></o:p></span></p></td>"
            for text in row
        )
        page += (begins if row[0] == "Nama" else "") + f"<tr style='mso-yfti-irow:0'>{cells}</tr>\r\n"
    return WORD_PAGE.format(page + "</table>").encode()


def excel(rows):
    """A workbook with the labels in one column and the texts in the next; Excel makes numbers of numbers."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([int(text) if text.isdigit() else text for text in row])
    return saved(book)


def excel_html(rows):
    """What Excel puts on the clipboard of such cells."""
    line = "<tr height=20 style='height:15.0pt'>{}</tr>"
    cells = ("".join(f"<td class=xl65>{escape(text)}</td>" for text in (*row, "")[:2]) for row in rows)
    return EXCEL_PAGE.format("".join(map(line.format, cells))).encode()


def google_docs(rows):
    """What Google Docs downloads as Markdown: bold headings with anchors, escaped signs."""
    text = ""
    for row in rows:
        first, *others = (sign.replace("-", "\\-").replace("|", "\\|").replace("(", "\\(") for sign in row)
        if not others:
            text += f"# **{first}** {{#{first.lower().replace(' ', '-')}}}\n\n"
        else:
            text += f"\n| {first} | {others[0]} |\n| :---- | :---- |\n" if first == "Nama" else ""
            text += f"| {first} | {others[0]} |\n" if first != "Nama" else ""
    return text.encode()


def notepad(rows):
    """Such a table pasted into Notepad: a TAB between label and text."""
    return "\r\n".join("\t".join(row) for row in rows).encode("utf-8-sig")


def guide_lines(document):
    """A sub-aspect as a person writes it: (rank of the heading or 0, printed number or "", text)."""
    lines = [
        (2, "", f"Sub Aspek - {document.text('nomor')} {document.title}"),
        (3, "", "Deskripsi"),
        (0, "", document.text("deskripsi")),
    ]
    for title in ("Pengembangan Mandiri", "Pengembangan Melalui Penugasan"):
        lines.append((3, "", title))
        lines += [(0, line.label, line.text) for line in document.section(title.lower())]
    return lines


def whole_guide(documents):
    """A guide as such lines, with a heading where an aspect begins."""
    aspect = ""
    for document in documents:
        if document.text("aspek") != aspect:
            aspect = document.text("aspek")
            yield 1, "", f"{aspect} (Aspek {document.text('ranah')})"
        yield from guide_lines(document)


def guide_word(documents):
    """A Word file with headings, and a list of its own for each way to develop, numbered by Word."""
    body, lists = "", 0
    for rank, label, text in whole_guide(documents):
        lists += rank == 3
        content = "".join(r(run.text, "<w:i/>" if run.emphasised else "") for run in runs(text))
        body += p(
            content, style=f"Heading{rank}" if rank else "", num=lists if label else None, level=0 if label else None
        )
    styles = "".join(
        style(f"Heading{rank}", f'<w:pPr><w:outlineLvl w:val="{rank - 1}"/></w:pPr>', title=f"heading {rank}")
        for rank in (1, 2, 3)
    )
    numbered = "".join(num(number, 0, restart(0, 1)) for number in range(1, lists + 1))
    return word(body, styles=styles, numbering=abstract(0, lvl(0, "%1.")) + numbered)


def guide_html(documents):
    """What Word puts on the clipboard of it."""
    page = ""
    for rank, label, text in whole_guide(documents):
        name = f"h{rank}" if rank else "p"
        number = (
            "<![if !supportLists]><span style='mso-list:Ignore'>"
            f"{label}.<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp;&nbsp; </span></span><![endif]>"
        )
        look = (
            "class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'" if label else "class=MsoNormal"
        )
        page += f"<{name} {look}>{number if label else ''}{html_text(text)}<o:p></o:p></{name}>\r\n"
    return WORD_PAGE.format(page).encode()


def guide_excel(documents):
    """A workbook with a row for each sub-aspect, its actions in one cell, line below line."""
    book = openpyxl.Workbook()
    book.active.append(
        ["Aspek", "Ranah", "No. Sub Aspek", "Sub Aspek", "Deskripsi", "Pengembangan Mandiri", "Penugasan"]
    )
    for document in documents:
        actions = (
            "\n".join(f"{line.label}. {line.text}" for line in document.section(section))
            for section in ("pengembangan mandiri", "pengembangan melalui penugasan")
        )
        heads = (document.text(name) for name in ("aspek", "ranah", "nomor", "nama", "deskripsi"))
        book.active.append([*heads, *actions])
    return saved(book)


def guide_notepad(documents):
    """A Word guide pasted into Notepad: the numbers are texts, emphasis is gone."""
    lines = (f"{label}.\t{plain(text)}" if label else plain(text) for _rank, label, text in whole_guide(documents))
    return "\r\n".join(lines).encode()
