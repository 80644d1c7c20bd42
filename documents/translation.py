"""Sentences in the language of the reader, for modules that know text and no Django.

The source is written in Indonesian here. Files, history and addresses keep the source (`LazyText.source`). A page or a
message shows `str()`: the translation that the site lends.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

_translate: list[Callable[[str], str]] = [str]


def set_translator(translate: Callable[[str], str]) -> None:
    """Translate every `LazyText` with `translate` from now on; it knows the language of the moment."""
    _translate[:] = [translate]


@dataclass(frozen=True, slots=True)
class LazyText:
    """Text of the interface, translated when it is shown: by `str()`, f-strings, `format` and templates.

    It is no `str`: `join`, JSON and the database refuse it, so that each of them names `source` or `str()`.
    """

    source: str

    def __str__(self) -> str:
        return _translate[0](self.source)

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __mod__(self, values: object) -> str:
        filled: str = str(self) % values
        return filled

    def format(self, *args: object, **values: object) -> str:
        """The sentence in the reader's language, filled."""
        return str(self).format(*args, **values)

    def format_map(self, values: Mapping[str, object]) -> str:
        """The sentence in the reader's language, filled."""
        return str(self).format_map(values)


#: Text that a page shows: stored text as it is, or text of the interface in the language of the reader.
AnyText = str | LazyText


def source_of(text: AnyText) -> str:
    """`text` as history keeps it: in the language that it was written in."""
    return text.source if isinstance(text, LazyText) else text


def grouped(number: int) -> str:
    """A whole number as it is written in a sentence, its thousands apart."""
    return f"{number:,}".replace(",", str(_THOUSANDS))


def mark(text: str) -> LazyText:
    """`text`, which the catalogue collects, as text in the reader's language."""
    return LazyText(text)


#: Separator of thousands.
_THOUSANDS = mark(".")
