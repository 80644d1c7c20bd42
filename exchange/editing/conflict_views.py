"""Edit conflicts of several documents: decided on one page and saved together."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from documents.document import Document, Line
from exchange import document_types
from exchange.document_types import DocumentType
from exchange.editing import saving
from exchange.editing.conflict_page import conflict_page
from exchange.editing.saving import Conflict, EditConflictError, UnwritableError
from exchange.editing.stash import discard, stash, stashed
from exchange.history import versions
from exchange.history.recording import TakenError
from exchange.history.renames import follow
from exchange.permissions import may_publish

UNFIT = _(
    "Pilihan ini tidak dapat disimpan bersama: ada nama yang sudah dipakai, atau baris yang berlaku untuk beberapa "
    "dokumen dipilih berbeda. Samakan pilihannya, lalu simpan lagi. Belum ada yang diubah."
)
#: The largest number of documents in one form.
MOST = 500


def decide(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Save the decisions on several documents, all or none; answer a new conflict with 409.

    A person whose session ended is sent to the log-in page, and gets the form back after it.
    """
    if not request.user.is_authenticated and request.method == "POST":
        stash(request, request.path, request.POST.urlencode())
        return redirect_to_login(request.path)
    return _decide(request, slug)


@may_publish
@require_http_methods(["GET", "HEAD", "POST"])
def _decide(request: HttpRequest, slug: str) -> HttpResponse:
    document_type = next((each for each in document_types.all_types() if each.slug == slug), None)
    if document_type is None or document_type.editor is None:
        raise Http404(slug)
    waiting = stashed(request)
    fields = request.POST if request.method == "POST" else QueryDict(waiting.get("text", ""))
    conflicts, base = _conflicts(document_type, fields), _number(fields.get("semula", ""))
    if not conflicts:
        return redirect("home")
    if request.method != "POST":
        return conflict_page(request, document_type, conflicts, base)
    return _store(request, document_type, conflicts, base)


def _store(
    request: HttpRequest, document_type: DocumentType, conflicts: list[tuple[str, Conflict]], base: int
) -> HttpResponse:
    if any(key and conflict.now is None for key, conflict in conflicts):
        mine = [conflict.mine for _, conflict in conflicts]
        if all(saving.made_by(document_type, document.key, request.user) for document in mine):
            return _done(request, document_type, mine, 0)
        return conflict_page(request, document_type, conflicts, base)
    decided = [
        saving.choose_lines(document_type, conflict, _chosen(request.POST, place))
        for place, (_, conflict) in enumerate(conflicts)
    ]
    try:
        revisions = saving.save_together(document_type, conflicts, decided, user=request.user)
    except EditConflictError as error:
        if all(_stored_already(document_type, conflict, request.user) for key, conflict in error.conflicts if key):
            return _done(request, document_type, decided, 0)
        return conflict_page(request, document_type, error.conflicts, base)
    except (TakenError, UnwritableError):
        return conflict_page(request, document_type, conflicts, base, note=str(UNFIT))
    return _done(request, document_type, decided, len({revision.key for revision in revisions if revision.after}))


def _stored_already(document_type: DocumentType, conflict: Conflict, user: Any) -> bool:
    """Return whether a form that is sent twice has nothing left to store: no line of this person's own, at least.

    Lines that others changed may differ, where this person renamed the document and nobody changed it since.
    """
    if conflict.now is None or not conflict.choices:
        return conflict.now is not None
    own = any(choice.ours for choice in conflict.choices)
    return not own and saving.made_by(document_type, conflict.now.key, user)


def _done(request: HttpRequest, document_type: DocumentType, decided: list[Document], count: int) -> HttpResponse:
    discard(request)
    text = gettext("Sudah tersimpan.")
    if count:
        sentence = ngettext("Tersimpan: %(count)d %(noun)s diubah.", "Tersimpan: %(count)d %(noun)s diubah.", count)
        text = sentence % {"count": count, "noun": document_type.pages.noun_of(count)}
    messages.success(request, text, extra_tags="tersimpan")
    return redirect(document_type.pages.url(decided[0].key))


def _conflicts(document_type: DocumentType, fields: QueryDict) -> list[tuple[str, Conflict]]:
    """Return the conflicts that the form holds: each document as opened, as stored now, as written; by its key now.

    Raises Http404 for values that no form of this site sends.
    """
    keys, bases, texts = (fields.getlist(name)[:MOST] for name in ("kunci", "dasar", "dokumen"))
    if not len(keys) == len(bases) == len(texts) or not all(key.isprintable() for key in keys):
        raise Http404
    today = follow(document_type.slug, {(key, _number(base)) for key, base in zip(keys, bases, strict=True) if key})
    keys = [today.get((key, _number(base)), "") for key, base in zip(keys, bases, strict=True)]
    stored = {document.key: document for document in document_type.repository.load([key for key in keys if key])}
    if not all(versions.newest(document_type, key) for key in keys if key and key not in stored):
        raise Http404
    opened = _number(fields.get("semula", ""))
    return [
        (
            key,
            Conflict(
                _opened(document_type, key, opened), stored.get(key), _document(document_type, text), _number(base)
            ),
        )
        for key, base, text in zip(keys, bases, texts, strict=True)
    ]


def _opened(document_type: DocumentType, key: str, base: int) -> Document | None:
    return (
        versions.opened_at(document_type, key, base) or next(iter(document_type.repository.load([key])), None)
        if key
        else None
    )


def _document(document_type: DocumentType, text: str) -> Document:
    """Return the document whose lines a form field holds. Raises Http404 for values that no form here sends."""
    try:
        value: Any = json.loads(text)
        key, lines = value["key"], [Line(*each) for each in value["lines"]]
        texts = [key, *(part for line in lines for part in (line.section, line.text, line.label))]
        if not all(isinstance(part, str) for part in texts) or not all(type(line.index) is int for line in lines):
            raise Http404
        "".join(texts).encode()
        assert document_type.editor
        return document_type.editor.to_document(lines, key)
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise Http404 from error


def _chosen(fields: QueryDict, place: int) -> list[str]:
    """Return the names of the changes that the person keeps in the document at this place of the form."""
    head = f"{place}:"
    return [value.removeprefix(head) for value in fields.getlist("punyaku") if value.startswith(head)]


def _number(value: str) -> int:
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 19 else 0
