"""Files to take away: what is stored, whole or one document, in every kind of file there is a writer for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.http import FileResponse, Http404, HttpRequest
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from exchange.documents import Document
from exchange.exports import exported, snapshot
from exchange.formats import Format, by_slug
from exchange.writers import Writer, by_extension

#: A download that a browser shows all the same may do nothing.
SANDBOX = "default-src 'none'; sandbox"


@require_safe
def export(_request: HttpRequest, slug: str, extension: str, key: str = "") -> FileResponse:
    """Everything in one format, or the document `key` alone; the same bytes for the same content.

    Raises Http404 for a format, an ending or a document that is not there. Queries as `Format.stream`.
    """
    format_, writer = _asked(slug, extension)
    with snapshot():
        return answer(format_, writer, _one(format_, key) if key else format_.stream(), key.rpartition("/")[2] or slug)


def answer(format_: Format, writer: Writer, documents: Iterable[Document], name: str) -> FileResponse:
    """`documents` as a file of that name, without its ending, to take away."""
    file = exported(format_, writer, documents)
    name = f"{name}.{writer.extension}"
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or "attachment",
        "Content-Security-Policy": SANDBOX,
    }
    return FileResponse(file, content_type=writer.content_type, headers=headers)


def _asked(slug: str, extension: str) -> tuple[Format, Writer]:
    try:
        return by_slug(slug), by_extension(extension)
    except KeyError as error:
        raise Http404(f"{slug}.{extension}") from error


def _one(format_: Format, key: str) -> Iterator[Document]:
    documents = format_.stored([key])
    if not documents:
        raise Http404(key)
    return iter(documents)
