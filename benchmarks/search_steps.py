"""Measured searches in a process of their own; started by `benchmarks.searching` with a size."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from functools import partial
from statistics import median
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
django.setup()

from django.core.management import call_command
from django.db import connection

from benchmarks.generator import dictionary
from dictionary.models import Indicator
from exchange.imports import review as imports
from files.readers import decoding
from kompetensi.search_views import GROUPS
from search import query, results
from search.stores import EVERYTHING, store

QUERIES = ("pelanggan", "melayani pelanggan", "mengembangkan keterampilan", "umpan balik", "mentoring")
ROUNDS, SECONDS, HITS = 200, 3, 26
POSTGRES = connection.vendor == "postgresql"
#: The lines of a page with their document, as a plain statement for FTS5 or a tsvector.
BARE = """SELECT line.{number}, line.address, line.text, document.format, document.key, document.title, document.mark
    FROM search_line AS line JOIN search_indexed AS document ON document.id = line.document
    WHERE {condition} ORDER BY {order} LIMIT {limit}"""
WORDS = (
    {"number": "number", "condition": "line.words @@ %(match)s::tsquery"}
    if POSTGRES
    else {"number": "rowid", "condition": "search_line MATCH %(match)s"}
)
RELEVANCE = "ts_rank(line.words, %(match)s::tsquery) DESC" if POSTGRES else "rank"


def main(size: int) -> None:
    """Load a dictionary and print, for each query, the seconds of the bare statement and the ratios to it."""
    decoding.read = partial(decoding.read, limit=2**30)
    call_command("migrate", verbosity=0)
    imports.apply("".join(dictionary(size)).encode(), name="baru.md")
    if POSTGRES:  # its autovacuum does the same within a minute
        connection.cursor().execute("VACUUM ANALYZE")
    print(json.dumps({typed: ratios(typed) for typed in QUERIES}))


def ratios(typed: str) -> list[float]:
    """Return the seconds of the bare statement, then ratios to it.

    The ratios are of the statement without relevance, the store, words and store, a page with counts, and `icontains`.
    """
    asked = query.read(typed)
    match = store().matching(asked.expression)
    bare = seconds(lambda: rows(RELEVANCE, match))
    timed = (
        seconds(lambda: rows(f"line.{WORDS['number']}", match)),
        seconds(lambda: find(asked)),
        seconds(lambda: find(query.read(typed))),
        seconds(lambda: results.search(typed, GROUPS)),
        seconds(lambda: contained(typed)),
    )
    return [bare, *(each / bare for each in timed)]


def rows(order: str, match: str) -> list[Any]:
    """Return the rows of the bare statement, in that order."""
    with connection.cursor() as cursor:
        cursor.execute(BARE.format(order=order, limit=HITS, **WORDS), {"match": match})
        found: list[Any] = cursor.fetchall()
    return found


def find(asked: query.Query) -> list[Any]:
    """Return the lines that the store finds."""
    found: list[Any] = store().find(asked.expression, asked.exact, [EVERYTHING], after=(-1, -1), limit=HITS)
    return found


def contained(typed: str) -> list[Any]:
    """Return the lines that a search without an index finds."""
    lines = Indicator.objects.all()
    for word in typed.split():
        lines = lines.filter(text__icontains=word)
    return list(lines.values_list("pk", "text")[:HITS])


def seconds(work: Callable[[], object]) -> float:
    """Return the median time of `work` in `ROUNDS` rounds, or in as many as `SECONDS` hold; at least three."""
    taken: list[float] = []
    end = time.perf_counter() + SECONDS
    while len(taken) < ROUNDS and (len(taken) < 3 or time.perf_counter() < end):
        begin = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begin)
    return median(taken)


if __name__ == "__main__":
    main(int(sys.argv[1]))
