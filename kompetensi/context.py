"""What every page's template knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(_request: HttpRequest) -> dict[str, Any]:
    """Whether even reading needs an account; no query."""
    return {"closed": settings.REQUIRE_LOGIN}
