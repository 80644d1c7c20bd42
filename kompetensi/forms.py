"""How every form of the site draws its fields."""

from django.forms.renderers import TemplatesSetting


class SiteRenderer(TemplatesSetting):
    """Django's own templates, and ours for a field."""

    field_template_name = "_field.html"
