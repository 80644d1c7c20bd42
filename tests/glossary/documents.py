"""The glossary between its documents and its table."""

from dataclasses import replace

from django.db import models
from django.db.models import Max

from documents.weights import Weight
from exchange.bulk import chunked
from exchange.document_types import EVERY, DocumentType, Pages, Repository, SearchProfile
from tests.glossary import editor, layout, nested, sheet, text


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


class TermRepository(Repository):
    """Terms in their table."""

    def keys(self, within=EVERY, *, group=""):
        return list(Term.objects.values_list("slug", flat=True)[within])

    def groups(self):
        return [("", "", Term.objects.count())]

    def load(self, keys=None):
        found = Term.objects.all() if keys is None else Term.objects.filter(slug__in=keys)
        return [text.document(row.name, row.meaning, source=row.source, position=(row.position,)) for row in found]

    def save(self, documents):
        end = Term.objects.aggregate(end=Max("position"))["end"] or 0
        for chunk in chunked(documents):
            olds = {row.slug: row for row in Term.objects.filter(slug__in=[each.key for each in chunk])}
            rows = []
            for each in chunk:
                old = olds.get(each.key)
                end += 0 if old else 1
                place = old.position if old else each.position[0] if each.position else end
                source = old.source if old and each.source is None else each.source or ""
                rows.append(Term(each.key, each.title, each.text(text.MEANING), place, source))
            fields = ["name", "meaning", "position", "source"]
            Term.objects.bulk_create(rows, update_conflicts=True, unique_fields=["slug"], update_fields=fields)

    def delete(self, keys):
        Term.objects.filter(slug__in=keys).delete()

    def rename(self, key, document):
        Term.objects.filter(slug=key).update(slug=document.key)


class TermPages(Pages):
    """Terms in addresses and sentences."""

    group_parameter = "huruf"

    def url(self, key):
        return f"/istilah/{key}/"

    def line_label(self, line):
        return line.path

    def short_label(self, document):
        return ""

    def summary(self, document):
        return f"{len(document.text(text.MEANING).split())} kata"

    def noun_of(self, count):
        return "istilah"


#: The smallest type: text alone.
BARE = DocumentType("istilah", "Daftar istilah", "istilah", text, TermRepository(), TermPages())
#: The same with every part.
GLOSSARY = replace(
    BARE,
    sheet=sheet,
    nested=nested,
    editor=editor,
    layout=layout,
    search=SearchProfile(
        weights={text.TERM: Weight.FIRST_TITLE},
        other=Weight.FIRST_LINE,
        aliases=lambda document: document.title,
        label=lambda document: "",
    ),
)
