"""Comments on proposals, on their documents and on single lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import Count

from documents.document import clean
from exchange.models import Comment, Proposal

#: The most comments of one proposal that are kept.
MOST = 2_000


class CommentForm(forms.Form):
    """What a person says, on the whole proposal, on a document (`dokumen`), or on a line of it (`baris`)."""

    teks = forms.CharField(max_length=1000)
    dokumen = forms.CharField(max_length=450, required=False)
    baris = forms.CharField(max_length=450, required=False)


def form_of(sent: Mapping[str, str]) -> CommentForm:
    """Return the form of what was sent: alone, or with the fields of a review, where `kirim` names the pressed button.

    The fields of its place are then `komentar-place`, `dokumen-place` and `baris-place`.
    """
    place = sent.get("kirim")
    if place is None:
        return CommentForm(sent)
    names = {"teks": "komentar", "dokumen": "dokumen", "baris": "baris"}
    return CommentForm({name: sent.get(f"{field}-{place}", "") for name, field in names.items()})


def say(proposal: Proposal, form: CommentForm, *, user: Any) -> Comment | None:
    """Keep a comment; None for an empty one, the same one sent twice, and beyond `MOST`. Three queries."""
    if not form.is_valid() or not (text := clean(form.cleaned_data["teks"])):
        return None
    where = {"key": form.cleaned_data["dokumen"], "change": form.cleaned_data["baris"]}
    last = proposal.comments.filter(author=user).order_by("-pk").first()
    again = last is not None and (last.text, last.key, last.change) == (text, where["key"], where["change"])
    if again or proposal.comments.count() >= MOST:
        return None
    return proposal.comments.create(text=text, author=user, author_name=str(user), **where)


def of(proposal: Proposal, keys: Sequence[str]) -> dict[str, list[Comment]]:
    """Return the comments on these documents and on the proposal as a whole (""), by key, in order; one query."""
    found: defaultdict[str, list[Comment]] = defaultdict(list)
    for each in proposal.comments.filter(key__in=["", *keys]):
        found[each.key].append(each)
    return dict(found)


def counts_of(proposal: Proposal) -> dict[str, int]:
    """Return how many comments the documents of a proposal have, by key; one query."""
    counted = proposal.comments.exclude(key="").order_by().values_list("key").annotate(Count("pk"))
    return dict(counted)
