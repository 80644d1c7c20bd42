"""Pages of the guide at any size: cards, pages, and the neighbours of a sub-aspect."""

import pytest

from development.models import CARD, Aspect, SubAspect
from tests.pages import Page, each_page, get


@pytest.fixture
def guide(db):
    """Return a function that stores aspects with so many sub-aspects each."""

    def store(aspects, sub_aspects):
        rows = Aspect.objects.bulk_create(
            Aspect(name=f"Aspek {n}", slug=f"aspek-{n}", position=n) for n in range(aspects)
        )
        SubAspect.objects.bulk_create(
            SubAspect(aspect=row, name=f"Sub {n}", slug=f"sub-{n:04}", label=str(n), position=n)
            for row in rows
            for n in range(1, sub_aspects + 1)
        )

    return store


def headings(page, rank="h2"):
    return [part.text for part in page.all(rank) if part.all("a")]


def test_the_guide_is_paged_and_leaves_no_aspect_out(client, guide):
    guide(120, 1)
    pages = [page for _, page in each_page(client, "/panduan/")]
    assert [len(headings(page)) for page in pages] == [50, 50, 20]
    assert [name for page in pages for name in headings(page)] == [f"Aspek {n}" for n in range(120)]
    assert len(headings(Page(get(client, "/panduan/?halaman=x")))) == 50


def test_the_front_page_shows_the_first_aspects_and_counts_all(client, guide):
    guide(30, 2)
    page = Page(get(client, "/"))
    assert len(headings(page, "h3")) == 24
    assert "30 aspek · 60 sub aspek" in page.text and "Lihat semua 30 aspek" in page.text


def test_a_card_shows_the_first_sub_aspects_and_links_to_all(client, guide):
    guide(2, CARD + 10)
    page = Page(get(client, "/panduan/"))
    for card in page.all("section.aspect"):
        assert f"{CARD + 10} sub aspek" in card.text
        assert len(card.all("li")) == CARD + 1 and card.all("li")[-1].text == "Semua sub aspek"


def test_an_aspect_is_paged_and_leaves_no_sub_aspect_out(client, guide, django_assert_max_num_queries):
    guide(1, 250)
    pages = [page for _, page in each_page(client, "/panduan/aspek-0/")]
    assert [len(headings(page, "h3")) for page in pages] == [100, 100, 50]
    with django_assert_max_num_queries(4):
        assert "250 sub aspek" in get(client, "/panduan/aspek-0/?halaman=2")


def test_a_sub_aspect_knows_its_neighbours_and_its_place(client, guide):
    guide(2, 3)
    page = Page(get(client, "/panduan/aspek-1/sub-0002/"))
    assert {"/panduan/aspek-1/sub-0001/", "/panduan/aspek-1/sub-0003/"} <= set(page.links())
