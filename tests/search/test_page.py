"""The page of the search, and what is offered while a person types."""

import re

import pytest
from django.core.management import CommandError, call_command

from exchange.history import indexing
from exchange.imports import review as imports
from search import results
from search.models import Indexed
from search.stores import store
from tests.builders import KAMUS
from tests.pages import Page, each_page

ODD = [
    "", " ", '"', '""', "*", "a*", "AND", "OR NOT", "NEAR(a b)", "(", ")", "a AND (", "-", "--", "'; DROP TABLE x",
    "words:x", "^a", "{a b}", "a + b", "\x00", "a\x00b", "%", "_", "\\", "😀", "🧑\u200d🤝\u200d🧑", "x" * 5_000,
    "a " * 3_000, "\u202e", "<script>", "&amp;", "ａｂｃ", "ﬁ", "İstanbul", "١٢٣", "kata\nkata", "null", "\ud800",
]  # fmt: skip


def get(client, typed, **more):
    response = client.get("/cari/", {"q": typed, **more})
    assert response.status_code == 200
    return response.content.decode()


def text(html):
    return " ".join(Page(html).element.text_content().split())


def counts(html):
    """How many results each kind has."""
    choices = [choice for choice in Page(html).one("nav.seg").all("a") if "jenis=" in choice["href"]]
    return {choice["href"].partition("jenis=")[2]: int(choice.text.split()[-1]) for choice in choices}


def links(html):
    return [link for hit in Page(html).all("li.hit") for link in hit.links()]


@pytest.mark.parametrize("typed", ODD)
def test_any_search_is_answered(client, seeds, typed):
    get(client, typed.encode("utf-8", "ignore").decode())
    assert client.get("/cari/saran/", {"q": typed.encode("utf-8", "ignore").decode()}).status_code == 200


@pytest.mark.parametrize(
    "more", [{"jenis": "x"}, {"setelah": "x"}, {"setelah": "9" * 99}, {"setelah": "-1.5"}, {"jenis": "\0"}]
)
def test_nonsense_in_the_address_is_the_first_page(client, seeds, more):
    assert get(client, "pelanggan", **more).count('class="hit"') == 25


def test_a_derived_word_leads_to_its_line_with_the_words_marked(client, seeds):
    html = get(client, "melayani pelanggan")
    assert "8 hasil" in text(html) and "Kata dasar layan (layanan, melayani, pelayanan) ikut dicari." in text(html)
    assert "/kamus/CUSF/#level-1-7" in links(html)
    assert "<mark>Melayani</mark> semua <mark>pelanggan</mark> secara adil" in html


def test_names_come_before_definitions_and_these_before_lines_and_exact_words_first(client, seeds):
    html = get(client, "komitmen")
    assert links(html)[:2] == ["/panduan/integritas/komitmen/", "/panduan/kerja-sama/komitmen-dalam-tim/"]
    where = Page(get(client, "konsisten")).texts("span.where")
    assert where[0].startswith("Sub aspek") and "Definisi" in where[1]
    exact = links(get(client, "melayani"))
    lines = [link for link in exact if "#level" in link]
    assert lines[0] == "/kamus/CUSF/#level-1-7"


def test_groups_are_counted_and_chosen(client, seeds):
    html = get(client, "pengembangan", jenis="tindakan")
    assert counts(html)["tindakan"] == html.count('class="hit"') and len(counts(html)) == 4
    assert all("#mandiri" in link or "#penugasan" in link for link in links(html))


def test_pages_follow_each_other_without_gap_or_repetition(client, seeds):
    pages = [page for _, page in each_page(client, "/cari/?q=tugas")]
    seen = [link for page in pages for hit in page.all("li.hit") for link in hit.links()]
    assert len(seen) == len(set(seen)) == int(re.search(r"(\d+) hasil", text(get(client, "tugas")))[1]) > 50


def test_a_code_finds_its_competency_and_an_aspect_its_sub_aspects(client, seeds):
    assert links(get(client, "devo")) == ["/kamus/DEVO/"]
    assert len([link for link in links(get(client, "Integritas")) if link.startswith("/panduan/integritas/")]) == 6


def test_a_typing_error_is_forgiven_and_told(client, seeds):
    html = text(get(client, "kompentensi"))
    assert "Kata “kompentensi” tidak ada di sini. Yang dicari: kompetensi." in html and "11 hasil" in html


def test_a_typing_error_that_stood_in_a_text_once_is_forgiven_again(client, seeds):
    for content in (KAMUS.replace(b"Mengamati, menilai", b"Mengamati pelangan"), KAMUS):
        imports.apply(content, name="x.md", everything=True)
    for typed in ("pelangan", "hormat pelangan"):
        assert "Kata “pelangan” tidak ada di sini. Yang dicari: pelanggan." in text(get(client, typed))
        assert "<mark>pelanggan</mark>" in client.get("/cari/saran/", {"q": typed}).content.decode()
    assert "Tidak ada hasil" in text(get(client, "qwxzyvb pelangan"))


@pytest.mark.parametrize("more", [{"jenis": "tindakan"}, {"setelah": "9" * 18 + "." + "9" * 18}])
def test_where_a_part_is_empty_the_rest_is_offered(client, seeds, more):
    html = get(client, "developing", **more)
    assert "Tidak ada hasil" not in html and "Lihat semua 1 hasil" in text(html)
    assert 'href="?q=developing"' in html and links(html) == []


def test_where_no_line_has_all_words_each_is_offered(client, seeds):
    html = text(get(client, "melayani bawahan"))
    assert "Tidak ada hasil" in html and "melayani 24" in html and "bawahan 18" in html


@pytest.mark.parametrize("typed", ["devo mentoring", "mentoring developing others", "developing mentornig"])
def test_a_line_is_found_by_its_own_words_and_those_of_its_document(client, seeds, typed):
    html = get(client, typed)
    assert "1 hasil" in text(html) and links(html) == ["/kamus/DEVO/#level-3-7"]
    assert "Yang dicari: kata selebihnya, dalam Developing Others." in text(html)
    assert "<mark>mentoring</mark>" in html
    offers = client.get("/cari/saran/", {"q": typed}).content.decode()
    assert "/kamus/DEVO/#level-3-7" in offers


def test_lines_of_a_document_are_counted_by_group_and_chosen(client, seeds):
    html = get(client, "customer focus layanan")
    assert sum(counts(html).values()) == html.count('class="hit"') > 1 and len(counts(html)) == 2
    assert all("/kamus/CUSF/" in link for link in links(html))
    part = get(client, "customer focus layanan", jenis="indikator")
    assert part.count('class="hit"') == counts(html)["indikator"]


def test_what_is_in_no_text_says_so_and_nothing_else(client, seeds):
    assert "Periksa ejaannya" in text(get(client, "qwxzyvb"))
    assert "tidak memuat huruf" in text(get(client, "!!!"))
    assert "Ketik kata apa pun" in text(get(client, ""))


def test_what_is_typed_and_stored_stays_text(client, seeds):
    imports.apply(KAMUS.replace(b"Mengamati, menilai", b"<b>Awas</b> <script>menilai"), name="x.md")
    html = get(client, "awas <script>")
    assert "&lt;b&gt;<mark>Awas</mark>&lt;/b&gt;" in html and "<script>menilai" not in html
    assert "<script>menilai" not in client.get("/cari/saran/", {"q": "awas"}).content.decode()


def test_a_word_with_a_soft_hyphen_is_found_and_marked(client, seeds):
    imports.apply(KAMUS.replace(b"Mengamati, menilai", "Mengenda\u00adlikan, menilai".encode()), name="x.md")
    assert "<mark>Mengenda\u00adlikan</mark>" in get(client, "pengendalian")
    assert "<mark>pengembangan</mark>" in get(client, "pengem\u00adbangan")


def test_a_word_that_is_longer_than_any_is_found(client, seeds):
    imports.apply(KAMUS.replace(b"Mengamati, menilai", b"kata" * 40 + b" menilai"), name="x.md")
    assert links(get(client, "kata" * 40)) == ["/kamus/DEVO/#level-1-2"]


def test_a_long_line_is_cut_around_what_was_found(client, seeds):
    imports.apply(KAMUS.replace(b"Mengamati, menilai", b"kata " * 800 + b"intinya"), name="x.md")
    html = text(get(client, "intinya"))
    assert "…" in html and "intinya" in html and html.count("kata ") < 100


@pytest.mark.parametrize(("typed", "most"), [("melayani pelanggan", 4), ("komunik", 5), ("kompentensi", 7), ("", 1)])
def test_a_page_takes_the_same_queries_whatever_is_found(client, seeds, django_assert_max_num_queries, typed, most):
    with django_assert_max_num_queries(most):
        get(client, typed)


@pytest.mark.parametrize("count", [2, 300])
def test_a_search_takes_the_same_queries_for_few_and_many(client, db, count, django_assert_num_queries):
    from exchange import document_types
    from exchange.history.recording import record_changes
    from tests.builders import competency

    with record_changes(document_types.get("kamus"), origin="edit") as record:
        record.store([competency(number) for number in range(count)])
    with django_assert_num_queries(4):
        assert "1.000+" in get(client, "indikator") or count == 2


def test_what_is_being_typed_is_offered_by_beginnings(client, seeds):
    html = client.get("/cari/saran/", {"q": "pelayan"}).content.decode()
    assert html.count('role="option"') == 9 and "Orientasi <mark>Pelayanan</mark>" in html
    assert client.get("/cari/saran/").content.decode().count('role="option"') == 0


def test_a_browser_can_search_from_its_own_bar(client, seeds):
    response = client.get("/cari/opensearch.xml")
    assert response["Content-Type"].startswith("application/opensearchdescription+xml")
    assert "http://testserver/cari/?q={searchTerms}" in response.content.decode()
    assert "/cari/opensearch.xml" in client.get("/").content.decode()


def test_a_stale_index_is_noticed_and_made_anew(seeds, capsys):
    call_command("reindex", "--check")
    Indexed.objects.filter(key="DEVO").update(digest="lain")
    with pytest.raises(CommandError, match=r"manage\.py reindex"):
        call_command("reindex", "--check")
    before = store().size()
    call_command("reindex", "--if-stale")
    call_command("reindex", "--check")
    assert list(indexing.stale()) == [] and store().size() == before
    call_command("reindex", "--if-stale")
    assert "sudah sesuai" in capsys.readouterr().out


def test_a_document_that_is_gone_is_found_no_more(client, seeds):
    size = store().size()
    from exchange import document_types
    from exchange.history.recording import record_changes

    with record_changes(document_types.get("kamus"), ["CUSF"], origin="edit") as record:
        record.delete(["CUSF"])
    assert links(get(client, "cusf")) == [] and store().size() < size
    assert not Indexed.objects.filter(key="CUSF").exists()


def test_lines_are_found_in_the_order_of_their_rank(seeds):
    hits = results.search("pengembangan", [], chosen=None).hits
    assert [hit.rank for hit in hits] == sorted(hit.rank for hit in hits)
