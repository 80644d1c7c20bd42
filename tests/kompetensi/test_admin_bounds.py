"""The back office with very many rows: questions stay small, and a request does only what it can bear."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from development.models import Aspect
from dictionary.models import Competency, Indicator, Level
from exchange.admin import base as admin_base
from exchange.admin import deletion
from exchange.models import Revision
from tests.back_office import COMPETENCIES, INDICATORS, act, recorded, url
from tests.pages import fields, words

DELETE = {"action": "delete_selected"}


@pytest.fixture
def office(client, publisher, many):
    many(60)
    client.force_login(publisher)
    return client


def counted(work):
    """Return the response and the number of queries."""
    with CaptureQueriesContext(connection) as queries:
        response = work()
    return response, len(queries)


def everything(client, address, rows, **more):
    return act(client, address, "delete_selected", rows[:50], select_across="1", **more)


def test_the_question_for_all_rows_shows_counts_and_the_first_twenty(office):
    response = everything(office, COMPETENCIES, Competency.objects.all())
    text, html = words(response.content.decode()), response.content.decode()
    assert response.status_code == 200
    assert "Kompetensi: 60" in text and "Level: 240" in text and "1440" in text.replace(".", "")
    assert "… dan 40 lagi" in text
    assert html.count('name="_selected_action"') == 1
    assert recorded() == []


def test_the_question_costs_the_same_for_few_rows_and_for_many(office, many):
    office.get(INDICATORS)
    few, queries = counted(
        lambda: everything(office, INDICATORS + "?level__competency__group=KELOMPOK+0", Indicator.objects.all())
    )
    many(200)
    much, more = counted(lambda: everything(office, INDICATORS, Indicator.objects.all()))
    assert (few.status_code, much.status_code, queries) == (200, 200, max(queries, more))
    assert len(much.content) < len(few.content) + 2_000


def test_all_rows_that_were_asked_for_are_deleted_as_one_recorded_change(office):
    asked = everything(office, INDICATORS, Indicator.objects.all())
    assert office.post(INDICATORS, fields(asked)).status_code == 302
    assert not Indicator.objects.exists() and Level.objects.count() == 240
    assert len(recorded()) == 60
    assert LogEntry.objects.count() == 1 and "1440" in LogEntry.objects.get().object_repr
    assert "1440" in words(office.get(INDICATORS).content.decode()).replace(".", "")


def test_a_few_rows_have_a_name_each_in_the_log_of_the_back_office(office):
    act(office, INDICATORS, "delete_selected", Indicator.objects.all()[:3], post="yes")
    assert LogEntry.objects.count() == 3


@pytest.mark.parametrize("more", [{}, {"post": "yes"}])
@pytest.mark.parametrize(("address", "model"), [(INDICATORS, Indicator), (COMPETENCIES, Competency)])
def test_more_rows_than_a_request_bears_are_refused_with_the_number_and_what_to_do(
    office, monkeypatch, more, address, model
):
    monkeypatch.setattr(deletion, "ROW_LIMIT", 1_000)
    response = everything(office, address, model.objects.all(), **more)
    assert response.status_code == 302
    text = words(office.get(address).content.decode())
    assert "Belum ada yang dihapus" in text and "paling banyak 1.000" in text and "halaman Impor" in text
    assert Indicator.objects.count() == 1_440 and recorded() == [] and not LogEntry.objects.exists()


def test_one_row_with_too_many_below_it_is_refused_as_well(office, monkeypatch):
    monkeypatch.setattr(deletion, "ROW_LIMIT", 10)
    row = Competency.objects.first()
    response = office.post(url(Competency, "delete", row.pk), {"post": "yes"})
    assert response.status_code == 302 and Competency.objects.filter(pk=row.pk).exists()
    assert "Belum ada yang dihapus" in words(office.get(COMPETENCIES).content.decode())


def test_more_documents_than_a_request_bears_are_refused_before_they_are_read(office, monkeypatch):
    monkeypatch.setattr(deletion, "DOCUMENT_LIMIT", 20)
    sent = everything(office, INDICATORS, Indicator.objects.all(), post="yes")
    assert sent.status_code == 302 and Indicator.objects.count() == 1_440
    assert "lebih dari 20 dokumen" in words(office.get(INDICATORS).content.decode())
    moved = act(office, COMPETENCIES, "move_to_group", Competency.objects.all(), new="BARU", kerjakan="1")
    asked = act(office, COMPETENCIES, "move_to_group", Competency.objects.all())
    assert (moved.status_code, asked.status_code) == (302, 302)
    assert not Competency.objects.filter(group="BARU").exists() and not Revision.objects.filter(door="admin").exists()
    assert not LogEntry.objects.exists()


def test_an_aspect_that_too_many_documents_share_is_not_renamed(client, publisher, seeds, monkeypatch):
    monkeypatch.setattr(deletion, "DOCUMENT_LIMIT", 0)
    client.force_login(publisher)
    aspect = Aspect.objects.first()
    page = client.get(url(Aspect, "change", aspect.pk))
    sent = client.post(url(Aspect, "change", aspect.pk), fields(page) | {"name": "LAIN"})
    assert sent.status_code == 302 and not Aspect.objects.filter(name="LAIN").exists()
    assert "lebih dari 0 dokumen" in words(client.get(url(Aspect, "changelist")).content.decode())


def test_a_form_leaves_out_a_table_of_too_many_rows_and_says_where_they_are(office, monkeypatch):
    level = Level.objects.first()
    whole = office.get(url(Level, "change", level.pk))
    assert whole.content.decode().count('name="indicators-0-text"') == 1
    monkeypatch.setattr(admin_base, "INLINE_LIMIT", 5)
    page = office.get(url(Level, "change", level.pk))
    assert 'name="indicators-0-text"' not in page.content.decode()
    assert "lebih dari 5" in words(page.content.decode())
    sent = office.post(url(Level, "change", level.pk), fields(page) | {"description": "Baru."})
    assert sent.status_code == 302
    assert Level.objects.get(pk=level.pk).description == "Baru." and level.indicators.count() == 6


def test_accounts_with_a_long_log_are_asked_about_by_counts(client, boss, reader, django_assert_max_num_queries):
    LogEntry.objects.bulk_create(LogEntry(user=reader, object_repr=f"nomor {n}", action_flag=1) for n in range(3_000))
    client.force_login(boss)
    for response in (
        act(client, "/admin/auth/user/", "delete_selected", [reader]),
        client.get(f"/admin/auth/user/{reader.pk}/delete/"),
    ):
        assert response.status_code == 200 and len(response.content) < 30_000
        assert "3000" in words(response.content.decode()).replace(".", "")
    assert client.post(f"/admin/auth/user/{reader.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not User.objects.filter(pk=reader.pk).exists()
