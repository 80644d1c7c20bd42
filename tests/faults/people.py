"""Somebody who saves one document through every door, alone or in a process of its own."""

import json
import logging
import random
import re
import sys
import time
from itertools import pairwise

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from dictionary.models import Indicator
from exchange import document_types
from exchange.history.recording import from_json
from exchange.imports import uploads
from exchange.models import Proposal
from tests.builders import PATH
from tests.pages import Page, fields, with_text

DOORS = ("page", "line", "admin", "file", "proposal")
#: How many look away for a moment between opening and saving, so that others come between.
HESITATES = 0.5


def line_of(document):
    return next(line.text for line in document.lines if line.path == PATH)


class Person:
    """Somebody with a form open in every room, who saves in whichever comes next.

    `seen` is what the form that was saved last had shown, "" where that is told later.
    """

    def __init__(self, user):
        self.client, self.user = Client(), user
        self.client.force_login(user)
        self.opened, self.seen = {}, ""

    def open(self, door):
        """Open that form, or a new one in the place of the last."""
        self.opened[door] = getattr(self, f"open_{door}")()

    def save(self, door, text):
        """Write that in the form that is open, or in a new one; the answer."""
        if door not in self.opened:
            self.open(door)
        self.seen, *opened = self.opened.pop(door)
        return getattr(self, f"save_{door}")(*opened, text)

    def open_page(self):
        sent = fields(self.client.get("/kamus/DEVO/sunting/"))
        return sent["teks"][sent["asal"].index(PATH)], sent

    def save_page(self, sent, text):
        return self.client.post("/kamus/DEVO/sunting/", with_text(sent, sent["teks"][sent["asal"].index(PATH)], text))

    def open_proposal(self):
        return "", self.open_page()[1]

    def save_proposal(self, sent, text):
        """Propose it on the edit page, then apply it with all that the review shows by then."""
        wanted = with_text(sent, sent["teks"][sent["asal"].index(PATH)], text) | {"simpan": "usulan"}
        answer = self.client.post("/kamus/DEVO/sunting/", wanted)
        if answer.status_code != 302:
            return answer
        own = Proposal.objects.filter(author=self.user, state="submitted").latest("number")
        page = Page(self.client.get(f"/usulan/{own.pk}/"))
        sent = page.form("rencana").fields() | {"ubah": page.values("ubah")}
        return self.client.post(f"/usulan/{own.pk}/terapkan/", sent)

    def open_line(self):
        page = self.client.get(f"/kamus/DEVO/baris/?baris={PATH}", headers={"HX-Request": "true"})
        sent = fields(page, "semula")
        return sent["teks"][0], sent

    def save_line(self, sent, text):
        return self.client.post("/kamus/DEVO/baris/", sent | {"teks": text}, headers={"HX-Request": "true"})

    def open_admin(self):
        row = Indicator.objects.get(level__competency__code="DEVO", level__number=4, label="5")
        sent = fields(self.client.get(f"/admin/dictionary/indicator/{row.pk}/change/"))
        return sent["text"][0], row.pk, sent

    def save_admin(self, pk, sent, text):
        return self.client.post(f"/admin/dictionary/indicator/{pk}/change/", sent | {"text": text})

    def open_file(self):
        return "", document_types.get("kamus").text.render(document_types.get("kamus").repository.load())

    def save_file(self, text_then, text):
        """The review shows the text as it is by then."""
        changed = re.sub(r"(?m)(^Level 4 [\s\S]*?^5 \| ).*", lambda m: m[1] + text, text_then, count=1)
        file = SimpleUploadedFile("baru.md", changed.encode())
        address = self.client.post("/impor/", {"berkas": file}).headers["Location"]
        page = Page(self.client.get(address))
        sent = page.form("rencana").fields() | {"ubah": page.values("ubah")}
        return self.client.post(f"{address}terapkan/", sent)


def steps(history):
    """What the line was before and after each change. Raises AssertionError where one does not begin as another ended.

    `history` holds, of each change, the document before and after as revisions keep it, the oldest first.
    """
    assert all(later[0] == earlier[1] for earlier, later in pairwise(history))
    return [tuple(line_of(from_json(document)) for document in change) for change in history]


def unseen(saves, changes):
    """The changes, as (seen, before, after), that were made of what their form had not shown: somebody's save was lost.

    `saves` are (what was seen, what was written). Raises AssertionError unless each of them is one change, and no
    other is.
    """
    began = {after: before for before, after in changes}
    assert sorted(began) == sorted(text for _, text in saves)
    return [(seen, began[text], text) for seen, text in saves if seen not in ("", began[text])]


def hurry(name, saves):
    """Save that often, as fast as it goes, when told to begin; alone in its process.

    Prints, as JSON, what was seen and written by each save, how many were answered 409, and all other answers.
    """
    logging.disable()
    settings.ALLOWED_HOSTS = ["testserver"]
    uploads.HOURLY_LIMIT = 10**6
    person, dice = Person(get_user_model().objects.create_superuser(name)), random.Random(name)
    saved, answered, others = [], 0, []
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(saves):
        door = dice.choice(DOORS)
        text = f"Simpanan ke-{number} oleh {name} lewat {door}."
        person.open(door)
        if dice.random() < HESITATES:
            time.sleep(dice.random() / 10)
        status = person.save(door, text).status_code
        connection.close()  # as after every request, which the client leaves out
        saved += [(person.seen, text)] if status in (200, 302) else []
        answered += status in (409, 422)  # 422: all that it would change was changed here since
        others += [status] if status not in (200, 302, 409, 422) else []
    print(json.dumps([saved, answered, others]))
