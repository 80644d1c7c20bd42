"""The back office as a browser uses it: its addresses, its forms untouched, its actions."""

from django.urls import reverse

from exchange.models import Revision
from tests.pages import Page

COMPETENCIES, INDICATORS = "/admin/dictionary/competency/", "/admin/dictionary/indicator/"
SUB_ASPECTS = "/admin/development/subaspect/"


def url(model, page, *arguments):
    """The address of a page of a table."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=arguments)


def posted(response):
    """What the form of a page would send back untouched."""
    form = response.context["adminform"].form
    data = {}
    forms = [form, *(inline.formset.management_form for inline in response.context["inline_admin_formsets"])]
    forms += [inner for inline in response.context["inline_admin_formsets"] for inner in inline.formset.forms]
    for each in forms:
        for field in each:
            value = field.value()
            if value is not None and value is not False:
                data[field.html_name] = value
    return data


def listed(response):
    """What the forms of an editable list would send back untouched."""
    formset = response.context["cl"].formset
    data = {field.html_name: field.value() for form in formset for field in form}
    return data | {field.html_name: field.value() for field in formset.management_form} | {"_save": "Simpan"}


def change(office, row, fields):
    """Open a row's form and send it back with these fields filled in otherwise."""
    address = url(type(row), "change", row.pk)
    return office.post(address, posted(office.get(address)) | fields)


def act(client, address, action, rows, **fields):
    """Do an action to these rows of a list."""
    data = {"action": action, "index": "0", "_selected_action": [row.pk for row in rows], **fields}
    return client.post(address, data)


def base(page):
    """The version that a page remembers."""
    (found,) = Page(page).values("dasar")
    return found


def recorded():
    """The keys of what the back office changed, in order."""
    return sorted(Revision.objects.filter(door="admin").values_list("key", flat=True))
