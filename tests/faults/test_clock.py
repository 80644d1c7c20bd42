"""The machine's clock is set back while people work: order, time limits and what is kept do not depend on it."""

import os
import time
from datetime import datetime, timedelta

import pytest
from django.conf import settings as site
from django.contrib.auth.tokens import PasswordResetTokenGenerator, default_token_generator
from django.utils import timezone

from exchange.editing import stash
from exchange.exports import kept, pdf
from exchange.exports.book import UndrawnError
from exchange.models import Proposal, Revision
from exchange.proposals import deciding, undo
from kompetensi import backups
from tests.builders import EDITED, KAMUS, NEW, ONE_EDIT, TEXT, apply, change, export, send
from tests.pages import fields, get, with_text, words


@pytest.fixture(params=[timedelta(hours=1), timedelta(days=365)], ids=["an-hour", "a-year"])
def clock(request, monkeypatch):
    """The clock of this process, which can be set back by that much, or set forward."""
    return Clock(monkeypatch, request.param)


class Clock:
    def __init__(self, monkeypatch, step):
        self.behind, self.step = timedelta(), step
        now, seconds = timezone.now, time.time
        monkeypatch.setattr(timezone, "now", lambda: now() - self.behind)
        monkeypatch.setattr(time, "time", lambda: seconds() - self.behind.total_seconds())
        monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda _: datetime.now() - self.behind)  # noqa: DTZ005

    def back(self):
        self.behind += self.step

    def forward(self, by):
        self.behind -= by


def asked(client, name):
    """The status of a file that goes out, which is read."""
    response = client.get(f"/ekspor/{name}")
    response.getvalue()
    return response.status_code


def places(text, *words):
    """The words in the order in which a page names them first."""
    return sorted(words, key=text.index)


def test_the_newest_file_stands_first_in_every_list(client, seeds, publisher, clock):
    client.force_login(publisher)
    send(ONE_EDIT, publisher, "pertama.md")
    clock.back()
    send(EDITED, publisher, "kedua.md")
    send(EDITED + NEW, publisher, "ketiga.md")
    wanted = ["ketiga.md", "kedua.md", "pertama.md"]
    assert [row.name for row in deciding.visible_to(publisher)][:3] == wanted
    for path in ("/impor/", "/admin/", "/admin/exchange/proposal/"):
        assert places(get(client, path), *wanted) == wanted, path


def test_files_that_came_before_they_were_numbered_stand_below_by_their_time(seeds, publisher):
    for name in ("lama.md", "baru.md"):
        send(KAMUS.replace(b"inovatif", name.encode()), publisher, name)
    Proposal.objects.update(number=None)
    send(ONE_EDIT, publisher, "bernomor.md")
    assert [row.name for row in deciding.visible_to(publisher)][:3] == ["bernomor.md", "baru.md", "lama.md"]


def test_the_last_change_stays_the_newest_version(client, seeds, publisher, clock):
    client.force_login(publisher)
    change(text="Sebelum.", note="Yang kedua.")
    clock.back()
    last = change(text="Sesudah.", note="Yang ketiga.")
    assert Revision.objects.of("kamus", "DEVO").newest() == last.pk
    for path in ("/riwayat/", "/kamus/DEVO/riwayat/"):
        assert places(get(client, path), "Yang kedua.", "Yang ketiga.") == ["Yang ketiga.", "Yang kedua."]
    assert "versi 3" in words(get(client, f"/riwayat/{last.pk}/")).lower()


def test_who_opened_a_page_before_is_told_of_what_others_saved_since(client, seeds, publisher, clock):
    client.force_login(publisher)
    sent = fields(client.get("/kamus/DEVO/sunting/"))
    clock.back()
    change(text="Orang lain.")
    answer = client.post("/kamus/DEVO/sunting/", with_text(sent, TEXT, "Milik saya."))
    assert answer.status_code == 409 and "Orang lain." in answer.content.decode()


def test_the_newest_import_is_undone_and_no_other(seeds, publisher, clock):
    first = send(ONE_EDIT, publisher)
    last = send(KAMUS.replace(b"5 | Memberikan solusi", b"5 | Membawa solusi"), publisher)
    apply(first, publisher)
    clock.back()
    apply(last, publisher, deciding.preview(last).with_all().decisions)
    assert [revision.key for revision in undo.preview(first).edited] == ["DEVO"]
    undo.undo(last, undo.preview(last).fingerprint, user=publisher)
    assert export() == ONE_EDIT
    undo.undo(first, undo.preview(first).fingerprint, include=["DEVO"], user=publisher)
    assert export() == KAMUS


def test_a_file_waits_a_month_by_the_clock_it_came_by(seeds, publisher, clock):
    before = send(ONE_EDIT, publisher)
    clock.back()
    since = send(EDITED, publisher)
    assert {before, since} <= set(deciding.visible_to(publisher))
    clock.forward(timedelta(days=31))
    assert since not in deciding.visible_to(publisher)


def test_people_stay_logged_in_with_their_drafts_and_log_out(client, seeds, publisher, clock):
    client.force_login(publisher)
    signed = stash.sign(publisher)
    clock.back()
    assert client.get("/impor/").status_code == 200
    assert stash._writer(signed) == str(publisher.pk)
    assert client.post("/keluar/").status_code == 302
    assert client.get("/impor/").status_code == 302


def test_a_link_for_a_new_password_leads_there_once(publisher, clock):
    token = default_token_generator.make_token(publisher)
    clock.back()
    assert default_token_generator.check_token(publisher, token)
    publisher.set_password("lain-sama-sekali")
    publisher.save()
    assert not default_token_generator.check_token(publisher, token)


def test_readers_get_the_new_text_under_a_new_name(client, seeds, clock):
    before = client.get("/kamus/DEVO/")
    clock.back()
    change(text="Sesudah.")
    after = client.get("/kamus/DEVO/", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200 and "Sesudah." in after.content.decode()
    assert after.headers["ETag"] != before.headers["ETag"]


def test_a_book_that_could_not_be_drawn_is_tried_again(client, seeds, monkeypatch, clock):
    def fails(data, out):
        raise UndrawnError

    with monkeypatch.context() as failing:
        failing.setattr(pdf, "draw", fails)
        assert [asked(client, "kamus/DEVO.pdf") for _ in range(2)] == [422, 422]
    clock.back()
    assert asked(client, "kamus/DEVO.pdf") == 200


def test_kept_books_that_nobody_asks_for_any_more_make_room_for_those_asked_for(client, seeds, monkeypatch, clock):
    monkeypatch.setattr(kept, "MOST_FILES", 2)
    assert asked(client, "kamus/DEVO.pdf") == 200
    (left,) = site.PDF_DIR.glob("*.pdf")
    later = time.time() + clock.step.total_seconds()
    os.utime(left, (later, later))  # the clock of the disk is not ours to set
    assert asked(client, "kamus/CUSF.pdf") == 200
    assert asked(client, "panduan.pdf") == 200
    assert len(list(site.PDF_DIR.glob("*.pdf"))) == 2
    assert not left.exists()


def test_the_backup_just_written_is_the_newest_and_is_kept(tmp_path, clock):
    for _ in range(3):
        (tmp_path / backups.name_now()).touch()
        clock.forward(timedelta(minutes=1))
    clock.back()
    written = tmp_path / backups.name_now()
    written.touch()
    assert backups.newest(tmp_path) == written
    assert len(list(backups.thin(tmp_path, 2))) == 2
    assert written.exists()
