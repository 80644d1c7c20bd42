"""History can be neither changed nor deleted, and is found by person and by door."""

from django.db import migrations, models

from exchange.history import triggers as final


def protect(_apps, schema_editor):
    final.install(schema_editor.connection)


def release(_apps, schema_editor):
    final.remove(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('exchange', '0002_people_counts_and_choices'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='revision',
            index=models.Index(fields=['user_name', '-id'], name='revision_of_person'),
        ),
        migrations.AddIndex(
            model_name='revision',
            index=models.Index(fields=['door', '-id'], name='revision_through_door'),
        ),
        migrations.RunPython(protect, release),
    ]
