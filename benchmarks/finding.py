"""Recall and precision of the search, as a reader would judge: `python -m benchmarks.finding`.

The queries and their lines are in `tests/search/queries.json`, written before the search existed. For comparison:
`icontains` of every word, and the stems of Snowball's Indonesian.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
os.environ["KOMPETENSI_DATA"] = tempfile.mkdtemp()
django.setup()

import snowballstemmer  # type: ignore[import-untyped]
from django.core.management import call_command

from exchange import document_types
from exchange.document_types import line_found
from exchange.imports import review as imports
from search import query
from search.models import Indexed
from search.stores import EVERYTHING, number, store
from search.words import words

ROOT = Path(__file__).resolve().parent.parent
GOLD = json.loads((ROOT / "tests/search/queries.json").read_text())


def main() -> None:
    """Import both fixtures, run every query three ways, and print recall and precision."""
    call_command("migrate", verbosity=0)
    for name in ("kamus.md", "panduan.md"):
        imports.apply((ROOT / "fixtures" / name).read_bytes(), name=name)
    lines, numbers = _lines()
    stemmer = snowballstemmer.stemmer("indonesian")

    def ours(typed: str) -> set[str]:
        asked = query.read(typed)
        found = store().find(asked.expression, asked.exact, [EVERYTHING], after=(-1, -1), limit=1_000)
        return {numbers[each.number] for each in found}

    def contained(typed: str) -> set[str]:
        return {address for address, text in lines.items() if all(word in text.casefold() for word in words(typed))}

    def snowball(typed: str) -> set[str]:
        asked = set(stemmer.stemWords(words(typed)))
        return {address for address, text in lines.items() if asked <= set(stemmer.stemWords(words(text)))}

    print("| search | recall | precision |\n|---|--:|--:|")
    for name, search in {"ours": ours, "icontains": contained, "Snowball": snowball}.items():
        print("| {} | {:.3f} | {:.3f} |".format(name, *score(search)))


def _lines() -> tuple[dict[str, str], dict[int, str]]:
    """Return the texts of all lines by their addresses, and the addresses by their numbers in the index."""
    lines, numbers = {}, {}
    for document_type in document_types.all_types():
        for document in document_type.repository.load():
            row = Indexed.objects.get(format=document_type.slug, key=document.key)
            assert document_type.search
            for place, entry in enumerate(document_type.search.text(document).entries):
                address = f"{document_type.slug} {document.key} {line_found(entry.address, '').path}"
                lines[address] = f"{entry.more} {entry.text}"
                numbers[number(entry.weight, row.pk, place)] = address
    return lines, numbers


def score(search: Callable[[str], set[str]]) -> tuple[float, float]:
    """Return the means of recall and precision over all queries. The precision of no result is 0."""
    recall = precision = 0.0
    for each in GOLD:
        relevant, found = set(each["lines"]), search(each["query"])
        recall += len(relevant & found) / len(relevant)
        precision += len(relevant & found) / max(1, len(found))
    return recall / len(GOLD), precision / len(GOLD)


if __name__ == "__main__":
    main()
