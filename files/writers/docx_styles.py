"""The styles of a Word document: its looks have names, so that people change them in one place. No Django."""

from __future__ import annotations

XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SPACE = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)

#: The styles that Word does not know by name.
_OWN = frozenset(
    [
        "Heading2First",
        "Organisasi",
        "Edisi",
        "Keterangan",
        "Kode",
        "Definisi",
        "Kosong",
        "IsiTabel",
        "KepalaTabel",
        "Nomor",
        "Asing",
    ]
)
_GREEN, _GREY = "0B4F50", "565D64"
_KEPT = "<w:keepNext/><w:keepLines/>"


def styles(rank: int) -> str:
    """Every style by name; a leaf, and a part of the whole, begins a page by the style of its heading."""
    return (
        f"{XML_HEAD}<w:styles {SPACE}><w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Calibri"/>'
        '<w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="id-ID" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr>'
        '</w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr>'
        f"</w:pPrDefault></w:docDefaults>{_headings(rank)}{_PARAGRAPHS}{_CHARACTERS}{_TABLE}</w:styles>"
    )


def _paragraph(identifier: str, name: str, based: str, rules: str, *, looks: str = "") -> str:
    """A paragraph style; `rules` are those of the paragraph, `looks` those of its letters."""
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    default = "" if based else ' w:default="1"'
    inner = f"<w:pPr>{rules}</w:pPr>" if rules else ""
    inner += f"<w:rPr>{looks}</w:rPr>" if looks else ""
    own = ' w:customStyle="1"' if identifier in _OWN else ""
    return (
        f'<w:style w:type="paragraph"{default}{own} w:styleId="{identifier}"><w:name w:val="{name}"/>{base}'
        f"<w:qFormat/>{inner}</w:style>"
    )


def _letters(size: int, *, color: str = "", bold: bool = False, italic: bool = False) -> str:
    """The looks of letters: their `size` in points."""
    return (
        ("<w:b/>" if bold else "")
        + ("<w:i/>" if italic else "")
        + (f'<w:color w:val="{color}"/>' if color else "")
        + f'<w:sz w:val="{size * 2}"/><w:szCs w:val="{size * 2}"/>'
    )


def _spaced(before: int, after: int) -> str:
    """Room before and after a paragraph, in points."""
    return f'<w:spacing w:before="{before * 20}" w:after="{after * 20}"/>'


def _headings(rank: int) -> str:
    sizes = (20, 16, 13) if rank == 2 else (18, 13, 12)
    found = [_paragraph("Normal", "Normal", "", "")]
    for nth, size in enumerate(sizes, 1):
        turn = "<w:pageBreakBefore/>" if nth <= rank else ""
        rules = f'{_KEPT}{turn}{_spaced(0 if turn else 14, 6)}<w:outlineLvl w:val="{nth - 1}"/>'
        looks = _letters(size, color=_GREEN, bold=True)
        found.append(_paragraph(f"Heading{nth}", f"heading {nth}", "Normal", rules, looks=looks))
    same = f'<w:pageBreakBefore w:val="0"/>{_spaced(14, 6)}'
    found.append(_paragraph("Heading2First", "Judul 2 Pertama", "Heading2", same))
    return "".join(found)


_DOTS = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9638"/></w:tabs>'
_BULLET = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
_PARAGRAPHS = "".join(
    (
        _paragraph("BodyText", "Body Text", "Normal", ""),
        _paragraph("Title", "Title", "Normal", _spaced(160, 12), looks=_letters(32, color=_GREEN, bold=True)),
        _paragraph("Subtitle", "Subtitle", "Normal", _spaced(0, 12), looks=_letters(16, color=_GREY)),
        _paragraph("Organisasi", "Organisasi", "Normal", _spaced(0, 12), looks=_letters(14, color=_GREY, bold=True)),
        _paragraph("Edisi", "Edisi", "Normal", _spaced(24, 0), looks=_letters(12, color=_GREY)),
        _paragraph(
            "TOCHeading",
            "TOC Heading",
            "Normal",
            f"{_KEPT}<w:pageBreakBefore/>{_spaced(0, 12)}",
            looks=_letters(18, color=_GREEN, bold=True),
        ),
        _paragraph("TOC1", "toc 1", "Normal", f"{_DOTS}{_spaced(4, 2)}"),
        _paragraph("TOC2", "toc 2", "Normal", f'{_DOTS}{_spaced(0, 2)}<w:ind w:left="284"/>'),
        _paragraph("Keterangan", "Keterangan", "Normal", "<w:keepNext/>", looks=_letters(11, color=_GREY)),
        _paragraph("Kode", "Kode", "Normal", "<w:keepNext/>", looks=_letters(11, color=_GREEN, bold=True)),
        _paragraph("Definisi", "Definisi", "Normal", "<w:keepLines/>", looks=_letters(12)),
        _paragraph("Kosong", "Kosong", "Normal", "", looks=_letters(11, color=_GREY, italic=True)),
        _paragraph("ListBullet", "List Bullet", "Normal", f"{_BULLET}{_spaced(0, 3)}"),
        _paragraph("IsiTabel", "Isi Tabel", "Normal", _spaced(2, 2)),
        _paragraph("KepalaTabel", "Kepala Tabel", "IsiTabel", "<w:keepNext/>", looks="<w:b/>"),
        _paragraph("Nomor", "Nomor", "IsiTabel", "", looks="<w:b/>"),
        _paragraph("Header", "header", "Normal", "", looks=_letters(9, color=_GREY)),
        _paragraph("Footer", "footer", "Normal", '<w:jc w:val="right"/>', looks=_letters(9, color=_GREY)),
    )
)


def _character(identifier: str, name: str, looks: str) -> str:
    own = ' w:customStyle="1"' if identifier in _OWN else ""
    return (
        f'<w:style w:type="character"{own} w:styleId="{identifier}"><w:name w:val="{name}"/><w:qFormat/>'
        f"<w:rPr>{looks}</w:rPr></w:style>"
    )


_DEFAULT = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/></w:style>'
)
_CHARACTERS = "".join(
    (
        _DEFAULT,
        _character("Emphasis", "Emphasis", "<w:i/>"),
        _character("Strong", "Strong", "<w:b/>"),
        _character("IntenseEmphasis", "Intense Emphasis", "<w:b/><w:i/>"),
        _character("Asing", "Istilah Asing", '<w:i/><w:lang w:val="en-US"/>'),
    )
)
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="B7C4C2"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_TABLE = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
    '</w:tblCellMar></w:tblPr></w:style><w:style w:type="table" w:customStyle="1" w:styleId="TabelKompetensi">'
    '<w:name w:val="Tabel Kompetensi"/><w:basedOn w:val="TableNormal"/><w:qFormat/>'
    f"<w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr>"
    f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="{_GREEN}"/></w:rPr><w:tcPr>'
    '<w:shd w:val="clear" w:color="auto" w:fill="E4F0EE"/></w:tcPr></w:tblStylePr></w:style>'
)
