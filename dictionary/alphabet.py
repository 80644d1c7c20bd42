"""How an index from A to Z puts competencies in order, and which letters it has."""

from __future__ import annotations

from string import ascii_uppercase
from typing import Any, Self, TypeVar

from django.db.models import Exists, Func, Model, Q, QuerySet, Subquery, TextField

Row_co = TypeVar("Row_co", bound=Model, covariant=True)

#: The letters of the index, and the sign for whatever begins with none of them.
LETTERS = [*ascii_uppercase, "#"]


class Alphabetical(Func):
    """A text as an index sorts it: in capitals, without emphasis marks, character by character.

    It has no parameters in SQL, so that the databases know the expression of their own index again.
    """

    template = "UPPER(REPLACE(%(expressions)s, '*', ''))"
    output_field = TextField()
    arity = 1

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """The same in the order of SQLite, whatever language the database sorts in."""
        return self.as_sql(compiler, connection, template=f'({self.template} COLLATE "C")', **context)


class AlphabetQuerySet(QuerySet[Row_co, Row_co]):
    """Words for many rows that have a `code` and a `name`."""

    def alphabetical(self, field: str) -> Self:
        """In the order of an index, by `code` or `name`, with what they are sorted by (`sort`); no query of its own."""
        return self.only("code", "name").annotate(sort=Alphabetical(field)).order_by("sort", "code")

    def later(self, code: str) -> Self:
        """Of rows in that order, those after the one of `code`, none when there is no such; no query of its own."""
        sort = Subquery(self.order_by().filter(code=code).values("sort"))
        return self.filter(Q(sort__gt=sort) | Q(sort=sort, code__gt=code))

    def initials(self, field: str) -> list[str]:
        """The letters that there is something under; one query, which looks once for each letter."""
        rows = self.order_by().annotate(sort=Alphabetical(field))
        there = [Exists(rows.filter(begins_with(letter))) for letter in LETTERS]
        found = self.order_by().values_list(*there).first() or ()
        return [letter for letter, exists in zip(LETTERS, found, strict=False) if exists]


def begins_with(letter: str) -> Q:
    """What stands under a letter, of rows that have `sort` (see `CompetencyQuerySet.alphabetical`); found by index."""
    if letter not in ascii_uppercase:
        return Q(sort__lt="A") | Q(sort__gte=chr(ord("Z") + 1))
    return Q(sort__gte=letter, sort__lt=chr(ord(letter) + 1))


def letter_of(sort: str) -> str:
    """The letter that a text stands under, as `Alphabetical` wrote it."""
    return sort[0] if sort and sort[0] in ascii_uppercase else "#"
