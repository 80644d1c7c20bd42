"""Context of every page's template."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(_request: HttpRequest) -> dict[str, Any]:
    """Return `closed`, which is true where reading needs an account as well. No query."""
    return {"closed": settings.REQUIRE_LOGIN}
