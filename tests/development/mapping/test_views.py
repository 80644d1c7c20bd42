"""The map's pages: who may, what they list, what they save, and what happens when two people do."""

from urllib.parse import unquote

import pytest

from development.models import SubAspect
from dictionary.models import Competency
from exchange import document_types
from exchange.models import Ledger, Revision
from tests.builders import GROWING, SERVING, join, the_map
from tests.pages import Page, fields, get, words

OF_SUB_ASPECT = f"/panduan/{SERVING}/peta/"
OF_COMPETENCY = "/kamus/DEVO/peta/"
PAGES = [OF_SUB_ASPECT, OF_COMPETENCY]


def boxes(html):
    """Every box and whether it is ticked."""
    return {box["value"]: "checked" in box for box in Page(html).all("input", name="pilih")}


@pytest.fixture
def writer(client, uploader, seeds):
    """The client of an editor, with both documents loaded."""
    client.force_login(uploader)
    return client


@pytest.mark.parametrize("path", PAGES)
def test_only_who_may_write_sees_the_map_or_changes_it(client, seeds, reader, uploader, publisher, boss, path):
    for method in (client.get, client.post):
        assert method(path).headers["Location"].startswith("/masuk/")
    client.force_login(reader)
    assert client.get(path).status_code == client.post(path, {"pilih": "CUSF"}).status_code == 403
    for user in (uploader, publisher, boss):
        client.force_login(user)
        assert client.get(path).status_code == 200
        assert client.post(path, fields(get(client, path))).status_code == 302
    assert the_map() == {}


@pytest.mark.parametrize("path", ["/panduan/tidak/ada/peta/", "/kamus/TIDAK/peta/", "/panduan/integritas/peta/peta/"])
def test_what_is_not_there_has_no_map(writer, path):
    assert writer.get(path).status_code == 404


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
@pytest.mark.parametrize("path", PAGES)
def test_other_methods_are_refused(writer, path, method):
    assert getattr(writer, method)(path).status_code == 405


def test_a_sub_aspect_is_joined_to_competencies_and_both_pages_show_it(writer, uploader):
    data = fields(get(writer, OF_SUB_ASPECT)) | {"pilih": ["CUSF", "DEVO", "TIDAK"]}
    response = writer.post(OF_SUB_ASPECT, data)
    assert (response.status_code, response.headers["Location"]) == (302, f"/panduan/{SERVING}/")
    assert the_map() == {SERVING: ("CUSF", "DEVO")}
    revision = Revision.objects.first()
    assert (revision.key, revision.door, revision.user) == (SERVING, "edit", uploader)
    assert "Peta tersimpan." in words(get(writer, f"/panduan/{SERVING}/"))
    assert "Customer Focus" in get(writer, f"/panduan/{SERVING}/")
    assert "Orientasi Pelayanan" in get(writer, "/kamus/CUSF/")


def test_a_competency_is_joined_to_sub_aspects_one_revision_each(writer):
    join({SERVING: ("CUSF", "DEVO")})
    before = Revision.objects.count()
    page = get(writer, OF_COMPETENCY)
    assert boxes(page)[SERVING]
    writer.post(OF_COMPETENCY, fields(page) | {"pilih": [GROWING, "integritas/komitmen", "tidak/ada", "x"]})
    assert the_map() == {"integritas/komitmen": ("DEVO",), SERVING: ("CUSF",), GROWING: ("DEVO",)}
    assert Revision.objects.count() == before + 3


@pytest.mark.parametrize("path", PAGES)
def test_a_save_that_changes_nothing_leaves_no_trace(writer, path):
    join({SERVING: ("DEVO",)})
    version = Ledger.objects.get().version
    page = get(writer, path)
    ticked = [key for key, on in boxes(page).items() if on]
    writer.post(path, fields(page) | {"pilih": ticked})
    assert Ledger.objects.get().version == version


@pytest.mark.parametrize(
    ("path", "mine", "theirs"),
    [(OF_SUB_ASPECT, "CUSF", {SERVING: ("DEVO",)}), (OF_COMPETENCY, GROWING, {SERVING: ("DEVO",)})],
)
def test_of_two_people_the_second_is_told_and_nothing_is_lost(writer, path, mine, theirs):
    opened = fields(get(writer, path)) | {"pilih": [mine]}
    join(theirs)
    before = the_map()
    response = writer.post(path, opened)
    html = response.content.decode()
    assert response.status_code == 409
    assert the_map() == before
    ticked = {key for key, on in boxes(html).items() if on}
    assert ticked == {mine, "DEVO" if path == OF_SUB_ASPECT else SERVING}
    assert "Ditambahkan orang lain" in html and "Belum disimpan" in html
    assert writer.post(path, fields(html) | {"pilih": list(ticked)}).status_code == 302
    assert sum(map(len, the_map().values())) == 2


@pytest.mark.parametrize("path", PAGES)
def test_what_somebody_else_took_away_is_said(writer, path):
    join({SERVING: ("DEVO",)})
    page = get(writer, path)
    ticked = [key for key, on in boxes(page).items() if on]
    join({SERVING: ()})
    response = writer.post(path, fields(page) | {"pilih": ticked})
    assert response.status_code == 409
    assert "Dilepas orang lain" in response.content.decode()
    assert not any(boxes(response.content.decode()).values())


def test_a_text_edited_meanwhile_is_seen_before_its_map_is_changed(writer):
    page = get(writer, OF_SUB_ASPECT)
    guide = document_types.get("panduan")
    from exchange.history.recording import record_changes

    with record_changes(guide, [SERVING], origin="edit"):
        SubAspect.objects.filter(slug="orientasi-pelayanan").update(description="Baru.")
    assert writer.post(OF_SUB_ASPECT, fields(page) | {"pilih": "CUSF"}).status_code == 409


@pytest.mark.parametrize("dasar", ["", "abc", "9" * 5000, "-1", "\x00"])
@pytest.mark.parametrize("path", PAGES)
def test_nonsense_saves_nothing(writer, path, dasar):
    assert writer.post(path, {"dasar": dasar, "pilih": ["CUSF", "\x00", "x" * 999], "cari": "\x00"}).status_code == 409
    assert the_map() == {}


@pytest.mark.parametrize("query", ["\x00", "x" * 999, "%", "' OR 1=1 --", "*" * 20, "   "])
@pytest.mark.parametrize("path", PAGES)
def test_any_search_is_answered(writer, path, query):
    assert writer.get(path, {"cari": query, "pilih": query}).status_code == 200


def test_a_search_keeps_what_is_ticked_and_saves_nothing(writer, many):
    many(200)
    data = fields(get(writer, OF_SUB_ASPECT)) | {"pilih": ["CUSF"], "cari": "kompetensi 77", "aksi": "cari"}
    response = writer.post(OF_SUB_ASPECT, data)
    assert response.status_code == 200
    found = boxes(response.content.decode())
    assert found["CUSF"] and not found["K00077"] and "K00012" not in found
    assert the_map() == {}
    nothing = get(writer, OF_SUB_ASPECT + "?cari=takadasamasekali")
    assert "Tidak ada kompetensi lain yang cocok" in nothing


def test_a_search_that_finds_too_many_says_so(writer, many):
    many(200)
    html = get(writer, OF_SUB_ASPECT + "?cari=kompetensi")
    assert "tambahkan kata" in html
    assert len(boxes(html)) < 70


def test_an_address_may_tick_boxes_for_a_person_to_save(writer):
    assert boxes(get(writer, f"{OF_COMPETENCY}?pilih={GROWING}"))[GROWING]
    assert the_map() == {}


def test_what_shares_words_is_suggested(writer):
    page = words(get(writer, "/kamus/CUSF/peta/"))
    assert page.index("Saran") < page.index("Orientasi Pelayanan") < page.index("Sub aspek lain")
    page = words(get(writer, OF_COMPETENCY))
    assert page.index("Saran") < page.index("Pengembangan Diri dan Orang Lain") < page.index("Sub aspek lain")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("count", [3, 300])
def test_a_map_takes_the_same_queries_for_few_and_many(writer, many, django_assert_max_num_queries, path, count):
    many(count)
    join({SERVING: ("CUSF", "DEVO")})
    with django_assert_max_num_queries(13):
        writer.get(path)
    data = fields(get(writer, path))
    with django_assert_max_num_queries(46):
        writer.post(path, data | {"pilih": [SERVING, *Competency.objects.values_list("code", flat=True)]})


def test_readers_see_the_map_and_no_way_to_change_it(client, seeds, reader, uploader):
    join({SERVING: ("CUSF",)})
    for user in (None, reader):
        if user:
            client.force_login(user)
        for page in (f"/panduan/{SERVING}/", "/kamus/CUSF/", "/kamus/DEVO/"):
            assert "/peta/" not in get(client, page)
    client.force_login(uploader)
    for page in (f"/panduan/{SERVING}/", "/kamus/CUSF/", "/kamus/DEVO/"):
        assert "/peta/" in get(client, page)


def test_a_sub_aspect_called_map_keeps_its_page(writer):
    guide = document_types.get("panduan")
    text = guide.text.render(guide.repository.load()).replace("**Komitmen**", "**Peta**")
    guide.repository.save(guide.text.parse(text).documents)
    assert "Peta" in words(get(writer, "/panduan/integritas/peta/"))
    assert "Kompetensi terkait Peta" in words(get(writer, "/panduan/integritas/peta/peta/"))


@pytest.mark.parametrize(("path", "mine"), [(OF_SUB_ASPECT, "CUSF"), (OF_COMPETENCY, GROWING)])
def test_what_was_ticked_comes_back_after_logging_in_again(writer, path, mine):
    join({SERVING: ("DEVO",)})
    opened = fields(get(writer, path))
    writer.logout()
    leads = writer.post(path, opened | {"pilih": [mine]}).headers["Location"]
    assert leads.startswith("/masuk/?next=")
    response = writer.post(
        "/masuk/", {"username": "Penyunting", "password": "rahasia-sekali", "next": unquote(leads[13:])}
    )
    html = get(writer, response.headers["Location"])
    assert {key for key, on in boxes(html).items() if on} == {mine}
    assert writer.post(path, fields(html) | {"pilih": [mine]}).status_code == 302
    assert the_map() == ({SERVING: ("CUSF",)} if path == OF_SUB_ASPECT else {GROWING: ("DEVO",)})


def test_forged_requests_are_refused(uploader, seeds):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(uploader)
    assert client.post(OF_SUB_ASPECT, {"pilih": "CUSF"}).status_code == 403
