"""`manage.py doctor`: check the site and print remedies."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from kompetensi.doctor.results import State
from kompetensi.doctor.runner import all_checks

#: Names of the states for people, and their colours in a terminal.
SHOWN = {State.OK: ("OK", "SUCCESS"), State.WARNING: ("perhatian", "WARNING"), State.ERROR: ("SALAH", "ERROR")}


class Command(BaseCommand):
    """Print one line for each result, and its remedy below. The exit status is 1 after an error."""

    help = "Periksa pengaturan, basis data, dan mesin; sebutkan apa yang perlu dilakukan."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="satu daftar JSON, untuk pemantau")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each result as soon as it is known; with `--json`, all at the end. Exit with 1 after an error."""
        found = []
        for finding in all_checks():
            found.append(finding)
            if not options["json"]:
                word, style = SHOWN[finding.state]
                self.stdout.write(f"{getattr(self.style, style)(f'{word:9}')} {finding.subject}: {finding.seen}")
                if finding.remedy:
                    self.stdout.write(f"          → {finding.remedy}")
        if options["json"]:
            self.stdout.write(json.dumps([asdict(finding) for finding in found], ensure_ascii=False))
        if any(finding.state is State.ERROR for finding in found):
            sys.exit(1)
