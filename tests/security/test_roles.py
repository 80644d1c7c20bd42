"""Who may do what, for every address there is: a new address without a rule fails here."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from dictionary.models import Competency
from exchange import document_types
from exchange.history import versions
from exchange.proposals import deciding, drafts
from tests import builders
from tests.addresses import (
    ABSENT,
    ADMIN,
    AUTHORS_STEP,
    CONTENT,
    EVERYTHING,
    LOG_IN,
    OPEN,
    REFUSED,
    ROLES,
    RULES,
    SITE,
    addresses,
    arguments,
    number_of,
    put_down,
)
from tests.builders import person, with_texts
from tests.pages import fields
from tests.security.places import log_in_again

#: Whoever works in the back office meets these; the rest of it is content, or accounts.
ADMIN_FRAME = {"index", "logout", "password_change", "password_change_done", "autocomplete", "jsi18n", "view_on_site"}
ADMIN_READ_ONLY = ("exchange_proposal", "exchange_revision", "exchange_ledger")
#: Where the addresses of imports and proposals lead.
PROPOSALS = ("/impor/", "/usulan/")


def met(response):
    """Which of the outcomes a response is."""
    if response.status_code == 302 and response.headers["Location"].startswith("/masuk/?next="):
        return LOG_IN
    return {403: REFUSED, 404: ABSENT}.get(response.status_code, OPEN)


def test_every_address_has_a_rule():
    assert set(SITE) == set(RULES)
    assert [name for namespace, name, pattern in addresses() if not namespace and not name] == []
    assert AnonymousUser().get_all_permissions() == set()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_address_meets_every_role_as_its_rule_says(client, things, log_in, role, method):
    log_in(role)
    wrong = {}
    for name in SITE:
        expected = rule_of(name, method)[ROLES.index(role)]
        response = getattr(client, method)(reverse(name, kwargs=arguments(name, things)))
        put_down(response)
        while method == "get" and response.status_code == 302 and response.headers["Location"].startswith(PROPOSALS):
            response = client.get(response.headers["Location"])
        outcome = met(response)
        if name == "logout" and method == "post":
            log_in_again(client, role)
        if response.status_code == 405:
            continue
        answered = lines_answer(name, method, expected, response) or not_theirs(name, method, role)
        if outcome != expected and not answered:
            wrong[name] = (outcome, expected, response.status_code)
        assert response.status_code < 500
    assert wrong == {}


def rule_of(name, method):
    """The rule of an address; a GET of what only an author does with a proposal leads to the page of it."""
    return RULES["proposal"] if method == "get" and RULES[name] is AUTHORS_STEP else RULES[name]


def lines_answer(name, method, expected, response):
    """Where an address answers in its own way, that way is right: a line's log-in is told to htmx."""
    told = response.status_code == 401 and response.headers.get("HX-Redirect", "").startswith("/masuk/")
    return name.endswith("-line") and method == "post" and expected == LOG_IN and told


def not_theirs(name, method, role):
    """Only its author submits a proposal or takes it back, whatever else a person may do."""
    author_alone = name in ("proposal-submit", "proposal-withdraw")
    return author_alone and method == "post" and role in ("publisher", "administrator")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_back_office_meets_every_role_as_the_matrix_says(client, things, log_in, role, method):
    log_in(role)
    row, wrong = Competency.objects.get(code="DEVO"), {}
    for name in ADMIN:
        if name in {"login", "logout", "app_list", "jsi18n", "view_on_site"}:
            continue
        changed = name.endswith(("_change", "_delete", "_history")) and name != "password_change"
        number = number_of(name, things)
        kwargs = {"object_id": things["import"].pk if "exchange_proposal" in name else number} if changed else {}
        if name == "auth_user_password_change":
            kwargs = {"id": number}
        rule = CONTENT if name in ADMIN_FRAME or not name.startswith("auth_") else EVERYTHING
        outcome = met(follow(client, method, reverse(f"admin:{name}", kwargs=kwargs or None)))
        expected = rule[ROLES.index(role)]
        if outcome != expected and not less(name, role, outcome):
            wrong[name] = (outcome, expected)
    assert wrong == {}
    assert Competency.objects.filter(pk=row.pk).exists()


def follow(client, method, address):
    """The answer, past the admin's own log-in, which leads to the site's."""
    response = getattr(client, method)(address)
    while response.status_code == 302 and response.headers["Location"].startswith("/admin/login/"):
        response = client.get(response.headers["Location"])
    put_down(response)
    return response


def less(name, role, outcome):
    """History and files are looked at in the back office, never added to, changed or deleted; rows may be gone."""
    read_only = name.startswith(ADMIN_READ_ONLY) and outcome in (REFUSED, ABSENT)
    gone = outcome == ABSENT and role in ("publisher", "administrator")
    asked_wrongly = name == "autocomplete" and role in ("publisher", "administrator")
    return (read_only or gone or asked_wrongly) and role in ("publisher", "administrator")


#: The doors of one document; each of them outlives its key and the document.
LASTING = [name for name in SITE if name.startswith(("competency-", "sub-aspect-")) and not name.endswith("-new")]
LASTING += ["competency", "sub-aspect", "export-one", "word-one", "book-one"]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("fate", ["renamed", "archived"])
def test_addresses_of_renamed_and_archived_documents_meet_every_role_as_before(
    client, things, log_in, role, method, fate
):
    """Nobody learns of a document by its old address who could not open it."""
    if fate == "renamed":
        builders.renamed("kamus", "DEVO", "DEVX")
        builders.renamed("panduan", "integritas/komitmen", "Keteguhan")
    else:
        builders.remove("kamus", "DEVO")
        builders.remove("panduan", "integritas/komitmen")
    log_in(role)
    wrong = {}
    for name in LASTING:
        expected = RULES[name][ROLES.index(role)]
        response = getattr(client, method)(reverse(name, kwargs=arguments(name, things)))
        put_down(response)
        if response.status_code == 405 or lines_answer(name, method, expected, response):
            continue
        if met(response) != expected:
            wrong[name] = (met(response), expected, response.status_code)
        if expected != OPEN:
            text = response.content.decode()
            assert "DEVX" not in text and "Keteguhan" not in text and "diarsipkan" not in text
            assert "DEVX" not in response.headers.get("Location", "")
        elif response.status_code not in (200, 302, 409, 422):
            assert response.status_code == {"archived": 410, "renamed": 301 if method == "get" else 307}[fate], name
    assert wrong == {}


@pytest.fixture
def draft(seeds):
    """A draft that an editor keeps of a competency, with the editor."""
    author, kamus = person("Pengusul", "Penyunting"), document_types.get("kamus")
    (document,) = kamus.repository.load(["DEVO"])
    document = replace(with_texts(document, {"definisi": "Rahasia sebelum diajukan."}), source=None)
    base = versions.newest(kamus, "DEVO")
    return drafts.keep(drafts.Edit(kamus, kamus.normalised(document), "DEVO", base), user=author), author


STEPS = ("pilih", "komentar", "ajukan", "tarik", "kembalikan", "terapkan", "batalkan", "buang")


@pytest.mark.parametrize("role", ROLES[2:])
def test_a_draft_of_an_edit_page_is_there_for_its_author_alone(client, draft, log_in, role):
    row, before = draft[0], builders.export()
    log_in(role)
    refused = {"reader": {403}, "editor": {403, 404}}.get(role, {404})
    assert {client.get(f"/usulan/{row.pk}/").status_code} <= refused
    assert {client.post(f"/usulan/{row.pk}/{step}/", {"catatan": "x"}).status_code for step in STEPS} <= refused
    for path in ("/kamus/DEVO/", "/kamus/DEVO/sunting/", "/impor/", "/riwayat/"):
        assert "Rahasia sebelum diajukan." not in client.get(path).content.decode(), path
    row.refresh_from_db()
    assert (row.state, builders.export()) == ("draft", before)


def test_an_author_does_all_with_an_own_proposal_but_take_it_over(client, draft, log_in):
    (row, author), before = draft, builders.export()
    client.force_login(author)
    address = f"/usulan/{row.pk}/"
    page = client.get(address).content.decode()
    assert f"{address}ajukan/" in page and f"{address}terapkan/" not in page and f"{address}kembalikan/" not in page
    for step in ("terapkan", "kembalikan", "batalkan"):
        assert client.post(f"{address}{step}/", fields(page, "rencana")).status_code == 403
    for step, state in (("ajukan", "submitted"), ("tarik", "draft"), ("ajukan", "submitted"), ("buang", "discarded")):
        assert client.post(f"{address}{step}/").status_code == 302
        row.refresh_from_db()
        assert row.state == state
    assert builders.export() == before


@pytest.mark.parametrize("role", ["publisher", "administrator"])
def test_who_publishes_decides_on_what_is_submitted(client, draft, log_in, role):
    row = draft[0]
    deciding.submit(row)
    log_in(role)
    address = f"/usulan/{row.pk}/"
    page = client.get(address).content.decode()
    assert f"{address}terapkan/" in page and f"{address}ajukan/" not in page and f"{address}tarik/" not in page
    for step in ("ajukan", "tarik"):
        assert client.post(f"{address}{step}/").status_code == 403
    assert client.post(f"{address}terapkan/", fields(page, "rencana")).status_code == 302
    assert "Rahasia sebelum diajukan." in builders.export().decode()
