"""Files that are refused as a whole: columns flattened to spaces, other models, two documents in one file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from documents.document import Problem, excerpt
from documents.translation import AnyText, grouped
from documents.translation import mark as _
from files.readers.blocks import Block, Paragraph
from files.readers.understanding.entries import DOCUMENT_LIMIT
from files.readers.understanding.labels import label_of
from files.readers.understanding.record import Records
from files.readers.understanding.vocabulary import Kind, Vocabulary
from files.readers.understanding.words import begins, level_of, mark, roles_by_words, title

COLUMNS = _(
    "Teks ini berasal dari tabel PDF: kolom-kolomnya bercampur dan hanya dipisah spasi, sehingga tidak jelas baris "
    "mana milik siapa. Salin tabelnya langsung dari Word, Excel, atau halaman web, atau minta berkas Word aslinya."
)
#: A gap between columns, and how far from the margin a line of a right-hand column begins, in characters.
_GAP = re.compile(r"(?<=\S) {3,}(?=\S)")
_MARGIN = 12
#: How many lines must have a gap, and how many must begin in one column, for a text to be columns.
_GAPS, _ALIGNED = 3, 6
_LONGEST = 400
#: The kinds of label that tell a document of one type from that of another.
_TELLING = (Kind.NAME, Kind.KEY, Kind.LIST, Kind.LEVEL_ITEM, Kind.GROUP)


LEVELS_AS_GROUPS = _(
    "“{name}” berulang di bawah kelompok yang berbeda (“{first}”, “{second}”) dan tidak ada level: tampaknya "
    "kelompoknya adalah level. Susun menurut nama, dengan Level 1, Level 2, dan seterusnya di bawahnya, lalu "
    "unggah lagi."
)


TOO_MANY = _("Berkas memuat lebih dari {limit} dokumen. Bagi menjadi beberapa berkas.")


class Refusal(NamedTuple):
    """Why a file is refused: the code of its problem, the sentence, and the block where it shows first."""

    code: str
    message: AnyText
    block: int


def refusal_of(blocks: Sequence[Block], vocabulary: Vocabulary) -> Refusal | None:
    """Return why a file is not read at all, None if it is. Linear."""
    if block := first_of_columns(blocks, vocabulary) or first_flattened(blocks, vocabulary):
        return Refusal("E_COLUMNS", COLUMNS, block)
    return _foreign(blocks, vocabulary)


def too_many(block: int) -> Refusal:
    """Return the refusal of a file with more documents than one file may have, which shows in that block."""
    return Refusal("E_TOO_MANY", TOO_MANY.format(limit=grouped(DOCUMENT_LIMIT)), block)


def first_of_columns(blocks: Sequence[Block], vocabulary: Vocabulary) -> int:
    """Return the block where columns begin that were flattened to spaces, 0 without any.

    Lines that begin in the same place far from the margin are the right-hand column; gaps behind a list mark or a
    label, or before a colon, are none.
    """
    starts: Counter[int] = Counter()
    gaps, first = 0, 0
    for block in blocks:
        text = block.text[:_LONGEST] if isinstance(block, Paragraph) else ""
        if "   " not in text or "\t" in text or "|" in text or not isinstance(block, Paragraph):
            continue
        place = _column_of(text, vocabulary)
        if place:
            first = first or block.number
            starts[place] += 1
            gaps += bool(text[: _MARGIN // 2].strip() or text[:place].strip())
    return first if gaps >= _GAPS and max(starts.values(), default=0) >= _ALIGNED else 0


def first_flattened(blocks: Sequence[Block], vocabulary: Vocabulary) -> int:
    """Return the block where a table shows whose cells became lines, 0 without one.

    Its heads stand in one line, or the colons of its labels stand at the beginning of lines again and again.
    """
    colons: list[int] = []
    for block in blocks:
        if not isinstance(block, Paragraph):
            continue
        if _begins_by_colon(block.text):
            colons.append(block.number)
        elif (
            len(block.text) < _LONGEST
            and "\t" not in block.text
            and "|" not in block.text
            and ";" not in block.text
            and _is_flat_head(block.text, vocabulary)
        ):
            return colons[0] if colons else block.number
    return colons[0] if len(colons) > 1 else 0


def _begins_by_colon(text: str) -> bool:
    """Return whether a line begins with the colon of a label above it, and not with the name of a picture."""
    return text.lstrip().startswith(":") and not mark(text) and any(map(str.isalnum, text[:_LONGEST]))


def _is_flat_head(text: str, vocabulary: Vocabulary) -> bool:
    """Return whether a line is the heads of several columns, apart by spaces only."""
    if not begins(text.lstrip("# "), vocabulary):
        return False
    level = level_of(text, vocabulary)
    if level and level.rest and (second := level_of(level.rest, vocabulary)) and not second.name:
        return not second.rest or level_of(second.rest, vocabulary) is not None
    words, roles = title(text).split(), roles_by_words(vocabulary)
    kinds: list[Kind] = []
    while words and len(words) < 16:
        count = next((n for n in range(len(words), 0, -1) if " ".join(words[:n]) in roles), 0)
        if not count:
            return False
        kinds.append(roles[" ".join(words[:count])].kind)
        words = words[count:]
    content = {Kind.LEVEL_TEXT, Kind.LEVEL_ITEM} & set(kinds)
    return not words and bool(content) and (len(kinds) > 2 or kinds[:1] == [Kind.LEVEL]) and len(kinds) > 1


def _column_of(text: str, vocabulary: Vocabulary) -> int:
    """Return where the right-hand column of a line begins, 0 without one."""
    margin = len(text) - len(text.lstrip(" "))
    gaps = list(_GAP.finditer(text, margin))
    found = gaps[-1] if gaps else None
    if found is None:
        return margin if margin >= _MARGIN and not text.lstrip().startswith(":") else 0
    left, right = text[: found.start()].strip(), text[found.end() :]
    if right.startswith(":") or mark(f"{left} x") or label_of(left, vocabulary) or level_of(left, vocabulary):
        return 0
    return found.end()


def _foreign(blocks: Sequence[Block], vocabulary: Vocabulary) -> Refusal | None:
    """Return the refusal of a file that another model's own words head."""
    words = tuple(dict.fromkeys(word for key in vocabulary.foreign for word in key))
    firsts = {word.split()[0] for word in words}
    found: dict[str, int] = {}
    for number, text in _short_texts(blocks):
        plain = _without_mark(text) if _may_hold(text, firsts) else ""
        for word in words if plain.startswith(words) else ():
            if plain == word or plain.startswith(f"{word} "):
                found.setdefault(word, number)
    for key, message in vocabulary.foreign.items():
        if all(word in found for word in key):
            return Refusal("E_OTHER_MODEL", message, min(found[word] for word in key))
    return None


def _may_hold(text: str, words: Collection[str]) -> bool:
    """Return whether a text may hold one of these words: a quick test, sure of texts in plain letters alone."""
    if not text.isascii() or "*" in text or "_" in text:
        return True
    folded = text.casefold()
    return any(map(folded.__contains__, words))


def _without_mark(text: str) -> str:
    found = mark(text)
    return title(found.text if found else text)


def _short_texts(blocks: Sequence[Block]) -> Iterator[tuple[int, str]]:
    for block in blocks:
        texts = [block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells]
        for text in texts:
            yield block.number, text[:80]


def levels_as_groups(records: Records) -> Problem | None:
    """Return the problem of a file whose groups are levels: one name in several groups, and no level anywhere."""
    if not records.vocabulary.levels:
        return None
    groups: dict[str, str] = {}
    for record in records.records:
        group = next((entry.text for entry in record.group.values()), "")
        name = record.first(Kind.NAME)
        if not group or not name or record.first(Kind.LEVEL):
            continue
        first = groups.setdefault(title(name.text), group)
        if first != group:
            message = LEVELS_AS_GROUPS.format(name=excerpt(name.text), first=excerpt(first), second=excerpt(group))
            return Problem(name.piece[0], "E_LEVELS_AS_GROUPS", message)
    return None


def begins_in(blocks: Sequence[Block], vocabulary: Vocabulary, other: Vocabulary) -> int:
    """Return the block where a document of `vocabulary` shows in a file, 0 if none does: two labels that `other` lacks.

    A file in which both types of document begin holds both; the later block is where the second begins. Linear.
    """
    kinds: dict[str, int] = {}
    levels = bool(vocabulary.levels) and not other.levels
    for number, text in _short_texts(blocks):
        if levels and level_of(text, vocabulary):
            kinds.setdefault("", number)
        elif (label := label_of(text, vocabulary)) and label.role.kind in _TELLING and not label_of(text, other):
            kinds.setdefault(label.role.name, number)
        if len(kinds) > 1:
            return min(kinds.values())
    return 0
