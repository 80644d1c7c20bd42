"""Measured pages in a process of their own; started by `benchmarks.reading` with a size."""

from __future__ import annotations

import io
import json
import os
import resource
import sys
from functools import partial
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
django.setup()

from django.core.cache import caches
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import clear_url_caches, path

from benchmarks.clock import beside
from benchmarks.generator import dictionary
from benchmarks.settings import BASE_DIR
from exchange.imports import review as imports
from files.readers import decoding
from kompetensi import urls

#: Environment of a browser's request.
ASKED = {
    "REQUEST_METHOD": "GET",
    "SERVER_NAME": "localhost",
    "SERVER_PORT": "80",
    "HTTP_HOST": "localhost",
    "HTTP_ACCEPT_ENCODING": "gzip, deflate, br",
    "HTTP_ACCEPT_LANGUAGE": "id,en;q=0.5",
    "REMOTE_ADDR": "127.0.0.1",
    "wsgi.url_scheme": "http",
    "wsgi.errors": sys.stderr,
}
PAGE = "/kamus/K00001/"
application = get_wsgi_application()


def load(size: int) -> None:
    """Load a dictionary of that size, and the guide."""
    decoding.read = partial(decoding.read, limit=2**30)
    call_command("migrate", verbosity=0)
    imports.apply("".join(dictionary(size)).encode(), name="baru.md")
    imports.apply((BASE_DIR / "fixtures" / "panduan.md").read_bytes(), name="panduan.md")
    if connection.vendor == "postgresql":  # its autovacuum does the same within a minute
        connection.cursor().execute("VACUUM ANALYZE")


def measure(size: int) -> None:
    """Print the CPU of every page in seconds and as a ratio to its floor, and the memory of this process in MiB."""
    unpacked = {"HTTP_ACCEPT_ENCODING": ""}
    headers, content = ask(PAGE, **unpacked)
    address = bare(content)
    floor, plain = partial(ask, address), partial(ask, address, **unpacked)
    figures = {
        "floor": beside(floor, floor),
        "repeated": beside(partial(ask, PAGE), floor),
        "304": beside(partial(ask, PAGE, HTTP_IF_NONE_MATCH=headers["ETag"]), floor),
        "repeated, unpacked": beside(partial(ask, PAGE, **unpacked), plain),
    }
    figures |= {kind: beside(partial(anew, *address), floor) for kind, address in pages(size).items()}
    figures["memory"] = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
    print(json.dumps(figures))


def pages(size: int) -> dict[str, tuple[str, str]]:
    """Return one public page of each kind: its path and query."""
    last, middle = f"K{max(size - 26, 0):05}", f"K{size // 2:05}"
    return {
        "competency": (PAGE, ""),
        "competency, one level": (f"/kamus/{middle}/", "level=3"),
        "home": ("/", ""),
        "list": ("/kamus/", ""),
        "list, last page": ("/kamus/", f"setelah={last}"),
        "list, a group": ("/kamus/", "kelompok=KELOMPOK+1"),
        "matrix": ("/kamus/matriks/", ""),
        "matrix, a group": ("/kamus/matriks/", "kelompok=KELOMPOK+1"),
        "matrix in full": ("/kamus/matriks/", "isi=lengkap"),
        "comparison": ("/kamus/banding/", f"k=K00000&k={middle}"),
        "comparison to choose": ("/kamus/banding/", ""),
        "index, a letter": ("/kamus/indeks/", "huruf=M"),
        "search": ("/cari/", "q=melayani+pelanggan"),
        "book, a volume": ("/kamus/cetak/", "jilid=1"),
        "one to print": (f"/kamus/{middle}/cetak/", ""),
        "guide": ("/panduan/", ""),
        "aspect": ("/panduan/integritas/", ""),
        "sub-aspect": ("/panduan/integritas/komitmen/", ""),
        "help": ("/bantuan/", ""),
        "sitemap": ("/sitemap.xml", ""),
        "sitemap, a part": ("/sitemap-kamus.xml", ""),
    }


def bare(content: bytes) -> str:
    """Add a view that answers these bytes through all middleware, and return its address."""

    def view(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(content)

    urls.urlpatterns.append(path("lantai/", view))
    clear_url_caches()
    return "/lantai/"


def anew(address: str, query: str = "") -> None:
    """Request a page that is not in the cache."""
    caches["pages"].clear()
    ask(address, QUERY_STRING=query)


def ask(address: str, **more: str) -> tuple[dict[str, str], bytes]:
    """Return the response of the site to a server's request: the headers, and the content as sent."""
    heads: list[Any] = []
    environ = {**ASKED, "PATH_INFO": address, "QUERY_STRING": "", "wsgi.input": io.BytesIO(), **more}
    response: Any = application(environ, lambda *head: heads.append((head[0], dict(head[1]))))  # type: ignore[arg-type]
    content = b"".join(response)
    response.close()
    assert heads[0][0][:3] in ("200", "304"), (address, heads)
    return heads[0][1], content


if __name__ == "__main__":
    {"load": load, "measure": measure}[sys.argv[1]](int(sys.argv[2]))
