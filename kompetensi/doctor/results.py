"""Results of checks: each names a subject, its state and a remedy."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """State of a subject: fine, to be considered, or wrong."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Result:
    """Result of one check: its subject, its state, the value seen, and the remedy ("" for none)."""

    subject: str
    state: State
    seen: str
    remedy: str = ""


def ok(subject: str, seen: str) -> Result:
    """Return a result for a subject that is fine."""
    return Result(subject, State.OK, seen)


def warning(subject: str, seen: str, remedy: str) -> Result:
    """Return a result for a subject that may be intended."""
    return Result(subject, State.WARNING, seen, remedy)


def error(subject: str, seen: str, remedy: str) -> Result:
    """Return a result for a subject that is wrong."""
    return Result(subject, State.ERROR, seen, remedy)
