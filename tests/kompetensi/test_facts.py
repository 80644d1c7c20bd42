"""What stands beside a document: when it changed, what it is related to, and what it is for machines."""

import json
import re

import pytest

from development.models import SubAspect
from dictionary.models import Competency
from exchange import document_types
from exchange.history import ledger
from exchange.history.recording import record_changes
from exchange.models import Revision
from tests.pages import Page, get, words

COMPETENCY, SUB_ASPECT = "/kamus/DEVO/", "/panduan/integritas/komitmen/"


def test_a_page_says_when_and_how_its_document_last_changed(client, seeds):
    for path in (COMPETENCY, SUB_ASPECT):
        assert re.search(r"Diubah terakhir \d+ \w+ 20\d\d · impor", words(get(client, path)))
    with record_changes(document_types.get("kamus"), ["DEVO"], origin=Revision.Origin.EDIT):
        Competency.objects.filter(code="DEVO").update(definition="Lain.")
    assert "· halaman sunting" in words(get(client, COMPETENCY))
    assert "· impor" in words(get(client, "/kamus/CUSF/"))


def test_only_who_may_see_history_is_led_there(client, seeds, reader, uploader):
    for person, led in ((None, 0), (reader, 0), (uploader, 1)):
        if person:
            client.force_login(person)
        for path in (COMPETENCY, SUB_ASPECT):
            assert Page(get(client, path)).one("dl.facts").links().count(f"{path}riwayat/") == led


def test_what_was_never_recorded_says_nothing_of_its_change(client, db):
    Competency.objects.create(code="A", name="Alpha")
    assert "Diubah terakhir" not in get(client, "/kamus/A/")


def related(client, path):
    facts = Page(get(client, path)).one("dl.facts").all("div")
    links = [link for fact in facts if fact.texts("dt") == ["Kompetensi terkait"] for link in fact.links()]
    return [link.split("/")[2] for link in links if link.startswith("/kamus/")]


def test_competencies_that_share_sub_aspects_are_named_the_closest_first(client, seeds, many):
    many(9, levels=0)
    assert related(client, COMPETENCY) == []
    one, two = SubAspect.objects.all()[:2]
    devo = Competency.objects.get(code="DEVO")
    one.competencies.add(devo, Competency.objects.get(code="CUSF"))
    two.competencies.add(devo, *Competency.objects.filter(code__startswith="K"))
    one.competencies.add(Competency.objects.get(code="K00003"))
    ledger.bump()
    assert related(client, COMPETENCY)[0] == "K00003"
    assert len(related(client, COMPETENCY)) == 6
    assert related(client, "/kamus/CUSF/") == ["DEVO", "K00003"]


def term(html):
    return json.loads(block(html))


def block(html):
    """The data for machines as it is written."""
    return Page(html).one("script", type="application/ld+json").element.text


def test_a_competency_is_a_defined_term_for_machines(client, seeds):
    data = term(get(client, "/kamus/CUSF/"))
    assert (data["@type"], data["termCode"], data["name"]) == ("DefinedTerm", "CUSF", "Customer Focus")
    assert data["url"] == "http://testserver/kamus/CUSF/"
    assert data["@id"] == f"urn:uuid:{Competency.objects.get(code='CUSF').uid}"
    assert data["inDefinedTermSet"]["url"] == "http://testserver/kamus/"
    assert "*" not in data["description"] and "Pelanggan meliputi" in data["description"]


@pytest.mark.parametrize(
    "evil", ["</script><script>alert(1)</script>", "<!--<script>", "&lt;/script&gt;", '"},{"', "\\u003C/script>"]
)
def test_nothing_stored_breaks_out_of_the_data(client, db, evil):
    Competency.objects.create(code="A", name=evil, definition=evil)
    html = get(client, "/kamus/A/")
    assert term(html)["name"] == term(html)["description"] == evil
    assert not set(block(html)) & set("<>&\u2028")
    assert "<script>" not in html
