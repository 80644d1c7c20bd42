"""Document type `panduan`: load and save its documents, their addresses and sentences."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count, groupby

from django.db.models import Count, Max
from django.urls import reverse
from django.utils.translation import npgettext

from development.format import editor, layout, nested, sample, sheet, text
from development.format.fields import ASPECT, ASSIGNMENT, DESCRIPTION, DOMAIN, HEAD, LISTS, NAME, NUMBER, SELF
from development.format.records import aspect_slug, sub_aspect_slug
from development.format.vocabulary import VOCABULARY
from development.models import Action, Aspect, SubAspect, readable
from dictionary.models import Competency
from documents.document import Document, Line
from documents.translation import mark as _
from documents.weights import Weight
from exchange.bulk import Values, chunked, synchronise
from exchange.document_types import EVERY, DocumentType, Pages, Repository, SearchProfile

_SECTIONS = {Action.Way.SELF: SELF, Action.Way.ASSIGNMENT: ASSIGNMENT}
_WAYS = {section: way for way, section in _SECTIONS.items()}


class SubAspectRepository(Repository):
    """Sub-aspects in their tables."""

    def keys(self, within: slice = EVERY, *, group: str = "") -> list[str]:
        rows = SubAspect.objects.filter(aspect__slug=group) if group else SubAspect.objects.all()
        return [f"{aspect}/{slug}" for aspect, slug in rows.values_list("aspect__slug", "slug")[within]]

    def groups(self) -> list[tuple[str, str, int]]:
        return list(Aspect.objects.annotate(count=Count("sub_aspects")).values_list("slug", "name", "count"))

    def load(self, keys: Collection[str] | None = None) -> list[Document]:
        wanted = self.keys() if keys is None else keys
        return [document for chunk in chunked(wanted) for document in _documents(chunk)]

    def save(self, documents: Sequence[Document]) -> None:
        aspects = _store_aspects(documents)
        positions = _positions(list(aspects.values()))
        for chunk in chunked(documents):
            _store(chunk, aspects, positions)

    def delete(self, keys: Collection[str]) -> None:
        for chunk in chunked(keys):
            SubAspect.objects.filter(pk__in=[row.pk for row in _with_rows(chunk)]).delete()
        Aspect.objects.filter(sub_aspects=None).delete()

    def rename(self, key: str, document: Document) -> None:
        aspect = _store_aspects([document])[document.key.split("/")[0]]
        rows = SubAspect.objects.filter(pk__in=[row.pk for row in _with_rows([key])])
        rows.update(aspect=aspect, slug=document.key.split("/")[1], name=document.title)
        Aspect.objects.filter(sub_aspects=None).delete()

    def names(self) -> dict[str, str]:
        rows = SubAspect.objects.order_by().values_list("aspect__slug", "slug", "name")
        return {f"{aspect}/{slug}": name for aspect, slug, name in rows}

    def also_changed_by(self, documents: Sequence[Document]) -> list[Document]:
        """Return the other sub-aspects of aspects whose name or domain `documents` change."""
        given = {document.key for document in documents}
        aspects = {document.key.split("/")[0]: (document.text(ASPECT), document.text(DOMAIN)) for document in documents}
        rows = SubAspect.objects.filter(aspect__slug__in=aspects).values_list("aspect__slug", "slug")
        others = self.load({f"{aspect}/{slug}" for aspect, slug in rows} - given)
        return [
            _renamed(document, *aspects[slug])
            for document in others
            if (document.text(ASPECT), document.text(DOMAIN)) != aspects[slug := document.key.split("/")[0]]
        ]

    def with_neighbours(self, documents: Sequence[Document]) -> Iterable[Sequence[Document]]:
        """Group the sub-aspects by whole aspects, as their numbers run through the aspect."""
        aspects = {document.key.split("/")[0] for document in documents}
        rows = SubAspect.objects.filter(aspect__slug__in=aspects).values_list("aspect__slug", "slug")
        together = self.load([f"{aspect}/{slug}" for aspect, slug in rows])
        return (list(group) for _, group in groupby(together, key=lambda document: document.key.split("/")[0]))


class SubAspectPages(Pages):
    """Sub-aspects in addresses and sentences."""

    group_parameter = "aspek"

    def url(self, key: str) -> str:
        return reverse("sub-aspect", args=key.split("/"))

    def anchor(self, line: Line) -> str:
        way = {SELF: "mandiri", ASSIGNMENT: "penugasan"}.get(line.section)
        return f"#{way}-{line.label}" if way else ""

    def line_label(self, line: Line) -> str:
        return f"{line.section} {line.label}" if line.label else line.section

    def short_label(self, document: Document) -> str:
        return document.text(ASPECT)

    def summary(self, document: Document) -> str:
        counts = (len(document.section(way)) for way in (SELF, ASSIGNMENT))
        return _("{} tindakan mandiri, {} tindakan melalui penugasan").format(*counts)

    def noun_of(self, count: int) -> str:
        return npgettext("hitungan", "sub aspek", "sub aspek", count)


GUIDE = DocumentType(
    slug="panduan",
    label=_("Panduan pengembangan"),
    noun=_("sub aspek"),
    text=text,
    repository=SubAspectRepository(),
    pages=SubAspectPages(),
    head=HEAD,
    sheet=sheet,
    nested=nested,
    editor=editor,
    layout=layout,
    search=SearchProfile(
        weights={field.section: field.weight for field in (*HEAD, *LISTS.values())},
        other=Weight.SECOND_LINE,
        aliases=lambda document: f"{document.text(ASPECT)} {document.text(DOMAIN)}",
        label=lambda document: readable(document.text(ASPECT)),
    ),
    vocabulary=VOCABULARY,
    sample=sample,
)


def _with_rows(keys: Collection[str]) -> list[SubAspect]:
    """Return the sub-aspects of `keys` in order, with their aspects and actions; two queries."""
    wanted = {key: key.split("/") for key in keys if key.count("/") == 1}
    aspects, slugs = {aspect for aspect, _ in wanted.values()}, {slug for _, slug in wanted.values()}
    rows = SubAspect.objects.filter(slug__in=slugs, aspect__slug__in=aspects).select_related("aspect")
    return [row for row in rows.with_actions() if _key(row) in wanted]


def _key(row: SubAspect) -> str:
    return f"{row.aspect.slug}/{row.slug}"


def _renamed(document: Document, aspect: str, domain: str) -> Document:
    """Return a document with another name and domain of its aspect; its stored raw text stays."""
    texts = {ASPECT: aspect, DOMAIN: domain}
    lines = (replace(line, text=texts.get(line.section, line.text)) for line in document.lines)
    return replace(document, lines=tuple(lines), source=None)


def _documents(keys: Collection[str]) -> Iterator[Document]:
    """Yield the sub-aspects of `keys` in order, as documents; three queries."""
    rows = _with_rows(keys)
    related: dict[int, list[str]] = {row.pk: [] for row in rows}
    mapped = SubAspect.objects.filter(pk__in=related, competencies__isnull=False).order_by("competencies__code")
    for pk, code in mapped.values_list("pk", "competencies__code"):
        related[pk].append(code)
    for row in rows:
        yield _document(row, tuple(related[row.pk]))


def _document(row: SubAspect, related: tuple[str, ...]) -> Document:
    """Return a loaded sub-aspect with the codes of its competencies as a document; no query."""
    lines = [
        Line(ASPECT, row.aspect.name),
        Line(DOMAIN, row.aspect.domain),
        Line(NUMBER, row.label),
        Line(NAME, row.name),
        Line(DESCRIPTION, row.description),
    ]
    actions = row.actions.all()
    for way, section in _SECTIONS.items():
        lines += [Line(section, action.text, label=action.label) for action in actions if action.way == way]
    place = (row.aspect.position, row.position)
    return Document(_key(row), row.name, tuple(lines), row.source, position=place, related=related)


def _store_aspects(documents: Iterable[Document]) -> dict[str, int]:
    """Save the aspects of `documents` and return their primary keys by slug; at most six queries."""
    named = {aspect_slug(document.text(ASPECT)): document for document in documents}
    found = Aspect.objects.filter(slug__in=named)
    olds = dict(found.values_list("slug", "position"))
    end = Aspect.objects.aggregate(end=Max("position"))["end"]
    positions = count((end or 0) + 1)
    rows = [
        (slug, _position(document, 0, olds.get(slug), positions), document.text(ASPECT), document.text(DOMAIN))
        for slug, document in named.items()
    ]
    synchronise(Aspect.objects, found, rows, identity=["slug"], fields=["position", "name", "domain"])
    return dict(found.values_list("slug", "pk"))


def _positions(aspects: Collection[int]) -> dict[int, count[int]]:
    """Return for each aspect the positions of new sub-aspects, as a counter; one query."""
    ends = SubAspect.objects.filter(aspect__in=aspects).order_by().values_list("aspect").annotate(Max("position"))
    positions = {pk: count(end + 1) for pk, end in ends}
    return {pk: positions.get(pk, count(1)) for pk in aspects}


def _position(document: Document, rank: int, old: int | None, positions: count[int]) -> int:
    """Return the stored position `old`, else that of the document, else the next at the end.

    `rank` is 0 for the position of the aspect, 1 for that of the sub-aspect.
    """
    if old is not None:
        return old
    return document.position[rank] if document.position else next(positions)


def _store(documents: Sequence[Document], aspects: Mapping[str, int], positions: Mapping[int, count[int]]) -> None:
    keys = {(aspects[aspect_slug(d.text(ASPECT))], sub_aspect_slug(d.text(NAME))): d for d in documents}
    found = SubAspect.objects.filter(aspect__in=aspects.values(), slug__in=[slug for _, slug in keys])
    olds = {(old.aspect_id, old.slug): old for old in found}
    rows = [_sub_aspect(key, document, olds.get(key), positions) for key, document in keys.items()]
    others = [old.pk for key, old in olds.items() if key not in keys]
    fields = ["position", "label", "name", "description", "source"]
    synchronise(SubAspect.objects, found.exclude(pk__in=others), rows, identity=["aspect_id", "slug"], fields=fields)
    pks = {(aspect, slug): pk for pk, aspect, slug in found.values_list("pk", "aspect_id", "slug")}
    synchronise(
        Action.objects,
        Action.objects.filter(sub_aspect__in=[pks[key] for key in keys]),
        [row for key, document in keys.items() for row in _actions(document, pks[key])],
        identity=["sub_aspect_id", "way", "label"],
        fields=["position", "text"],
    )
    _store_map({pks[key]: document.related for key, document in keys.items() if document.related is not None})


def _store_map(related: Mapping[int, Collection[str]]) -> None:
    """Save the linked competencies of sub-aspects, by primary key; unknown codes are left out."""
    if not related:
        return
    table = SubAspect.competencies.through.objects
    codes = {code for several in related.values() for code in several}
    pks = dict(Competency.objects.filter(code__in=codes).values_list("code", "pk"))
    rows = [(pk, pks[code]) for pk, several in related.items() for code in several if code in pks]
    synchronise(table, table.filter(subaspect__in=related), rows, identity=["subaspect_id", "competency_id"], fields=[])


def _sub_aspect(
    key: tuple[int, str], document: Document, old: SubAspect | None, positions: Mapping[int, count[int]]
) -> Values:
    source = old.source if old and document.source is None else document.source or ""
    position = _position(document, 1, old.position if old else None, positions[key[0]])
    return (*key, position, document.text(NUMBER), document.text(NAME), document.text(DESCRIPTION), source)


def _actions(document: Document, pk: int) -> Iterator[Values]:
    for section, way in _WAYS.items():
        for position, line in enumerate(document.section(section), 1):
            yield (pk, way, line.label, position, line.text)
