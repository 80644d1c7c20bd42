"""Drawing of form fields, for every form of the site."""

from django.forms.renderers import TemplatesSetting


class SiteRenderer(TemplatesSetting):
    """Django's own templates, with this site's template for a field."""

    field_template_name = "_field.html"
