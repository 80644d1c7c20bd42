"""All addresses of the site, the roles that may open each, and their arguments."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import URLPattern, URLResolver, get_resolver

LOG_IN, REFUSED, ABSENT, OPEN = "log-in", "refused", "absent", "open"
ROLES = ("anonymous", "closed", "reader", "editor", "publisher", "administrator")

#: The answers to each role, in the order of ROLES.
READING = (OPEN, LOG_IN, OPEN, OPEN, OPEN, OPEN)
ALWAYS = (OPEN, OPEN, OPEN, OPEN, OPEN, OPEN)
OWN_ACCOUNT = (LOG_IN, LOG_IN, OPEN, OPEN, OPEN, OPEN)
WRITING = (LOG_IN, LOG_IN, REFUSED, OPEN, OPEN, OPEN)
PUBLISHING = (LOG_IN, LOG_IN, REFUSED, REFUSED, OPEN, OPEN)
OTHERS_FILE = (LOG_IN, LOG_IN, REFUSED, ABSENT, OPEN, OPEN)
#: What only its own author does with a proposal, asked of another's.
AUTHORS_STEP = (LOG_IN, LOG_IN, REFUSED, ABSENT, REFUSED, REFUSED)
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
    "change-set": WRITING,
    "restore": PUBLISHING,
    "conflicts": PUBLISHING,
    "archive": WRITING,
    "competency-archive": PUBLISHING,
    "sub-aspect-archive": PUBLISHING,
    "imports": WRITING,
    "import": OTHERS_FILE,
    "import-help": WRITING,
    "import-sample": WRITING,
    "import-columns": OTHERS_FILE,
    "import-account": OTHERS_FILE,
    "import-marked": OTHERS_FILE,
    "import-problems": OTHERS_FILE,
    "import-file": OTHERS_FILE,
    "import-was-pilih": OTHERS_FILE,
    "import-was-terapkan": OTHERS_FILE,
    "import-was-buang": OTHERS_FILE,
    "import-was-batalkan": OTHERS_FILE,
    "desk": WRITING,
    "letters": WRITING,
    "proposals": WRITING,
    "proposal": OTHERS_FILE,
    "proposal-choose": OTHERS_FILE,
    "proposal-comment": OTHERS_FILE,
    "proposal-discard": OTHERS_FILE,
    "proposal-submit": AUTHORS_STEP,
    "proposal-withdraw": AUTHORS_STEP,
    "proposal-return": PUBLISHING,
    "proposal-apply": PUBLISHING,
    "proposal-undo": PUBLISHING,
}


def addresses(resolver=None, namespace=""):
    """Yield every address as (namespace, name, pattern)."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, pattern.namespace or namespace)
        elif isinstance(pattern, URLPattern):
            yield namespace, pattern.name, pattern


SITE = sorted({name for namespace, name, _ in addresses() if not namespace and name})
ADMIN = sorted({name for namespace, name, _ in addresses() if namespace == "admin" and name})


def arguments(name, things):
    """Return the arguments of an address of the site; `things` holds an import and a revision."""
    if name.startswith("competency") and name != "competency-new":
        return {"code": "DEVO"}
    if name == "aspect":
        return {"slug": "integritas"}
    if name.startswith("sub-aspect") and name != "sub-aspect-new":
        return {"aspect": "integritas", "slug": "komitmen"}
    if name in ("import-help", "import-sample"):
        return {"slug": "kamus", "extension": "xlsx"} if name == "import-sample" else {}
    if name.startswith(("import-", "proposal-")) or name in ("import", "proposal"):
        return {"pk": things["import"].pk}
    return {
        "export": {"slug": "kamus", "extension": "md"},
        "export-one": {"slug": "kamus", "key": "DEVO", "extension": "md"},
        "sitemap-part": {"section": "kamus"},
        "word-one": {"slug": "kamus", "key": "DEVO", "extension": "docx"},
        "book": {"slug": "kamus"},
        "book-one": {"slug": "kamus", "key": "DEVO"},
        "revision": {"pk": things["revision"].pk},
        "change-set": {"number": things["revision"].change_set},
        "conflicts": {"slug": "panduan"},
        "restore": {"pk": things["revision"].pk},
        "password_reset_confirm": {"uidb64": "x", "token": "y"},
    }.get(name, {})


def put_down(response):
    """Close the file of a download. `response.close()` would also close the test's database connection."""
    for close in response._resource_closers:
        close()


def number_of(name, things):
    """Return the number of an existing row for an address of the admin.

    Its own views look for the row before they check the right.
    """
    models = {"auth_user": get_user_model(), "auth_group": Group}
    found = [model.objects.first() for start, model in models.items() if name.startswith(start)]
    return found[0].pk if found else things["revision"].pk if "revision" in name else 1
