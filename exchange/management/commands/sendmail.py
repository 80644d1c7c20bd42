"""`manage.py sendmail`: send the letters that wait, and the digests of the day."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from exchange.proposals.letters import send_waiting
from exchange.proposals.telling import mail_is_off


class Command(BaseCommand):
    """Send letters about proposals; run it once a day or more often, since each person gets one digest a day."""

    help = "Kirim surat tentang usulan yang menunggu, dan rangkuman harian."

    def handle(self, *args: Any, **options: Any) -> None:
        if mail_is_off():
            self.stdout.write("Tidak ada surat: server surat belum diatur (EMAIL_URL).")
            return
        self.stdout.write(f"{send_waiting(digests=True)} surat dikirim.")
