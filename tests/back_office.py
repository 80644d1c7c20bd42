"""Use the back office as a browser does: its addresses, its unchanged forms, its actions."""

from django.urls import reverse

from exchange.models import Revision
from tests.pages import Page

COMPETENCIES, INDICATORS = "/admin/dictionary/competency/", "/admin/dictionary/indicator/"
SUB_ASPECTS = "/admin/development/subaspect/"


def url(model, page, *arguments):
    """Return the address of a page of a table."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=arguments)


def posted(response):
    """Return the fields that the form of a page sends unchanged."""
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
    """Return the fields that the forms of an editable list send unchanged."""
    formset = response.context["cl"].formset
    data = {field.html_name: field.value() for form in formset for field in form}
    return data | {field.html_name: field.value() for field in formset.management_form} | {"_save": "Simpan"}


def change(office, row, fields):
    """Open a row's form and send it with these fields changed."""
    address = url(type(row), "change", row.pk)
    return office.post(address, posted(office.get(address)) | fields)


def act(client, address, action, rows, **fields):
    """Run an action on these rows of a list."""
    data = {"action": action, "index": "0", "_selected_action": [row.pk for row in rows], **fields}
    return client.post(address, data)


def base(page):
    """Return the base revision that a page holds."""
    (found,) = Page(page).values("dasar")
    return found


def recorded():
    """Return the keys of the documents that the back office changed, sorted."""
    return sorted(Revision.objects.filter(door="admin").values_list("key", flat=True))
