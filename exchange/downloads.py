"""Files to take away: what is stored, whole or one document, in its native format."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from exchange.documents import Document
from exchange.formats import Format, all_formats

#: A download that a browser shows all the same may do nothing.
SANDBOX = "default-src 'none'; sandbox"


@require_safe
def export(_request: HttpRequest, slug: str, extension: str, key: str = "") -> HttpResponse:
    """Everything in one format, or the document `key` alone; the same bytes for the same content.

    Raises Http404 for a format, an ending or a document that is not there. Queries as `Format.stored`.
    """
    format_ = _format(slug, extension)
    documents = format_.stored([key] if key else None)
    if key and not documents:
        raise Http404(key)
    return _download(format_, documents, f"{key.rpartition('/')[2] or slug}.{extension}")


def _format(slug: str, extension: str) -> Format:
    for format_ in all_formats():
        if format_.slug == slug and format_.extensions[0] == extension:
            return format_
    raise Http404(f"{slug}.{extension}")


def _download(format_: Format, documents: list[Document], name: str) -> HttpResponse:
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or "attachment",
        "Content-Security-Policy": SANDBOX,
    }
    return HttpResponse(format_.render(documents), content_type="text/markdown; charset=utf-8", headers=headers)
