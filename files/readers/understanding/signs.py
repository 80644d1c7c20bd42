"""Signs: what each paragraph says by itself, before anything is known of what stands above or below it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from documents.document import clean
from documents.translation import mark as _
from documents.translation import source_of
from files.readers.blocks import Block, Paragraph, TableRow
from files.readers.understanding import furniture
from files.readers.understanding.furniture import Furniture
from files.readers.understanding.labels import LONGEST as _LONGEST_LABEL
from files.readers.understanding.labels import LabelWords, label_of, unknown_label
from files.readers.understanding.others import is_other
from files.readers.understanding.remarks import IGNORED_LABEL
from files.readers.understanding.vocabulary import Kind, Role, Vocabulary
from files.readers.understanding.words import LevelWords, Mark, level_of, mark, role_of, role_of_head, title

REPEATED = _("kepala atau kaki halaman yang berulang")
#: The kinds of sign.
FURNITURE, LABEL, LEVEL, MARK, PLAIN, TABLE = "furniture", "label", "level", "mark", "plain", "table"
#: The most paragraphs of a signature.
_SIGNED = 8
#: The most rows of a form that are searched for its name.
_NEAR = 8
#: The most words of what a page says of itself; a longer text is a sentence.
_PROPERTY_WORDS = 8
_SCALE_NUMBER = re.compile(r"[(\[]?(\d{1,2})[.):\]\s–-]*([^\W\d].*)")


class Sign(NamedTuple):
    """The sign of a text: its kind and what was found; `text` is the text without its mark.

    Of a table, `kinds` are the kinds of its head, or the kind of its first label (`form`). `depth` is that of the item
    of a list, from 1.
    """

    kind: str
    text: str
    furniture: Furniture | None = None
    label: LabelWords | None = None
    level: LevelWords | None = None
    mark: Mark | None = None
    heading: int = 0
    bold: bool = False
    kinds: frozenset[Kind] = frozenset()
    form: bool = False
    depth: int = 0


def sign_of(
    text: str,
    vocabulary: Vocabulary,
    *,
    heading: int = 0,
    bold: bool = False,
    absences: Collection[str] | None = None,
) -> Sign:
    """Return the sign of a text. Linear. `absences` are those of the vocabulary, found once for many texts."""
    absences = absences_of(vocabulary) if absences is None else absences
    absent = Furniture(furniture.EMPTY) if _is_absent(text, absences) else None
    if found := absent or furniture.furniture_of(text) or _property(text, vocabulary):
        return Sign(FURNITURE, text, furniture=found, heading=heading if absent else 0)
    body = text.strip().lstrip("#").strip()
    if body.startswith("|"):
        body = body.strip("|").strip()
    if level := _level(body, vocabulary):
        return Sign(LEVEL, body, level=level, mark=mark(body), heading=heading, bold=bold)
    if label := label_of(body, vocabulary):
        return Sign(LABEL, body, label=label, mark=mark(body), heading=heading, bold=bold)
    found_mark = mark(body) or _emphasised(body)
    if found_mark and (level := _marked_level(found_mark, vocabulary)):
        return Sign(LEVEL, body, level=level, mark=found_mark, heading=heading, bold=bold)
    if found_mark:
        return Sign(MARK, found_mark.text, mark=found_mark, heading=heading, bold=bold)
    return Sign(PLAIN, body, heading=heading, bold=bold or _all_bold(body))


def _property(text: str, vocabulary: Vocabulary) -> Furniture | None:
    """Return why a line that says something of its page is no part of a document: "Terakhir diubah: 5 Mei"."""
    told = unknown_label(text, vocabulary) if ":" in text[:_LONGEST_LABEL] else None
    if told is None or told.text.endswith((".", ";")) or len(told.text.split()) > _PROPERTY_WORDS:
        return None
    return Furniture(IGNORED_LABEL) if title(told.head) in vocabulary.properties else None


def _emphasised(body: str) -> Mark | None:
    """Return the mark inside the emphasis around a whole paragraph; its text keeps that: "*1. Kerja Sama*"."""
    signs = body[: len(body) - len(body.lstrip("*_"))]
    inner = body[len(signs) : -len(signs)] if signs and body.endswith(signs) else ""
    found = mark(inner) if inner and signs not in inner else None
    return found._replace(text=f"{signs}{found.text}{signs}") if found else None


def absences_of(vocabulary: Vocabulary) -> frozenset[str]:
    """Return the sentences for nothing, as they stand in the source and in the reader's language."""
    return frozenset(sentence for each in vocabulary.absent for sentence in (source_of(each), str(each)))


def _is_absent(text: str, absences: Collection[str]) -> bool:
    """Return whether a text is what own exports print where nothing is: "Belum ada definisi."."""
    return len(text) <= 100 and clean(text).strip("*_") in absences


def _all_bold(body: str) -> bool:
    return len(body) > 4 and body.startswith("**") and body.endswith("**") and body.count("**") == 2


def _level(body: str, vocabulary: Vocabulary) -> LevelWords | None:
    """Return the level that a text begins with: by its word and number, or by a name that a known scale has."""
    if not vocabulary.levels:
        return None
    plain = body.replace("|", " | ", 1)
    found = level_of(plain, vocabulary)
    if found and (not found.rest or found.name or not found.rest[0].islower() or _is_set_off(plain)):
        return found
    return _of_scale(body, vocabulary)


def _marked_level(found: Mark, vocabulary: Vocabulary) -> LevelWords | None:
    """Return the level behind a list mark: alone, named in brackets, or set off from its text by more than its end."""
    level = level_of(found.text, vocabulary)
    return level if level and (not level.rest or level.name or _is_set_off(found.text.rstrip(" ."))) else None


def _is_set_off(text: str) -> bool:
    """Return whether a sign stands between a level and the text behind it."""
    return bool(re.match(r"[^:|–—.-]{0,40}?\w\s*(?:[:|–—.·∙→]|-\s)", text.replace("\t", " | ")[:80]))


def _of_scale(body: str, vocabulary: Vocabulary) -> LevelWords | None:
    """Return a level that is only named, alone on its line: "Mahir", "2. Dasar", "Level Dasar", "Dasar:"."""
    if len(body) > 60:
        return None
    plain, number = title(body), ""
    if found := _SCALE_NUMBER.fullmatch(body):
        number, plain = found[1], title(found[2])
    for word in vocabulary.levels:
        if plain.startswith(f"{word} "):
            plain = plain.removeprefix(f"{word} ")
            break
    if any(plain in scale for scale in vocabulary.scales):
        named = body.strip("*_:. \t|")
        return LevelWords(number, found[2].strip("*_:. \t|)") if found else named, "")
    return None


def signs_of(blocks: Sequence[Block], vocabulary: Vocabulary) -> list[Sign]:
    """Return the sign of each block, in order; only the first row of a table has the kinds of the table. Linear."""
    found: list[Sign] = []
    absences = absences_of(vocabulary)
    table = first = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            table = 0
            sign = sign_of(block.text, vocabulary, heading=block.heading, bold=block.bold, absences=absences)
            found.append(sign._replace(depth=block.depth) if block.depth else sign)
        else:
            found.append(_sign_of_row(block, vocabulary) if block.table != table else Sign(TABLE, ""))
            first = first if block.table == table else len(found) - 1
            table = block.table
            _name_form(found, first, block, vocabulary)
    _mark_contents(found, blocks)
    _mark_notes(found, blocks)
    _mark_repeated(found)
    _mark_counted(found, vocabulary)
    _mark_signatures(found)
    return found


def _sign_of_row(row: TableRow, vocabulary: Vocabulary) -> Sign:
    texts = [cell.text for cell in row.cells if cell.text.strip()]
    if is_other(row, vocabulary):
        return Sign(TABLE, "")
    role_for = role_of_head if len(texts) > 2 else role_of
    roles = [role_for(text, vocabulary) for text in texts]
    if texts and not any(roles) and (inside := [_told_in(text, vocabulary) for text in texts]) and all(inside):
        return Sign(TABLE, _name_in(texts, inside), kinds=frozenset(role.kind for role in inside if role), form=True)
    levels = sum(1 for text in texts if level_of(text, vocabulary))
    if texts and (roles[0] or levels) and len(texts) < 3 and sum(map(bool, roles)) + levels == 1:
        return Sign(TABLE, texts[-1], kinds=frozenset({roles[0].kind if roles[0] else Kind.LEVEL}), form=True)
    if len(texts) > 3 and all(roles[::2]) and not any(roles[1::2]) and len(texts) % 2 == 0:
        names = [text for text, role in zip(texts[1::2], roles[::2], strict=True) if role and role.kind is Kind.NAME]
        told = frozenset(role.kind for role in roles if role)
        return Sign(TABLE, next(iter(names), ""), kinds=told, form=True)
    kinds = {role.kind for role in roles if role} | ({Kind.LEVEL} if levels else set())
    return Sign(TABLE, "", kinds=frozenset(kinds))


def _told_in(text: str, vocabulary: Vocabulary) -> Role | None:
    """Return the role of the label with which a cell begins: "Kode: PML"."""
    head, colon, _rest = text[:_LONGEST_LABEL].partition(":")
    return role_of(head, vocabulary) if colon else None


def _name_in(texts: Sequence[str], roles: Sequence[Role | None]) -> str:
    """Return the name among cells that are labels with their texts, "" without one."""
    names = (text for text, role in zip(texts, roles, strict=True) if role and role.kind is Kind.NAME)
    return next(names, "").partition(":")[2].strip()


def _name_form(found: list[Sign], first: int, row: TableRow, vocabulary: Vocabulary) -> None:
    """Note the name that one of the first rows of a form gives."""
    sign = found[first]
    if not sign.form or Kind.NAME in sign.kinds or len(found) - first > _NEAR:
        return
    texts = [cell.text for cell in row.cells if cell.text.strip()]
    role = role_of(texts[0], vocabulary) if len(texts) > 1 else None
    if role and role.kind is Kind.NAME:
        found[first] = sign._replace(text=texts[1], kinds=sign.kinds | {Kind.NAME})


def _mark_contents(found: list[Sign], blocks: Sequence[Block]) -> None:
    """Mark the lines below the heading of a table of contents, as far as they end with page numbers."""
    inside = False
    for at, block in enumerate(blocks):
        text = block.text if isinstance(block, Paragraph) else ""
        if isinstance(block, Paragraph) and furniture.begins_contents(block.text):
            inside = True
        elif inside and isinstance(text, str) and furniture.is_contents(text):
            found[at] = Sign(FURNITURE, text, furniture=Furniture(furniture.CONTENTS))
        elif found[at].kind != FURNITURE:
            inside = False


def _mark_notes(found: list[Sign], blocks: Sequence[Block]) -> None:
    """Mark the paragraphs of notes that are set off from the text, which go on as far as their sign does."""
    inside = False
    for at, block in enumerate(blocks):
        text = block.text if isinstance(block, Paragraph) else ""
        inside = text.lstrip().startswith(">") and (inside or furniture.begins_note(text))
        if inside:
            found[at] = Sign(FURNITURE, text, furniture=Furniture(furniture.NOTE, asks=True))


def _mark_repeated(found: list[Sign]) -> None:
    """Mark titles that stand beside page numbers again and again: heads and feet of pages."""
    counts: Counter[str] = Counter()
    near = list(_near_pages(found))
    for at in near:
        counts[title(found[at].text)] += 1
    for at in near:
        if counts[title(found[at].text)] > 1 and len(found[at].text) < 150:
            found[at] = Sign(FURNITURE, found[at].text, furniture=Furniture(REPEATED))


def _mark_counted(found: list[Sign], vocabulary: Vocabulary) -> None:
    """Mark lines that stand again and again with a number that goes on: "1 | Kamus Kompetensi", feet of pages."""
    counted: dict[str, list[tuple[int, int]]] = {}
    for at, sign in enumerate(found):
        whole = f"{sign.mark.printed} {sign.text}" if sign.mark and sign.kind == MARK else sign.text
        if sign.kind not in (PLAIN, MARK) or sign.heading or begins_level(whole, vocabulary):
            continue
        if numbered := furniture.numbered(whole):
            counted.setdefault(title(numbered[1]), []).append((numbered[0], at))
    for words, places in counted.items():
        numbers = [number for number, _at in places]
        rising = all(first < second for first, second in pairwise(numbers))
        titled = any(word in vocabulary.titles for word in words.split())
        if len(places) > (1 if titled else 2) and rising and " " in words:
            for _number, at in places:
                found[at] = Sign(FURNITURE, found[at].text, furniture=Furniture(REPEATED, asks=not titled))


def begins_level(text: str, vocabulary: Vocabulary) -> bool:
    """Return whether a text begins with a word for levels, which count as pages do."""
    return title(text[:_LONGEST_LABEL]).partition(" ")[0] in vocabulary.levels


def _near_pages(found: list[Sign]) -> Iterator[int]:
    pages = [at for at, sign in enumerate(found) if sign.furniture and sign.furniture.reason == furniture.PAGE]
    seen = set()
    for page in pages:
        for at in (page - 1, page + 1):
            if 0 <= at < len(found) and at not in seen and found[at].kind == PLAIN and not found[at].heading:
                seen.add(at)
                yield at


def _mark_signatures(found: list[Sign]) -> None:
    left = 0
    for at, sign in enumerate(found):
        if sign.kind != PLAIN or sign.heading:
            left = 0 if sign.kind != FURNITURE else left
            continue
        left = _SIGNED if furniture.begins_signature(sign.text) else max(left - 1, 0)
        if left:
            found[at] = Sign(FURNITURE, sign.text, furniture=Furniture(furniture.SIGNATURE))
