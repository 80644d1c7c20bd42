"""Letters about proposals, and the choice of each person; what waits is counted and listed by indexes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("exchange", "0011_proposals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "event",
                    models.CharField(
                        choices=[
                            ("submitted", "Submitted"),
                            ("returned", "Returned"),
                            ("rejected", "Rejected"),
                            ("published", "Published"),
                        ],
                        max_length=10,
                    ),
                ),
                ("by_name", models.CharField(blank=True, default="", max_length=150)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("claimed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="LetterChoice",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "when",
                    models.CharField(
                        choices=[
                            ("now", "Segera"),
                            ("daily", "Sekali sehari, dalam satu surat"),
                            ("never", "Jangan kirim surat"),
                        ],
                        default="now",
                        max_length=10,
                        verbose_name="surat",
                    ),
                ),
                ("language", models.CharField(blank=True, default="", max_length=10)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(
                fields=["state", "author", "returned_at", "door", "created_at"], name="proposals_waiting"
            ),
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(fields=["state", "submitted_at", "number"], name="proposals_in_turn"),
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(fields=["applied_at"], name="proposals_applied"),
        ),
        migrations.AddField(
            model_name="letter",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="proposal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="exchange.proposal"
            ),
        ),
    ]
