"""Guides, in every style that is read, and texts that no person thinks of."""

from __future__ import annotations

from hypothesis import assume
from hypothesis import strategies as st

from development.format import text as textfile
from development.format.fields import ASPECT, DOMAIN, NAME, NUMBER
from development.format.records import name_text
from documents.document import Document, clean
from tests.builders import PANDUAN, sub_aspect_with

SEED = PANDUAN.decode()
FRAGMENTS = (
    "A (Aspek *X*)", "B **(Aspek)**", "C (aspek y)", "### D (ASPEK Z)", "(Aspek", "Sub Aspek - 1 **N**",
    "Sub Aspek 2 M", "Sub Aspek - 3", "**Sub-Aspek – 4** Q", "Sub Aspek", "subaspek", "Sub Aspek - 1a x",
    "Nama", "Deskripsi:", "Deskripsi", "Deskripsi: d e", "**Deskripsi:** d", "### Deskripsi",
    "Pengembangan Mandiri", "pengembangan  melalui penugasan:", "**Pengembangan Mandiri**", "1. x",
    "2) y", "1.2 z", "1. ", "3.", "  lanjut", "teks bebas", "---", "***", "===", "#", "## ", "*", " ",
    "1\\. x \\| y", "a &amp; b", "***z***<br>", "Penugasan", "Pengembangan Lainnya", "- b", "a. c",
    "__Sub Aspek 7__ __O__", "### Sub Aspek 8 P {#p}",
    "Deskripsi: __f__ _g_", "- ", ":", ")", "(", "\ufeff", "\xa0", "\u200d", "\u2028", "\u0301", "é", "\r", "", "",
)  # fmt: skip

LINE_ENDS = st.sampled_from(["\n", "\r\n", "\r"])
fragments = st.lists(st.sampled_from(FRAGMENTS), max_size=25)
random_texts = st.one_of(
    st.text(max_size=80),
    fragments.map("".join),
    st.builds(lambda parts, end: end.join(parts), fragments, LINE_ENDS),
)


@st.composite
def guides(draw: st.DrawFn) -> str:
    """Texts that are nearly always accepted, in every style that is read."""
    pieces: list[str] = []
    parts = st.sampled_from([
        ["", "Deskripsi:\n\nd\n\n", "Deskripsi\nd\n\ne\n", "**Deskripsi:** d\n", "Deskripsi:\n"],
        ["", "Pengembangan Mandiri\n\n1. a\n\n2. b\n3) c\n  d\n\n", "## pengembangan mandiri:\n1. a\n"],
        ["", "Pengembangan Melalui Penugasan\n1. a\n2. b\n\n", "Pengembangan Melalui Penugasan\n\n"],
    ])  # fmt: skip
    for aspect in draw(st.lists(st.sampled_from("ABCD"), unique=True, max_size=4)):
        pieces.append(
            draw(st.sampled_from(["{} **(Aspek *X*)**\n\n", "# {} (Aspek)\n", "\n{} (aspek: y)\n"])).format(aspect)
        )
        for name in draw(st.lists(st.sampled_from("KLMN"), unique=True, max_size=3)):
            heading = st.sampled_from(
                [
                    "Sub Aspek - 1 **{}**\n\n",
                    "### sub-aspek – 2. {}\n",
                    "Sub Aspek\n\n{}\n\n",
                    "---\nSub Aspek 3\n**{}**\n",
                ]
            )
            pieces.append(draw(heading).format(name))
            pieces += [draw(st.sampled_from(part)) for part in draw(st.lists(parts, unique_by=tuple, max_size=3))]
    text = "".join(pieces).replace("\n", draw(LINE_ENDS))
    return text.rstrip() if draw(st.booleans()) else text


@st.composite
def mutated_seeds(draw: st.DrawFn) -> str:
    """A beginning of the seed with some lines deleted, inserted, replaced or exchanged."""
    lines = SEED[: draw(st.sampled_from([3000, 9000, len(SEED)]))].split("\n")
    for _ in range(draw(st.integers(1, 4))):
        first, second = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        change = draw(st.sampled_from(["delete", "insert", "replace", "exchange"]))
        if change == "exchange":
            lines[first], lines[second] = lines[second], lines[first]
        else:
            new = [] if change == "delete" else [draw(st.sampled_from(FRAGMENTS))]
            lines[first : first + (change != "insert")] = new
    return draw(LINE_ENDS).join(lines)


ATOMS = (
    "Sub Aspek", "(Aspek x)", "Deskripsi:", "Pengembangan Mandiri", "1. ", "- ", ": ", "a", "b", "*",
    "**", " ", "#", "2", "é", "(", ")", "—", "\u0301", "\u200d", "aspek", "_", "=", "Foo",
    "\\", "\\.", "&amp;", "<br>", "***", "&lt;", "Pengembangan Lainnya", "__",
)  # fmt: skip

words = st.one_of(
    st.sampled_from(["Foo", "Bar baz", "Oke"]),
    st.lists(st.sampled_from([*ATOMS, "|", ". "]), max_size=5).map("".join).map(clean),
    st.text(max_size=12).map(clean),
)
labels = st.sampled_from(["1", "2", "3", "4", "10", "1.2", "999"])


numbers = st.sampled_from(["", "1", "12", "3.1"])


@st.composite
def actions(draw: st.DrawFn) -> list[tuple[str, str]]:
    return [(label, draw(words)) for label in draw(st.lists(labels, unique=True, max_size=4))]


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A document as a form or a sheet may give it, of whatever words a file can hold."""
    aspect, name = draw(words.map(name_text)), draw(words.map(name_text))
    head = {ASPECT: aspect, DOMAIN: draw(words.map(name_text)), NUMBER: draw(numbers), NAME: name}
    document = sub_aspect_with(**head, deskripsi=draw(words), alone=draw(actions()), assigned=draw(actions()))
    assume(not textfile.refusals(document))
    return document
