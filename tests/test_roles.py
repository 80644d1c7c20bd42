"""Who may do what, for every address there is: a new address without a rule fails here."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser, Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from dictionary.models import Competency
from exchange.models import Import, Revision
from tests.conftest import FIXTURES, person

LOG_IN, REFUSED, ABSENT, OPEN = "log-in", "refused", "absent", "open"
ROLES = ("anonymous", "closed", "reader", "editor", "publisher", "administrator")

#: What each role meets, in the order of ROLES: the matrix of who may do what.
READING = (OPEN, LOG_IN, OPEN, OPEN, OPEN, OPEN)
ALWAYS = (OPEN, OPEN, OPEN, OPEN, OPEN, OPEN)
OWN_ACCOUNT = (LOG_IN, LOG_IN, OPEN, OPEN, OPEN, OPEN)
WRITING = (LOG_IN, LOG_IN, REFUSED, OPEN, OPEN, OPEN)
PUBLISHING = (LOG_IN, LOG_IN, REFUSED, REFUSED, OPEN, OPEN)
OTHERS_FILE = (LOG_IN, LOG_IN, REFUSED, ABSENT, OPEN, OPEN)
CONTENT = (LOG_IN, LOG_IN, REFUSED, REFUSED, OPEN, OPEN)
EVERYTHING = (LOG_IN, LOG_IN, REFUSED, REFUSED, REFUSED, OPEN)

RULES = {
    "home": READING,
    "search": READING,
    "search-offer": READING,
    "search-description": READING,
    "help": READING,
    "language": ALWAYS,
    "competencies": READING,
    "competency": READING,
    "matrix": READING,
    "comparison": READING,
    "index": READING,
    "sitemap": READING,
    "sitemap-part": READING,
    "robots": ALWAYS,
    "guide": READING,
    "aspect": READING,
    "sub-aspect": READING,
    "export": READING,
    "export-one": READING,
    "word-one": READING,
    "book": READING,
    "book-one": READING,
    "favicon": ALWAYS,
    "health": ALWAYS,
    "login": ALWAYS,
    "logout": READING,
    "password_reset": ALWAYS,
    "password_reset_confirm": ALWAYS,
    "password_change": OWN_ACCOUNT,
    "competency-new": WRITING,
    "competency-edit": WRITING,
    "competency-line": WRITING,
    "sub-aspect-new": WRITING,
    "sub-aspect-edit": WRITING,
    "sub-aspect-line": WRITING,
    "care": WRITING,
    "competency-map": WRITING,
    "sub-aspect-map": WRITING,
    "competency-history": WRITING,
    "sub-aspect-history": WRITING,
    "history": WRITING,
    "revision": WRITING,
    "restore": PUBLISHING,
    "settle": WRITING,
    "shelf": WRITING,
    "competency-archive": PUBLISHING,
    "sub-aspect-archive": PUBLISHING,
    "imports": WRITING,
    "import": OTHERS_FILE,
    "import-choose": OTHERS_FILE,
    "import-discard": OTHERS_FILE,
    "import-problems": OTHERS_FILE,
    "import-file": OTHERS_FILE,
    "import-apply": PUBLISHING,
    "import-undo": PUBLISHING,
}
#: Whoever works in the back office meets these; the rest of it is content, or accounts.
ADMIN_FRAME = {"index", "logout", "password_change", "password_change_done", "autocomplete", "jsi18n", "view_on_site"}
ADMIN_READ_ONLY = ("exchange_import", "exchange_revision", "exchange_ledger")


def addresses(resolver=None, namespace=""):
    """Every named address as (namespace, name, pattern)."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, pattern.namespace or namespace)
        elif isinstance(pattern, URLPattern):
            yield namespace, pattern.name, pattern


SITE = sorted({name for namespace, name, _ in addresses() if not namespace and name})
ADMIN = sorted({name for namespace, name, _ in addresses() if namespace == "admin" and name})


def arguments(name, things):
    """What an address of the site asks for."""
    if name.startswith("competency") and name != "competency-new":
        return {"code": "DEVO"}
    if name == "aspect":
        return {"slug": "integritas"}
    if name.startswith("sub-aspect") and name != "sub-aspect-new":
        return {"aspect": "integritas", "slug": "komitmen"}
    if name.startswith("import-") or name == "import":
        return {"pk": things["import"].pk}
    return {
        "export": {"slug": "kamus", "extension": "md"},
        "export-one": {"slug": "kamus", "key": "DEVO", "extension": "md"},
        "sitemap-part": {"section": "kamus"},
        "word-one": {"slug": "kamus", "key": "DEVO", "extension": "docx"},
        "book": {"slug": "kamus"},
        "book-one": {"slug": "kamus", "key": "DEVO"},
        "revision": {"pk": things["revision"].pk},
        "settle": {"slug": "panduan"},
        "restore": {"pk": things["revision"].pk},
        "password_reset_confirm": {"uidb64": "x", "token": "y"},
    }.get(name, {})


@pytest.fixture
def things(client, seeds):
    """A waiting file of somebody, and a revision."""
    client.force_login(person("Pemilik", "Penyunting"))
    data = (FIXTURES / "kamus.md").read_bytes().replace(b"Mengamati", b"Melihat")
    client.post("/impor/", {"berkas": SimpleUploadedFile("lain.md", data)})
    client.logout()
    return {"import": Import.objects.get(state="waiting"), "revision": Revision.objects.filter(key="DEVO").first()}


@pytest.fixture
def log_in(client, settings, db):
    """Lets the client be one of ROLES."""

    def be(role):
        client.logout()
        if role == "closed":
            settings.MIDDLEWARE = [*settings.MIDDLEWARE, "django.contrib.auth.middleware.LoginRequiredMiddleware"]
            client.handler._middleware_chain = None
        groups = {"reader": "Pembaca", "editor": "Penyunting", "publisher": "Penerbit"}
        if role in groups:
            client.force_login(person(f"x {role}", groups[role]))
        if role == "administrator":
            user = person("x administrator")
            user.is_staff = user.is_superuser = True
            user.save()
            client.force_login(user)

    return be


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
        if method == "get" and response.status_code == 302 and response.headers["Location"].startswith("/impor/"):
            response = client.get(response.headers["Location"])
        outcome = met(response)
        if name == "logout" and method == "post":
            log_in_again(client, role)
        if response.status_code == 405:
            continue
        if outcome != expected and not lines_answer(name, method, expected, response):
            wrong[name] = (outcome, expected, response.status_code)
        assert response.status_code < 500
    assert wrong == {}


def log_in_again(client, role):
    if user := get_user_model().objects.filter(username=f"x {role}").first():
        client.force_login(user)


def lines_answer(name, method, expected, response):
    """Where an address answers in its own way, that way is right: a line's log-in is told to htmx."""
    told = response.status_code == 401 and response.headers.get("HX-Redirect", "").startswith("/masuk/")
    return name.endswith("-line") and method == "post" and expected == LOG_IN and told


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
        kwargs = {"object_id": things["import"].pk if "exchange_import" in name else number} if changed else {}
        if name == "auth_user_password_change":
            kwargs = {"id": number}
        rule = CONTENT if name in ADMIN_FRAME or not name.startswith("auth_") else EVERYTHING
        outcome = met(follow(client, method, reverse(f"admin:{name}", kwargs=kwargs or None)))
        expected = rule[ROLES.index(role)]
        if outcome != expected and not less(name, role, outcome):
            wrong[name] = (outcome, expected)
    assert wrong == {}
    assert Competency.objects.filter(pk=row.pk).exists()


def put_down(response):
    """Close the file of a download, and not the database: `response.close()` would end the test's connection."""
    for close in response._resource_closers:
        close()


def number_of(name, things):
    """A row there is, where the admin asks for one; its own views look for the row before they look at the right."""
    models = {"auth_user": get_user_model(), "auth_group": Group}
    found = [model.objects.first() for start, model in models.items() if name.startswith(start)]
    return found[0].pk if found else things["revision"].pk if "revision" in name else 1


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
