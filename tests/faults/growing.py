"""Tables of the first release, filled with the competencies of a file: `python -m tests.faults.growing FILE`.

They come besides those of `first.json`, as if the first release had imported the file: a revision each, a second one
for every tenth that somebody edited, the import that was applied, and a file that waits and changes each of them.
"""

import hashlib
import sys
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from tests.faults.upgrade import then  # sets Django up

# isort: split
from dictionary.format import text
from dictionary.format.records import level_number
from exchange.bulk import chunked
from exchange.history.recording import as_json


class Grower:
    """Writes rows of the first release."""

    def __init__(self, apps):
        names = ("Competency", "KeyBehaviour", "Level", "Indicator")
        self.competency, self.behaviour, self.level, self.indicator = (
            apps.get_model("dictionary", name) for name in names
        )
        self.imports, self.revision = (apps.get_model("exchange", name) for name in ("Import", "Revision"))

    def grow(self, data):
        """Store everything."""
        applied = self.file(data, "applied")
        self.file(data.replace(b"\n3 | ", b"\n3 | Selalu "), "waiting")
        for documents in chunked(text.parse(data.decode()).documents):
            for head, document in zip(self.heads(documents), documents, strict=True):
                self.lists(head, document)
            self.history(documents, applied)

    def file(self, data, state):
        """An import in that state, of the person whom `first.json` knows."""
        now, digest = timezone.now(), hashlib.sha256(data).hexdigest()
        at = {"applied_at": now, "applied_by_id": 1} if state == "applied" else {}
        row = {"name": "besar.md", "content": data, "size": len(data), "sha256": digest, "format": "kamus"}
        return self.imports.objects.create(**row, **at, state=state, uploaded_by_id=1)

    def heads(self, documents):
        """Store competencies without their lists, at the end; their rows."""
        end = self.competency.objects.count() + 1
        return self.competency.objects.bulk_create(
            self.competency(
                code=document.key,
                name=document.title,
                group=document.text("kelompok"),
                definition=document.text("definisi"),
                position=position,
                source=document.source,
            )
            for position, document in enumerate(documents, end)
        )

    def lists(self, head, document):
        """Store what is below a competency."""
        behaviours = document.section("perilaku kunci")
        self.behaviour.objects.bulk_create(
            self.behaviour(competency=head, position=line.index, text=line.text) for line in behaviours
        )
        lines = [line for line in document.lines if level_number(line.section) is not None]
        levels = self.level.objects.bulk_create(
            self.level(competency=head, number=level_number(line.section), description=line.text)
            for line in lines
            if not line.label
        )
        of_number = {level.number: level for level in levels}
        self.indicator.objects.bulk_create(
            self.indicator(
                level=of_number[level_number(line.section)], label=line.label, position=line.label, text=line.text
            )
            for line in lines
            if line.label
        )

    def history(self, documents, applied):
        """Write the history of these competencies."""
        author = {"format": "kamus", "user_id": 1, "user_name": "Ani"}
        kept = {document.key: as_then(document) for document in documents}
        self.revision.objects.bulk_create(
            self.revision(key=key, after=value, source=applied, door="import", **author) for key, value in kept.items()
        )
        self.revision.objects.bulk_create(
            self.revision(key=key, before=value | {"title": "Lama"}, after=value, door="edit", **author)
            for key, value in list(kept.items())[::10]
        )


def as_then(document):
    """A competency as JSON of the first release, which did not know its source."""
    value = as_json(document)
    del value["schema"]
    return value | {"lines": [line for line in value["lines"] if line[0] != "sumber"]}


if __name__ == "__main__":
    with transaction.atomic():
        Grower(then()).grow(Path(sys.argv[1]).read_bytes())
