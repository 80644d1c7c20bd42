"""Applies a file in processes that are killed: `python -m tests.faults.killing IMPORT [--piecemeal]`.

Reads a line for each: after how many seconds it is killed, or "inf". Answers "killed", or "done" and the seconds it
took where it came to its end first. With `--piecemeal`, each statement is a transaction of its own: what the
transaction is there to prevent, so that a test can see it.
"""

import os
import signal
import sys
import time

import django

django.setup()

from django.db import connection  # noqa: E402

from exchange.models import Proposal  # noqa: E402
from exchange.proposals import deciding  # noqa: E402
from search import index, results  # noqa: E402, F401  # imported by those who serve, too


def apply(pk):
    """Apply an import as its page does."""
    row = Proposal.objects.get(pk=pk)
    deciding.apply(row, deciding.preview(row).fingerprint, sure=False, user=None)


def piecemeal():
    """Make every statement final at once, whatever transaction it stands in."""

    def commit(execute, *arguments):
        done = execute(*arguments)
        connection.connection.commit()
        return done

    connection._savepoint = connection._savepoint_commit = connection._savepoint_rollback = lambda name: None
    connection.execute_wrappers.append(commit)


def attempt(pk, seconds):
    """What became of one process."""
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        os.close(0)
        if "--piecemeal" in sys.argv:
            piecemeal()
        apply(pk)
        os._exit(0)
    while time.monotonic() - began < seconds:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return f"done {time.monotonic() - began}" if status == 0 else f"failed {status}"
        time.sleep(0.0005)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return "killed" if os.WIFSIGNALED(status) else "done 0"


if __name__ == "__main__":
    for line in sys.stdin:
        print(attempt(sys.argv[1], float(line)), flush=True)
