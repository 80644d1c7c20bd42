"""Create the three groups of people besides the administrators, with their rights."""

from django.apps import apps as real_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations

EDITOR = ("exchange.edit_document", "exchange.add_import", "exchange.view_revision")
PUBLISHER = ("exchange.apply_import", "exchange.view_import")
#: Publishers may see and change all content in the back office.
CONTENT = ("dictionary", "development")

GROUPS = ("Pembaca", "Penyunting", "Penerbit")


def make_groups(apps, schema_editor):
    """Create the groups and add their rights. A group that exists keeps its other rights."""
    for label in ("exchange", *CONTENT):
        config = real_apps.get_app_config(label)
        create_permissions(config, verbosity=0, using=schema_editor.connection.alias, apps=apps)
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    rights = {"Pembaca": (), "Penyunting": EDITOR, "Penerbit": (*EDITOR, *PUBLISHER)}
    for name in GROUPS:
        group, _ = Group.objects.get_or_create(name=name)
        named = [tuple(right.split(".")) for right in rights[name]]
        for app, codename in named:
            group.permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
        if name == "Penerbit":
            group.permissions.add(*Permission.objects.filter(content_type__app_label__in=CONTENT))


class Migration(migrations.Migration):
    #: The groups get their rights by the names of then.
    run_before = [("exchange", "0011_proposals")]

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("exchange", "0004_may_edit"),
        ("dictionary", "0001_competencies"),
        ("development", "0001_aspects"),
    ]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop, elidable=False)]
