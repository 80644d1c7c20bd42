"""Change sets: what one recording wrote is one card, old rows without a number included, at any size."""

import re

import pytest
from django.db import connection

from documents.document import Document, Line
from exchange import document_types
from exchange.history import change_sets, ledger, triggers
from exchange.history.archive import archive_document
from exchange.history.recording import as_json, record_changes
from exchange.history.versions import newest
from exchange.imports import review as imports
from exchange.models import Proposal, Revision
from exchange.permissions import HISTORY
from exchange.proposals import undo
from tests.builders import BOTH, ONE_EDIT, change, competency, join, person, remove
from tests.pages import Page, get, words


@pytest.fixture
def historian(client, seeds):
    """A person who may see history and not restore, logged in."""
    user = person("Rina", HISTORY)
    client.force_login(user)
    return user


def cards(client, path="/riwayat/"):
    """The change sets that a page of the history lists."""
    return client.get(path).context["sets"]


def titles(client, path="/riwayat/"):
    """What they are called."""
    return [card.title for card in cards(client, path)]


def written(count, *, number=None, begin=0, **author):
    """That many new competencies as rows of the history, of one set where there is a number."""
    documents = (competency(begin + nth) for nth in range(count))
    rows = [
        Revision(format="kamus", key=each.key, after=as_json(each), change_set=number, **author) for each in documents
    ]
    return Revision.objects.bulk_create(rows)


def test_what_one_recording_writes_has_the_content_version_that_it_makes(seeds):
    join(BOTH)
    gone, follows = remove("kamus", "DEVO"), ledger.version()
    assert len(gone) == 3 and {revision.format for revision in gone} == {"kamus", "panduan"}
    assert set(Revision.objects.filter(pk__in=[each.pk for each in gone]).values_list("change_set", flat=True)) == {
        follows
    }
    assert change("CUSF").change_set == ledger.version() > follows


def test_a_recording_that_changes_nothing_makes_no_set_and_no_version(seeds):
    before = ledger.version()
    with record_changes(document_types.get("kamus"), ["DEVO"], origin="edit") as record:
        record.store(document_types.get("kamus").repository.load(["DEVO"]))
    assert (record.revisions, ledger.version()) == ([], before)


def test_a_clock_that_is_set_back_gives_the_next_number(seeds, monkeypatch):
    last = change().change_set
    monkeypatch.setattr(ledger, "_now", lambda: 5)
    assert change(text="Lagi.").change_set == last + 1 == ledger.version()


def test_an_import_is_one_card_that_says_what_it_did(client, historian):
    page = Page(get(client, "/riwayat/"))
    assert titles(client) == ["Impor panduan.md", "Impor kamus.md"]
    assert "16 sub aspek baru" in page.text and "2 kompetensi baru" in page.text
    assert "1–2 dari 2" in page.text and re.search(r"\((baru saja|\d+.\w+ yang lalu)\) · lewat impor", page.text)


def test_documents_that_follow_are_named_with_what_they_follow(client, historian):
    join(BOTH)
    remove("kamus", "DEVO")
    card = cards(client)[0]
    assert card.done == "1 kompetensi diarsipkan; 2 sub aspek berubah"
    assert card.title == "Developing Others dan 2 lainnya"
    assert [entry.revision.format for entry in card.entries] == ["kamus", "panduan", "panduan"]


def test_new_changed_and_archived_documents_are_counted_apart(client, historian):
    kamus = document_types.get("kamus")
    with record_changes(kamus, origin="edit", user=historian, note="Rapi") as record:
        record.delete(["CUSF"])
        record.store([competency(number) for number in range(3)])
    assert cards(client)[0].done == "3 kompetensi baru, 1 diarsipkan"
    assert "“Rapi”" in words(get(client, "/riwayat/"))


def test_archiving_is_called_so(client, historian):
    kamus = document_types.get("kamus")
    archive_document(kamus, "CUSF", base=newest(kamus, "CUSF"), user=historian)
    page = words(get(client, "/riwayat/"))
    assert "diarsipkan" in page and "dihapus." in page and page.count("dihapus") == 1


def test_few_documents_are_unfolded_and_many_are_not(client, historian):
    assert [card.unfolded for card in cards(client)] == [False, True]
    html = get(client, "/riwayat/")
    assert html.count("<details open>") == 1 and Page(html).one("main").texts("summary")[1:] == [
        "16 sub aspek baru",
        "2 kompetensi baru",
    ]


def test_the_fold_shows_the_first_documents_and_leads_to_the_others(client, historian):
    number = ledger.version() + 1
    written(148, number=number, door="edit", user_name="Budi")
    (card, *_) = cards(client)
    assert [entry.revision.key for entry in card.entries] == [f"K{nth:05}" for nth in range(change_sets.LISTED)]
    html = get(client, "/riwayat/")
    assert f'href="/riwayat/set/{number}/"' in html and f"{148 - change_sets.LISTED} dokumen lain" in words(html)
    page = words(get(client, f"/riwayat/set/{number}/"))
    assert "148 kompetensi baru." in page and "1–25 dari 148" in page and "Budi" in page
    last = client.get(f"/riwayat/set/{number}/?halaman=6")
    assert [entry.revision.key for entry in last.context["set"].entries][-1] == "K00147"
    assert "126–148 dari 148" in words(last.content.decode())
    assert "Kompetensi 0 dan 147 lainnya" in words(last.content.decode())


def test_a_filter_shows_the_documents_that_match_and_keeps_them_on_the_page_of_the_set(client, historian):
    number = ledger.version() + 1
    written(148, number=number, door="edit")
    (card,) = cards(client, "/riwayat/?dokumen=K0013")
    assert (card.total, card.matched, card.unlisted) == (148, 10, 5)
    html = get(client, "/riwayat/?dokumen=K0013")
    assert "10 dari 148 cocok dengan saringan" in words(html)
    assert f'href="/riwayat/set/{number}/?dokumen=K0013"' in html
    found = client.get(f"/riwayat/set/{number}/?dokumen=K0013")
    assert {entry.revision.key[:5] for entry in found.context["set"].entries} == {"K0013"}
    assert "Tidak ada dokumen yang cocok" in words(get(client, f"/riwayat/set/{number}/?dokumen=TIDAK"))


@pytest.mark.parametrize("field", ["dokumen", "format", "halaman", "oleh"])
@pytest.mark.parametrize("value", ["%00", "abc", "-1", "9" * 5000, "<b>", "💥"])
def test_an_address_of_a_set_that_makes_no_sense_is_never_a_fault(client, historian, field, value):
    get(client, f"/riwayat/set/{Revision.objects.first().change_set}/?{field}={value}")


@pytest.mark.parametrize("number", ["0", "999999", "9" * 30, "9" * 5000])
def test_a_set_that_is_not_there_is_not_found(client, historian, number):
    get(client, f"/riwayat/set/{number}/", 404)


def test_only_who_may_see_history_sees_a_set(client, seeds):
    address = f"/riwayat/set/{Revision.objects.first().change_set}/"
    assert client.get(address).headers["Location"].startswith("/masuk/")
    client.force_login(person("Budi"))
    get(client, address, 403)
    client.force_login(person("Rina", HISTORY))
    assert not [link for link in Page(get(client, address)).one("main").links() if link.startswith("/impor/")]


def test_a_version_leads_to_what_changed_with_it(client, historian):
    join(BOTH)
    archived = remove("kamus", "DEVO")[0]
    html = get(client, f"/riwayat/{archived.pk}/")
    assert "2 dokumen lain berubah bersamanya" in words(html) and f'href="/riwayat/set/{archived.change_set}/"' in html
    assert "bersamanya" not in words(get(client, f"/riwayat/{change('CUSF').pk}/"))


def test_old_rows_of_one_import_and_door_are_one_set_and_others_stand_alone(client, historian):
    row = Proposal.objects.create(name="lama.md", content=b"x", size=1, sha256="0", format="kamus")
    imported = written(30, source=row, door="import", begin=1000)
    undone = written(30, source=row, door="undo", begin=1000)
    edited = written(2, door="edit", begin=2000)
    found = cards(client)
    assert [card.title for card in found[2:]] == [
        "Kompetensi 2001",
        "Kompetensi 2000",
        "Pembatalan impor lama.md",
        "Impor lama.md",
    ]
    assert [card.total for card in found[2:]] == [1, 1, 30, 30]
    assert "1–6 dari 6" in words(get(client, "/riwayat/"))
    for revision, count in ((imported[3], 30), (undone[-1], 30), (edited[0], 1)):
        page = get(client, f"/riwayat/set/{revision.pk}/")
        assert f"{count} kompetensi baru." in words(page)
    assert "29 dokumen lain" in words(get(client, f"/riwayat/{imported[0].pk}/"))


def test_sets_are_paged_both_ways_with_their_place_and_miss_nothing(client, historian):
    row = Proposal.objects.create(name="lama.md", content=b"x", size=1, sha256="0", format="kamus")
    written(15, door="edit", begin=100)
    written(40, source=row, door="import", begin=200)
    written(12, door="edit", begin=300)  # so that the set of the import is the last of a page
    for nth in range(25):
        written(3, number=ledger.version() + 1 + nth, door="edit", begin=1000 + 3 * nth)
    pages = [client.get("/riwayat/").context["page"]]
    while pages[-1].older and len(pages) < 9:
        pages.append(client.get(f"/riwayat/?sebelum={pages[-1].older}").context["page"])
    spans = [span for page in pages for span in page.spans]
    assert len(spans) == len(set(spans)) == 25 + 2 + 12 + 1 + 15
    assert [(page.first, page.last, page.total) for page in pages] == [(1, 20, 55), (21, 40, 55), (41, 55, 55)]
    assert client.get(f"/riwayat/?sesudah={pages[2].newer}").context["page"] == pages[1]
    assert client.get(f"/riwayat/?sesudah={pages[1].newer}").context["page"] == pages[0]
    assert pages[0].newer == pages[2].older == 0
    assert client.get("/riwayat/?sebelum=1").context["page"] == pages[0]


@pytest.mark.parametrize("count", [3, 3000])
def test_sets_take_the_same_queries_and_the_same_room_for_few_and_many_documents(
    client, historian, django_assert_num_queries, count
):
    row = Proposal.objects.create(name="besar.md", content=b"x", size=1, sha256="0", format="kamus")
    numbers = [ledger.version() + 1 + nth for nth in range(4)]
    for number in numbers:
        written(count, number=number, source=row, door="import")
    written(count, source=row, door="import", begin=9000)
    person_ = 4
    with django_assert_num_queries(person_ + 9) as queries:
        html = get(client, "/riwayat/")
    assert not [query for query in queries if '"content"' in query["sql"]]
    assert len(html) < 60_000
    with django_assert_num_queries(person_ + 8):
        html = get(client, f"/riwayat/set/{numbers[0]}/")
    assert html.count("/pulihkan/") == 0 and len(html) < 120_000


def test_a_set_reads_its_texts_for_what_it_shows_only(client, historian, monkeypatch):
    written(500, number=ledger.version() + 1, door="edit")
    read = []
    loaded = Revision.from_db.__func__
    monkeypatch.setattr(Revision, "from_db", classmethod(lambda cls, *values: read.append(1) or loaded(cls, *values)))
    client.get("/riwayat/")
    assert len(read) <= 3 * change_sets.LISTED


def test_undoing_is_a_set_of_its_own(client, historian, boss):
    imports.apply(ONE_EDIT, name="baru.md", user=boss)
    row = Proposal.objects.get(name="baru.md")
    undo.undo(row, undo.preview(row).fingerprint, user=boss)
    assert titles(client)[:2] == ["Pembatalan impor baru.md", "Impor baru.md"]


def test_a_set_with_a_damaged_revision_is_shown(client, historian):
    triggers.remove(connection)
    number = Revision.objects.get(format="kamus", key="DEVO").change_set
    with connection.cursor() as cursor:
        cursor.execute("UPDATE exchange_revision SET after = '{}' WHERE key = 'DEVO'")
    for path in ("/riwayat/", f"/riwayat/set/{number}/"):
        assert "rusak di basis data" in words(get(client, path))


def test_stored_names_are_never_markup(client, historian):
    row = Proposal.objects.create(name="<script>x</script>*a*.md", content=b"x", size=1, sha256="0", format="kamus")
    number = ledger.version() + 1
    values = as_json(Document("X", "<img src=x>", (Line("nama", "<img src=x>"),)))
    for key, source in (("X", None), ("Y", None)):
        Revision.objects.create(format="kamus", key=key, after=values, door="edit", change_set=number, source=source)
    written(3, number=number + 1, source=row, door="import")
    for path in ("/riwayat/", f"/riwayat/set/{number}/", f"/riwayat/set/{number + 1}/"):
        html = get(client, path)
        assert "<script>x" not in html and "<img" not in html
    assert "*a*.md" in words(get(client, f"/riwayat/set/{number + 1}/"))


def test_a_set_of_a_format_that_is_gone_is_shown(client, historian):
    values = as_json(Document("X", "Lama", (Line("isi", "Teks."),)))
    number = ledger.version() + 1
    for key in ("X", "Y"):
        Revision.objects.create(format="dulu", key=key, after=values, door="edit", change_set=number)
    assert cards(client)[0].done == "2 dokumen baru"
    assert "Lama" in words(get(client, f"/riwayat/set/{number}/"))
