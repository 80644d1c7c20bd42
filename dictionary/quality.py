"""Rules of quality for competencies, and the queries that find those that break them."""

from __future__ import annotations

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.functions import Lower

from dictionary.format.messages import MESSAGES
from dictionary.models import Competency, Indicator, KeyBehaviour, Level
from documents.numbering import numbering_problem
from documents.translation import mark as _
from exchange.quality.rules import Rule, messages_for


def _codes(rows: QuerySet[Competency]) -> QuerySet[Competency, str]:
    return rows.values_list("code", flat=True)


def _where(condition: Combinable | Q) -> QuerySet[Competency, str]:
    return _codes(Competency.objects.filter(condition))


def _undefined() -> QuerySet[Competency, str]:
    return _where(Q(definition=""))


def _without_behaviours() -> QuerySet[Competency, str]:
    return _where(~Exists(KeyBehaviour.objects.filter(competency=OuterRef("pk"))))


def _with_empty_level() -> QuerySet[Competency, str]:
    levels = Level.objects.filter(competency=OuterRef("pk"))
    bare = levels.filter(~Exists(Indicator.objects.filter(level=OuterRef("pk"))))
    return _where(~Exists(levels) | Exists(bare))


def _with_level_gap() -> QuerySet[Competency, str]:
    spans = Level.objects.order_by().values("competency")
    spans = spans.annotate(count=Count("pk"), lowest=Min("number"), highest=Max("number"))
    return _where(Q(pk__in=spans.filter(highest__gte=F("lowest") + F("count")).values("competency")))


def _namesakes() -> QuerySet[Competency, str]:
    names = Competency.objects.order_by().values(folded=Lower("name")).annotate(count=Count("pk"))
    shared = names.filter(count__gt=1).values("folded")
    return _codes(Competency.objects.annotate(folded=Lower("name")).filter(folded__in=shared))


def _misnumbered() -> list[str]:
    """Return the codes of competencies with misnumbered indicators.

    Reads all indicators: two queries, half a second for 336,000.
    """
    found: set[int] = set()
    level, before = 0, "0"
    rows = Indicator.objects.order_by("level_id", "position", "pk")
    for competency, here, label in rows.values_list("level__competency_id", "level_id", "label").iterator():
        if numbering_problem("0" if here != level else before, label):
            found.add(competency)
        level, before = here, label
    return [code for pk, code in Competency.objects.values_list("pk", "code") if pk in found] if found else []


RULES = (
    Rule("isi", _("Belum ada definisi"), "kamus", _undefined, messages_for(MESSAGES, "W_NO_DEFINITION")),
    Rule(
        "perilaku",
        _("Belum ada perilaku kunci"),
        "kamus",
        _without_behaviours,
        messages_for(MESSAGES, "W_NO_KEY_BEHAVIOUR"),
    ),
    Rule("kosong", _("Level kosong"), "kamus", _with_empty_level, messages_for(MESSAGES, "W_EMPTY_LEVEL")),
    Rule("level", _("Level melompat"), "kamus", _with_level_gap, messages_for(MESSAGES, "W_LEVEL_GAP")),
    Rule(
        "nomor",
        _("Nomor melompat atau tidak urut"),
        "kamus",
        _misnumbered,
        messages_for(MESSAGES, "W_NUMBER_GAP", "W_NUMBER_ORDER"),
        costly=True,
    ),
    Rule(
        "kembar",
        _("Nama kembar"),
        "kamus",
        _namesakes,
        sentence=_("Nama “{title}” dipakai lebih dari satu kompetensi."),
    ),
)
