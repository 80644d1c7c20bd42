"""What one process of a long hunt does; it imports no Django before it has said which settings it wants."""

from __future__ import annotations

import os
import time

CHUNK = 250


def hunt(seed: int, *, count: int, seconds: int) -> dict[str, object]:
    """What one process tried and found."""
    prepare()
    from tests.fuzz.hunt import Hunt, smaller

    begin, hunting = time.monotonic(), Hunt(seed)
    while hunting.tried < count and time.monotonic() - begin < seconds:
        hunting.run(min(CHUNK, count - hunting.tried))
    found = {sentence: smaller(data, sentence) for sentence, data in hunting.found.items()}
    figures = {name: getattr(hunting, name) for name in ("tried", "accepted", "archives", "slowest")}
    return {**figures, "seen": set(map(repr, hunting.seen)), "found": found}


def prepare() -> None:
    """A database in memory that holds both real documents."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    os.environ["DATABASE_URL"] = "sqlite://:memory:"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from exchange.imports import review as imports
    from tests.fuzz.mutations import FIXTURES

    for name in ("kamus.md", "panduan.md"):
        imports.apply((FIXTURES / name).read_bytes(), name=name)
