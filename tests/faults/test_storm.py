"""Many saves of one document through every door: each is in the history or was answered 409, and none is lost."""

import random
import re
from itertools import pairwise

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dictionary.models import Indicator
from exchange.formats import by_slug
from exchange.models import Revision
from exchange.revisions import from_json
from tests.exchange.test_edits import fields, with_text
from tests.faults import LONG

#: How many saves.
SAVES = 1000 if LONG else 120
PATH, ANCHOR = "level 4, nomor 5", "#level-4-5"


def line_of(document):
    return next(line.text for line in document.lines if line.path == PATH)


class Person:
    """Somebody with a form open in every room, who saves in whichever comes next."""

    def __init__(self, user):
        self.client = Client()
        self.client.force_login(user)
        self.opened = {}

    def open(self, door):
        self.opened[door] = getattr(self, f"open_{door}")()

    def save(self, door, text):
        if door not in self.opened:
            self.open(door)
        return getattr(self, f"save_{door}")(self.opened.pop(door), text)

    def open_page(self):
        return fields(self.client.get("/kamus/DEVO/sunting/"))

    def save_page(self, sent, text):
        old = sent["teks"][[a == PATH for a in sent["asal"]].index(True)]
        return self.client.post("/kamus/DEVO/sunting/", with_text(sent, old, text))

    def open_line(self):
        form = self.client.get(f"/kamus/DEVO/baris/?baris={PATH}", headers={"HX-Request": "true"})
        return re.search(r'name="semula" value="([^"]*)"', form.content.decode())[1]

    def save_line(self, opened, text):
        sent = {"baris": PATH, "teks": text, "semula": opened}
        return self.client.post("/kamus/DEVO/baris/", sent, headers={"HX-Request": "true"})

    def open_admin(self):
        row = Indicator.objects.get(level__competency__code="DEVO", level__number=4, label="5")
        page = self.client.get(f"/admin/dictionary/indicator/{row.pk}/change/").content.decode()
        base = re.search(r'name="dasar" value="(\d+)"', page)[1]
        sent = {"dasar": base, "level": row.level_id, "label": row.label, "position": row.position}
        return row.pk, sent

    def save_admin(self, opened, text):
        pk, sent = opened
        return self.client.post(f"/admin/dictionary/indicator/{pk}/change/", sent | {"text": text})

    def open_file(self):
        return by_slug("kamus").render(by_slug("kamus").stored())

    def save_file(self, text_then, text):
        changed = re.sub(r"(?m)(^Level 4 [\s\S]*?^5 \| ).*", lambda m: m[1] + text, text_then, count=1)
        file = SimpleUploadedFile("baru.md", changed.encode())
        address = self.client.post("/impor/", {"berkas": file}).headers["Location"]
        page = self.client.get(address).content.decode()
        plan = re.search(r'name="rencana" value="([^"]*)"', page)[1]
        return self.client.post(
            f"{address}terapkan/", {"rencana": plan, "ubah": re.findall(r'value="(\d+\.\d+)"', page)}
        )


@pytest.mark.parametrize("seed", [7])
def test_no_save_is_lost_whatever_door_it_comes_through(seeds, publisher, boss, monkeypatch, seed):
    monkeypatch.setattr("exchange.waiting.QUOTA", 10**6)
    dice = random.Random(seed)
    people = [Person(publisher), Person(boss)]
    saved, answered = [], 0
    for number in range(SAVES):
        person, door = dice.choice(people), dice.choice(["page", "line", "admin", "file"])
        if dice.random() < 0.5:
            dice.choice(people).open(dice.choice(["page", "line", "admin"]))
        text = f"Simpanan ke-{number} lewat {door}."
        response = person.save(door, text)
        assert response.status_code in (200, 302, 409), (door, response.status_code)
        if response.status_code == 409:
            answered += 1
            if door != "file":
                assert text in response.content.decode()
        else:
            saved.append(text)
            assert line_of(by_slug("kamus").stored(["DEVO"])[0]) == text
    history = list(Revision.objects.filter(format="kamus", key="DEVO").order_by("pk"))[1:]
    assert [line_of(from_json(revision.after)) for revision in history] == saved
    for earlier, later in pairwise(history):
        assert from_json(later.before) == from_json(earlier.after)
    print(f"{SAVES} saves through every door: {len(saved)} kept, {answered} answered 409, none lost")
    assert len(saved) + answered == SAVES
    assert answered > SAVES // 20
