"""Imports become proposals: what waits for a decision, whatever its door, with its documents and comments."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from exchange.history import triggers

#: Names of the rights, before and after.
RIGHTS = {f"{verb}_import": f"{verb}_proposal" for verb in ("add", "change", "delete", "view", "apply")}


def named(names):
    """Return an operation that gives rights other names; people and groups keep them."""

    def rename(apps, _editor):
        permission = apps.get_model("auth", "Permission")
        for old, new in names.items():
            permission.objects.filter(content_type__app_label="exchange", codename=old).update(codename=new)

    return rename


def submit(apps, _editor):
    """Files waited for a publisher: they are submitted, and say how they came."""
    proposal = apps.get_model("exchange", "Proposal")
    proposal.objects.filter(state="waiting").update(state="submitted", submitted_at=models.F("created_at"))
    proposal.objects.filter(pasted=True).update(door="paste")


def wait(apps, _editor):
    """Put the states back that were there before; what was written on pages is not among them."""
    proposal = apps.get_model("exchange", "Proposal")
    proposal.objects.filter(door="edit").delete()
    proposal.objects.filter(state__in=["draft", "submitted"]).update(state="waiting")
    proposal.objects.filter(state="rejected").update(state="discarded")
    proposal.objects.filter(door="paste").update(pasted=True)


def protect(_apps, editor):
    """Put back the triggers of the history, where copying the table took them away."""
    if triggers.missing(editor.connection):
        triggers.remove(editor.connection)
        triggers.install(editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0010_revision_change_set"),
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, protect),
        migrations.RemoveConstraint("import", "import_state_known"),
        migrations.RemoveConstraint("import", "import_name_filled"),
        migrations.RenameModel("Import", "Proposal"),
        migrations.RunPython(named(RIGHTS), named({new: old for old, new in RIGHTS.items()})),
        migrations.RenameField("proposal", "uploaded_by", "author"),
        migrations.RenameField("proposal", "uploaded_at", "created_at"),
        migrations.RenameField("proposal", "uploaded_name", "author_name"),
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(blank=True, default="", max_length=450)),
                ("change", models.CharField(blank=True, default="", max_length=450)),
                ("text", models.CharField(max_length=1000, verbose_name="komentar")),
                ("author_name", models.CharField(blank=True, default="", max_length=150)),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ProposedDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveIntegerField()),
                ("key", models.CharField(max_length=450)),
                ("stored_key", models.CharField(max_length=450)),
                ("title", models.CharField(blank=True, default="", max_length=450)),
                ("base", models.BigIntegerField(default=0)),
                ("document", models.JSONField(null=True)),
                ("compared", models.BigIntegerField(default=0)),
                ("marks", models.JSONField(default=list)),
                ("weight", models.PositiveIntegerField(default=0)),
            ],
            options={
                "ordering": ["place"],
            },
        ),
        migrations.AlterModelOptions(
            name="proposal",
            options={
                "ordering": [models.OrderBy(models.F("number"), descending=True, nulls_last=True), "-created_at"],
                "permissions": [("apply_proposal", "Dapat menerapkan, membatalkan, dan memulihkan")],
                "verbose_name": "usulan",
                "verbose_name_plural": "usulan",
            },
        ),
        migrations.AddField(
            model_name="proposal",
            name="door",
            field=models.CharField(
                choices=[("file", "berkas"), ("paste", "tempelan"), ("edit", "halaman sunting")],
                default="file",
                max_length=10,
                verbose_name="lewat",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="notes",
            field=models.JSONField(blank=True, null=True, verbose_name="hasil baca"),
        ),
        migrations.AddField(
            model_name="proposal",
            name="reason",
            field=models.CharField(blank=True, default="", max_length=500, verbose_name="alasan"),
        ),
        migrations.AddField(
            model_name="proposal",
            name="returned_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="diminta perbaikan pada"),
        ),
        migrations.AddField(
            model_name="proposal",
            name="returned_name",
            field=models.CharField(blank=True, default="", max_length=150, verbose_name="nama peminta perbaikan"),
        ),
        migrations.AddField(
            model_name="proposal",
            name="returned_note",
            field=models.CharField(blank=True, default="", max_length=500, verbose_name="yang harus diperbaiki"),
        ),
        migrations.AddField(
            model_name="proposal",
            name="same",
            field=models.PositiveIntegerField(default=0, verbose_name="sama"),
        ),
        migrations.AddField(
            model_name="proposal",
            name="submitted_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="diajukan pada"),
        ),
        migrations.AlterField(
            model_name="proposal",
            name="author",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="oleh",
            ),
        ),
        migrations.AlterField(
            model_name="proposal",
            name="author_name",
            field=models.CharField(blank=True, default="", max_length=150, verbose_name="nama pengusul"),
        ),
        migrations.AlterField(
            model_name="proposal",
            name="content",
            field=models.BinaryField(default=b"", verbose_name="isi"),
        ),
        migrations.AlterField(
            model_name="proposal",
            name="created_at",
            field=models.DateTimeField(auto_now_add=True, verbose_name="dibuat pada"),
        ),
        migrations.AlterField(
            model_name="proposal",
            name="name",
            field=models.CharField(max_length=200, verbose_name="nama"),
        ),
        migrations.AlterField(
            model_name="proposal",
            name="sha256",
            field=models.CharField(blank=True, default="", max_length=64, verbose_name="sidik SHA-256"),
        ),
        migrations.AlterField(
            model_name="proposal",
            name="size",
            field=models.PositiveIntegerField(default=0, verbose_name="ukuran"),
        ),
        migrations.AlterField(
            model_name="proposal",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Draf"),
                    ("submitted", "Diajukan"),
                    ("applied", "Diterapkan"),
                    ("rejected", "Ditolak"),
                    ("undone", "Dibatalkan"),
                    ("discarded", "Dibuang"),
                ],
                default="draft",
                max_length=10,
                verbose_name="keadaan",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True),
                name="proposal_name_filled",
                violation_error_message="Nama tidak boleh kosong.",
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="author",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="proposal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="comments", to="exchange.proposal"
            ),
        ),
        migrations.AddField(
            model_name="proposeddocument",
            name="proposal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="documents", to="exchange.proposal"
            ),
        ),
        migrations.AddField(
            model_name="proposeddocument",
            name="seen_by",
            field=models.ManyToManyField(related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(fields=["proposal", "key"], name="comments_of_document"),
        ),
        migrations.AddIndex(
            model_name="proposeddocument",
            index=models.Index(fields=["stored_key"], name="proposed_for_document"),
        ),
        migrations.AddConstraint(
            model_name="proposeddocument",
            constraint=models.UniqueConstraint(fields=("proposal", "place"), name="proposed_in_order"),
        ),
        migrations.RunPython(submit, wait),
        migrations.RemoveField("proposal", "pasted"),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "submitted", "applied", "rejected", "undone", "discarded"])),
                name="proposal_state_known",
                violation_error_message="Keadaan usulan ini tidak dikenal.",
            ),
        ),
        migrations.RunPython(protect, migrations.RunPython.noop),
    ]
