"""A competency names its regulation or reference. Raw texts that have had such a row, unread, keep it."""

import django.db.models.functions.text
import django.db.models.lookups
import exchange.fields
from django.db import migrations, models

from dictionary.format.text import parse


def read_from_raw_text(apps, schema_editor):
    """Fill the field where the raw text of a competency has a row for it, which an export would leave out else."""
    rows = apps.get_model("dictionary", "Competency").objects.filter(source__icontains="sumber")
    for row in rows.iterator():
        parsed = parse(row.source)
        if len(parsed.documents) == 1 and not parsed.fatal:
            row.reference = parsed.documents[0].text("sumber")
            row.save(update_fields=["reference"])


class Migration(migrations.Migration):

    dependencies = [
        ('dictionary', '0003_places_and_groups'),
    ]

    operations = [
        migrations.AddField(
            model_name='competency',
            name='reference',
            field=exchange.fields.LineField(blank=True, default='', help_text='Peraturan atau rujukan; boleh kosong.', limit=200, verbose_name='sumber'),
        ),
        migrations.AddConstraint(
            model_name='competency',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('reference'), 200), name='competency_reference_length', violation_error_message='Sumber paling panjang 200 karakter.'),
        ),
        migrations.RunPython(read_from_raw_text, migrations.RunPython.noop, elidable=True),
    ]
