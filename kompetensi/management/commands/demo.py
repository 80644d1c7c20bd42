"""`manage.py demo`: prepare a demonstration once, with content and accounts."""

from __future__ import annotations

import io
import json
import os
import secrets
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from development.mapping.relations import join
from development.models import SubAspect
from dictionary.models import Competency
from exchange.imports import review as imports
from kompetensi.operations import listening

FIXTURES = settings.BASE_DIR / "fixtures"
#: Log-in names and their groups. The administrator has no group and may do everything.
PEOPLE = {"admin": "", "penerbit": "Penerbit", "penyunting": "Penyunting", "pembaca": "Pembaca"}


class Command(BaseCommand):
    """Migrate, load both fixtures into an empty database and create accounts; with `--serve`, start the server."""

    help = "Siapkan contoh: basis data, isi, dan akun. Menolak berjalan di mode produksi."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--serve", action="store_true", help="lalu layani di HOST:PORT")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the steps that are not done yet. A second run changes nothing."""
        if not settings.DEMO:
            message = "demo membuat akun contoh dan menolak berjalan di mode produksi. Untuk mencoba: python3 run.py"
            raise CommandError(message)
        call_command("migrate", verbosity=0, interactive=False)
        self.load()
        self.make_people()
        if options["serve"]:
            self.serve()

    def load(self) -> None:
        """Load the two documents and the map between them into a database without content."""
        if Competency.objects.exists() or SubAspect.objects.exists():
            call_command("reindex", "--if-stale", stdout=io.StringIO())
            return
        for name in ("kamus.md", "panduan.md"):
            review = imports.apply((FIXTURES / name).read_bytes(), name=name)
            self.stdout.write(f"{name}: {len(review.added)} dokumen dimuat.")
        count = join(json.loads((FIXTURES / "peta.json").read_text(encoding="utf-8")))
        self.stdout.write(f"peta.json: {count} sub aspek dipetakan ke kompetensi.")

    def make_people(self) -> None:
        """Create the missing demo accounts and print their passwords, this once."""
        users = get_user_model().objects
        for name, group in PEOPLE.items():
            if users.filter(username=name).exists():
                continue
            password = os.environ.get("DEMO_PASSWORD") or secrets.token_urlsafe(9)
            user = users.create_user(name, password=password, is_staff=not group, is_superuser=not group)
            user.groups.set(Group.objects.filter(name=group))
            shown = "dari DEMO_PASSWORD" if os.environ.get("DEMO_PASSWORD") else password
            self.stdout.write(f"Akun {name}, kata sandi: {shown}")

    def serve(self) -> None:
        """Serve until Ctrl+C."""
        host, port = settings.HOST, os.environ.get("PORT", "").strip() or "8000"
        hint = "pilih porta lain, misalnya: PORT=8001"
        listening.check_port(host, int(port) if port.isdecimal() else 0, hint=hint)
        self.stdout.write(f"Buka http://{host}:{port}/ (berhenti: Ctrl+C)")
        self.stdout.flush()
        address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        os.environ["DJANGO_RUNSERVER_HIDE_WARNING"] = "true"
        call_command("runserver", address, use_reloader=False, skip_checks=True, use_ipv6=":" in host)
