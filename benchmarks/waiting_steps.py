"""Measured pages of a publisher and an editor, with few proposals and with many; started by `benchmarks.waiting`."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import partial
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
django.setup()

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from benchmarks.clock import cpu
from benchmarks.settings import BASE_DIR
from exchange import document_types
from exchange.imports import review as imports
from exchange.models import Comment, Proposal, ProposedDocument

#: Proposals and comments: few fill the lists of the desk, many are fifty times as many.
FEW, MANY = (24, 100), (500, 5_000)
PAGES = {"desk": "/meja/", "list": "/usulan/", "list, last page": "/usulan/?halaman=999", "a page": "/kamus/"}
#: The page that the others are compared with: the same frame, and nothing of proposals but the number in the bar.
FLOOR = "/bantuan/"
#: How often each page is measured, in turns with the others.
ROUNDS = 40


def main() -> None:
    """Load both documents, measure the pages with few and with many proposals, and print the cost of each."""
    call_command("migrate", verbosity=0)
    for name in ("kamus.md", "panduan.md"):
        imports.apply((BASE_DIR / "fixtures" / name).read_bytes(), name=name)
    clients = {group: logged_in(group) for group in ("Penerbit", "Penyunting")}
    crowd(*FEW)
    few = measured(clients)
    crowd(MANY[0] - FEW[0], MANY[1] - FEW[1])
    many = measured(clients)
    print(json.dumps({name: (few[name], many[name]) for name in few}))


def logged_in(group: str) -> Client:
    """Return a browser in which a person of a group is logged in."""
    user = get_user_model().objects.create_user(group)
    user.groups.add(Group.objects.get(name=group))
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return client


def crowd(proposals: int, comments: int) -> None:
    """Keep submitted proposals of the editor, one document each, and comments on them by turns."""
    author = get_user_model().objects.get(username="Penyunting")
    keys = document_types.get("kamus").repository.keys()
    values: dict[str, Any] = {
        "door": "edit",
        "format": "kamus",
        "state": "submitted",
        "changed": 1,
        "author_name": "Penyunting",
    }
    begin = Proposal.objects.count() + 1
    rows = Proposal.objects.bulk_create(
        Proposal(name=f"Usulan {nth}", number=nth, author=author, submitted_at=timezone.now(), **values)
        for nth in range(begin, begin + proposals)
    )
    ProposedDocument.objects.bulk_create(
        ProposedDocument(proposal=row, place=0, key=keys[0], stored_key=keys[0], title=row.name) for row in rows
    )
    Comment.objects.bulk_create(
        Comment(proposal=rows[nth % proposals], text=f"Komentar {nth}", author_name="Lain") for nth in range(comments)
    )
    if connection.vendor == "postgresql":  # its autovacuum does the same within a minute
        connection.cursor().execute("VACUUM ANALYZE")


def measured(clients: dict[str, Client]) -> dict[str, float]:
    """Return the median CPU of each page for each person, in multiples of `FLOOR` that is measured in every round."""
    works = {
        f"{page}, {group}": partial(client.get, path)
        for group, client in clients.items()
        for page, path in PAGES.items()
    }
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(ROUNDS + 1):
        floor = _cpu_of(partial(clients["Penyunting"].get, FLOOR))
        for name, work in works.items():
            taken[name].append(_cpu_of(work) / floor)
    return {name: sorted(each[1:])[ROUNDS // 2] for name, each in taken.items()}


def _cpu_of(work: Callable[[], Any]) -> float:
    begun = cpu()
    assert work().status_code == 200
    return cpu() - begun


if __name__ == "__main__":
    main()
