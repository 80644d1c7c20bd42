"""Small Word files, written by hand: the parts that a test names, and no more."""

import io
import zipfile

from files.readers import docx
from files.zip_guard import Archive

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def root(name, content):
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {NAMESPACES}>{content}</w:{name}>'


def relationships(*pairs):
    listed = "".join(
        f'<Relationship Id="r{place}" Type="{R}/{kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(pairs)
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}</Relationships>'
    )


def word(body="", *, styles="", numbering="", parts=(), main="word/document.xml", kind=MAIN):
    """A Word file: the content of its body, styles and lists; `parts` are others, by their kind and content."""
    folder = main.rpartition("/")[0]
    links, members = [], {}
    named = [("styles", root("styles", styles)), ("numbering", root("numbering", numbering)), *parts]
    for place, (part, content) in enumerate(named):
        links.append((part, f"{part}{place}.xml"))
        members[f"{folder}/{part}{place}.xml".lstrip("/")] = content
    types = f'<Override PartName="/{main}" ContentType="{kind}"/>'
    return package({
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}'
        '<Override PartName="/word/styles0.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.styles+xml"/><Override PartName="/word/numbering1.xml" ContentType="application/vnd.'
        'openxmlformats-officedocument.wordprocessingml.numbering+xml"/></Types>',
        "_rels/.rels": relationships(("officeDocument", main)),
        main: root("document", f"<w:body>{body}</w:body>"),
        f"{folder}/_rels/{main.rpartition('/')[2]}.rels".lstrip("/"): relationships(*links),
        **members,
    })  # fmt: skip


def package(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def t(text):
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return f'<w:t xml:space="preserve">{escaped}</w:t>'


def r(text, properties=""):
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{t(text)}</w:r>"


def p(content="", properties="", *, style="", num=None, level=None):
    """A paragraph: its runs as XML, or its text; the style that it names, its list and level."""
    content = r(content) if content and not content.startswith("<") else content
    listed = (f'<w:ilvl w:val="{level}"/>' if level is not None else "") + (
        f'<w:numId w:val="{num}"/>' if num is not None else ""
    )
    properties = (
        (f'<w:pStyle w:val="{style}"/>' if style else "")
        + (f"<w:numPr>{listed}</w:numPr>" if listed else "")
        + properties
    )
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content}</w:p>"


def tc(content, properties=""):
    content = content if content.startswith("<w:") else p(content)
    return f"<w:tc>{f'<w:tcPr>{properties}</w:tcPr>' if properties else ''}{content}</w:tc>"


def tr(*cells, properties=""):
    inner = "".join(cell if cell.startswith("<w:tc") else tc(cell) for cell in cells)
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{inner}</w:tr>"


def tbl(*rows):
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def style(name, content="", *, kind="paragraph", title="", based="", default=False):
    default_ = ' w:default="1"' if default else ""
    below = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{name}"{default_}>'
        f'<w:name w:val="{title or name}"/>{below}{content}</w:style>'
    )


def lvl(level, text, kind="decimal", *, start=1, more=""):
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(number, *levels, link=""):
    return f'<w:abstractNum w:abstractNumId="{number}">{link}{"".join(levels)}</w:abstractNum>'


def num(number, definition, overrides=""):
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/>{overrides}</w:num>'


def restart(level, start):
    return f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def read(data):
    """The blocks of a file and its notes."""
    notes = []
    return list(docx.blocks(Archive(data), notes)), notes


def texts(data):
    """The texts of the paragraphs, and the rows as lists of their cells' texts."""
    blocks, _notes = read(data)
    return [block.text if hasattr(block, "heading") else [cell.text for cell in block.cells] for block in blocks]
