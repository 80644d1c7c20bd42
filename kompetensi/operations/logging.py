"""Log: one line for each event or error, as `key=value` for people or as JSON for machines.

Ambiguous values are quoted, and other characters than ASCII are written as `\\uXXXX`. No name, path or file can break a
line or forge one.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable
from contextvars import ContextVar
from datetime import datetime
from typing import Any

#: Facts of the current request, for the lines logged meanwhile.
around: ContextVar[Callable[[], dict[str, object]] | None] = ContextVar("around", default=None)
_PLAIN = re.compile(r"[\w./:@,+~-]+", re.ASCII)


class RequestFilter(logging.Filter):
    """Add the facts of the request to an event. The event's own facts take precedence."""

    def filter(self, record: logging.LogRecord) -> bool:
        facts, known = getattr(record, "facts", None), around.get()
        if facts is not None and known is not None:
            record.facts = facts | {name: value for name, value in known().items() if facts.get(name) is None}
        return True


class JsonFormatter(logging.Formatter):
    """One object for each line: `time`, `level`, and `event` with its facts, or `logger`, `message` and `traceback`."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps({"time": _time(record), "level": record.levelname, **_values(self, record)}, default=str)


class TextFormatter(logging.Formatter):
    """`time LEVEL event key=value …` for an event; for an error its message, and the traceback below."""

    def format(self, record: logging.LogRecord) -> str:
        values = _values(self, record)
        start = f"{_time(record)} {record.levelname}"
        if "event" in values:
            event = values.pop("event")
            return " ".join([f"{start} {event}", *(f"{name}={_quoted(value)}" for name, value in values.items())])
        traceback = f"\n{values['traceback']}" if "traceback" in values else ""
        return f"{start} {values['logger']} {values['message']}{traceback}"


def _values(formatter: logging.Formatter, record: logging.LogRecord) -> dict[str, Any]:
    facts = getattr(record, "facts", None)
    if facts is not None:
        return {"event": record.getMessage()} | {name: value for name, value in facts.items() if value is not None}
    values = {"logger": record.name, "message": record.getMessage()}
    if record.exc_info:
        values["traceback"] = formatter.formatException(record.exc_info)
    return values


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created).astimezone().isoformat(timespec="milliseconds")


def _quoted(value: object) -> str:
    text = str(value)
    return text if _PLAIN.fullmatch(text) else json.dumps(text)
