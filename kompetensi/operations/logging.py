"""Log: one line for each event or error, as `key=value` for people or as JSON for machines.

Ambiguous values are quoted, and other characters than ASCII are written as `\\uXXXX`. No name, path or file can break a
line or forge one.

What people wrote stays out of the log. Messages are cut at `LIMIT`. Of an exception, and of those before it, the log
has the type, the places in the code, and a message without long quotations. Of a refusal by the database it has the
constraint alone, because PostgreSQL adds the row ("Failing row contains …").
"""

from __future__ import annotations

import json
import logging
import re
import traceback
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.db import DataError, IntegrityError, InternalError, NotSupportedError, ProgrammingError
from django.db import Error as DatabaseError

#: The longest message of a line, and of one exception, in characters.
LIMIT, EXCEPTION_LIMIT = 1_000, 300
#: The longest quotation in an exception's message, in characters: a key or a word, not a text.
QUOTED = 40
#: The most exceptions of one chain.
CHAIN = 5
_QUOTATIONS = re.compile(r"'(?:[^'\\]|\\.?)*(?:'|$)|\"(?:[^\"\\]|\\.?)*(?:\"|$)|“[^”]*(?:”|$)", re.DOTALL)
#: Refusals of what was to be stored. PostgreSQL quotes the row, or the statement with its values.
_REFUSALS = (DataError, IntegrityError, InternalError, NotSupportedError, ProgrammingError)
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
        return json.dumps({"time": _time(record), "level": record.levelname, **_values(record)}, default=str)


class TextFormatter(logging.Formatter):
    """`time LEVEL event key=value …` for an event; for an error its message, and the traceback below."""

    def format(self, record: logging.LogRecord) -> str:
        values = _values(record)
        start = f"{_time(record)} {record.levelname}"
        if "event" in values:
            event = values.pop("event")
            return " ".join([f"{start} {event}", *(f"{name}={_quoted(value)}" for name, value in values.items())])
        traceback = f"\n{values['traceback']}" if "traceback" in values else ""
        return f"{start} {values['logger']} {values['message']}{traceback}"


def _values(record: logging.LogRecord) -> dict[str, Any]:
    facts = getattr(record, "facts", None)
    if facts is not None:
        known = {name: _bounded(value) for name, value in facts.items() if value is not None}
        return {"event": record.getMessage()} | known
    values = {"logger": record.name, "message": _cut(record.getMessage(), LIMIT)}
    if record.exc_info and record.exc_info[1]:
        values["traceback"] = "".join(_chain(record.exc_info[1])).rstrip("\n")
    return values


def _chain(error: BaseException) -> Iterator[str]:
    """Yield the lines of at most `CHAIN` tracebacks without texts, the cause before what followed from it."""
    errors = [error]
    while len(errors) < CHAIN and (before := _before(errors[-1])) and before not in errors:
        errors.append(before)
    for each in reversed(errors):
        yield "Traceback (most recent call last):\n"
        yield from traceback.format_tb(each.__traceback__)
        yield f"{type(each).__module__}.{type(each).__qualname__}: ".removeprefix("builtins.") + message(each) + "\n"


def _before(error: BaseException) -> BaseException | None:
    return error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def message(error: BaseException) -> str:
    """Return the message of an exception for the log: bounded, and without what people wrote."""
    refusal = error.__cause__ if isinstance(error, DatabaseError) else error
    facts = getattr(refusal, "diag", None)
    if facts is not None and (isinstance(error, _REFUSALS) or not isinstance(error, DatabaseError)):
        names = (facts.sqlstate, facts.table_name, facts.column_name, facts.constraint_name)
        if facts.sqlstate:
            return " ".join(name for name in names if name)
    try:
        text = str(error)[: 10 * EXCEPTION_LIMIT]
    except Exception:  # noqa: BLE001  # an exception that cannot even be shown must not hide the fault
        return ""
    return _cut(_QUOTATIONS.sub(_short, text), EXCEPTION_LIMIT)


def _short(quotation: re.Match[str]) -> str:
    text = quotation[0]
    return text if len(text) <= QUOTED + 2 else f"{text[0]}… {len(text) - 2} …{text[0]}"


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[:limit]}… ({len(text)})"


def _bounded(value: object) -> object:
    return _cut(value, LIMIT) if isinstance(value, str) else value


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created).astimezone().isoformat(timespec="milliseconds")


def _quoted(value: object) -> str:
    text = str(value)
    return text if _PLAIN.fullmatch(text) else json.dumps(text)
