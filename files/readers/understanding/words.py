"""Words of a file compared with those of a vocabulary, and the marks that lists and levels are printed with."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from unicodedata import numeric

from documents import marks
from documents.document import clean
from files.readers.understanding.vocabulary import Kind, Role, Vocabulary

#: The longest text whose title is kept, and the beginning of a text that tells its first word, in characters.
_KEPT, _START = 400, 40
_SIGNS = " *_:;.()[]\"'|/\\-"
_DECORATION = re.compile(r"[*_:;.()\[\]“”\"'|/\\-]+")
_INSIDE_WORD = re.compile(r"(?<=[^\W_])(?:\*\*|__)(?=[^\W_])")
_BULLETS = "•·∙●○◦▪■□▫◆◇►▶➢➤✓✔❖§\uf0b7\uf0a7\uf0d8\uf076\uf0fc\u2022oø"
#: A box to tick behind a bullet: "- [ ] Menyimak".
_BOX = r"(?:\[[ xX✓]\]\s+)?"
_BULLET = re.compile(
    rf"\s*([{_BULLETS}–—*+-])[\ufe0e\ufe0f]?(?:\t\s*|\s+){_BOX}(?=\S)|\s*([•●○▪■◆►➢✓❖])[\ufe0e\ufe0f]?(?=\S)"
)
_NUMBER = re.compile(r"\s*\(?(-?\d{1,3}(?:\.\d{1,3})*)(?:[.)]\)?(?:\s+|(?=[^\W\d]))|\t\s*|\s+-\s+|\s*=\s+)(?=\S)")
#: Pictures that stand for bullets and numbers: "✅ Menyimak", "1️⃣ Menyimak", "① Menyimak".
_PICTURE = re.compile(rf"\s*({marks.PICTURES})\s*{_BOX}(?=\S)")
#: A picture by its name, as programs for messages write it: ":white_check_mark: Menyimak".
_SHORT_NAME = re.compile(r"\s*(:[a-z][a-z0-9_+-]{1,40}:)\s+(?=\S)")
_PICTURES = re.compile(marks.PICTURES)
_PICTURED = re.compile(rf"\s*({marks.PICTURED_NUMBERS})\s*(?=\S)")
_DOTTED = re.compile(r"\s*(\d{1,3}(?:\.\d{1,3})+)\s+(?=\S)")
_LETTER = re.compile(r"\s*\(?([A-Za-z])[.)](?:\t\s*|\s+)(?=\S)")
_ROMAN = re.compile(r"\s*\(?([IVXivx]{1,5})[.)](?:\t\s*|\s+)(?=\S)")
#: The longest label in two languages, in characters.
_LONGEST_LABEL = 120
#: What follows the first of several numbers: "Level 1-2", "Level 1 s.d. 3", "Level 1 dan 2".
_RANGE = re.compile(
    r"\s*(?:[-–—&/]|s\s*[./]?\s*d\b\.?|sampai|hingga|dan|to|and)\s*(?P<word>[^\W\d]+)?\s*\d+(?![\d.])",
    re.IGNORECASE,
)
_WORDS = {
    word: number
    for number, words in enumerate(
        ("satu pertama one", "dua kedua two", "tiga ketiga three", "empat keempat four", "lima kelima five"), 1
    )
    for word in words.split()
}
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}


def title(text: str) -> str:
    """Return a head, label or name without differences of case, spacing, punctuation and pictures: "nama satu"."""
    return _kept_title(text) if len(text) <= _KEPT else _title(text)


def _title(text: str) -> str:
    whole = clean(text)
    if "**" in whole or "__" in whole:
        whole = _INSIDE_WORD.sub("", whole)
    if not whole.isascii():
        whole = _PICTURES.sub(" ", whole)
    return " ".join(_DECORATION.sub(" ", whole).casefold().split())


_kept_title = lru_cache(maxsize=4096)(_title)


class Mark(NamedTuple):
    """The mark of a list item: its kind ("number", "letter", "roman", "bullet"), the mark as printed, its label.

    `label` is the number to store ("1", "1.2"), "" for letters and bullets. `text` is what stands behind it.
    """

    kind: str
    printed: str
    label: str
    text: str


@lru_cache(maxsize=64)
def mark(text: str) -> Mark | None:
    """Return the list mark at the beginning of a paragraph, None without one."""
    if found := _NUMBER.match(text) or _DOTTED.match(text):
        return Mark("number", found[0].strip(), found[1], text[found.end() :].strip())
    if found := _BULLET.match(text):
        return Mark("bullet", found[0].strip(), "", text[found.end() :].strip())
    if found := _ROMAN.match(text):
        return Mark("roman", found[0].strip(), "", text[found.end() :].strip())
    if found := _LETTER.match(text):
        return Mark("letter", found[0].strip(), "", text[found.end() :].strip())
    if found := _SHORT_NAME.match(text):
        return Mark("bullet", found[1], "", text[found.end() :].strip())
    return None if text.isascii() else _pictured(text)


def _pictured(text: str) -> Mark | None:
    """Return the mark of a text that begins with a picture, as messages and notes have them; None without one."""
    if found := _PICTURED.match(text):
        digits = "".join(str(int(numeric(sign, 0))) for sign in found[1] if numeric(sign, None) is not None)
        return Mark("number", found[1], "10" if found[1] == "🔟" else digits, text[found.end() :].strip())
    if found := _PICTURE.match(text):
        return Mark("bullet", found[1], "", text[found.end() :].strip())
    return None


def role_of(words: str, vocabulary: Vocabulary) -> Role | None:
    """Return the role that these words name, whatever their case and punctuation; None for none. Exact words only."""
    if len(words) > _START and not begins(words, vocabulary):
        return None
    return roles_by_words(vocabulary).get(title(words)) or (_of_halves(words, vocabulary) if "/" in words else None)


def _of_halves(words: str, vocabulary: Vocabulary) -> Role | None:
    """Return the role that both halves of a label in two languages name: "Definition / Definisi"."""
    if len(words) > _LONGEST_LABEL:
        return None
    roles = {roles_by_words(vocabulary).get(title(half)) for half in words.split("/")}
    return roles.pop() if len(roles) == 1 else None


@lru_cache(maxsize=16)
def roles_by_words(vocabulary: Vocabulary) -> dict[str, Role]:
    """Return the roles by each of their words; the first role wins."""
    return {word: role for role in reversed(vocabulary.roles) for word in role.words}


@lru_cache(maxsize=16)
def first_words(vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the words that labels and levels begin with: a text that begins with none of them is quickly told."""
    whole = (*(word for role in vocabulary.roles for word in role.words), *vocabulary.levels)
    return tuple(sorted({word.split()[0] for word in whole}))


def begins(text: str, vocabulary: Vocabulary) -> bool:
    """Return whether a title begins with one of the words that labels and levels begin with, or goes on behind it.

    Told by the first plain letters, without making the title of a text that begins with some.
    """
    start = text[:_START].lstrip(_SIGNS)
    if len(start) < _START // 2 or "*" in start or "_" in start or not (start.isascii() and start.isprintable()):
        start = title(text[: 2 * _START])
    return start.casefold().startswith(first_words(vocabulary))


def role_of_head(words: str, vocabulary: Vocabulary) -> Role | None:
    """Return the role that the head of a column names, by the words that only heads have as well."""
    return role_of(words, vocabulary) or _by_heads(vocabulary).get(title(words))


@lru_cache(maxsize=16)
def _by_heads(vocabulary: Vocabulary) -> dict[str, Role]:
    return {word: role for role in reversed(vocabulary.roles) for word in role.heads}


def plain_number(printed: str) -> str:
    """Return a printed number in digits: "II" is "2", "II.1" is "2.1", "A.1" is "1"; "" for a letter alone."""
    first, dot, rest = printed.partition(".")
    number = str(ROMAN.get(first.casefold(), first if first.isdecimal() else ""))
    return f"{number}.{rest}" if dot and number else rest or number


class LevelWords(NamedTuple):
    """The words of a level: its number ("" when only its name is known), its name, and the rest of the text."""

    number: str
    name: str
    rest: str


@lru_cache(maxsize=64)
def level_of(text: str, vocabulary: Vocabulary) -> LevelWords | None:
    """Return the level that a text begins with: "Level 1 (Paham)", "Tingkat II: Dasar", "L3", "1 Paham"; else None.

    A bare number is a level only where the reader knows that one is due, so it is none here.
    """
    if not vocabulary.levels:
        return None
    text = clean(text)
    found = _level_pattern(vocabulary).match(text)
    if not found:
        return None
    number = found["number"].casefold()
    number = str(ROMAN.get(number) or _WORDS.get(number) or number)
    if _is_range(text, found.end(), vocabulary):
        name, _, rest = text.partition(":")
        return LevelWords("", name.strip("*_# "), rest.strip()) if len(name) < 40 else None
    rest = _behind(_closed(text, found.end()))
    if rest.startswith("(") and ")" in rest:
        name, _, rest = rest[1:].partition(")")
        return LevelWords(number, name.strip(), _behind(rest))
    return LevelWords(number, "", rest)


def _is_range(text: str, end: int, vocabulary: Vocabulary) -> bool:
    """Return whether another level follows the first one: "Level 1 - L3", but not "Level 1 - Perilaku 3"."""
    found = _RANGE.match(text, end)
    word = (found["word"] or "").casefold() if found else ""
    return found is not None and (word in ("", "dengan", "ke", "through") or word in level_words(vocabulary))


def _behind(text: str) -> str:
    """Return what stands behind a level without the signs that set it off: "· Pemula", "| Paham"."""
    return text.lstrip(" :.–—-|·∙/=~→>").rstrip(" :–—-|")


def _closed(text: str, end: int) -> str:
    """Return what stands behind a level without the end of an emphasis that began before it: "*Level 1 (Paham):* …"."""
    signs = text[: len(text) - len(text.lstrip("*_"))]
    rest = text[end:]
    return rest.replace(signs, "", 1) if signs and rest.count(signs) % 2 else rest


@lru_cache(maxsize=16)
def level_words(vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the words before the number of a level: also the labels for one, such as "tingkat kemahiran"."""
    labels = (word for role in vocabulary.roles if role.kind is Kind.LEVEL for word in role.words)
    return tuple(dict.fromkeys((*vocabulary.levels, *labels)))


@lru_cache(maxsize=16)
def _level_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    words = sorted(level_words(vocabulary), key=len, reverse=True)
    names = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
    numbers = "|".join(_WORDS)
    return re.compile(
        rf"[*_#\s]*(?:{names})[*_]*\s*(?:[–:.]\s*|-\s+|(?<=\w)-)?[*_]*(?P<number>-?\d{{1,3}}|[ivx]{{1,5}}|{numbers})(?!\w|\.\d)[*_]*",
        re.IGNORECASE,
    )
