"""The history's pages: who sees what, what they show, how they are narrowed, and that nonsense never fails."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from development.models import Aspect, SubAspect
from dictionary.models import Competency, Indicator
from documents.document import Document, Line
from documents.emphasis import plain
from exchange import document_types
from exchange.history import ledger, versions
from exchange.history.recording import as_json
from exchange.imports import review as imports
from exchange.models import Proposal, Revision
from exchange.permissions import HISTORY
from exchange.templatetags.ago import ago
from tests.builders import KAMUS, ONE_EDIT, change, competency, person, remove
from tests.pages import Page, get, words


@pytest.fixture
def historian(client, seeds):
    """A person who may see history and not restore, logged in."""
    user = person("Rina", HISTORY)
    client.force_login(user)
    return user


def shown(client, path):
    """The numbers of the revisions that a page lists, newest first."""
    context = client.get(path).context
    listed = [entry for card in context["sets"] for entry in card.entries] if "sets" in context else context["entries"]
    return sorted((entry.revision.pk for entry in listed), reverse=True)


def sets(client, path):
    """What the change sets of a page did, and how many of their documents are asked for."""
    return [(card.done, card.matched) for card in client.get(path).context["sets"]]


ADDRESSES = ["/riwayat/", "/kamus/DEVO/riwayat/", "/kamus/TIDAK/riwayat/", "/panduan/integritas/komitmen/riwayat/"]


@pytest.mark.parametrize("address", [*ADDRESSES, "/riwayat/999999/", "/riwayat/999999/pulihkan/"])
def test_strangers_log_in_first_and_people_without_the_right_are_refused(client, seeds, address):
    response = client.get(address)
    assert response.status_code == 302 and response.headers["Location"].startswith("/masuk/?next=/")
    client.force_login(person("Budi"))
    get(client, address, 403)


def test_the_history_lists_every_change_newest_first(client, historian):
    newest = change(user=historian, note="Perbaikan istilah")
    text = words(get(client, "/riwayat/"))
    assert shown(client, "/riwayat/")[0] == newest.pk
    done = [("1 kompetensi berubah", 1), ("16 sub aspek baru", 16), ("2 kompetensi baru", 2)]
    assert sets(client, "/riwayat/") == done
    for wanted in ("Rina", "lewat halaman sunting", "Perbaikan istilah", "lewat impor kamus.md", "Developing Others"):
        assert wanted in text


def test_a_change_shows_its_words_marked_and_only_its_lines(client, historian):
    imports.apply(ONE_EDIT, name="baru.md")
    page = Page(get(client, "/kamus/DEVO/riwayat/"))
    assert "Level 4, nomor 5" in page.one("tr").text and "Memberikan Memberi solusi" in page.one("tr").text
    assert (page.one("del").text, page.one("ins").text) == ("Memberikan", "Memberi")
    assert "lewat impor baru.md" in page.text


def test_a_change_says_how_long_ago_it_was():
    now = timezone.now()
    ages = {0: "baru saja", 59: "baru saja", -500: "baru saja", 61: "1 menit yang lalu", 3 * 86400: "3 hari yang lalu"}
    # Django parts number and unit by a space that does not break.
    assert {age: ago(now - timedelta(seconds=age)).replace("\xa0", " ") for age in ages} == ages


def test_new_and_deleted_documents_are_shown_as_such_with_what_they_held(client, historian):
    remove("kamus", "CUSF")
    text = words(get(client, "/kamus/CUSF/riwayat/"))
    assert "ditambahkan" in text and "sudah diarsipkan" in text and "dihapus" not in text
    assert text.count("indikator dalam 4 level") == 2


def test_the_history_of_a_deleted_document_stays_and_of_one_that_never_was_is_not_found(client, historian):
    remove("kamus", "DEVO")
    get(client, "/kamus/DEVO/", 410)
    get(client, "/kamus/DEVO/riwayat/")
    get(client, "/kamus/LAMA/riwayat/", 404)
    get(client, "/panduan/integritas/tidak-ada/riwayat/", 404)


def test_a_document_without_revisions_says_so(client, historian, many):
    many(1)
    assert "Belum ada perubahan yang tercatat" in words(get(client, "/kamus/K00000/riwayat/"))


def test_an_empty_history_says_so(client, db):
    client.force_login(person("Rina", HISTORY))
    assert "Belum ada perubahan" in words(get(client, "/riwayat/"))


@pytest.mark.parametrize(
    ("other", "address"),
    [
        ("/kamus/devo/riwayat/?x=1", "/kamus/DEVO/riwayat/?x=1"),
        ("/panduan/Integritas/Komitmen/riwayat/", "/panduan/integritas/komitmen/riwayat/"),
    ],
)
def test_a_history_has_one_address(client, historian, other, address):
    response = client.get(other)
    assert (response.status_code, response.headers["Location"]) == (302, address)


def test_the_history_is_narrowed_by_person_document_format_door_and_day(client, historian):
    mine = change(user=historian, note="a").pk
    other = change("CUSF", user=person("Budi"), door="admin").pk
    today = timezone.localdate()
    assert shown(client, "/riwayat/?oleh=rina") == [mine]
    assert shown(client, "/riwayat/?dokumen=cusf&lewat=admin") == [other]
    assert len(shown(client, "/riwayat/?dokumen=Tanggung+Jawab")) == 1
    assert sets(client, "/riwayat/?format=panduan") == [("16 sub aspek baru", 16)]
    assert shown(client, "/riwayat/?lewat=edit") == [mine]
    assert len(sets(client, f"/riwayat/?sejak={today}&sampai={today}")) == 4
    assert shown(client, f"/riwayat/?sampai={today - timedelta(days=1)}") == []
    assert shown(client, f"/riwayat/?sejak={today + timedelta(days=1)}") == []
    assert shown(client, "/kamus/DEVO/riwayat/?oleh=Budi") == []
    assert "Tidak ada perubahan yang cocok" in words(get(client, "/riwayat/?oleh=siapa"))


NONSENSE = ["%00", "abc", "-1", "9" * 5000, "2026-99-99", "9999-12-31", "0001-01-01", "<b>", "💥"]


@pytest.mark.parametrize("field", ["format", "lewat", "sejak", "sampai", "sebelum", "sesudah", "dari", "ke"])
@pytest.mark.parametrize("value", NONSENSE)
def test_an_address_that_makes_no_sense_shows_the_history(client, historian, field, value):
    for path in ("/riwayat/", "/kamus/DEVO/riwayat/"):
        assert shown(client, f"{path}?{field}={value}")


@pytest.mark.parametrize("value", NONSENSE)
def test_a_person_or_document_that_makes_no_sense_is_never_a_fault(client, historian, value):
    get(client, f"/riwayat/?oleh={value}&dokumen={value}")
    get(client, f"/kamus/DEVO/riwayat/?dari={value}&ke={value}")


def test_a_name_of_signs_alone_finds_no_document(client, seeds, uploader):
    client.force_login(uploader)
    assert shown(client, "/riwayat/?dokumen=!!!") == []


@pytest.mark.parametrize("number", ["0", "999999", "9" * 30, "9" * 5000])
def test_a_revision_that_is_not_there_is_not_found(client, boss, seeds, number):
    client.force_login(boss)
    get(client, f"/riwayat/{number}/", 404)
    get(client, f"/riwayat/{number}/pulihkan/", 404)


def fill(count, key="K00001"):
    """That many revisions of one document, each with its own definition, and each a change of its own."""
    document, first = competency(1), ledger.version() + 1
    rows = []
    for number in range(count):
        before = as_json(Document(key, document.title, (*document.lines, Line("catatan", f"ke {number}"))))
        after = as_json(Document(key, document.title, (*document.lines, Line("catatan", f"ke {number + 1}"))))
        rows.append(
            Revision(format="kamus", key=key, before=before, after=after, door="edit", change_set=first + number)
        )
    Revision.objects.bulk_create(rows)


def test_long_histories_are_paged_both_ways_and_miss_nothing(client, historian):
    fill(120)
    path, seen = "/kamus/K00001/riwayat/", []
    pages = [client.get(path).context["page"]]
    while pages[-1].older:
        seen += [revision.pk for revision in pages[-1].revisions]
        pages.append(client.get(f"{path}?sebelum={pages[-1].older}").context["page"])
    seen += [revision.pk for revision in pages[-1].revisions]
    assert seen == list(Revision.objects.of("kamus", "K00001").values_list("pk", flat=True))
    back = client.get(f"{path}?sesudah={pages[2].newer}").context["page"]
    assert back == pages[1]
    first = client.get(f"{path}?sesudah={pages[1].newer}").context["page"]
    assert first == pages[0]
    assert pages[0].newer == pages[2].older == 0


def test_pages_keep_the_filter(client, historian):
    fill(60)
    html = get(client, "/riwayat/?lewat=edit")
    assert re.search(r'href="\?lewat=edit&amp;sebelum=\d+"', html)


@pytest.mark.parametrize("count", [3, 300])
def test_a_page_takes_the_same_queries_for_few_and_many(client, historian, django_assert_num_queries, count):
    fill(count)
    imports.apply(ONE_EDIT, name="baru.md")
    newest = Revision.objects.of("kamus", "K00001").newest()
    person, rows, renames = 4, 3, 1
    with django_assert_num_queries(person + 8):
        client.get("/riwayat/")
    with django_assert_num_queries(person + renames + 1 + rows - 1):
        client.get("/kamus/K00001/riwayat/")
    with django_assert_num_queries(person + 2 * renames + 4):
        client.get(f"/riwayat/{newest}/")
    with django_assert_num_queries(person + renames + 4):
        client.get(f"/kamus/K00001/riwayat/?dari={newest - 1}")


def test_files_are_not_loaded_with_the_history(client, historian, django_assert_num_queries):
    with django_assert_num_queries(12) as queries:
        client.get("/riwayat/")
    assert not [query for query in queries if '"content"' in query["sql"]]


def test_files_are_not_loaded_to_compare_versions(client, historian, django_assert_max_num_queries):
    imports.apply(KAMUS, name="kamus.md")
    imports.apply(ONE_EDIT, name="baru.md")
    first = Revision.objects.of("kamus", "DEVO").order_by("pk").first()
    with django_assert_max_num_queries(12) as queries:
        assert client.get(f"/kamus/DEVO/riwayat/?dari={first.pk}").status_code == 200
    assert not [query for query in queries if '"content"' in query["sql"]]


def test_the_public_pages_ask_nothing_more_of_strangers(client, seeds, django_assert_num_queries):
    with django_assert_num_queries(9):
        client.get("/kamus/DEVO/")
    with django_assert_num_queries(6):
        client.get("/panduan/integritas/komitmen/")


def test_the_button_is_there_for_those_who_may(client, seeds):
    pages = {
        "/kamus/DEVO/": "/kamus/DEVO/riwayat/",
        "/panduan/integritas/komitmen/": "/panduan/integritas/komitmen/riwayat/",
    }
    for page, history in pages.items():
        assert history not in get(client, page)
    client.force_login(person("Rina", HISTORY))
    for page, history in pages.items():
        assert f'href="{history}"' in get(client, page)


def test_two_versions_are_compared_by_what_changed_with_their_words_marked(client, historian):
    old = change(text="Definisi yang lama sekali.")
    new = change(text="Definisi yang baru sekali.")
    html = get(client, f"/kamus/DEVO/riwayat/?dari={old.pk}&ke={new.pk}")
    assert "Definisi yang <del>lama</del><ins>baru</ins> sekali." in html
    assert "Level 4, nomor 5" not in html and "32 baris lain sama" in words(html)
    every = get(client, f"/kamus/DEVO/riwayat/?dari={old.pk}&ke={new.pk}&baris=semua")
    assert "Definisi yang <del>lama</del><ins>baru</ins> sekali." in every and "Level 4, nomor 5" in every
    assert f"?dari={old.pk}&amp;ke={new.pk}&amp;baris=semua" in html
    assert f'href="?dari={old.pk}&amp;ke={new.pk}"' in every
    swapped = client.get(f"/kamus/DEVO/riwayat/?dari={new.pk}&ke={old.pk}").context
    assert (swapped["old"].number, swapped["new"].number) == (old.pk, new.pk)
    assert "<del>lama</del>" in get(client, f"/kamus/DEVO/riwayat/?dari={old.pk}")
    assert "berbunyi sama" in words(get(client, f"/kamus/DEVO/riwayat/?dari={new.pk}&ke={new.pk}"))


def test_the_version_before_the_first_revision_counts_too(client, historian, many):
    many(1)
    revision = change("K00000", "Definisi baru.")
    html = get(client, "/kamus/K00000/riwayat/")
    assert 'name="dari" value="0" checked' in html and f'name="ke" value="{revision.pk}" checked' in html
    html = get(client, f"/kamus/K00000/riwayat/?dari=0&ke={revision.pk}")
    assert "kompetensi ke-0" in words(html) and "<ins>baru</ins>" in html


def test_a_version_of_another_document_is_not_compared(client, historian):
    other = Revision.objects.of("kamus", "CUSF").newest()
    assert client.get(f"/kamus/DEVO/riwayat/?dari={other}").context["entries"]


def test_one_version_shows_what_it_changed_and_is_read_in_full_when_asked(client, historian):
    revision = change(text="Definisi baru.")
    page = words(get(client, f"/riwayat/{revision.pk}/"))
    assert "Yang berubah" in page and "Definisi" in page and "Tampilkan semua baris" in page
    assert "Level 4, nomor 5" not in page
    text = words(get(client, f"/riwayat/{revision.pk}/?baris=semua"))
    assert "Isi selengkapnya" in text and "Tampilkan yang berubah saja" in text
    for line in document_types.get("kamus").repository.load(["DEVO"])[0].lines:
        assert plain(line.text) in text or line.section == "definisi"


def test_lines_that_a_nonsense_address_asks_for_are_those_that_changed(client, historian):
    revision = change(text="Definisi baru.")
    assert "Level 4, nomor 5" not in words(get(client, f"/riwayat/{revision.pk}/?baris=%00"))


def test_emphasis_is_shown_and_its_marks_are_not(client, historian):
    change(text="Nilai *lama* yang **kuat** dan 2 * 3.")
    revision = change(text="Nilai *baru* yang **kuat** dan 2 * 3.")
    for path in ("/riwayat/", f"/riwayat/{revision.pk}/", f"/kamus/DEVO/riwayat/?dari={revision.pk - 1}"):
        html = get(client, path)
        marked = "Nilai <del><em>lama</em></del><ins><em>baru</em></ins> yang <strong>kuat</strong> dan 2 * 3."
        assert marked in html, path


def test_the_last_text_of_a_deleted_document_is_read_in_full(client, historian):
    (gone,) = remove("kamus", "DEVO")
    text = words(get(client, f"/riwayat/{gone.pk}/"))
    assert "Isi sebelum diarsipkan" in text and "Memberikan solusi untuk pengembangan pengetahuan" in text


def test_a_change_of_raw_lines_alone_is_said_to_be_one(client, historian):
    imports.apply(KAMUS.replace(b"Kode  |", b"Kode |"), name="rapi.md")
    assert "cara penulisannya di berkas" in words(get(client, "/riwayat/"))


def test_stored_text_is_never_markup(client, historian):
    revision = change(text="<script>alert(1)</script>", note="<img src=x>", user=person("<b>Budi</b>"))
    for path in ("/riwayat/", "/kamus/DEVO/riwayat/", f"/riwayat/{revision.pk}/", "/kamus/DEVO/riwayat/?dari=1"):
        html = get(client, path)
        assert "<script>alert" not in html and "<img" not in html and "<b>Budi" not in html


def test_the_history_outlives_the_account(client, historian):
    gone = person("Budi")
    revision = change(user=gone)
    gone.delete()
    for path in ("/riwayat/?oleh=Budi", "/kamus/DEVO/riwayat/", f"/riwayat/{revision.pk}/"):
        assert "Budi" in words(get(client, path))


def test_a_revision_of_a_format_that_is_gone_is_still_shown(client, boss, seeds):
    client.force_login(boss)
    values = as_json(Document("X", "Lama", (Line("isi", "Teks lama."),)))
    revision = Revision.objects.create(format="dulu", key="X", after=values, door="edit")
    for path in ("/riwayat/", f"/riwayat/{revision.pk}/"):
        assert "Lama" in words(get(client, path))
    get(client, f"/riwayat/{revision.pk}/pulihkan/", 404)


def test_a_page_that_takes_too_long_leaves_comparing_to_the_revisions_own_page(client, historian, monkeypatch):
    change()
    monkeypatch.setattr(versions, "SECONDS", 0)
    assert "Terlalu panjang untuk ditampilkan di sini" in words(get(client, "/riwayat/"))


def test_many_changed_lines_are_unfolded_and_the_rest_is_on_its_own_page(client, historian):
    long = competency(1, levels=20, indicators=10)
    other = Document(long.key, long.title, tuple(Line(x.section, x.text + "!", x.label, x.index) for x in long.lines))
    Revision.objects.create(format="kamus", key=long.key, before=as_json(long), after=as_json(other), door="edit")
    html = get(client, "/riwayat/?lewat=edit")
    assert html.count("<tr>") == versions.FEW + versions.MANY
    more = len(long.lines) - versions.FEW
    assert f"{more} baris lagi" in words(html) and f"{more - versions.MANY} baris lain ada di" in words(html)


def test_pages_of_the_history_stay_out_of_caches(client, historian):
    assert client.get("/riwayat/").headers["Cache-Control"] == "private, no-store"


def test_the_admins_history_leads_to_ours(client, boss, seeds):
    client.force_login(boss)
    leads = [
        (Competency.objects.get(code="DEVO"), "/kamus/DEVO/riwayat/"),
        (Indicator.objects.filter(level__competency__code="CUSF").first(), "/kamus/CUSF/riwayat/"),
        (SubAspect.objects.get(slug="komitmen"), "/panduan/integritas/komitmen/riwayat/"),
        (Aspect.objects.get(slug="integritas"), "/riwayat/?format=panduan&dokumen=integritas"),
    ]
    for row, address in leads:
        page = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_history", args=[row.pk])
        response = client.get(page)
        assert (response.status_code, response.headers["Location"]) == (302, address)
        get(client, address)
    get(client, "/admin/dictionary/competency/999/history/", 302)


def test_the_admins_history_button_is_there_for_those_who_may(client, editor, seeds):
    page = reverse("admin:dictionary_competency_change", args=[Competency.objects.first().pk])
    client.force_login(editor)
    assert "historylink" not in get(client, page)
    editor.user_permissions.add(Permission.objects.get(codename="view_revision"))
    assert "historylink" in get(client, page)


def test_a_change_leads_to_the_file_it_came_from_for_those_who_may_see_it(client, seeds, uploader, publisher):
    imports.apply(ONE_EDIT, name="baru.md", user=uploader)
    own, other = (
        f'<a href="/usulan/{Proposal.objects.get(name=name).pk}/">{name}</a>' for name in ("baru.md", "kamus.md")
    )
    newest = Revision.objects.of("kamus", "DEVO").newest()
    for person_, leads in ((uploader, [own]), (publisher, [own, other]), (person("Rina", HISTORY), [])):
        client.force_login(person_)
        for path in ("/riwayat/", "/kamus/DEVO/riwayat/", f"/kamus/DEVO/riwayat/?dari={newest - 18}"):
            html = get(client, path)
            assert "baru.md" in html and "kamus.md" in html
            assert [link for link in (own, other) if link in html] == leads
    client.force_login(uploader)
    assert own in get(client, f"/riwayat/{newest}/")


def test_versions_are_counted_by_document_and_not_on_the_whole_site(client, historian):
    imports.apply(ONE_EDIT, name="baru.md")
    number = Revision.objects.of("kamus", "DEVO").newest()
    assert number > 2
    for address in ("/kamus/DEVO/riwayat/", f"/riwayat/{number}/", "/riwayat/", f"/kamus/DEVO/riwayat/?dari={number}"):
        text = words(get(client, address))
        assert re.search(r"[Vv]ersi 2\b", text) and not re.search(rf"[Vv]ersi {number}\b", text), address
