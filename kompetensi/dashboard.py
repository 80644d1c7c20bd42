"""Content of the back office's first page: findings, waiting imports and the latest changes."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce
from django.urls import reverse

from exchange.history import ledger
from exchange.models import Proposal, Revision, RevisionQuerySet
from exchange.permissions import EDIT, HISTORY, UPLOAD
from exchange.proposals.deciding import visible_to
from exchange.quality.rules import Rule, all_rules

#: Number of waiting imports and of latest changes that are listed.
NAMED = 8


def dashboard(user: Any) -> dict[str, Any]:
    """Return `flaws`, `imports` and `revisions` for a person; each is None without the right to see it.

    Queries as `flaws`, one for the imports and one for the revisions.
    """
    return {
        "flaws": flaws() if user.has_perm(EDIT) else None,
        "imports": list(visible_to(user).filter(state__in=Proposal.OPEN)[:NAMED]) if user.has_perm(UPLOAD) else None,
        "revisions": latest(Revision.objects.all()) if user.has_perm(HISTORY) else None,
    }


def flaws() -> list[tuple[Rule, int, str]]:
    """Return each rule that documents break, the number of these documents, and the address of their list.

    One query, and one for each rule where the content changed since this process counted last: at 14,000 documents
    counting takes 60 ms. The version is read first, so that a change meanwhile is counted by whoever asks next.
    """
    rules = [rule for rule in all_rules() if not rule.costly]
    name = f"flaws-{ledger.version()}"
    counts = cache.get(name)
    if counts is None:
        counts = [rule.count() for rule in rules]
        cache.set(name, counts)
    counted = zip(rules, counts, strict=True)
    return [(rule, count, _address(rule)) for rule, count in counted if count]


def _address(rule: Rule) -> str:
    return f"{reverse('care')}?{urlencode({'jenis': rule.slug, 'isi': rule.type_slug})}"


def latest(revisions: RevisionQuerySet) -> list[Revision]:
    """Return the latest of some revisions without their texts, each with the `title` of its document."""
    title = Coalesce(KT("after__title"), KT("before__title"))
    return list(revisions.defer("before", "after").annotate(title=title)[:NAMED])
