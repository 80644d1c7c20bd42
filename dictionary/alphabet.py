"""Order and letters of the index from A to Z."""

from __future__ import annotations

from string import ascii_uppercase
from typing import Any, Self, TypeVar

from django.db.models import Exists, Func, Model, Q, QuerySet, Subquery, TextField

Row_co = TypeVar("Row_co", bound=Model, covariant=True)

#: The letters of the index, and the sign for names that begin with none of them.
LETTERS = [*ascii_uppercase, "#"]


class Alphabetical(Func):
    """Sort key of a text in the index: in capitals, without emphasis marks, compared character by character.

    The SQL has no parameters, so that a database recognises the expression of its own index.
    """

    template = "UPPER(REPLACE(%(expressions)s, '*', ''))"
    output_field = TextField()
    arity = 1

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Return the same SQL in the order of SQLite, independent of the language that the database sorts in."""
        return self.as_sql(compiler, connection, template=f'({self.template} COLLATE "C")', **context)


class AlphabetQuerySet(QuerySet[Row_co, Row_co]):
    """Queries over rows that have a `code` and a `name`."""

    def alphabetical(self, field: str) -> Self:
        """Sort the rows as the index does, by `code` or `name`; `sort` holds the key. Adds no query."""
        return self.only("code", "name").annotate(sort=Alphabetical(field)).order_by("sort", "code")

    def later(self, code: str) -> Self:
        """Keep the rows after that of `code`, none if it is absent; for `alphabetical()` rows. Adds no query."""
        sort = Subquery(self.order_by().filter(code=code).values("sort"))
        return self.filter(Q(sort__gt=sort) | Q(sort=sort, code__gt=code))

    def initials(self, field: str) -> list[str]:
        """Return the letters that have rows; one query, with one lookup a letter."""
        rows = self.order_by().annotate(sort=Alphabetical(field))
        there = [Exists(rows.filter(begins_with(letter))) for letter in LETTERS]
        found = self.order_by().values_list(*there).first() or ()
        return [letter for letter, exists in zip(LETTERS, found, strict=False) if exists]


def begins_with(letter: str) -> Q:
    """Return the condition for the rows under a letter, which an index serves.

    The rows need `sort` (see `AlphabetQuerySet.alphabetical`).
    """
    if letter not in ascii_uppercase:
        return Q(sort__lt="A") | Q(sort__gte=chr(ord("Z") + 1))
    return Q(sort__gte=letter, sort__lt=chr(ord(letter) + 1))


def letter_of(sort: str) -> str:
    """Return the letter of a text as `Alphabetical` gives it, "#" for any other sign."""
    return sort[0] if sort and sort[0] in ascii_uppercase else "#"
