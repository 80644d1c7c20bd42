"""Runs commands in processes that are killed or fail at a step: `python -m tests.faults.breaking`.

Reads a JSON object a line: the `command` with its arguments; `how` it is broken, `at` which step or byte, and `during`
which function of `kompetensi.backups.embedded` (all the time without one). `unguarded` leaves out the check of space,
`free` is what it finds. Answers with the process's end (0, 1, -9; 99 for a traceback), what it said, and how many steps
it took.
"""

import errno
import json
import os
import resource
import signal
import sqlite3
import sys
import traceback
from contextlib import nullcontext
from io import StringIO
from unittest import mock

import django

django.setup()

from django.core.management import CommandError, call_command  # noqa: E402

from kompetensi.backups import embedded  # noqa: E402  # imported before the steps are counted
from kompetensi.management.commands import backup, restore  # noqa: E402, F401
from kompetensi.operations import failures  # noqa: E402

#: What a step is: everything that touches a file, a folder, a database or a program.
STEPS = {"sqlite3.connect", "sqlite3.connect/handle", "subprocess.Popen", "fcntl.flock", "shutil.copyfile"}
STEPS |= {f"os.{name}" for name in ("rename", "remove", "mkdir", "rmdir", "chmod", "utime", "scandir")}


class Steps:
    """Counts steps, and does something at one of them."""

    def __init__(self, how, at):
        self.count, self.how, self.at = 0, how, at

    def __call__(self, event, arguments):
        if not self.counts(event, arguments):
            return
        self.count += 1
        if self.count != self.at:
            return
        if self.how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if self.how == "interrupt":
            raise KeyboardInterrupt
        if self.how == "fail" and event.startswith("sqlite3"):
            raise sqlite3.OperationalError("disk I/O error")
        if self.how == "fail":
            raise OSError(errno.EIO, "Input/output error")

    @staticmethod
    def counts(event, arguments):
        if event == "open":
            return not str(arguments[0]).endswith((".py", ".pyc", ".so")) and not isinstance(arguments[0], int)
        return event in STEPS


def limit(how, at):
    """No file grows beyond `at` bytes from now on: who tries is told ("full"), or killed ("cut")."""
    if how in ("full", "cut"):
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN if how == "full" else signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (at, resource.RLIM_INFINITY))


def limited(function, how, at):
    """The function, with that limit from its beginning to its end."""

    def call(*arguments):
        limit(how, at)
        try:
            return function(*arguments)
        finally:
            limit(how, resource.RLIM_INFINITY)

    return call


def run(asked, answer):
    """Run the command in this process, and tell its end through the pipe `answer`."""
    said, status = StringIO(), 0
    steps = Steps(asked.get("how"), asked.get("at"))
    during = asked.get("during")
    if during:
        whole = getattr(embedded, during)
        setattr(embedded, during, limited(whole, steps.how, steps.at))
    else:
        limit(steps.how, steps.at)
    usage = mock.Mock(return_value=mock.Mock(free=asked.get("free")))
    with (
        mock.patch("kompetensi.backups.check_space") if asked.get("unguarded") else nullcontext(),
        mock.patch("shutil.disk_usage", usage) if "free" in asked else nullcontext(),
    ):
        sys.addaudithook(steps)
        try:
            call_command(*asked["command"], stdout=said, stderr=said)
        except CommandError as error:
            said.write(str(error))
            status = 1
        except BaseException as error:  # noqa: BLE001  # as manage.py ends
            explained = failures.explained(error)
            said.write(explained or traceback.format_exc())
            status = 1 if explained else 99
        steps.how = ""
    os.write(answer, json.dumps({"said": said.getvalue(), "steps": steps.count}).encode())
    os._exit(status)


def attempt(asked):
    """Return what became of one process."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        run(asked, writing)
    os.close(writing)
    told = b""
    while piece := os.read(reading, 65536):
        told += piece
    os.close(reading)
    _, status = os.waitpid(child, 0)
    return {"end": os.waitstatus_to_exitcode(status), **json.loads(told or "{}")}


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(attempt(json.loads(line))), flush=True)
