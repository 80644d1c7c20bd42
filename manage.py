#!/usr/bin/env python3
"""Django's command line for this site."""

import io
import os
import sys


def main() -> None:
    """Run the command of the arguments. Failures of the machine are one sentence; `--traceback` shows all of them."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # an old terminal's encoding must not stop a command
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kompetensi.settings")
    try:
        from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415  # needs the environment first
        from django.core.management import execute_from_command_line  # noqa: PLC0415

        execute_from_command_line(sys.argv)
        sys.stdout.flush()  # a full disk or a closed pipe shows here at the latest
    except ImproperlyConfigured as error:
        sys.exit(f"Pengaturan belum lengkap: {error}")
    except (Exception, KeyboardInterrupt) as error:
        if "--traceback" not in sys.argv:
            from kompetensi.operations import failures  # noqa: PLC0415  # needs the environment first

            failures.end(error)
        raise


if __name__ == "__main__":
    main()
