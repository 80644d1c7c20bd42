"""Files to begin with, and ways to damage them."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Callable, Sequence

from documents.document import Document
from exchange import document_types
from exchange.document_types import DocumentType, read
from exchange.exports.kinds import by_extension
from tests.settings import BASE_DIR
from tests.sheets import as_csv, as_ods, as_xlsx, rows_of, zipped

FIXTURES, MUSEUM = BASE_DIR / "fixtures", BASE_DIR / "tests" / "files"
ARCHIVE = b"PK\x03\x04"
#: A page as a browser puts it on the clipboard.
HTML = b"""<!--StartFragment--><h2>Kelompok</h2><table border=1><thead><tr><th>Kode<th>Nama Kompetensi<th>Level
<th>Indikator Perilaku</thead><tr><td rowspan=2>M.01<td rowspan=2>Integritas<td>1<td><ul><li>Jujur &amp; adil<li>Berani
</ul><tr><td>Level II<td><ol start=3><li><b>Taat</b> aturan</ol></table><p>Nama: <span style="display:none">x</span>
Empati<br>Kode: M.02</p><p style="mso-list:l0 level1 lfo1"><![if !supportLists]>1.<![endif]>Mendengar</p>"""
#: Bytes that mean something to one of the readers.
WORDS = [
    *(
        b"\n",
        b"\r\n",
        b"\r",
        b"\n\n",
        b"|",
        b" | ",
        b";",
        b",",
        b"\t",
        b'"',
        b'""',
        b"'",
        b"=",
        b"*",
        b"**",
        b":",
        b"- ",
    ),
    *(
        b"Nama",
        b"Kode",
        b"Definisi",
        b"Perilaku Kunci",
        b"Level 1 |",
        b"Level 99999999999",
        b"1 | ",
        b"1. ",
        b"0",
        b"-1",
    ),
    *(b"ASPEK ", b"Sub Aspek 1", b"Deskripsi:", b"Pengembangan Mandiri", b"(Managing Self)", b"# ", b"---", b"===="),
    *(
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\0",
        b"\x0b",
        b"\x1c",
        b"\x85",
        b"\xc2\x85",
        b"\xe2\x80\xa8",
        b"\xc2\xa0",
    ),
    *(
        b"\xe2\x80\x8b",
        b"\xe2\x80\xae",
        b"\xed\xa0\x80",
        b"\xf4\x8f\xbf\xbf",
        b"\xcc\x81" * 9,
        "İıſß".encode(),
        b"\xef\xbc\x91",
    ),
    *(
        b"kode",
        b"nama",
        b"bagian",
        b"level",
        b"nomor",
        b"teks",
        b"aspek",
        b"ranah",
        b"1e999",
        b"99999999999999999999",
        b"NaN",
    ),
    *(
        b"{",
        b"}",
        b"[",
        b"]",
        b"null",
        b"true",
        b'"\\ud800"',
        b"[" * 2000,
        b"&#0;",
        b"&#8203;",
        b"&lt;",
        b"<!DOCTYPE x>",
    ),
    *(
        b"<c>",
        b"</row>",
        b'r="A1048577"',
        b't="s"',
        b'number-columns-repeated="99999999"',
        b"<![CDATA[",
        b"-->",
        b"a" * 5001,
    ),
    *(
        b"<w:tbl>",
        b"</w:tc>",
        b'<w:gridSpan w:val="99999"/>',
        b"<w:vMerge/>",
        b"<w:p><w:r><w:t>Level 2</w:t></w:r></w:p>",
        b'<w:numId w:val="1"/>',
        b"<w:del>",
        b"<table>",
        b"<td colspan=9999 rowspan=9999>",
        b"</li>",
        b"<br>",
        b"<!--",
        b"Level 1 (Paham)",
        b"Indikator Perilaku :",
        "• ".encode(),
        b"a. ",
        b"1.1. ",
    ),
]


def seeds() -> list[bytes]:
    """The museum, the real files, their documents alone, and all of these as every kind of sheet and as JSON."""
    found = [path.read_bytes() for path in sorted(MUSEUM.iterdir()) if path.suffix == ".txt"]
    found += [path.read_bytes() for path in sorted((MUSEUM / "layouts").glob("*/*")) if path.suffix != ".json"]
    found.append(HTML)
    for document_type in document_types.all_types():
        documents = read((FIXTURES / f"{document_type.slug}.md").read_bytes()).parsed.documents
        found.append(document_type.text.render(documents).encode())
        for some in (documents[:1], documents[-2:]):
            found.append(document_type.text.render(some).encode())
            rows = rows_of(document_type, some)
            found += [
                as_csv(rows),
                as_csv(rows, ",", "utf-8"),
                as_csv(rows, "\t", "utf-16"),
                as_xlsx(rows),
                as_ods(rows),
            ]
            made = {extension: _written(document_type, extension, some) for extension in ("json", "docx")}
            found += [*made.values(), json.dumps(json.loads(made["json"])).encode()]
    return [data for data in found if len(data) < 100_000]


def _written(document_type: DocumentType, extension: str, documents: Sequence[Document]) -> bytes:
    """Return documents as a file that the product gives out."""
    out = io.BytesIO()
    by_extension(document_type, extension).write(document_type, documents, out)
    return out.getvalue()


def mutated(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """`data` after one to six damages; of an archive, mostly of one of its members, which is packed again."""
    if data.startswith(ARCHIVE) and chance.random() < 0.9:
        return _repacked(data, others, chance)
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        chance.choice(DAMAGES)(made, others, chance)
    return bytes(made)


def _repacked(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, EOFError, zipfile.zlib.error):
        return data
    if not members or sum(map(len, members.values())) > 3_000_000:
        return data
    name = chance.choice(sorted(members))
    part = bytearray(members[name])
    for _ in range(chance.choice((1, 1, 2, 3))):
        chance.choice(DAMAGES)(part, [*members.values()], chance)
    if chance.random() < 0.02:
        del members[name]
    return zipped({**members, name: bytes(part)}, chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED)))


def _place(made: bytearray, chance: random.Random, *, length: int = 0) -> int:
    return chance.randrange(max(1, len(made) - length + 1))


def _flip(made: bytearray, others: Sequence[bytes], chance: random.Random) -> None:
    if made:
        made[chance.randrange(len(made))] = chance.randrange(256)


def _cut(made: bytearray, others: Sequence[bytes], chance: random.Random) -> None:
    begin = _place(made, chance)
    del made[begin : begin + chance.choice((1, 2, 8, 64, 1000))]


def _say(made: bytearray, others: Sequence[bytes], chance: random.Random) -> None:
    begin = _place(made, chance)
    made[begin : begin + chance.choice((0, 0, 1, 4))] = chance.choice(WORDS)


def _repeat(made: bytearray, others: Sequence[bytes], chance: random.Random) -> None:
    begin = _place(made, chance)
    piece = bytes(made[begin : begin + chance.choice((1, 4, 40, 400))])
    made[begin:begin] = piece * min(chance.choice((1, 2, 50)), 1 + 20_000 // max(1, len(piece)))


def _borrow(made: bytearray, others: Sequence[bytes], chance: random.Random) -> None:
    other = chance.choice(others)
    begin = chance.randrange(len(other) + 1)
    place = _place(made, chance)
    made[place:place] = other[begin : begin + chance.choice((8, 80, 800))]


def _lines(made: bytearray, others: Sequence[bytes], chance: random.Random) -> None:
    """Drop, double, swap or move whole lines."""
    lines = bytes(made).splitlines(keepends=True)
    if len(lines) > 1:
        first, second = chance.randrange(len(lines)), chance.randrange(len(lines))
        kind = chance.randrange(4)
        if kind == 0:
            del lines[first]
        elif kind == 1:
            lines.insert(second, lines[first])
        elif kind == 2:
            lines[first], lines[second] = lines[second], lines[first]
        else:
            lines.insert(second, lines.pop(first))
        made[:] = b"".join(lines)


def _number(made: bytearray, others: Sequence[bytes], chance: random.Random) -> None:
    places = [place for place, byte in enumerate(made[:20_000]) if 48 <= byte <= 57]
    if places:
        place = chance.choice(places)
        made[place : place + 1] = chance.choice((b"0", b"9", b"00", b"10", b"-1", b"1" * 30, b"", b"1.5", b"x"))


DAMAGES: tuple[Callable[[bytearray, Sequence[bytes], random.Random], None], ...] = (
    *(_flip, _cut, _say, _say, _repeat, _borrow, _lines, _lines, _number),
)
