"""Keeping the index as the documents are: call it in the transaction that changes them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from documents.weights import Weight
from search.models import Form, Indexed
from search.stems import stems
from search.stores import Row, learn, number, spans_of_document, store
from search.words import every_word, index_words

#: How many documents are indexed at a time, and how many words are asked for in one query.
CHUNK, WORDS = 500, 900


@dataclass(frozen=True, slots=True)
class Entry:
    """A line that can be found: its weight, its address, and its text.

    What an address means is for those to know who ask; `more` has words under which it is found besides its own.
    """

    weight: Weight
    address: str
    text: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A document that can be found: its key, how people know it, and its lines."""

    key: str
    title: str
    mark: str
    entries: tuple[Entry, ...]

    @property
    def digest(self) -> str:
        """Another one when anything of it is another."""
        lines = (f"{each.weight}\t{each.address}\t{each.more}\t{each.text}" for each in self.entries)
        whole = "\n".join((self.title, self.mark, *lines))
        return hashlib.blake2b(whole.encode(), digest_size=16).hexdigest()


def replace(document_type: str, texts: Iterable[Text]) -> None:
    """Let these documents be found as they are now. Linear; a constant number of queries for each `CHUNK`."""
    rest = iter(texts)
    while chunk := list(islice(rest, CHUNK)):
        _replace(document_type, chunk)


def remove(document_type: str, keys: Collection[str]) -> None:
    """Let these documents be found no more."""
    rest = iter(keys)
    while chunk := list(islice(rest, CHUNK)):
        gone = Indexed.objects.filter(format=document_type, key__in=chunk)
        store().remove(span for pk in gone.values_list("pk", flat=True) for span in spans_of_document(pk))
        gone.delete()


def clear() -> None:
    """Forget everything, the words included."""
    everything = store()
    everything.empty()
    Indexed.objects.all().delete()
    Form.objects.all().delete()


def size() -> int:
    """How many documents are indexed; one query."""
    return Indexed.objects.count()


def stale(document_type: str, texts: Iterable[Text]) -> Iterator[str]:
    """The keys of documents that are not indexed as they are, and of those indexed that are not there any more."""
    indexed = dict(Indexed.objects.filter(format=document_type).values_list("key", "digest"))
    for text in texts:
        if indexed.pop(text.key, "") != text.digest:
            yield text.key
    yield from indexed


def _replace(document_type: str, texts: Sequence[Text]) -> None:
    found = Indexed.objects.filter(format=document_type, key__in=[text.key for text in texts])
    olds = {row.key: row for row in found}
    rows = [_row(document_type, text, olds.get(text.key)) for text in texts]
    Indexed.objects.bulk_create(row for row in rows if row.pk is None)
    changed = [row for row in rows if row.key in olds]
    if changed:
        Indexed.objects.bulk_update(changed, ["title", "mark", "digest"], batch_size=WORDS // 4)
        store().remove(span for row in changed for span in spans_of_document(row.pk))
    entries = [(row.pk, *each) for row, text in zip(rows, texts, strict=True) for each in enumerate(text.entries)]
    every, others = index_words([entry.text for *_, entry in entries])
    store().add(_line(*entry, other) for entry, other in zip(entries, others, strict=True))
    _learn(every.union(*(every_word(entry.more) for *_, entry in entries if entry.more)))


def _line(document: int, place: int, entry: Entry, others: Collection[str]) -> Row:
    if entry.more:
        others = every_word(entry.more).union(others)
    return number(entry.weight, document, place), " ".join(others), document, entry.address, entry.text


def _row(document_type: str, text: Text, old: Indexed | None) -> Indexed:
    row = old or Indexed(format=document_type, key=text.key)
    row.title, row.mark, row.digest = text.title, text.mark, text.digest
    return row


def _learn(found: Collection[str]) -> None:
    """Remember words that were never seen before, by their stems."""
    rest = iter(sorted(found))
    while chunk := list(islice(rest, WORDS)):
        known = set(Form.objects.filter(word__in=chunk).values_list("word", flat=True))
        learn((stem, word) for word in chunk if word not in known for stem in sorted(stems(word)))
