"""Number of the change set of a revision. SQLite adds the column in place, so the triggers of the table stay."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0009_former_keys"),
    ]

    operations = [
        migrations.AddField(
            model_name="revision",
            name="change_set",
            field=models.PositiveBigIntegerField(editable=False, null=True, verbose_name="perubahan bersama"),
        ),
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(fields=["-change_set", "-id"], name="revision_of_set"),
        ),
    ]
