"""The parts of an XLSX file that hold comments: the texts, their drawing, relationships and content types."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from xml.etree import ElementTree as ET
from xml.sax.saxutils import quoteattr

from files.cells import column
from files.writers.sheet import xml

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_COMMENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_VML = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_SHAPE_TYPE = (
    f'<v:shapetype {_VML} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
#: The largest part that is held in memory, in bytes, and the first number of the shapes that are added.
PART, FIRST_SHAPE = 8 * 2**20, 900 * 1024 + 1
_TAG = re.compile(r"<(/?)([A-Za-z_][\w:.-]*)((?:\"[^\"]*\"|'[^']*'|[^<>\"'])*?)(/?)>")
_ROWS_END = re.compile(rb"</(\w+:)?sheetData\s*>|<(\w+:)?sheetData\s*/>")
#: The elements of a sheet that stand behind the legacy drawing.
_BEHIND = {
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
}


class UnfitError(Exception):
    """Comments cannot be written into this file."""


class Parts:
    """The changed parts of a workbook, and the sheets that get a drawing: its relationship by the sheet's part."""

    def __init__(self, source: zipfile.ZipFile) -> None:
        self.source = source
        self.names = set(source.namelist())
        self.changed: dict[str, bytes] = {}
        self.drawings: dict[str, str] = {}
        book = self._target("_rels/.rels", "", "/officeDocument")
        folder, name = posixpath.split(book)
        relations = {each["Id"]: each for each in self._relations(f"{folder}/_rels/{name}.rels")}
        text = self._text(book)
        if "purl.oclc.org" in text[:4_000]:
            raise UnfitError(book)
        self.sheets: dict[str, str] = {}
        for element in _parsed(text).iter(f"{{{_MAIN}}}sheet"):
            relation = relations.get(element.get(f"{{{_OFFICE}}}id", ""), {})
            if relation.get("Type", "").endswith("/worksheet"):
                self.sheets.setdefault(element.get("name", ""), _resolved(folder, relation["Target"]))

    def part_of(self, sheet: str) -> str:
        """Return the part of a sheet, of the first one for a name that there is not. Raises UnfitError."""
        part = self.sheets.get(sheet) or next(iter(self.sheets.values()), "")
        if part not in self.names:
            raise UnfitError(sheet)
        return part

    def comment(self, part: str, cells: Mapping[tuple[int, int], str]) -> None:
        """Add comments to the cells of the sheet in a part. Raises UnfitError."""
        folder, name = posixpath.split(part)
        relations = f"{folder}/_rels/{name}.rels"
        known = self._relations(relations) if relations in self.names else []
        comments = next((each for each in known if each.get("Type", "").endswith("/comments")), None)
        drawing = next((each for each in known if each.get("Type", "").endswith("/vmlDrawing")), None)
        if comments:
            target = _resolved(folder, comments["Target"])
            self.changed[target] = _with_comments(self._text(target), cells).encode()
        else:
            self._add(relations, "/comments", "xl/comments{}.xml", _comments(cells), _COMMENT_TYPE)
        if drawing:
            target = _resolved(folder, drawing["Target"])
            self.changed[target] = _with_shapes(self._text(target), cells).encode()
        else:
            made = self._add(relations, "/vmlDrawing", "xl/drawings/vmlDrawing{}.vml", _drawing(cells), _DRAWING_TYPE)
            self.drawings[part] = made

    def _add(self, relations: str, kind: str, pattern: str, content: str, content_type: str) -> str:
        """Add a part, its relationship and its content type; return the relationship's name."""
        name = next(name for nth in count(1) if (name := pattern.format(nth)) not in self.names)
        self.names.add(name)
        self.changed[name] = content.encode()
        text = (
            self._text(relations) if relations in self.names else f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}"/>'
        )
        made = next(made for nth in count(1) if (made := f"rIdK{nth}") not in text)
        target = quoteattr(f"/{name}")
        self._put(relations, text, f'<{{}}Relationship Id="{made}" Type="{_OFFICE}{kind}" Target={target}/>')
        types = self._text("[Content_Types].xml")
        if name.endswith(".vml"):
            if not re.search(r'Extension="vml"', types, re.IGNORECASE):
                added = f'<{{}}Default Extension="vml" ContentType="{content_type}"/>'
                self._put("[Content_Types].xml", types, added)
        else:
            self._put("[Content_Types].xml", types, f'<{{}}Override PartName={target} ContentType="{content_type}"/>')
        return made

    def _put(self, name: str, text: str, element: str) -> None:
        """Write an element at the end of the root of a part; {} in it becomes the root's prefix."""
        self.names.add(name)
        self.changed[name] = _appended(text, element).encode()

    def _text(self, name: str) -> str:
        if name in self.changed:
            return self.changed[name].decode()
        if name not in self.names or self.source.getinfo(name).file_size > PART:
            raise UnfitError(name)
        try:
            return self.source.read(name).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise UnfitError(name) from error

    def _relations(self, name: str) -> list[dict[str, str]]:
        return [dict(element.attrib) for element in _parsed(self._text(name)) if "Target" in element.attrib]

    def _target(self, relations: str, folder: str, kind: str) -> str:
        for each in self._relations(relations):
            if each.get("Type", "").endswith(kind):
                return _resolved(folder, each["Target"])
        raise UnfitError(kind)


def _parsed(text: str) -> ET.Element:
    """Return the tree of a small part. One that could declare entities is refused."""
    if "<!" in text.replace("<!--", ""):
        raise UnfitError
    try:
        return ET.fromstring(text)  # noqa: S314
    except ET.ParseError as error:
        raise UnfitError from error


def _resolved(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


def _appended(text: str, element: str) -> str:
    """Return XML with an element at the end of its root, or as the content of an empty root."""
    if found := re.search(r"</((?:\w+:)?)\w+\s*>\s*$", text):
        return text[: found.start()] + element.format(found[1]) + text[found.start() :]
    if found := re.search(r"<((?:\w+:)?)(\w+)([^<>]*)/>\s*$", text):
        prefix, name, attributes = found.groups()
        return f"{text[: found.start()]}<{prefix}{name}{attributes}>{element.format(prefix)}</{prefix}{name}>"
    raise UnfitError


def _reference(row: int, place: int) -> str:
    return f"{column(place)}{row}"


def _comments(cells: Mapping[tuple[int, int], str]) -> str:
    authors = "<authors><author></author></authors>"
    empty = f'{_DECLARATION}<comments xmlns="{_MAIN}">{authors}<commentList></commentList></comments>'
    return _with_comments(empty, cells)


def _with_comments(text: str, cells: Mapping[tuple[int, int], str]) -> str:
    """Return a part of comments with further ones; a cell that has one gets the text below it. Linear."""
    end = re.search(r"</((?:\w+:)?)commentList\s*>", text)
    if not end:
        raise UnfitError
    prefix, pieces, at = end[1], [], 0
    new = {_reference(*cell): said for cell, said in sorted(cells.items())}
    for had in re.finditer(rf'<{prefix}comment\b[^<>]*\bref="([A-Z]+[0-9]+)"', text):
        close = text.find(f"</{prefix}text>", had.end())
        if close >= at and had[1] in new:
            said = xml("\n\n" + new.pop(had[1]))
            pieces += [text[at:close], f'<{prefix}r><{prefix}t xml:space="preserve">{said}</{prefix}t></{prefix}r>']
            at = close
    pieces.append(text[at : end.start()])
    for reference, said in new.items():
        words = f'<{prefix}text><{prefix}t xml:space="preserve">{xml(said)}</{prefix}t></{prefix}text>'
        pieces.append(f'<{prefix}comment ref="{reference}" authorId="0">{words}</{prefix}comment>')
    return "".join([*pieces, text[end.start() :]])


def _drawing(cells: Mapping[tuple[int, int], str]) -> str:
    shapes = "".join(_shapes(cells))
    return (
        f'<xml {_VML}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
        f"{_SHAPE_TYPE}{shapes}</xml>"
    )


def _with_shapes(text: str, cells: Mapping[tuple[int, int], str]) -> str:
    """Return a drawing with a shape for each cell that has none yet."""
    had = set(re.findall(r"<x:Row>\s*(\d+)\s*</x:Row>\s*<x:Column>\s*(\d+)\s*</x:Column>", text))
    new = {cell: said for cell, said in cells.items() if (str(cell[0] - 1), str(cell[1])) not in had}
    type_ = "" if "_x0000_t202" in text else _SHAPE_TYPE
    at = text.rfind("</xml>")
    if at < 0:
        raise UnfitError
    return text[:at] + type_ + "".join(_shapes(new)) + text[at:]


def _shapes(cells: Mapping[tuple[int, int], str]) -> Iterator[str]:
    for nth, ((row, place), _text) in enumerate(sorted(cells.items())):
        anchor = f"{place + 1}, 15, {max(row - 2, 0)}, 10, {place + 5}, 15, {row + 5}, 4"
        yield (
            f'<v:shape {_VML} id="_x0000_s{FIRST_SHAPE + nth}" type="#_x0000_t202" style="position:absolute;'
            f'margin-left:80pt;margin-top:5pt;width:240pt;height:100pt;z-index:{nth + 1};visibility:hidden" '
            'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" '
            'obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto">'
            '<div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/>'
            f"<x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
            f"<x:Row>{row - 1}</x:Row><x:Column>{place}</x:Column></x:ClientData></v:shape>"
        )


def with_legacy_drawing(pieces: Iterable[bytes], relation: str) -> Iterator[bytes]:
    """Yield the pieces of a sheet, with the element that shows its comments in its place behind the rows.

    What stands behind the rows is held in memory. Raises UnfitError when there are no rows.
    """
    held, behind, found = b"", b"", None
    for piece in pieces:
        if found:
            behind += piece
            if len(behind) > PART:
                raise UnfitError
            continue
        held += piece
        if found := _ROWS_END.search(held):
            yield held[: found.end()]
            held, behind = b"", held[found.end() :]
            prefix = (found[1] or found[2] or b"").decode()
        elif len(held) > 64:
            yield held[:-64]
            held = held[-64:]
    if not behind:
        raise UnfitError
    try:
        text = behind.decode()
    except UnicodeDecodeError as error:
        raise UnfitError from error
    at = _place_of_drawing(text)
    element = f'<{prefix}legacyDrawing xmlns:rk="{_OFFICE}" rk:id="{relation}"/>'
    yield (text[:at] + element + text[at:]).encode()


def _place_of_drawing(text: str) -> int:
    """Return where the legacy drawing stands in what follows the rows of a sheet."""
    depth = 0
    for tag in _TAG.finditer(text):
        closing, name, _attributes, alone = tag.groups()
        if depth == 0 and (closing or name.rpartition(":")[2] in _BEHIND):
            return tag.start()
        if closing:
            depth -= 1
        elif not alone:
            depth += 1
    raise UnfitError
