"""Rules of quality for sub-aspects and for the map, and the queries that find documents that break them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.urls import reverse

from development.format.fields import DESCRIPTION
from development.format.messages import MESSAGES
from development.mapping.relations import competency_texts, sub_aspect_texts
from development.mapping.suggestions import suggest
from development.models import Action, SubAspect
from dictionary.format.fields import DEFINITION
from dictionary.models import Competency
from documents.document import Document
from documents.numbering import numbering_problem
from documents.translation import mark as _
from exchange.quality.rules import Link, Rule, messages_for

#: How many links are suggested for a document without links.
OFFERED = 3


def _keys(rows: QuerySet[SubAspect]) -> list[str]:
    return ["/".join(pair) for pair in rows.values_list("aspect__slug", "slug")]


def _undescribed() -> list[str]:
    return _keys(SubAspect.objects.filter(description=""))


def _without_section() -> list[str]:
    ways = [Exists(Action.objects.filter(sub_aspect=OuterRef("pk"), way=way)) for way in Action.Way.values]
    return _keys(SubAspect.objects.filter(~ways[0] | ~ways[1]))


def _namesakes() -> list[str]:
    names = SubAspect.objects.order_by().values("slug").annotate(count=Count("pk")).filter(count__gt=1)
    return _keys(SubAspect.objects.filter(slug__in=names.values("slug")))


def _misnumbered() -> list[str]:
    """Return the keys of sub-aspects whose number, or an action's number, is out of order.

    Reads all actions and sub-aspects; three queries.
    """
    actions = Action.objects.order_by("sub_aspect_id", "way", "position", "pk")
    found = _out_of_step(
        ((pk, way), pk, label) for pk, way, label in actions.values_list("sub_aspect_id", "way", "label")
    )
    rows = SubAspect.objects.exclude(label="").values_list("aspect_id", "pk", "label")
    found |= _out_of_step(rows, unique=True)
    return ["/".join(pair) for pk, *pair in SubAspect.objects.values_list("pk", "aspect__slug", "slug") if pk in found]


def _out_of_step(rows: Iterable[tuple[object, int, str]], *, unique: bool = False) -> set[int]:
    """Return the primary keys of rows (list, primary key, number) that do not follow the row before them in their list.

    With `unique`, a number that repeats the one before it is out of order as well.
    """
    found, parent, before = set(), None, "0"
    for here, pk, label in rows:
        before = before if here == parent else "0"
        if (unique and label == before) or numbering_problem(before, label):
            found.add(pk)
        parent, before = here, label
    return found


def _unmapped_sub_aspects() -> list[str]:
    return _keys(
        SubAspect.objects.filter(~Exists(SubAspect.competencies.through.objects.filter(subaspect=OuterRef("pk"))))
    )


def _unmapped_competencies() -> QuerySet[Competency, str]:
    links = SubAspect.competencies.through.objects.filter(competency=OuterRef("pk"))
    return Competency.objects.filter(~Exists(links)).values_list("code", flat=True)


def _competencies_for(documents: Sequence[Document]) -> dict[str, list[Link]]:
    """Suggest competencies that share words with each sub-aspect; two queries, one over all competencies."""
    found = _suggested(documents, DESCRIPTION, competency_texts())
    codes = {code for several in found.values() for code in several}
    names = dict(Competency.objects.filter(code__in=codes).values_list("code", "name"))
    return {key: _offers(sub_aspect_map(key), several, names) for key, several in found.items()}


def _sub_aspects_for(documents: Sequence[Document]) -> dict[str, list[Link]]:
    """Suggest sub-aspects that share words with each competency; two queries, one over all sub-aspects."""
    found = _suggested(documents, DEFINITION, sub_aspect_texts())
    slugs = {key.split("/")[1] for several in found.values() for key in several}
    rows = SubAspect.objects.filter(slug__in=slugs).values_list("aspect__slug", "slug", "name")
    names = {f"{aspect}/{slug}": name for aspect, slug, name in rows}
    return {key: _offers(competency_map(key), several, names) for key, several in found.items()}


def _suggested(
    documents: Sequence[Document], section: str, candidates: Iterable[tuple[str, str]]
) -> dict[str, tuple[str, ...]]:
    if not documents:
        return {}
    texts = {document.key: f"{document.title} {document.text(section)}" for document in documents}
    return suggest(texts, candidates, count=OFFERED)


def _offers(address: str, keys: Iterable[str], names: Mapping[str, str]) -> list[Link]:
    """Return links to the page of the map at `address`, each with one box ticked, for a person to check and save."""
    return [(names[key], f"{address}?{urlencode({'pilih': key})}") for key in keys if key in names]


def sub_aspect_map(key: str) -> str:
    """Return the address of a sub-aspect's map."""
    return reverse("sub-aspect-map", args=key.split("/"))


def competency_map(code: str) -> str:
    """Return the address of a competency's map."""
    return reverse("competency-map", args=[code])


RULES = (
    Rule("isi", _("Belum ada deskripsi"), "panduan", _undescribed, messages_for(MESSAGES, "W_NO_DEFINITION")),
    Rule("tindakan", _("Belum ada tindakan"), "panduan", _without_section, messages_for(MESSAGES, "W_NO_SECTION")),
    Rule(
        "nomor",
        _("Nomor melompat atau tidak urut"),
        "panduan",
        _misnumbered,
        messages_for(MESSAGES, "W_NUMBER_GAP", "W_NUMBER_ORDER"),
        costly=True,
    ),
    Rule(
        "kembar",
        _("Nama kembar"),
        "panduan",
        _namesakes,
        sentence=_("Nama “{title}” dipakai lebih dari satu sub aspek."),
    ),
    Rule(
        "peta",
        _("Belum dipetakan"),
        "kamus",
        _unmapped_competencies,
        sentence=_("{title} belum dipetakan ke sub aspek mana pun."),
        fix=(_("Petakan"), competency_map),
        suggest=_sub_aspects_for,
    ),
    Rule(
        "peta",
        _("Belum dipetakan"),
        "panduan",
        _unmapped_sub_aspects,
        sentence=_("{title} belum dipetakan ke kompetensi mana pun."),
        fix=(_("Petakan"), sub_aspect_map),
        suggest=_competencies_for,
    ),
)
