"""Somebody saves while a page is being made for another: what the page did not show is never written over."""

from contextlib import contextmanager
from functools import partial

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction

from exchange import document_types
from exchange.editing import saving
from exchange.editing.relations import save_links
from exchange.history import versions
from exchange.models import Revision
from exchange.relations import side_of
from tests.builders import PATH, with_texts
from tests.faults.people import Person
from tests.pages import fields, with_text, words

#: Words that no text has, so that they stand together wherever words are marked.
NAME, TEXT, MINE = "Namalain", "Tulisanlain", "Tulisansaya"
MAPS = [
    ("panduan", "integritas/komitmen", "DEVO", "CUSF"),
    ("kamus", "DEVO", "integritas/komitmen", "kerja-sama/komunikasi"),
]


@contextmanager
def interrupted(number, act):
    """Do `act` before the query of that number, from 0, that the block makes; a list of it when it came to that."""
    asked, told = 0, []

    def wrapper(execute, *arguments):
        nonlocal asked
        asked += 1
        if asked == number + 1:
            told.append(act)
            act()
        return execute(*arguments)

    with connection.execute_wrapper(wrapper):
        yield told


def at_every_query(client, opened, act, *, seen):
    """Open a page over and over, with `act` before another of its queries each time, and send what it is for.

    `opened` gives the page and what sends it. That is answered 409, unless the page said all that `seen` are.
    """
    answers = []
    while True:
        with transaction.atomic():
            with interrupted(len(answers), act) as told:
                page, send = opened()
            if not told:
                break
            answer = send()
            shown = [text for text in seen if text in page]
            assert answer.status_code == 409 or shown == seen, (len(answers), answer.status_code, shown)
            answers.append(answer.status_code)
            transaction.set_rollback(True)
        client.cookies.pop("messages", None)  # what was said of it is on no page again
    assert len(answers) > 3


def somebody_writes():
    """Another person gives DEVO another name, and one of its lines another text."""
    kamus, other = document_types.get("kamus"), get_user_model().objects.get(username="Bos")
    (document,) = kamus.repository.load(["DEVO"])
    written = with_texts(document, {"nama": NAME, PATH: TEXT})
    saving.save(kamus, written, key="DEVO", base=versions.newest(kamus, "DEVO"), user=other)


def edit_page(person):
    response = person.client.get("/kamus/DEVO/sunting/")
    sent = fields(response)
    sent = with_text(sent, sent["teks"][sent["asal"].index(PATH)], MINE)
    return response.content.decode(), lambda: person.client.post("/kamus/DEVO/sunting/", sent)


def form_of(door, person):
    person.open(door)
    return person.opened[door][0], lambda: person.save(door, MINE)


def archive(person):
    page = person.client.get("/kamus/DEVO/arsipkan/")
    return words(page), lambda: person.client.post("/kamus/DEVO/arsipkan/", fields(page))


def restore(person):
    first = Revision.objects.of("kamus", "DEVO").order_by("pk").first()
    page = person.client.get(f"/riwayat/{first.pk}/pulihkan/")
    sent = fields(page, "terakhir")
    return words(page), lambda: person.client.post(f"/riwayat/{first.pk}/pulihkan/", sent)


DOORS = {
    edit_page: [NAME, TEXT],
    partial(form_of, "line"): [TEXT],
    partial(form_of, "admin"): [TEXT],
    archive: [NAME],
    restore: [NAME, TEXT],
}


@pytest.mark.parametrize(("door", "seen"), DOORS.items(), ids=["edit page", "line", "admin", "archive", "restore"])
def test_what_a_page_did_not_show_is_not_written_over(seeds, publisher, boss, door, seen):
    kamus = document_types.get("kamus")
    (document,) = kamus.repository.load(["DEVO"])
    before = with_texts(document, {PATH: "Semula lain."})
    saving.save(kamus, before, key="DEVO", base=versions.newest(kamus, "DEVO"), user=boss)
    person = Person(publisher)
    at_every_query(person.client, lambda: door(person), somebody_writes, seen=seen)


@pytest.mark.parametrize(("slug", "key", "mine", "others"), MAPS)
def test_what_somebody_joined_while_a_map_was_made_stays(seeds, publisher, boss, slug, key, mine, others):
    document_type, client = document_types.get(slug), Person(publisher).client
    address = f"{document_type.pages.url(key)}peta/"

    def somebody_joins():
        end = side_of(document_type, key)
        save_links(end, {others}, token=end.token(), user=boss)

    def opened():
        sent = fields(client.get(address))
        ticked = [*sent.get("pilih", []), mine]
        return " ".join(sent.get("semula", [])), lambda: client.post(address, sent | {"pilih": ticked})

    at_every_query(client, opened, somebody_joins, seen=[others])
