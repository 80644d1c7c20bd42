"""Where the lines that are searched stand: one small interface over what each database has for it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from documents.weights import Weight
from search.models import Form
from search.words import words

#: How many bits of a line's number tell its place in its document, and how many its document.
PLACE_BITS, DOCUMENT_BITS = 20, 36
WEIGHT_SHIFT = PLACE_BITS + DOCUMENT_BITS
#: The number of weights that there is room for, each a table on PostgreSQL; `documents.weights` names those in use.
WEIGHTS = 8


#: What every line found must have: of each group at least one word. Words are of letters and digits alone.
Expression = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Lines from one number to another, both included."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Found:
    """A line as it was indexed: `number` orders it, `exact` says that it holds the very words that were asked for."""

    number: int
    exact: bool
    address: str
    text: str
    format: str
    key: str
    title: str
    mark: str

    @property
    def weight(self) -> Weight:
        """The weight that it was indexed with."""
        return Weight(self.number >> WEIGHT_SHIFT)

    @property
    def document(self) -> int:
        """The number of the document it stands in."""
        return (self.number >> PLACE_BITS) & ((1 << DOCUMENT_BITS) - 1)

    @property
    def rank(self) -> tuple[int, bool, int]:
        """Its order among all that is found."""
        return self.weight, not self.exact, self.number


#: A line to be indexed: its number, the words it is found under besides the plain ones of its text (with spaces between
#: them), its document's number, its address and its text.
Row = tuple[int, str, int, str, str]


def number(weight: int, document: int, place: int) -> int:
    """The number of a line: lines are found in the order of their weights, documents and places."""
    return (weight << WEIGHT_SHIFT) | (document << PLACE_BITS) | place


def span_of_weight(weight: int) -> Span:
    """All lines of a weight."""
    return Span(number(weight, 0, 0), number(weight + 1, 0, 0) - 1)


def spans_of_document(document: int, weights: Iterable[int] = range(WEIGHTS)) -> list[Span]:
    """The lines of a document, weight by weight."""
    return [Span(number(weight, document, 0), number(weight, document + 1, 0) - 1) for weight in weights]


#: All lines there are.
EVERYTHING = Span(0, number(WEIGHTS, 0, 0) - 1)


class Store(ABC):
    """The lines in one kind of database.

    `columns`, `source` and `condition` are its words for: the columns of a line (number, document, address, text), the
    table, and that a line matches one parameter. `number` is the name of the first column.
    """

    columns: str
    source: str
    condition: str
    number: str

    @abstractmethod
    def add(self, rows: Iterable[Row]) -> None:
        """Index lines; one statement for all of them."""

    @abstractmethod
    def matching(self, expression: Expression, but: Expression = ()) -> str:
        """The parameter of `condition` for lines that match the expression, and not `but` as well."""

    @abstractmethod
    def size(self) -> int:
        """How many lines there are; one statement."""

    def empty(self) -> None:
        """Forget every line; one statement."""
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {self.source}")

    def remove(self, spans: Iterable[Span]) -> None:
        """Forget lines; one statement a span."""
        with connection.cursor() as cursor:
            statement = f"DELETE FROM {self.source} WHERE {self.number} BETWEEN %s AND %s"
            cursor.executemany(statement, [(span.low, span.high) for span in spans])

    def find(
        self, expression: Expression, exact: Expression, spans: Sequence[Span], *, after: tuple[int, int], limit: int
    ) -> list[Found]:
        """The first lines that match, by `Found.rank`; one statement.

        `after` are the numbers of the last exact line and of the last other line that were given before. What each
        span has is read in its order and only as far as needed, however many lines match.
        """
        asked = [(1, self.matching(exact), after[0])] if exact else []
        asked.append((0, self.matching(expression, but=exact), after[1]))
        parts, parameters = [], list[Any]()
        for is_exact, match, last in asked:
            for span in spans:
                parts.append(self._part(is_exact))
                parameters += [match, max(span.low, last + 1), span.high, limit]
        union = " UNION ALL ".join(parts)
        statement = f"""SELECT line.number, line.exact, line.address, line.text,
            document.format, document.key, document.title, document.mark
            FROM ({union}) AS line JOIN search_indexed AS document ON document.id = line.document"""
        with connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            found = [Found(row[0], bool(row[1]), *row[2:]) for row in cursor.fetchall()]
        return sorted(found, key=lambda line: line.rank)[:limit]

    def _part(self, is_exact: int) -> str:
        return f"""SELECT * FROM (SELECT {is_exact} AS exact, {self.columns} FROM {self.source}
            WHERE {self.condition} AND {self.number} BETWEEN %s AND %s ORDER BY {self.number} LIMIT %s) AS part"""

    def counts(self, expression: Expression, spans: Sequence[Span], *, limit: int) -> list[int]:
        """How many lines of each span match, counted up to `limit`; one statement."""
        if not spans:
            return []
        match = self.matching(expression)
        part = f"""SELECT {{}}, count(*) FROM (SELECT 1 FROM {self.source}
            WHERE {self.condition} AND {self.number} BETWEEN %s AND %s LIMIT %s) AS part"""
        union = " UNION ALL ".join(part.format(index) for index in range(len(spans)))
        with connection.cursor() as cursor:
            cursor.execute(union, [value for span in spans for value in (match, span.low, span.high, limit)])
            return [count for _, count in sorted(cursor.fetchall())]


class SQLiteStore(Store):
    """FTS5 over the text as it is, without positions, and a column of other words.

    Lines are added in the order of their numbers: FTS5 writes what it has to disk whenever the next one is smaller.
    Its words are ASCII letters and digits in lower case; what is beyond ASCII stands among the other words, folded.
    """

    columns = "rowid AS number, document, address, text"
    source = "search_line"
    condition = "search_line MATCH %s"
    number = "rowid"

    def add(self, rows: Iterable[Row]) -> None:
        statement = "INSERT INTO search_line (rowid, words, document, address, text) VALUES (%s,%s,%s,%s,%s)"
        with connection.cursor() as cursor:
            cursor.executemany(statement, sorted(rows))

    def matching(self, expression: Expression, but: Expression = ()) -> str:
        found = self._all(expression)
        return f"({found}) NOT ({self._all(but)})" if but else found

    def _all(self, expression: Expression) -> str:
        groups = (" OR ".join(f'"{word}"' for word in sorted(group)) for group in expression)
        return " AND ".join(f"({group})" for group in groups)

    def size(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM search_line_docsize")
            return int(cursor.fetchone()[0])


class PostgresStore(Store):
    """A `tsvector` of the words as they are, with a GIN index: no parser and no dictionary of the database's own.

    The weights are partitions: only with figures of each does it know where to look for a word, and where not to.
    """

    columns = "number, document, address, text"
    source = "search_line"
    condition = "words @@ %s::tsquery"
    number = "number"

    def add(self, rows: Iterable[Row]) -> None:
        statement = (
            "INSERT INTO search_line (number, words, document, address, text) "
            "VALUES (%s, array_to_tsvector(%s::text[]), %s, %s, %s)"
        )
        with connection.cursor() as cursor:
            cursor.executemany(statement, [(row[0], [*row[1].split(), *words(row[-1])], *row[2:]) for row in rows])

    def matching(self, expression: Expression, but: Expression = ()) -> str:
        found = self._all(expression)
        return f"({found}) & !({self._all(but)})" if but else found

    def _all(self, expression: Expression) -> str:
        groups = (" | ".join(f"'{word}'" for word in sorted(group)) for group in expression)
        return " & ".join(f"({group})" for group in groups)

    def size(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM search_line")
            return int(cursor.fetchone()[0])


def learn(forms: Iterable[tuple[str, str]]) -> None:
    """Remember words by their stems, as (stem, word); one statement for each batch."""
    Form.objects.bulk_create([Form(stem=stem, word=word) for stem, word in forms], ignore_conflicts=True)


def forms(found: Collection[str]) -> list[tuple[str, str]]:
    """The words that have one of these stems, as (stem, word); one statement."""
    return list(Form.objects.filter(stem__in=found).values_list("stem", "word"))


def store() -> Store:
    """The store of the database in use."""
    return PostgresStore() if connection.vendor == "postgresql" else SQLiteStore()
