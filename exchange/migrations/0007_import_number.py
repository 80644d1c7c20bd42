"""Imports are listed in the order in which they arrived, also when the machine's clock was set back meanwhile."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('exchange', '0006_attempts_elsewhere'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='import',
            options={'ordering': [models.OrderBy(models.F('number'), descending=True, nulls_last=True), '-uploaded_at'], 'permissions': [('apply_import', 'Dapat menerapkan, membatalkan, dan memulihkan')], 'verbose_name': 'impor', 'verbose_name_plural': 'impor'},
        ),
        migrations.AddField(
            model_name='import',
            name='number',
            field=models.PositiveBigIntegerField(db_index=True, editable=False, null=True, verbose_name='nomor'),
        ),
    ]
