"""The parts of a Word document besides its text and styles: page, running head, properties. No Django."""

from __future__ import annotations

from documents.layout import Cover
from files.writers.docx_styles import SPACE, XML_HEAD, styles
from files.writers.sheet import xml

#: How much of the text is copied at a time, in characters.
PIECE = 2**16
#: The widths of a table's two columns, in twentieths of a point; together the page within its margins.
NUMBER_WIDTH, TEXT_WIDTH = 850, 8788

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_PARTS = ("styles", "settings", "numbering", "header", "footer")

OPEN = f"<w:document {SPACE}><w:body>"
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
    f'{XML_HEAD}<w:settings {SPACE}><w:defaultTabStop w:val="709"/><w:characterSpacingControl w:val="doNotCompress"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
    'w:val="15"/></w:compat><w:themeFontLang w:val="id-ID"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
    "</w:settings>"
)
#: Bullets for lines without numbers; printed numbers are never made by Word.
_NUMBERING = (
    f'{XML_HEAD}<w:numbering {SPACE}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>'
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
        "word/styles.xml": styles(rank),
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
        f'{XML_HEAD}<w:hdr {SPACE}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>'
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
    return f'{XML_HEAD}<w:ftr {SPACE}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{pages}</w:p></w:ftr>'
