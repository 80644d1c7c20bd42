"""The parts of a Word document besides its text: styles, page, running head, properties. No Django."""

from __future__ import annotations

from exchange.leaves import Cover
from exchange.outgoing import xml

XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
#: How much of the text is copied at a time, in characters.
PIECE = 2**16
#: The widths of a table's two columns, in twentieths of a point; together the page within its margins.
NUMBER_WIDTH, TEXT_WIDTH = 850, 8788

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_SPACE = f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{_OFFICE}/relationships"'
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_PARTS = ("styles", "settings", "numbering", "header", "footer")

OPEN = f"<w:document {_SPACE}><w:body>"
_PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1134" w:bottom="1418" w:left="1134" '
    'w:header="709" w:footer="709" w:gutter="0"/>'
)
_RUNNING = '<w:headerReference w:type="default" r:id="header"/><w:footerReference w:type="default" r:id="footer"/>'
#: The end of the text, by whether a document stands alone: else the first page, the cover, has no running head.
SECTION = {
    alone: f"<w:sectPr>{_RUNNING}{_PAGE}{'' if alone else '<w:titlePg/>'}</w:sectPr></w:body></w:document>"
    for alone in (True, False)
}

_TYPES = (
    f'{XML_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    + "".join(f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{name}+xml"/>' for name in _PARTS)
    + f'<Override PartName="/docProps/core.xml" ContentType="{_CORE_TYPE}"/></Types>'
)
_ROOT = (
    f'{XML_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="document" Type="{_OFFICE}/relationships/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="core" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)
_RELATIONS = (
    f'{XML_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    + "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/relationships/{name}" Target="{name}.xml"/>' for name in _PARTS
    )
    + "</Relationships>"
)
_SETTINGS = (
    f'{XML_HEAD}<w:settings {_SPACE}><w:defaultTabStop w:val="709"/><w:characterSpacingControl w:val="doNotCompress"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
    'w:val="15"/></w:compat><w:themeFontLang w:val="id-ID"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
    "</w:settings>"
)
#: Bullets for lines without numbers; printed numbers are never made by Word.
_NUMBERING = (
    f'{XML_HEAD}<w:numbering {_SPACE}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/>'
    '<w:lvlText w:val="•"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def parts(cover: Cover, title: str, rank: int) -> dict[str, str]:
    """The parts of a document of that title besides its text, by name; `rank` is that of its leaves' headings."""
    return {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _ROOT,
        "docProps/core.xml": _core(cover, title),
        "word/_rels/document.xml.rels": _RELATIONS,
        "word/styles.xml": _styles(rank),
        "word/settings.xml": _SETTINGS,
        "word/numbering.xml": _NUMBERING,
        "word/header.xml": _header(cover, title),
        "word/footer.xml": _footer(),
    }


def _core(cover: Cover, title: str) -> str:
    """The document's properties: no name of a program or a person, and the moment of the edition, if there is one."""
    moment = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{cover.created}</dcterms:{name}>'
        for name in ("created", "modified")
        if cover.created
    )
    creator = f"<dc:creator>{xml(cover.organisation)}</dc:creator>" if cover.organisation else ""
    return (
        f'{XML_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{xml(title)}</dc:title>{creator}<dc:language>id-ID</dc:language>{moment}</cp:coreProperties>"
    )


def _header(cover: Cover, title: str) -> str:
    text = " · ".join(filter(None, (cover.organisation, title)))
    return (
        f'{XML_HEAD}<w:hdr {_SPACE}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{xml(text)}</w:t></w:r></w:p></w:hdr>'
    )


def _footer() -> str:
    pages = "".join(
        f'<w:r><w:t xml:space="preserve">{word}</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {field} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        f'<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        for word, field in (("Halaman ", "PAGE"), (" dari ", "NUMPAGES"))
    )
    return f'{XML_HEAD}<w:ftr {_SPACE}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{pages}</w:p></w:ftr>'


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


def _styles(rank: int) -> str:
    """Every style by name; a leaf, and a part of the whole, begins a page by the style of its heading."""
    return (
        f"{XML_HEAD}<w:styles {_SPACE}><w:docDefaults><w:rPrDefault><w:rPr>"
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


_CHARACTERS = "".join(
    (
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
