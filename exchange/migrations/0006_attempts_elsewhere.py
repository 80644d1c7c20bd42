"""Delete the table of attempts: they are counted in a file of their own (see `exchange.throttling`)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("exchange", "0005_attempts")]

    operations = [migrations.DeleteModel(name="Attempt")]
