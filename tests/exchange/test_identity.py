"""What was taken away and brought back changes nothing, whatever kind of file carried it."""

import pytest

from exchange import document_types
from exchange.imports import review as imports
from exchange.models import Proposal, Revision
from tests.builders import FIXTURES

KINDS = ["md", "csv", "xlsx", "ods", "json"]


def taken(client, address):
    response = client.get(address)
    return response.getvalue()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("slug", ["kamus", "panduan"])
def test_what_was_taken_away_changes_nothing_when_it_comes_back(client, seeds, slug, kind):
    before = Proposal.objects.count(), Revision.objects.count()
    review = imports.apply(taken(client, f"/ekspor/{slug}.{kind}"), name=f"{slug}.{kind}")
    assert review.document_type.slug == slug
    assert (review.added, review.changed, review.missing, review.reformatted) == ((), (), (), ())
    assert review.same == len(document_types.get(slug).repository.load())
    assert (Proposal.objects.count(), Revision.objects.count()) == before


@pytest.mark.parametrize("kind", KINDS)
def test_one_document_alone_comes_back_as_itself(client, seeds, kind):
    review = imports.review(taken(client, f"/ekspor/kamus/DEVO.{kind}"))
    assert (review.same, review.added, review.changed) == (1, (), ())
    assert [document.key for document in review.missing] == ["CUSF"]


@pytest.mark.parametrize("slug", ["kamus", "panduan"])
def test_the_same_content_gives_the_same_review_whatever_carries_it(client, seeds, slug):
    files = {kind: taken(client, f"/ekspor/{slug}.{kind}") for kind in KINDS}
    text = (FIXTURES / f"{slug}.md").read_text()
    other = text.replace("Mengamati", "Melihat").replace("tanggung jawab", "tanggungan", 3)
    imports.apply(other.encode(), name="lain.md")
    reviews = {kind: imports.review(data) for kind, data in files.items()}

    def told(review):
        changed = [(c.key, [(x.path, x.before, x.after, x.was) for x in c.lines]) for c in review.changed]
        return changed, [d.key for d in review.added], [d.key for d in review.missing], review.same

    assert told(reviews["md"])[0]
    assert all(told(review) == told(reviews["md"]) for review in reviews.values())


@pytest.mark.parametrize("kind", KINDS)
def test_content_carried_into_an_empty_place_is_the_same_content(client, seeds, kind):
    for slug in ("kamus", "panduan"):
        data, before = taken(client, f"/ekspor/{slug}.{kind}"), document_types.get(slug).repository.load()
        document_types.get(slug).repository.delete([document.key for document in before])
        imports.apply(data, name=f"{slug}.{kind}", everything=True)
        assert document_types.get(slug).repository.load() == before
