"""Conflicts of several documents, decided on one page and stored together."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from documents.document import Document, Line
from documents.translation import gettext_noop as _
from exchange.document_types import Format, all_formats
from exchange.editing import saving as editing
from exchange.editing.conflict_page import conflict_page
from exchange.editing.saving import Conflict, ConflictsError, TakenError, UnwritableError
from exchange.editing.stash import forget, keep, kept
from exchange.permissions import may_edit

UNFIT = _(
    "Pilihan ini tidak dapat disimpan bersama: ada nama yang sudah dipakai, atau baris yang berlaku untuk beberapa "
    "dokumen dipilih berbeda. Samakan pilihannya, lalu simpan lagi. Belum ada yang diubah."
)
#: The most documents that one form may hold.
MOST = 500


def settle(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Store what was decided of several documents, all or none; a new conflict is shown with 409.

    A session that ended meanwhile leads to the log-in, and the page comes back.
    """
    if not request.user.is_authenticated and request.method == "POST":
        keep(request, request.path, request.POST.urlencode())
        return redirect_to_login(request.path)
    return _settle(request, slug)


@may_edit
@require_http_methods(["GET", "HEAD", "POST"])
def _settle(request: HttpRequest, slug: str) -> HttpResponse:
    format_ = next((each for each in all_formats() if each.slug == slug), None)
    if format_ is None:
        raise Http404(slug)
    waiting = kept(request)
    fields = request.POST if request.method == "POST" else QueryDict(waiting.get("text", ""))
    conflicts, base = _conflicts(format_, fields), _number(fields.get("semula", ""))
    if not conflicts:
        return redirect("home")
    if request.method != "POST":
        return conflict_page(request, format_, conflicts, base)
    return _store(request, format_, conflicts, base)


def _store(request: HttpRequest, format_: Format, conflicts: list[tuple[str, Conflict]], base: int) -> HttpResponse:
    if any(key and conflict.now is None for key, conflict in conflicts):
        mine = [conflict.mine for _, conflict in conflicts]
        if all(editing.made_by(format_, document.key, request.user) for document in mine):
            return _done(request, format_, mine, 0)
        return conflict_page(request, format_, conflicts, base)
    decided = [
        editing.settle(format_, conflict, _chosen(request.POST, place)) for place, (_, conflict) in enumerate(conflicts)
    ]
    try:
        revisions = editing.save_together(format_, conflicts, decided, user=request.user)
    except ConflictsError as error:
        if all(conflict.now and not conflict.choices for key, conflict in error.conflicts if key):
            return _done(request, format_, decided, 0)
        return conflict_page(request, format_, error.conflicts, base)
    except (TakenError, UnwritableError):
        return conflict_page(request, format_, conflicts, base, note=UNFIT)
    return _done(request, format_, decided, len({revision.key for revision in revisions if revision.after}))


def _done(request: HttpRequest, format_: Format, decided: list[Document], count: int) -> HttpResponse:
    forget(request)
    text = _("Sudah tersimpan.")
    if count:
        sentence = ngettext("Tersimpan: %(count)d %(noun)s diubah.", "Tersimpan: %(count)d %(noun)s diubah.", count)
        text = sentence % {"count": count, "noun": format_.noun_of(count)}
    messages.success(request, text, extra_tags="tersimpan")
    return redirect(format_.url(decided[0].key))


def _conflicts(format_: Format, fields: QueryDict) -> list[tuple[str, Conflict]]:
    """What the form is about: each document as it was opened, is stored, and was written.

    Raises Http404 for nonsense.
    """
    keys, bases, texts = (fields.getlist(name)[:MOST] for name in ("kunci", "dasar", "dokumen"))
    if not len(keys) == len(bases) == len(texts) or not all(key.isprintable() for key in keys):
        raise Http404
    stored = {document.key: document for document in format_.stored([key for key in keys if key])}
    if not all(editing.newest(format_, key) for key in keys if key and key not in stored):
        raise Http404
    opened = _number(fields.get("semula", ""))
    return [
        (key, Conflict(_opened(format_, key, opened), stored.get(key), _document(format_, text), _number(base)))
        for key, base, text in zip(keys, bases, texts, strict=True)
    ]


def _opened(format_: Format, key: str, base: int) -> Document | None:
    return editing.opened_at(format_, key, base) or next(iter(format_.stored([key])), None) if key else None


def _document(format_: Format, text: str) -> Document:
    """The document whose lines a field holds. Raises Http404 for what no form of ours sends."""
    try:
        value: Any = json.loads(text)
        key, lines = value["key"], [Line(*each) for each in value["lines"]]
        texts = [key, *(part for line in lines for part in (line.section, line.text, line.label))]
        if not all(isinstance(part, str) for part in texts) or not all(type(line.nth) is int for line in lines):
            raise Http404
        "".join(texts).encode()
        return format_.outline.compose(lines, key)
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise Http404 from error


def _chosen(fields: QueryDict, place: int) -> list[str]:
    """The changes of the document at this place of the form that are wanted."""
    head = f"{place}:"
    return [value.removeprefix(head) for value in fields.getlist("punyaku") if value.startswith(head)]


def _number(value: str) -> int:
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 19 else 0
