"""Every address there is, as a request can be made of it: what the tests of security walk over."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.urls import reverse

from tests.addresses import ADMIN, SITE, arguments, number_of, put_down

#: Downloads carry a policy of their own (`exchange.http.SANDBOX`).
DOWNLOADS = {"export", "export-one", "word-one", "import-file", "import-problems", "import-sample"}
#: Of Django's methods, those that no view of ours is meant for.
ODD_METHODS = ("put", "patch", "delete", "trace", "options")


@dataclass(frozen=True)
class Place:
    """A named address of the site or the back office."""

    name: str
    address: str

    @property
    def office(self):
        """Whether it is in the back office."""
        return self.name.startswith("admin:")


def site(things):
    """Every address of the site."""
    return [Place(name, reverse(name, kwargs=arguments(name, things))) for name in SITE]


def office(things):
    """Every address of the back office."""
    return [Place(f"admin:{name}", reverse(f"admin:{name}", kwargs=_office_arguments(name, things))) for name in ADMIN]


def _office_arguments(name, things):
    number = number_of(name, things)
    if name == "app_list":
        return {"app_label": "dictionary"}
    if name == "view_on_site":
        return {"content_type_id": 1, "object_id": 1}
    if name == "auth_user_password_change":
        return {"id": number}
    if name.endswith(("_change", "_delete", "_history")) and name != "password_change":
        return {"object_id": things["import"].pk if "exchange_proposal" in name else number}
    return None


def ask(client, method, address, data=None, **more):
    """What an address answers, its file put down."""
    response = getattr(client, method)(address, data, **more) if data else getattr(client, method)(address, **more)
    put_down(response)
    return response


def log_in_again(client, role):
    if user := get_user_model().objects.filter(username=f"x {role}").first():
        client.force_login(user)
