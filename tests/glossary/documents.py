"""The glossary between its documents and its table."""

from django.db import models
from django.db.models import Max

from exchange.bulk import chunked
from exchange.document_types import EVERY, Format
from tests.glossary import editor as outline
from tests.glossary import layout as paper
from tests.glossary import nested
from tests.glossary import sheet as tables
from tests.glossary import text as textfile


class Term(models.Model):
    """One term; `source` is the raw text of its record, for the lossless export."""

    slug = models.CharField(max_length=200, primary_key=True)
    name = models.CharField(max_length=200)
    meaning = models.TextField()
    position = models.IntegerField()
    source = models.TextField()

    class Meta:
        app_label = "glossary"
        ordering = ["position"]

    def __str__(self):
        return self.name


class GlossaryFormat(Format):
    """Terms: one document each, known by the words of its name."""

    textfile, table, nested, outline, paper = textfile, tables, nested, outline, paper
    slug, label, noun = "istilah", "Daftar istilah", "istilah"
    extensions = ("md",)
    example = "Istilah | Audit\nArti | …"
    tiers = {textfile.TERM: 0}
    last_tier = 4

    def noun_of(self, count):
        return self.noun

    def keys(self, within=EVERY):
        return list(Term.objects.values_list("slug", flat=True)[within])

    def parts(self):
        return [("", "", Term.objects.count())]

    def keys_of(self, part, within=EVERY):
        return [] if part else self.keys(within)

    def stored(self, keys=None):
        found = Term.objects.all() if keys is None else Term.objects.filter(slug__in=keys)
        return [textfile.document(row.name, row.meaning, source=row.source, place=(row.position,)) for row in found]

    def store(self, documents):
        end = Term.objects.aggregate(end=Max("position"))["end"] or 0
        for chunk in chunked(documents):
            olds = {row.slug: row for row in Term.objects.filter(slug__in=[each.key for each in chunk])}
            rows = []
            for each in chunk:
                old = olds.get(each.key)
                end += 0 if old else 1
                place = old.position if old else each.place[0] if each.place else end
                source = old.source if old and each.source is None else each.source or ""
                rows.append(Term(each.key, each.title, each.text(textfile.MEANING), place, source))
            fields = ["name", "meaning", "position", "source"]
            Term.objects.bulk_create(rows, update_conflicts=True, unique_fields=["slug"], update_fields=fields)

    def delete(self, keys):
        Term.objects.filter(slug__in=keys).delete()

    def rename(self, key, document):
        Term.objects.filter(slug=key).update(slug=document.key)

    def url(self, key):
        return f"/istilah/{key}/"

    def where(self, line):
        return line.path

    def known_by(self, document):
        return document.title

    def mark(self, document):
        return ""

    def summary(self, document):
        return f"{len(document.text(textfile.MEANING).split())} kata"
