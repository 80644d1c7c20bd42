"""From a document of a review to its lines in the account, and back."""

from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from exchange.models import Proposal
from tests.pages import Page

GUIDE = """Aspek,Sub Aspek,Deskripsi,Pengembangan Mandiri
Integritas,Menjaga Rahasia,Kesediaan menjaga rahasia.,1. Membaca pedoman
Kepemimpinan,Memberi Teladan,Kesediaan memberi teladan.,1. Mengikuti pelatihan
"""


@pytest.mark.django_db
def test_a_document_without_a_code_leads_to_its_lines_and_its_lines_to_it(client, uploader):
    client.force_login(uploader)
    client.post("/impor/", {"berkas": SimpleUploadedFile("p.csv", GUIDE.encode())})
    pk = Proposal.objects.get().pk
    address = f"/usulan/{pk}/"
    review = Page(client.get(address))
    there = [link["href"] for link in review.all("a") if "hasil-baca/?baris=" in link["href"]]
    assert f"/impor/{pk}/hasil-baca/?baris=2#baris-2" in there
    account = Page(client.get(there[0]))
    back = [link["href"] for link in account.all("a") if "#dok-" in link["href"]]
    assert len(back) == 2
    found = Page(client.get(back[0])).one("section", id=unquote(back[0].partition("#")[2]))
    assert "Menjaga Rahasia" in found.text


@pytest.mark.django_db
def test_a_file_whose_lines_say_nothing_leads_to_none(client, seeds, publisher):
    client.force_login(publisher)
    data = client.get("/ekspor/kamus.json").getvalue().replace(b"Developing Others", b"Developing Teams")
    client.post("/impor/", {"berkas": SimpleUploadedFile("k.json", data)})
    review = Page(client.get(f"/usulan/{Proposal.objects.get(name='k.json').pk}/"))
    assert "Developing Teams" in review.text
    assert not [link["href"] for link in review.all("a") if "hasil-baca" in link["href"]]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Nama Kompetensi: Menata\nKode: MNTA\nDefinisi: Kemampuan menata.\nLevel 1\n1.1 Memilah surat\n", False),
        ("Nama Kompetensi: Menata\nDefinisi: Kemampuan menata.\nLevel 1\n1.1 Memilah surat\n", True),
    ],
)
def test_an_account_leads_to_questions_only_if_there_are_some(client, uploader, text, asked):
    client.force_login(uploader)
    client.post("/impor/", {"berkas": SimpleUploadedFile("m.txt", text.encode())})
    account = Page(client.get(f"/impor/{Proposal.objects.get().pk}/hasil-baca/"))
    assert any(link["href"].endswith("/kolom/") for link in account.all("a")) == asked
