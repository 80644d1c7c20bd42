"""Sample files: a table as people would make it, filled with the first stored document."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from documents.document import Document
from exchange import document_types
from exchange.document_types import DocumentType
from exchange.permissions import may_upload
from exchange.proposals.access import download
from files.writers import docx_table, xlsx
from files.writers.sheet import Sheet

KINDS = {"xlsx": ("Excel", xlsx), "docx": ("Word", docx_table)}


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample file to download."""

    slug: str
    extension: str
    kind: str

    @property
    def name(self) -> str:
        """File name."""
        return f"{self.slug}.{self.extension}"


def samples() -> list[Sample]:
    """Return the sample files that there are."""
    types = [each for each in document_types.all_types() if each.sample]
    return [Sample(each.slug, extension, kind) for each in types for extension, (kind, _) in KINDS.items()]


@may_upload
@require_safe
def sample(_request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    """Send a sample file. Two queries, and those of loading one document. Raises Http404 for a type without one."""
    document_type = next((each for each in document_types.all_types() if each.slug == slug and each.sample), None)
    if document_type is None or document_type.sample is None or extension not in KINDS:
        raise Http404(slug)
    _, writer = KINDS[extension]
    heads, rows = document_type.sample.table(first_of(document_type))
    out = BytesIO()
    writer.write(Sheet(str(document_type.label), heads, rows), out)
    return download(out.getvalue(), f"{slug}.{extension}", writer.CONTENT_TYPE)


def first_of(document_type: DocumentType) -> Document:
    """Return the first stored document, that of the type's example when none is stored."""
    keys = document_type.repository.keys(slice(1))
    found = document_type.repository.load(keys) if keys else []
    return (found or document_type.text.parse(document_type.text.EXAMPLE).documents or (Document("", "", ()),))[0]
