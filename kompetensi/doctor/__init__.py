"""What whoever runs the site should know about it: each thing looked at, how it stands, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How a thing stands: fine, worth a thought, or wrong."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Result:
    """One thing: what it is, how it stands, what was seen, and what to do ("" for nothing)."""

    subject: str
    state: State
    seen: str
    remedy: str = ""


def ok(subject: str, seen: str) -> Result:
    """A thing that is fine."""
    return Result(subject, State.OK, seen)


def warning(subject: str, seen: str, remedy: str) -> Result:
    """A thing that may be as it is meant."""
    return Result(subject, State.WARNING, seen, remedy)


def error(subject: str, seen: str, remedy: str) -> Result:
    """A thing that is wrong."""
    return Result(subject, State.ERROR, seen, remedy)


def all_checks() -> Iterator[Result]:
    """All there is to know. Reads everything stored (the index is compared with it); changes nothing."""
    from kompetensi.doctor import machine, records, site  # noqa: PLC0415  # these make findings

    yield from site.findings()
    yield from records.findings()
    yield from machine.findings()
