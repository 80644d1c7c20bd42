"""What the search finds of the real files, against what a reader wrote down before there was a search."""

import json

import pytest

from exchange import document_types
from exchange.document_types import line_found
from search import query
from search.models import Indexed
from search.stores import EVERYTHING, number, store
from tests.settings import BASE_DIR

GOLD = json.loads((BASE_DIR / "tests/search/queries.json").read_text())


@pytest.fixture
def addresses(seeds):
    """The address of each line by its number in the index."""
    found = {}
    for document_type in document_types.all_types():
        for document in document_type.repository.load():
            row = Indexed.objects.get(format=document_type.slug, key=document.key)
            for place, entry in enumerate(document_type.search.text(document).entries):
                line = line_found(entry.address, entry.text)
                found[number(entry.weight, row.pk, place)] = f"{document_type.slug} {document.key} {line.path}"
    return found


def found(typed, addresses):
    asked = query.read(typed)
    hits = store().find(asked.expression, asked.exact, [EVERYTHING], after=(-1, -1), limit=1_000)
    return {addresses[hit.number] for hit in hits}


def test_nearly_everything_that_is_relevant_is_found_and_little_else(addresses):
    recalls, precisions = [], []
    for each in GOLD:
        relevant, hits = set(each["lines"]), found(each["query"], addresses)
        recalls.append(len(relevant & hits) / len(relevant))
        precisions.append(len(relevant & hits) / max(1, len(hits)))
    assert len(GOLD) >= 40
    assert sum(recalls) / len(recalls) >= 0.97
    assert sum(precisions) / len(precisions) >= 0.95
