"""The desk: what waits for whom, in which order, with which next step; and the number of it on every page."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from exchange.models import RETENTION, Comment, Proposal, ProposedDocument
from exchange.proposals import deciding, desk
from tests.builders import ONE_EDIT, apply, change, person, send
from tests.pages import Page, each_page

pytestmark = pytest.mark.django_db


def proposal(author, name="Usulan", *, documents=1, **values):
    """Keep a proposal of a person, by default a submitted edit, with one document of DEVO."""
    given = {
        "door": "edit",
        "format": "kamus",
        "state": "submitted",
        "submitted_at": timezone.now(),
        "changed": documents,
    }
    row = deciding.new_proposal(name=name, user=author, **(given | values))
    row.save()
    ProposedDocument.objects.create(
        proposal=row,
        place=0,
        key="DEVO",
        stored_key="DEVO",
        title=name,
        compared=10**9,
        marks=[["definisi", "proposed", "x"]],
    )
    return row


def returned(author, name, note="Pakai istilah baku."):
    """Keep a proposal that a publisher returned."""
    values = {"returned_at": timezone.now(), "returned_name": "Penerbit D", "returned_note": note}
    return proposal(author, name, state="draft", **values)


def shown(client, user, address="/meja/"):
    """Open the desk as a person."""
    client.force_login(user)
    return Page(client.get(address))


def sections(page):
    """Return the names of the tasks of each section, by its heading's id."""
    return {
        part["aria-labelledby"]: [task.all("h3")[0].text for task in part.all("li.task")]
        for part in page.all("section")
    }


def number(page):
    """Return the number in the bar, "" where there is none."""
    return "".join(page.one("nav.nav").texts("span.number"))


def test_a_publisher_sees_all_that_was_submitted_oldest_first(client, seeds, uploader, publisher):
    now = timezone.now()
    for name, days in (("Baru", 0), ("Lama", 9), ("Kemarin", 1)):
        proposal(uploader, name, submitted_at=now - timedelta(days=days))
    proposal(uploader, "Draf orang", state="draft")
    page = shown(client, publisher)
    assert sections(page)["menunggu"] == ["Lama: 1 baris", "Kemarin: 1 baris", "Baru: 1 baris"]
    assert "Sudah 9 hari menunggu." in page.text and "Sudah 1 hari" not in page.text
    assert number(page) == "3 menunggu Anda"
    assert "Draf orang" not in page.text


def test_an_editor_sees_what_was_returned_first_with_the_words_and_a_way_to_correct_it(client, seeds, uploader):
    other = person("Lain", "Penyunting")
    returned(uploader, "Definisi", "Nomor 3 hampir sama dengan nomor 1.")
    returned(other, "Punya orang lain")
    proposal(uploader, "Diajukan")
    proposal(uploader, "Draf", state="draft")
    page = shown(client, uploader)
    found = sections(page)
    assert found["menunggu"] == ["Definisi: 1 baris"]
    assert found["milik"] == ["Draf: 1 baris", "Diajukan: 1 baris"]
    task = page.one("section", aria_labelledby="menunggu").one("li.task")
    assert task.one("blockquote").text == "Nomor 3 hampir sama dengan nomor 1."
    assert task.one("a.btn")["href"] == "/kamus/DEVO/sunting/"
    assert task.one("a.btn").text.startswith("Perbaiki")
    assert "Punya orang lain" not in page.text


def test_nothing_waits_is_one_sentence_and_no_number(client, seeds, uploader):
    page = shown(client, uploader)
    assert "Tidak ada yang menunggu Anda." in page.text
    assert number(page) == ""


def test_decided_proposals_stay_for_a_while_with_what_became_of_them(client, seeds, uploader, publisher):
    row = send(ONE_EDIT, uploader)
    apply(row, publisher)
    old = proposal(uploader, "Dari dulu", state="applied", applied_at=timezone.now() - timedelta(days=15))
    proposal(uploader, "Tidak jadi", state="rejected", returned_at=timezone.now(), returned_note="Tidak sesuai.")
    page = shown(client, uploader)
    assert sections(page)["milik"] == ["Tidak jadi: 1 baris", "baru.md"]
    assert "Tidak sesuai." in page.text
    assert old.name not in page.one("section", aria_labelledby="milik").text


def test_a_file_says_until_when_it_waits_and_is_gone_after(client, seeds, uploader):
    row = send(ONE_EDIT, uploader)
    assert "Berkas ini menunggu sampai" in shown(client, uploader).text
    Proposal.objects.filter(pk=row.pk).update(
        created_at=timezone.now() - RETENTION - timedelta(hours=1), state="submitted", submitted_at=timezone.now()
    )
    page = shown(client, uploader)
    assert row.name not in page.text
    assert desk.number_waiting(get_user_model().objects.get(pk=person("P", "Penerbit").pk)) == 0


def test_a_draft_waits_without_end(client, seeds, uploader):
    row = proposal(uploader, "Draf lama", state="draft")
    Proposal.objects.filter(pk=row.pk).update(created_at=timezone.now() - RETENTION * 3)
    page = shown(client, uploader)
    assert "Draf lama: 1 baris" in page.text and "menunggu sampai" not in page.text


def test_a_document_that_changed_here_since_is_said(client, seeds, uploader, publisher):
    row = proposal(uploader)
    ProposedDocument.objects.filter(proposal=row).update(compared=0)
    change("DEVO", "Diubah orang.")
    assert "juga berubah di sini" in shown(client, publisher).text


def test_the_newest_comment_of_somebody_else_is_shown(client, seeds, uploader, publisher):
    row = proposal(uploader)
    Comment.objects.create(proposal=row, text="Sudah disepakati?", author=publisher, author_name="Penerbit")
    assert "Penerbit berkomentar: Sudah disepakati?" in shown(client, uploader).text
    assert "berkomentar" not in shown(client, publisher).text


def test_care_shows_one_at_a_time_with_its_place_and_leads_on(client, seeds, uploader):
    first, second = shown(client, uploader), shown(client, uploader, "/meja/?rapi=2")
    sides = [page.one("aside.care-side") for page in (first, second)]
    titles = [side.one("div.next").one("h3").text for side in sides]
    assert titles[0] != titles[1]
    assert "Berikutnya, 1 dari" in sides[0].text and "Berikutnya, 2 dari" in sides[1].text
    assert "/meja/?rapi=2#rapi" in sides[0].links() and "/meja/?rapi=3#rapi" in sides[1].links()


def test_care_counts_anew_when_the_content_changed(client, seeds, uploader):
    before = shown(client, uploader).one("aside.care-side").one("h2").text
    change("DEVO", "")
    after = shown(client, uploader).one("aside.care-side")
    assert int(after.one("h2").text.split()[-1]) == int(before.split()[-1]) + 1
    assert "Belum ada definisi" in after.text


@pytest.mark.parametrize("place", ["0", "-1", "x", "99999999999999999999", "999999"])
def test_a_place_that_is_none_shows_the_first(client, seeds, uploader, place):
    assert "Berikutnya, 1 dari" in shown(client, uploader, f"/meja/?rapi={place}").text


def test_what_changed_lately_is_one_line_a_proposal(client, seeds, uploader, publisher):
    apply(send(ONE_EDIT, uploader), publisher)
    change("CUSF", "Langsung.", user=publisher)
    page = shown(client, person("Lain", "Penyunting"))
    first, second = page.one("section", aria_labelledby="berubah").all("li")[:2]
    assert first.text.startswith("Customer Focus 1 dokumen Penerbit")
    assert second.text.startswith("baru.md 1 dokumen Penerbit") and not second.links()


def test_log_in_leads_to_the_desk_unless_a_page_was_asked_for(client, seeds, uploader, reader):
    def after(name, **more):
        client.logout()
        return client.post("/masuk/", {"username": name, "password": "rahasia-sekali", **more}).headers["Location"]

    assert after("Penyunting") == "/meja/"
    assert after("Penyunting", next="/kamus/DEVO/") == "/kamus/DEVO/"
    assert after("Penyunting", next="https://lain.example/") == "/meja/"
    assert after("Pembaca") == "/"


def queries_on(table, client, address):
    """Return the queries that a page asks of a table."""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return [each["sql"] for each in queries if table in each["sql"]]


def test_the_number_costs_readers_nothing_and_others_one_query(client, seeds, uploader, reader):
    assert queries_on("exchange_proposal", client, "/kamus/") == []
    client.force_login(reader)
    assert queries_on("exchange_proposal", client, "/kamus/") == []
    client.force_login(uploader)
    (query,) = queries_on("exchange_proposal", client, "/kamus/")
    assert "COUNT(*)" in query


@pytest.mark.skipif(connection.vendor != "sqlite", reason="asks SQLite how it will look")
def test_the_number_is_counted_by_an_index_alone(uploader, publisher):
    for user in (uploader, publisher):
        rows = Proposal.objects.filter(desk.waiting_for(user)).order_by()
        with connection.cursor() as cursor:
            sql, values = rows.values("state").query.sql_with_params()
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", values)
            plan = [row[-1] for row in cursor.fetchall()]
        assert plan and all("COVERING INDEX proposals_waiting" in step for step in plan if "exchange_proposal" in step)


def crowd(author, proposals, comments):
    """Keep many submitted proposals, and comments on them."""
    now = timezone.now()
    rows = Proposal.objects.bulk_create(
        Proposal(
            name=f"Usulan {nth}",
            door="edit",
            format="kamus",
            state="submitted",
            submitted_at=now,
            author=author,
            author_name="Penyunting",
            changed=1,
            number=nth,
        )
        for nth in range(proposals)
    )
    ProposedDocument.objects.bulk_create(
        ProposedDocument(proposal=row, place=0, key="DEVO", stored_key="DEVO", compared=10**9) for row in rows
    )
    Comment.objects.bulk_create(
        Comment(proposal=rows[nth % len(rows)], text=f"Komentar {nth}", author_name="Lain") for nth in range(comments)
    )


def test_five_hundred_proposals_and_five_thousand_comments_cost_the_queries_of_few(client, seeds, uploader, publisher):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            page = Page(client.get("/meja/"))
        return len(queries), len(page.all("li.task"))

    client.force_login(publisher)
    crowd(uploader, 12, 20)
    cost()  # counts the care list, which it keeps
    few = cost()
    crowd(uploader, 488, 4_980)
    assert cost() == few == (few[0], desk.LISTED)
    page = Page(client.get("/meja/"))
    assert number(page) == "500 menunggu Anda"
    assert "1–10 dari 500" in page.text


def test_the_list_is_paged_with_its_place_and_shows_each_once(client, seeds, uploader, publisher):
    crowd(uploader, 60, 0)
    client.force_login(publisher)
    pages = [page for _, page in each_page(client, "/usulan/?keadaan=menunggu")]
    assert [page.one("p.rest").text for page in pages] == ["1–25 dari 60", "26–50 dari 60", "51–60 dari 60"]
    names = [task.one("h3").text for page in pages for task in page.all("li.task")]
    assert len(names) == len(set(names)) == 60


def test_the_list_is_filtered_by_state_person_and_document(client, seeds, uploader, publisher):
    apply(send(ONE_EDIT, uploader), publisher)
    proposal(uploader, "Menunggu")
    proposal(publisher, "Punya penerbit")
    ProposedDocument.objects.filter(proposal__name="Punya penerbit").update(stored_key="CUSF")
    client.force_login(publisher)

    def names(query):
        return [task.one("h3").text.partition(":")[0] for task in Page(client.get(f"/usulan/?{query}")).all("li.task")]

    everything = ["Punya penerbit", "Menunggu", "baru.md", "panduan.md", "kamus.md"]
    assert names("") == everything
    assert names("keadaan=menunggu") == ["Punya penerbit", "Menunggu"]
    assert names("keadaan=selesai") == ["baru.md", "panduan.md", "kamus.md"]
    assert names("siapa=saya") == ["Punya penerbit"]
    assert names("dokumen=devo") == ["Menunggu", "baru.md", "kamus.md"]
    assert names("dokumen=baru.md") == ["baru.md"]
    assert names("isi=panduan") == ["panduan.md"]
    assert names("keadaan=x&siapa=y&isi=z&halaman=-3") == everything


def test_an_editor_lists_their_own_alone(client, seeds, uploader):
    proposal(person("Lain", "Penyunting"), "Punya orang lain")
    proposal(uploader, "Punya sendiri")
    page = shown(client, uploader, "/usulan/")
    assert [task.one("h3").text for task in page.all("li.task")] == ["Punya sendiri: 1 baris"]
    assert not page.all("select", name="siapa")


def test_a_document_leads_to_the_list_where_several_wait(client, seeds, uploader, publisher):
    proposal(uploader, "Satu")
    page = shown(client, publisher, "/kamus/DEVO/")
    assert "1 usulan menunggu" in page.text and f"/usulan/{Proposal.objects.get(name='Satu').pk}/" in str(page.links())
    proposal(uploader, "Dua")
    page = shown(client, publisher, "/kamus/DEVO/")
    (link,) = [each for each in page.links() if each.startswith("/usulan/")]
    assert "2 usulan menunggu" in page.text
    assert len(Page(client.get(link)).all("li.task")) == 2


def test_the_desk_says_that_no_mail_is_sent_to_those_who_can_change_it(client, seeds, uploader, publisher, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert "Tidak ada surat yang dikirim" in shown(client, publisher).text
    assert "Tidak ada surat yang dikirim" not in shown(client, uploader).text
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert "Tidak ada surat yang dikirim" not in shown(client, publisher).text
