"""Pages of the history: all documents, one document, one revision, two versions, and restoring a version."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlencode

from django.contrib import messages
from django.db import DataError, IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from django.views.generic import DetailView, TemplateView

from documents.document import Document
from exchange import document_types
from exchange.document_types import DocumentType
from exchange.history import change_sets
from exchange.history import restore as restoring
from exchange.history.applying import StaleError
from exchange.history.cards import card, cards
from exchange.history.forms import (
    DocumentFilterForm,
    FilterForm,
    LinesForm,
    PlaceForm,
    RestoreForm,
    SetFilterForm,
    VersionsForm,
)
from exchange.history.recording import DamagedError, TakenError, after_of, before_of
from exchange.history.renames import history_of, key_today
from exchange.history.restore import AbsentError
from exchange.history.versions import (
    Entry,
    Version,
    between,
    entries,
    find,
    history_url,
    known,
    related,
    unchanged,
    whole,
)
from exchange.models import Page, Revision, RevisionQuerySet
from exchange.permissions import may_publish, may_see_history, publishes

PAGE_SIZE = 50
RESTORED = _(
    "Versi itu sudah dipulihkan sebagai versi baru. Bila keliru, pulihkan versi sebelumnya dari daftar di bawah."
)
#: The tables cannot hold that version, or it does not exist.
UNFIT = (AbsentError, DataError, IntegrityError, KeyError, TakenError, ValueError)
SAME = _("Isinya sudah sama dengan versi itu, jadi tidak ada yang diubah.")


@method_decorator(may_see_history, name="dispatch")
class HistoryView(TemplateView):
    """Show every change set, newest first, each with its first documents.

    Nine queries for any length, and those for the person.
    """

    template_name = "exchange/history.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        form, asked = FilterForm(self.request.GET), PlaceForm(self.request.GET).values()
        places = {"before": asked.get("sebelum", 0), "after": asked.get("sesudah", 0)}
        page = change_sets.page(form.narrow(Revision.objects.all()), **places, size=change_sets.SETS)
        narrowing = urlencode(SetFilterForm(self.request.GET).values())
        return super().get_context_data(
            form=form.again(),
            narrowed=bool(form.values()),
            page=page,
            sets=cards(page.spans, form.condition()),
            narrowing=f"?{narrowing}" if narrowing else "",
            **context,
        )


@method_decorator(may_see_history, name="dispatch")
class ChangeSetView(TemplateView):
    """Show the documents of one change set, in the order in which they were written.

    At most nine queries for any length, and those for the person.
    """

    template_name = "exchange/change_set.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        span, form = change_sets.find(context["number"]), SetFilterForm(self.request.GET)
        if span is None:
            raise Http404(context["number"])
        condition, asked = form.condition(), self.request.GET.get("halaman")
        page, revisions = change_sets.documents(span, condition, asked, change_sets.DOCUMENTS)
        return super().get_context_data(
            form=form.again(),
            narrowed=bool(form.values()),
            page=page,
            set=card(span, condition, revisions),
            query=f"{urlencode(form.values())}&" if form.values() else "",
            **context,
        )


def listed(request: HttpRequest, form: DocumentFilterForm, revisions: RevisionQuerySet) -> dict[str, Any]:
    """Return the template context of one page of the `revisions` that `form` filters; three queries, four at an end."""
    asked = PlaceForm(request.GET).values()
    before, after = asked.get("sebelum", 0), asked.get("sesudah", 0)
    page: Page = form.narrow(revisions).page(before=before, after=after, size=PAGE_SIZE)
    return {"form": form.again(), "narrowed": bool(form.values()), "page": page, "entries": entries(page.revisions)}


@method_decorator(may_see_history, name="dispatch")
class DocumentHistoryView(TemplateView):
    """Show the history of one document, or two of its versions side by side. It outlives the document.

    It begins before a rename. At most seven queries, and those for the person; for a document without revisions, those
    of `Repository.load` too.
    """

    format_slug: str

    def key(self) -> str:
        """Return the key of the document, from the address."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the page, or redirect other spellings of its address to it. Raises Http404 as `known`."""
        document_type = document_types.get(self.format_slug)
        address = history_url(document_type, self.key())
        if request.path != unquote(address):
            query = request.GET.urlencode()
            return redirect(address + (f"?{query}" if query else ""))
        revisions = history_of(self.format_slug, self.key())
        context = self.known(document_type, revisions)
        pair = chosen(request, revisions)
        if pair:
            return render(request, "exchange/versions.html", context | compared(*pair, everything=all_lines(request)))
        context |= listed(request, DocumentFilterForm(request.GET), revisions)
        context |= self.choices(context)
        return render(request, "exchange/document_history.html", context)

    def known(self, document_type: DocumentType, revisions: RevisionQuerySet) -> dict[str, Any]:
        """Return the context of the document as it is, or as it was when it was deleted.

        Raises Http404 when it neither exists nor existed.
        """
        newest = revisions.order_by("-pk").first()
        try:
            now = after_of(newest) if newest else next(iter(document_type.repository.load([self.key()])), None)
            document = now or (before_of(newest) if newest else None)
        except DamagedError:
            now = next(iter(document_type.repository.load([self.key()])), None)
            document = now or Document(self.key(), self.key(), ())
        if document is None:
            raise Http404(self.key())
        return {
            "document": document,
            "mark": document_type.pages.short_label(document),
            "noun": document_type.noun,
            "url": document_type.pages.url(document.key) if now else "",
            "history_url": history_url(document_type, document.key),
            "may_restore": publishes(self.request.user),
            "newest": newest.pk if newest else 0,
        }

    def choices(self, context: dict[str, Any]) -> dict[str, Any]:
        """Return the context of the versions that can be chosen for a comparison.

        Below the oldest revision stands the version before it.
        """
        numbers = [entry.revision.pk for entry in context["entries"]]
        first = None
        if numbers and not context["page"].older and not context["narrowed"]:
            first = Version(context["entries"][-1].revision, earlier=True)
            numbers.append(first.number)
        start, end = (numbers[1], numbers[0]) if len(numbers) > 1 else (None, None)
        return {"first": first, "choosable": len(numbers) > 1, "start": start, "end": end}


def chosen(request: HttpRequest, revisions: RevisionQuerySet) -> tuple[Version, Version] | None:
    """Return the two versions that an address asks to compare, older first; at most three queries.

    One version alone is compared with the newest. None when the address asks for no version or for one that does not
    exist.
    """
    asked = VersionsForm(request.GET).values()
    if "dari" not in asked:
        return None
    numbers = sorted((asked["dari"], asked.get("ke", revisions.newest())))
    old, new = (find(revisions, number) for number in numbers)
    return (old, new) if old and new else None


def all_lines(request: HttpRequest) -> bool:
    """Return whether an address asks for the lines that stayed, too."""
    return "baris" in LinesForm(request.GET).values()


def compared(old: Version, new: Version, *, everything: bool) -> dict[str, Any]:
    """Return the template context of two versions in one text."""
    before, after, document_type = old.document_today, new.document_today, known(new.revision.format)
    same = before == after and not related(before, after, document_type)
    return {"old": old, "new": new, "same": same} | lines_of(before, after, document_type, everything=everything)


def lines_of(
    before: Document | None, after: Document | None, document_type: DocumentType | None, *, everything: bool
) -> dict[str, Any]:
    """Return the template context of the lines that differ between two versions, or of all, and how many stayed."""
    shown = whole if everything else between
    lines, stayed = shown(before, after, document_type), unchanged(before, after)
    return {"lines": lines, "stayed": stayed, "everything": everything}


@method_decorator(may_see_history, name="dispatch")
class RevisionView(DetailView[Revision]):
    """Show the change of one revision, or the whole document with it; of a new or deleted one always the whole.

    Five queries, and those for the person.
    """

    queryset = Revision.objects.with_nth().select_related("source").defer("source__content")
    template_name = "exchange/revision.html"
    context_object_name = "revision"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        revision: Revision = self.object
        before, after, document_type = before_of(revision), after_of(revision), known(revision.format)
        siblings = history_of(revision.format, key_today(revision)).values_list("pk", flat=True)
        version = Version(revision, earlier=after is None)
        if before and after:
            context |= lines_of(before, after, document_type, everything=all_lines(self.request))
        else:
            context["lines"] = whole(version.document, version.document, document_type)
        return super().get_context_data(
            entry=Entry(revision, document_type, before, after),
            version=version,
            earlier=Version(revision, earlier=True) if before and after else None,
            others=change_sets.size_of(revision) - 1,
            set_url=reverse("change-set", args=[change_sets.number_of(revision)]),
            previous=siblings.filter(pk__lt=revision.pk).order_by("-pk").first(),
            following=siblings.filter(pk__gt=revision.pk).order_by("pk").first(),
            may_restore=publishes(self.request.user) and document_type,
            **context,
        )


@may_publish
@require_http_methods(["GET", "HEAD", "POST"])
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the changes that restoring would make; on POST restore the version and redirect to the document's history.

    Answers 409 when the document changed since, and shows the page again with that change; nothing is applied then.
    """
    revision = get_object_or_404(Revision.objects.with_nth(), pk=pk)
    document_type = known(revision.format)
    if document_type is None:
        raise Http404(revision.format)
    version = Version(revision, earlier=request.GET.get("versi") == "sebelum")
    if request.method != "POST":
        return confirmation(request, document_type, version)
    form = RestoreForm(request.POST)
    asked = form.values()
    try:
        note = noted(version, asked.get("catatan", ""))
        recorded = restoring.restore(version, seen=asked.get("terakhir", 0), user=request.user, note=note)
    except StaleError:
        return confirmation(request, document_type, version, seen=asked.get("terakhir", 0))
    except UNFIT:
        return confirmation(request, document_type, version, refused=True)
    say(request, changed=bool(recorded))
    return HttpResponseRedirect(history_url(document_type, key_today(revision)))


def noted(version: Version, note: str) -> str:
    """Return the note for the history: the version that was restored, and the person's reason."""
    back = f"Kembali ke {'sebelum' if version.earlier else ''} versi {version.nth}".replace("  ", " ")
    return f"{back}: {note}" if note else f"{back}."


def say(request: HttpRequest, *, changed: bool) -> None:
    """Add the message that the next page shows."""
    messages.success(request, RESTORED if changed else SAME)


def confirmation(
    request: HttpRequest,
    document_type: DocumentType,
    version: Version,
    *,
    seen: int | None = None,
    refused: bool = False,
) -> HttpResponse:
    """Show the changes that restoring would make; with status 409 after a refusal.

    `seen` is given when the document changed since that revision; the page then shows this change too.
    """
    revision = version.revision
    context: dict[str, Any] = {"version": version, "history_url": history_url(document_type, key_today(revision))}
    context |= {"document": after_of(revision) or before_of(revision), "refused": refused}
    try:
        preview = restoring.preview(version)
    except AbsentError:
        return render(request, "exchange/restore.html", context | {"absent": True}, status=409)
    others = [
        (after.title, document_type.pages.short_label(after), between(before, after, document_type))
        for before, after in preview.entailed
    ]
    context |= {"mark": document_type.pages.short_label(preview.target), "preview": preview}
    context |= {"lines": between(preview.now, preview.target, document_type)}
    context |= {"others": others, "form": RestoreForm(initial={"terakhir": preview.newest})}
    if seen is not None:
        context |= {"moved": True, "since": since(revision, seen, preview.now)}
    return render(request, "exchange/restore.html", context, status=409 if refused or seen is not None else 200)


def since(revision: Revision, seen: int, now: Document | None) -> Any:
    """Return the rows that changed in the document since its revision `seen`; () when it has no such revision."""
    found = history_of(revision.format, key_today(revision)).filter(pk=seen).first()
    return between(Version(found).document_today, now, known(revision.format)) if found else ()
