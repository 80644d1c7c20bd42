"""Lists are read in order, whole or a group, without looking at the texts: by indexes that hold all they ask for."""

import exchange.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dictionary', '0002_alphabet'),
    ]

    operations = [
        migrations.AlterField(
            model_name='competency',
            name='group',
            field=exchange.fields.LineField(blank=True, default='', limit=200, verbose_name='kelompok'),
        ),
        migrations.AlterField(
            model_name='competency',
            name='position',
            field=models.PositiveIntegerField(default=0, help_text='Urutan tampil; 0 berarti di akhir daftar.', verbose_name='urutan'),
        ),
        migrations.AddIndex(
            model_name='competency',
            index=models.Index(fields=['position', 'code'], name='competency_by_place'),
        ),
        migrations.AddIndex(
            model_name='competency',
            index=models.Index(fields=['group', 'position', 'code'], name='competency_by_group'),
        ),
    ]
