"""Files to take away."""

import pytest

from exchange.formats import by_slug, read
from tests.conftest import FIXTURES


@pytest.mark.parametrize("name", ["kamus.md", "panduan.md"])
def test_what_was_imported_is_downloaded_byte_for_byte(client, seeds, name):
    response = client.get(f"/ekspor/{name}")
    assert response.getvalue() == (FIXTURES / name).read_bytes()
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("address", "name", "slug", "key"),
    [
        ("/ekspor/kamus/CUSF.md", "CUSF.md", "kamus", "CUSF"),
        ("/ekspor/panduan/integritas/komitmen.md", "komitmen.md", "panduan", "integritas/komitmen"),
    ],
)
def test_one_document_alone_reads_as_itself(client, seeds, address, name, slug, key):
    response = client.get(address)
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    reading = read(response.getvalue())
    assert reading.format is by_slug(slug)
    assert list(reading.parsed.documents) == by_slug(slug).stored([key])


@pytest.mark.parametrize(
    "address",
    [
        "/ekspor/kamus.exe",
        "/ekspor/lain.md",
        "/ekspor/kamus/TIDAK.md",
        "/ekspor/panduan/tidak.md",
        "/ekspor/panduan/a/b/c.md",
        "/ekspor/kamus/../../etc/passwd.md",
        "/ekspor/kamus/%00.md",
    ],
)
def test_what_is_not_there_is_not_found(client, seeds, address):
    assert client.get(address).status_code == 404


def test_nothing_is_sent_to_an_export(client, seeds):
    assert client.post("/ekspor/kamus.md").status_code == 405


def test_pages_lead_to_their_files(client, seeds):
    pages = {
        "/kamus/": "/ekspor/kamus.md",
        "/kamus/DEVO/": "/ekspor/kamus/DEVO.md",
        "/panduan/": "/ekspor/panduan.md",
        "/panduan/integritas/komitmen/": "/ekspor/panduan/integritas/komitmen.md",
    }
    for page, file in pages.items():
        assert f'href="{file}"' in client.get(page).content.decode()
        assert client.get(file).getvalue()
