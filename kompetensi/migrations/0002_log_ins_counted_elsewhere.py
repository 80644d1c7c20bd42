"""Delete what django-axes left: log-ins are counted in a file of their own (see `kompetensi.login_attempts`)."""

from django.db import migrations
from django.db.migrations.recorder import MigrationRecorder

#: Those with references to others first.
TABLES = ("axes_accessattemptexpiration", "axes_accessattempt", "axes_accessfailurelog", "axes_accesslog")


def delete_axes(apps, schema_editor):
    """Delete its tables where they are, the record of its migrations, and the names of its tables in the back office."""
    for table in TABLES:
        schema_editor.execute(f"DROP TABLE IF EXISTS {table}")
    MigrationRecorder(schema_editor.connection).migration_qs.filter(app="axes").delete()
    types = apps.get_model("contenttypes", "ContentType").objects
    types.filter(app_label="axes").delete()
    types.filter(app_label="exchange", model="attempt").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("kompetensi", "0001_groups"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("exchange", "0006_attempts_elsewhere"),
    ]

    operations = [migrations.RunPython(delete_axes, migrations.RunPython.noop, elidable=True)]
