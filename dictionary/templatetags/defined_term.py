"""Template tag that describes a competency as a schema.org DefinedTerm in JSON-LD."""

from __future__ import annotations

import json
from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from dictionary.models import Competency

register = template.Library()

#: The escapes of Django's `json_script`: no text can end the element, begin a comment or form a reference.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}


@register.simple_tag(takes_context=True)
def defined_term(context: template.Context, competency: Competency, *, name: str, description: str) -> SafeString:
    """Return a `script` element that holds data; no query. Browsers run no data, so the security policy allows it.

    `name` and `description` are the competency's texts without emphasis marks.
    """
    request = context["request"]
    term = {
        "@context": "https://schema.org",
        "@type": "DefinedTerm",
        "@id": f"urn:uuid:{competency.uid}",
        "termCode": competency.code,
        "name": name,
        "description": description,
        "url": request.build_absolute_uri(competency.get_absolute_url()),
        "inLanguage": "id",
        "inDefinedTermSet": {
            "@type": "DefinedTermSet",
            "name": "Kamus Kompetensi",
            "url": request.build_absolute_uri(reverse("competencies")),
        },
    }
    return _block({name: value for name, value in term.items() if value})


def _block(data: dict[str, Any]) -> SafeString:
    text = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308  # escaped one line above
