"""Document type `kamus`: load and save its documents, their addresses and sentences."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import count

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import npgettext

from dictionary.format import editor, layout, nested, sample, sheet, text
from dictionary.format.fields import BEHAVIOUR, HEAD, LISTS
from dictionary.format.records import level_number, level_section, stable_uuid
from dictionary.format.vocabulary import VOCABULARY
from dictionary.models import Competency, Indicator, KeyBehaviour, Level
from documents.document import Document, Line
from documents.translation import AnyText
from documents.translation import mark as _
from documents.weights import Weight
from exchange.bulk import Values, chunked, synchronise
from exchange.document_types import EVERY, DocumentType, Pages, Repository, SearchProfile


class CompetencyRepository(Repository):
    """Competencies in their tables."""

    def keys(self, within: slice = EVERY, *, group: str = "") -> list[str]:
        rows = Competency.objects.filter(group=group) if group else Competency.objects.all()
        return list(rows.values_list("code", flat=True)[within])

    def groups(self) -> list[tuple[str, str, int]]:
        return [(group, group, count) for group, count, _ in Competency.objects.groups()]

    def load(self, keys: Collection[str] | None = None) -> list[Document]:
        wanted = self.keys() if keys is None else keys
        return [document for chunk in chunked(wanted) for document in _documents(chunk)]

    def save(self, documents: Sequence[Document]) -> None:
        end = Competency.objects.aggregate(end=Max("position"))["end"]
        positions = count((end or 0) + 1)
        for chunk in chunked(documents):
            _store(chunk, positions)

    def delete(self, keys: Collection[str]) -> None:
        for chunk in chunked(keys):
            Competency.objects.filter(code__in=chunk).delete()

    def rename(self, key: str, document: Document) -> None:
        Competency.objects.filter(code=key).update(code=document.key)

    def names(self) -> dict[str, str]:
        return dict(Competency.objects.order_by().values_list("code", "name"))

    def unused(self) -> Collection[AnyText]:
        return () if KeyBehaviour.objects.exists() else (LISTS[BEHAVIOUR].label,)


class CompetencyPages(Pages):
    """Competencies in addresses and sentences."""

    group_parameter = "kelompok"

    def url(self, key: str) -> str:
        return reverse("competency", args=[key])

    def anchor(self, line: Line) -> str:
        if line.section == BEHAVIOUR:
            return f"#perilaku-{line.index}"
        number = level_number(line.section)
        return "" if number is None else f"#level-{number}" + (f"-{line.label}" if line.label else "")

    def line_label(self, line: Line) -> str:
        number = level_number(line.section)
        return (
            line.path
            if number is None or not line.label
            else _("{section} · indikator {label}").format(section=line.section, label=line.label)
        )

    def short_label(self, document: Document) -> str:
        return document.key

    def summary(self, document: Document) -> str:
        levels = {line.section for line in document.lines if level_number(line.section) is not None}
        indicators = sum(line.section in levels and bool(line.label) for line in document.lines)
        behaviours = len(document.section(BEHAVIOUR))
        said = _("{behaviours} perilaku kunci, {indicators} indikator dalam {levels} level")
        return said.format(behaviours=behaviours, indicators=indicators, levels=len(levels))

    def noun_of(self, count: int) -> str:
        return npgettext("hitungan", "kompetensi", "kompetensi", count)


DICTIONARY = DocumentType(
    slug="kamus",
    label=_("Kamus kompetensi"),
    noun=_("kompetensi"),
    text=text,
    repository=CompetencyRepository(),
    pages=CompetencyPages(),
    head=HEAD,
    sheet=sheet,
    nested=nested,
    editor=editor,
    layout=layout,
    search=SearchProfile(
        weights={field.section: field.weight for field in (*HEAD, *LISTS.values())},
        other=Weight.FIRST_LINE,
        aliases=lambda document: document.key,
        label=lambda document: document.key,
    ),
    vocabulary=VOCABULARY,
    sample=sample,
)


#: The columns that hold the head of a competency.
_COLUMNS = [field.name for field in HEAD]


def _documents(codes: Collection[str]) -> Iterator[Document]:
    """Yield the competencies of `codes` in order, as documents; four queries. Reads values, as the rows are many."""
    found = Competency.objects.filter(code__in=codes)
    heads = list(found.values_list("pk", "code", "name", "position", "source", "uid", *_COLUMNS))
    contents = _contents([pk for pk, *_ in heads])
    for pk, code, name, position, source, uid, *texts in heads:
        head = [Line(field.section, text) for field, text in zip(HEAD, texts, strict=True)]
        yield Document(code, name, (*head, *contents[pk]), source, position=(position,), uid=str(uid))


def _contents(pks: Sequence[int]) -> dict[int, list[Line]]:
    """Return the lines below the head of each competency, by its primary key; three queries."""
    contents: dict[int, list[Line]] = {pk: [] for pk in pks}
    for pk, behaviour in KeyBehaviour.objects.filter(competency__in=pks).values_list("competency_id", "text"):
        behaviours = contents[pk]
        behaviours.append(Line(BEHAVIOUR, behaviour, index=len(behaviours) + 1))
    levels = Level.objects.filter(competency__in=pks).order_by("competency_id", "number")
    level_lines: dict[int, list[Line]] = {}
    homes = []
    for level, pk, number, description in levels.values_list("pk", "competency_id", "number", "description"):
        level_lines[level] = [Line(level_section(number), description)]
        homes.append((pk, level_lines[level]))
    indicators = Indicator.objects.filter(level__competency__in=pks)
    for level, label, indicator in indicators.values_list("level_id", "label", "text"):
        lines = level_lines[level]
        lines.append(Line(lines[0].section, indicator, label))
    for pk, lines in homes:
        contents[pk] += lines
    return contents


def _store(documents: Sequence[Document], positions: count[int]) -> None:
    found = Competency.objects.filter(code__in=[document.key for document in documents])
    olds = {row.code: row for row in found.only("code", "uid", "position", "source")}
    uids = {uid for document in documents if document.key not in olds for uid in _uids(document)}
    taken = set(Competency.objects.filter(uid__in=uids).values_list("uid", flat=True))
    synchronise(
        Competency.objects,
        found,
        [_competency(document, olds.get(document.key), positions, taken) for document in documents],
        identity=["code"],
        fields=["uid", "position", *_COLUMNS, "source"],
    )
    pks = dict(found.values_list("code", "pk"))
    _store_contents({pks[document.key]: document for document in documents})


def _store_contents(documents: Mapping[int, Document]) -> None:
    """Save key behaviours, levels and indicators of these documents, by primary key of the competency."""
    synchronise(
        KeyBehaviour.objects,
        KeyBehaviour.objects.filter(competency__in=documents),
        [row for pk, document in documents.items() for row in _behaviours(document, pk)],
        identity=["competency_id", "position"],
        fields=["text"],
    )
    levels = Level.objects.filter(competency__in=documents)
    synchronise(
        Level.objects,
        levels,
        [row for pk, document in documents.items() for row in _levels(document, pk)],
        identity=["competency_id", "number"],
        fields=["description"],
    )
    places = {(pk, number): level for level, pk, number in levels.values_list("pk", "competency_id", "number")}
    synchronise(
        Indicator.objects,
        Indicator.objects.filter(level__competency__in=documents),
        [row for pk, document in documents.items() for row in _indicators(document, pk, places)],
        identity=["level_id", "label"],
        fields=["position", "text"],
    )


def _uids(document: Document) -> Iterator[uuid.UUID]:
    """Yield the uids for a competency, the preferred first: its own, then that of its code."""
    if document.uid:
        yield uuid.UUID(document.uid)
    yield stable_uuid(document.key)


def _competency(document: Document, old: Competency | None, positions: count[int], taken: set[uuid.UUID]) -> Values:
    """Return the row of a competency.

    A stored competency keeps its uid and position, and its raw text if the document has none (None).
    """
    texts = [document.text(field.section) for field in HEAD]
    if old:
        source = old.source if document.source is None else document.source
        return (document.key, old.uid, old.position, *texts, source)
    uid = next((uid for uid in _uids(document) if uid not in taken), None) or uuid.uuid4()
    taken.add(uid)
    position = document.position[0] if document.position else next(positions)
    return (document.key, uid, position, *texts, document.source or "")


def _behaviours(document: Document, pk: int) -> Iterator[Values]:
    for line in document.section(BEHAVIOUR):
        yield (pk, line.index, line.text)


def _levels(document: Document, pk: int) -> Iterator[Values]:
    for line in document.lines:
        number = level_number(line.section)
        if number is not None and not line.label:
            yield (pk, number, line.text)


def _indicators(document: Document, pk: int, places: Mapping[tuple[int, int], int]) -> Iterator[Values]:
    """Yield the rows of a competency's indicators; `places` gives a level's primary key by competency and number."""
    position = 0
    for line in document.lines:
        number = level_number(line.section)
        if number is None:
            continue
        position = position + 1 if line.label else 0
        if line.label:
            yield (places[pk, number], line.label, position, line.text)
