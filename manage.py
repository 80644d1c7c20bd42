#!/usr/bin/env python3
"""Django's command line for this site."""

import io
import os
import sys


def main() -> None:
    """Run the command of the arguments."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # an old terminal's encoding must not stop a command
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kompetensi.settings")
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415  # needs the environment first
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"Pengaturan belum lengkap: {error}")


if __name__ == "__main__":
    main()
