"""Documents taken off the site and brought back."""

import pytest

from exchange import document_types
from exchange.imports import review as imports
from exchange.models import Revision
from tests.builders import FIXTURES, KAMUS, export
from tests.pages import fields

ADDRESSES = {"kamus": "/kamus/DEVO/arsipkan/", "panduan": "/panduan/integritas/komitmen/arsipkan/"}


@pytest.fixture
def keeper(client, seeds, publisher):
    client.force_login(publisher)
    return client


@pytest.mark.parametrize("slug", ["kamus", "panduan"])
def test_an_archived_document_is_gone_from_the_site_and_comes_back_whole(keeper, slug):
    address = ADDRESSES[slug]
    page = keeper.post(address, fields(keeper.get(address)), follow=True).content.decode()
    assert "diarsipkan" in page
    assert keeper.get(address.removesuffix("arsipkan/")).status_code == 410
    revision = Revision.objects.first()
    assert (revision.note, revision.user_name, revision.after) == ("Diarsipkan", "Penerbit", None)
    assert f"/riwayat/{revision.pk}/pulihkan/?versi=sebelum" in page
    way_back = f"/riwayat/{revision.pk}/pulihkan/?versi=sebelum"
    keeper.post(way_back, fields(keeper.get(way_back), "terakhir"))
    assert export(slug) == (FIXTURES / f"{slug}.md").read_bytes()
    assert "Arsip kosong" in keeper.get("/arsip/").content.decode()


def test_what_was_changed_meanwhile_is_not_archived(keeper):
    seen = fields(keeper.get(ADDRESSES["kamus"]))
    imports.apply(KAMUS.replace(b"Mengamati", b"Melihat"), name="lain.md")
    response = keeper.post(ADDRESSES["kamus"], seen)
    assert (response.status_code, b"Belum diarsipkan" in response.content) == (409, True)
    assert keeper.post(ADDRESSES["kamus"], {}).status_code == 409
    assert len(document_types.get("kamus").repository.load()) == 2


def test_the_shelf_takes_the_same_number_of_queries_for_few_and_many(
    client, many, publisher, django_assert_max_num_queries
):
    many(60)
    client.force_login(publisher)
    imports.apply(KAMUS, name="kamus.md")
    for code in [f"K{number:05}" for number in range(55)]:
        address = f"/kamus/{code}/arsipkan/"
        client.post(address, {"dasar": 0})
    with django_assert_max_num_queries(8):
        page = client.get("/arsip/")
    assert page.content.count(b'?versi=sebelum"') == 50
    assert client.get("/arsip/?halaman=2").content.count(b'?versi=sebelum"') == 5
