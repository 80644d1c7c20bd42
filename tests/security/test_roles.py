"""Who may do what, for every address there is: a new address without a rule fails here."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from dictionary.models import Competency
from tests.addresses import (
    ABSENT,
    ADMIN,
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
from tests.security.places import log_in_again

#: Whoever works in the back office meets these; the rest of it is content, or accounts.
ADMIN_FRAME = {"index", "logout", "password_change", "password_change_done", "autocomplete", "jsi18n", "view_on_site"}
ADMIN_READ_ONLY = ("exchange_proposal", "exchange_revision", "exchange_ledger")


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
        expected = RULES[name][ROLES.index(role)]
        response = getattr(client, method)(reverse(name, kwargs=arguments(name, things)))
        put_down(response)
        steps = response.headers.get("Location", "").startswith(("/impor/", "/usulan/"))
        if method == "get" and response.status_code == 302 and steps:
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
