"""What the back office's first page says of the content: what it lacks, what waits, what changed last."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce
from django.urls import reverse

from exchange.imports.uploads import visible_to
from exchange.models import Import, Revision
from exchange.permissions import EDIT, HISTORY, UPLOAD
from exchange.quality.rules import Rule, all_rules

#: How many waiting files and latest changes are named.
NAMED = 8


def dashboard(user: Any) -> dict[str, Any]:
    """What the page shows a person: `flaws`, `imports` and `revisions`, each None for who may not see it.

    One query for each rule of flaw that is not costly, one for the files, one for the changes.
    """
    return {
        "flaws": _flaws() if user.has_perm(EDIT) else None,
        "imports": list(visible_to(user).filter(state=Import.State.WAITING)[:NAMED]) if user.has_perm(UPLOAD) else None,
        "revisions": list(_latest()) if user.has_perm(HISTORY) else None,
    }


def _flaws() -> list[tuple[Rule, int, str]]:
    """The kinds of flaws that there are, how many documents have each, and where they are listed."""
    counted = [(rule, rule.count()) for rule in all_rules() if not rule.costly]
    return [(rule, count, _address(rule)) for rule, count in counted if count]


def _address(rule: Rule) -> str:
    return f"{reverse('care')}?{urlencode({'jenis': rule.slug, 'isi': rule.type_slug})}"


def _latest() -> Any:
    """The latest revisions without their texts, each with the `title` of its document."""
    title = Coalesce(KT("after__title"), KT("before__title"))
    return Revision.objects.defer("before", "after").annotate(title=title)[:NAMED]
