"""Documents as JSON, for other systems: `{"format": …, "version": 1, "documents": […]}`, one document a line.

The `format.nested` module of a type's app defines a document's values. This module reads and writes the frame, and
checks the shape of the values. `docs/json.md` describes the same for users.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, Protocol

from documents.document import RECORD_LIMIT, Document, Parsed, Problem, Problems, excerpt
from documents.translation import AnyText
from documents.translation import mark as _

CONTENT_TYPE = "application/json"
#: Rises when a member changes its meaning or is removed; new members alone do not raise it.
VERSION = 1
MESSAGES = {
    "E_JSON": _("Berkas ini bukan JSON yang utuh ({reason}). Ekspor ulang, atau perbaiki baris ini."),
    "E_JSON_FORMAT": _(
        "Berkas JSON ini tidak berbentuk "
        '{{"format": "{format}", "version": {version}, "documents": […]}}. Contohnya: ekspor JSON dari situs ini.'
    ),
    "E_JSON_VERSION": _(
        "Versi {found} belum dikenal; yang dapat dibaca adalah versi {version}. Perbarui aplikasi ini."
    ),
    "E_JSON_SHAPE": _("Dokumen ke-{nth}, {path}: harus berisi {wanted}."),
    "E_JSON_DUPLICATE": _("Dokumen ke-{nth} ({title}) sama dengan dokumen ke-{other}. Hapus salah satunya."),
    "E_JSON_SHARED": _(
        "Dokumen ke-{nth} ({title}): yang dipakai bersama ditulis lain di dokumen ke-{other}. Samakan keduanya."
    ),
    "E_JSON_UNWRITABLE": _("Dokumen ke-{nth} ({title}) akan terbaca lain bila disimpan. Ubah tanda-tanda di teksnya."),
    "E_JSON_CONTENT": _("Dokumen ke-{nth}{named}: {message}"),
    "E_TOO_MANY": _("Berkas memuat lebih dari {limit} dokumen. Bagi menjadi beberapa berkas."),
    "E_EMPTY_FILE": _("Berkas ini tidak memuat satu dokumen pun."),
    "W_JSON_CONTENT": _("Dokumen ke-{nth}{named}: {message}"),
    "W_JSON_MEMBER": _("Dokumen ke-{nth}: “{path}” tidak dikenal, jadi tidak dibaca."),
}

#: Lone surrogates: JSON can write them, UTF-8 cannot.
_LONE = re.compile("[\ud800-\udfff]")
#: The shape of a value: a type, a list of one shape, or an object of named shapes.
Shape = Any
#: A value that does not fit its shape: the code of the problem, the path to the value, the type it must have.
Fault = tuple[str, str, AnyText]
_WANTED = {str: _("teks"), int: _("bilangan bulat"), list: _("daftar"), dict: _("objek")}


class NestedFormat(Protocol):
    """Documents as nested values; an app's `format.nested` module. Pure.

    `shared` gives the values that a document shares with others: their name first, then its texts; () for none.
    """

    SHAPE: dict[str, Shape]

    def values(self, document: Document) -> dict[str, Any]: ...
    def document(self, values: dict[str, Any]) -> Document: ...
    def shared(self, document: Document) -> tuple[str, ...]: ...


class NativeText(Protocol):
    """The native text of a type, in which a JSON document must read as the same document."""

    def parse(self, text: str, /) -> Parsed: ...
    def render(self, documents: Iterable[Document], /) -> str: ...


@dataclass(frozen=True, slots=True)
class _Source:
    """The document type that a JSON text is read for."""

    slug: str
    nested: NestedFormat
    text: NativeText


def write(slug: str, documents: Iterable[dict[str, Any]], out: BinaryIO) -> None:
    """Write `documents`, as nested values, to `out`. The same values give the same bytes; constant memory."""
    out.write(f'{{"format": {json.dumps(slug)}, "version": {VERSION}, "documents": ['.encode())
    separator = "\n"
    for document in documents:
        out.write((separator + json.dumps(document, ensure_ascii=False)).encode())
        separator = ",\n"
    out.write(b"\n]}\n")


def slug_of(text: str) -> str:
    """Return the type's slug that a JSON text names, "" when it is no JSON or names none. Never raises."""
    frame = _loaded(text)
    named = frame.get("format") if isinstance(frame, dict) else None
    return named if isinstance(named, str) else ""


def parse(text: str, slug: str, nested: NestedFormat, native: NativeText) -> Parsed:
    """Return every document of a JSON `text` of the type `slug`, and every problem. Never raises. Linear.

    A document is accepted only when its native text reads back as the same document; its problems are those of that
    reader. Problems name the document by its place, from 1. Their line is 0, except for a text that is not JSON.
    """
    source = _Source(slug, nested, native)
    problems = Problems(MESSAGES)
    frame = _loaded(text)
    if isinstance(frame, Problem):
        return Parsed((), (frame,))
    if not _framed(frame, source.slug, problems):
        return problems.parsed(())
    return problems.parsed(list(_documents(frame["documents"], source, problems)))


def _loaded(text: str) -> Any:
    """Return the value of `text`, or a Problem when it is no JSON."""
    line, reason = 0, str(_("bersarang terlalu dalam"))
    try:
        return json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        line, reason = error.lineno, _("kolom {number}").format(number=error.colno)
    except (ValueError, RecursionError) as error:
        reason = excerpt(str(error)) if isinstance(error, ValueError) else reason
    return Problem(line, "E_JSON", MESSAGES["E_JSON"].format(reason=reason))


def _framed(frame: Any, slug: str, problems: Problems) -> bool:
    if not isinstance(frame, dict) or frame.get("format") != slug or not isinstance(frame.get("documents"), list):
        problems.add(0, "E_JSON_FORMAT", format=slug, version=VERSION)
    elif isinstance(frame.get("version"), bool) or frame.get("version") != VERSION:
        problems.add(0, "E_JSON_VERSION", found=_shown(str(frame.get("version"))), version=VERSION)
    elif not frame["documents"]:
        problems.add(0, "E_EMPTY_FILE")
    elif len(frame["documents"]) > RECORD_LIMIT:
        problems.add(0, "E_TOO_MANY", limit=RECORD_LIMIT)
    return not problems.fatal


def _documents(values: list[Any], source: _Source, problems: Problems) -> Iterator[Document]:
    seen: dict[str, int] = {}
    shared: dict[str, tuple[int, tuple[str, ...]]] = {}
    before: Document | None = None
    for nth, value in enumerate(values, 1):
        faults: list[Fault] = []
        shaped = _shaped(value, source.nested.SHAPE, "", faults)
        for code, path, wanted in faults:
            problems.add(0, code, nth=nth, path=_shown(path or "isinya"), wanted=wanted)
        if any(code == "E_JSON_SHAPE" for code, *_ in faults):
            continue
        document = source.nested.document(shaped)
        first = seen.setdefault(document.key, nth)
        if first != nth:
            problems.add(0, "E_JSON_DUPLICATE", nth=nth, title=excerpt(document.title), other=first)
        elif _accepted(document, nth, source, problems, before):
            name, *texts = source.nested.shared(document) or (document.key,)
            place, others = shared.setdefault(name, (nth, tuple(texts)))
            if others != tuple(texts):
                problems.add(0, "E_JSON_SHARED", nth=nth, title=excerpt(document.title), other=place)
            before = document
            yield document


def _accepted(document: Document, nth: int, source: _Source, problems: Problems, before: Document | None) -> bool:
    """Return whether the native text of `document` reads as the same; add its problems, read after `before`."""
    parsed = source.text.parse(source.text.render([document]))
    title = excerpt(document.title or document.key)
    for problem in _told(document, before, source, parsed):
        code = "E_JSON_CONTENT" if problem.fatal else "W_JSON_CONTENT"
        named = problem.message.startswith(title)
        problems.add(0, code, nth=nth, named="" if named else f" ({title})", message=problem.message)
    if not parsed.fatal and parsed.documents != (document,):
        problems.add(0, "E_JSON_UNWRITABLE", nth=nth, title=title)
    return parsed.documents == (document,)


def _told(document: Document, before: Document | None, source: _Source, alone: Parsed) -> tuple[Problem, ...]:
    """Return the problems of a document in its place: a number that continues the document `before` is no gap.

    Marks that only its native text needs are none of them.
    """
    own = tuple(problem for problem in alone.problems if problem.code != "W_MARKDOWN")
    if before is None or alone.fatal or not own:
        return own
    both = source.text.parse(source.text.render([before, document]))
    if both.documents != (before, document):
        return own
    begin = both.documents[1].source_line
    here = {problem.message: problem for problem in both.problems if problem.line >= begin}
    here.pop(next((problem.message for problem in both.problems if problem.code == "W_MARKDOWN"), ""), None)
    lacking = {problem.message: problem for problem in own if not problem.code.startswith("W_NUMBER")}
    return tuple((here | lacking).values())


def _shown(text: str) -> str:
    """Return the beginning of a text from a file, safe to show on a page."""
    return excerpt(_LONE.sub("\ufffd", text))


def _shaped(value: Any, shape: Shape, path: str, faults: list[Fault]) -> Any:
    """Return `value` with every member that `shape` names, absent ones empty; add each misfit to `faults`."""
    kind: type = shape if isinstance(shape, type) else type(shape)
    fits = type(value) is kind  # True is an int to isinstance
    if not fits or (kind is str and _LONE.search(value)):
        faults.append(("E_JSON_SHAPE", path, _WANTED[kind]))
        return value
    if isinstance(shape, list):
        return [_shaped(each, shape[0], f"{path}[{nth}]", faults) for nth, each in enumerate(value)]
    if not isinstance(shape, dict):
        return value
    faults += [("W_JSON_MEMBER", f"{path}.{name}".lstrip("."), "") for name in value if name not in shape]
    return {
        name: _shaped(value[name], inner, f"{path}.{name}".lstrip("."), faults) if name in value else _empty(inner)
        for name, inner in shape.items()
    }


def _empty(shape: Shape) -> Any:
    return shape() if isinstance(shape, type) else type(shape)()
