"""Measured pages of one kind of content, in a process of their own; started by `benchmarks.dearest` (Linux)."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from time import process_time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
django.setup()

from django.contrib.auth import get_user_model
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from benchmarks.dearest import PAGES, PERSONAL, content
from exchange.imports import review as imports
from files.readers import decoding

STATUS = Path("/proc/self/status")


def main(kind: str) -> None:
    """Load the content and print one row a page: bytes, CPU and memory beyond that before it."""
    decoding.read = partial(decoding.read, limit=2**30)
    call_command("migrate", verbosity=0)
    imports.apply(content(kind).encode(), name="isi.md")
    person = get_user_model().objects.create_superuser("Bos")
    client = Client(headers={"host": "localhost"})
    client.force_login(person)
    for page in PAGES[kind]:
        personal = page == "review" or page in PERSONAL
        asked = client if personal else Client(headers={"host": "localhost"})
        address = page if page != "review" else uploaded(client, content(kind, changed=True))
        row(kind, page, asked, address)


def uploaded(client: Client, text: str) -> str:
    """Upload a file and return the address of its review."""
    response = client.post("/impor/", {"berkas": SimpleUploadedFile("baru.md", text.encode())})
    return response.headers["Location"]


def row(kind: str, page: str, client: Client, address: str) -> None:
    """Request a page that is not in the cache, and print its figures."""
    caches["pages"].clear()
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    before, begin = memory("VmRSS"), process_time()
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    size = len(response.getvalue()) if response.streaming else len(response.content)
    cpu = process_time() - begin
    print(f"| {kind} | `{page}` | {size / 1e6:.2f} | {cpu * 1000:.0f} | {memory('VmHWM') - before:.0f} |", flush=True)


def memory(name: str) -> float:
    """Return a figure of this process in MiB."""
    (line,) = (line for line in STATUS.read_text().splitlines() if line.startswith(name))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main(sys.argv[1])
