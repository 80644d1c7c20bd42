"""Sentences in the language of whoever reads them, for modules that know text and no Django.

What is written here in Indonesian is what is kept: files, history and addresses hold the words themselves. Only where
they are shown to a person (put into a page, a sentence, or `str()`) does the translation that the site lends come in.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_translate: list[Callable[[str], str]] = [str]


def set_translator(translate: Callable[[str], str]) -> None:
    """Let `translate` say every `LazyText` from now on; it knows the language of the moment."""
    _translate[:] = [translate]


class LazyText(str):
    """Words of ours: as a value the Indonesian ones, equal to them and hashed like them; `str()` of it the reader's.

    Templates, f-strings and `format` ask for `str()`. Databases, JSON and `join` take the value as it is.
    """

    __slots__ = ()

    def __str__(self) -> str:
        return _translate[0](self[:])

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __mod__(self, values: Any) -> str:
        filled: str = str(self) % values
        return filled

    def format(self, *args: object, **values: object) -> str:
        """The reader's sentence, filled."""
        return str(self).format(*args, **values)

    def format_map(self, values: Any, /) -> str:
        """The reader's sentence, filled."""
        return str(self).format_map(values)


def grouped(number: int) -> str:
    """A whole number as it is written in a sentence, its thousands apart."""
    return f"{number:,}".replace(",", str(_THOUSANDS))


def mark(text: str) -> str:
    """`text`, which the catalogue collects, to be said in the language of whoever reads it."""
    return LazyText(text)


#: What stands between thousands.
_THOUSANDS = mark(".")
