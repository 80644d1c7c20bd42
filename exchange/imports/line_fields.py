"""Questions of the lines of a file: each line in doubt as a select, and the answers that come back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.translation import gettext

from documents.document import clean
from documents.translation import AnyText
from exchange.imports.answers import LONGEST, MOST
from exchange.imports.mapping import IGNORED, Option
from exchange.imports.mapping_form import changed, role_names
from files.readers.understanding.account import Fate
from files.readers.understanding.answers import AS_READ, LEFT_OUT, Answers
from files.readers.understanding.doubts import LineQuestion
from files.readers.understanding.reading import Understanding
from files.readers.understanding.vocabulary import Vocabulary
from files.readers.understanding.words import title

_LINE = re.compile(r"[0-9]{1,9}(:[A-Z]{1,3})?")


@dataclass(frozen=True, slots=True)
class LineField:
    """The select of one line. `value` is the answer that it shows, "" for what holds without one."""

    name: str
    id: str
    value: str
    options: Sequence[Option]


@dataclass(frozen=True)
class LineFields:
    """Gives the fields of the lines of one file."""

    understanding: Understanding
    vocabulary: Vocabulary

    def of(self, fate: Fate, read: str) -> LineField | None:
        """Return the field of a line that was `read` as these words say, None for a line without a question."""
        question = self.understanding.lines.of(fate) if self.understanding.lines else None
        if question is None:
            return None
        answer = None if fate.asks else question.answer
        value = "" if answer is None else answer or IGNORED
        return LineField(
            f"baris {question.line}",
            f"jawab-{question.line.replace(':', '-')}",
            value,
            [Option(each, label, each == value) for each, label in self._options(question, value, read)],
        )

    def _options(self, question: LineQuestion, value: str, read: str) -> Iterator[tuple[str, str]]:
        yield "", gettext("Kembali ke dugaan") if value else gettext("{reading} (dugaan)").format(reading=read)
        yield AS_READ, gettext("Ya, sesuai dugaan")
        choices = {each.value: self._words(each.role.label, each.level) for each in question.choices}
        if value not in ("", IGNORED, AS_READ, *choices):
            name, _, level = value.partition(":")
            yield value, self._words(self.vocabulary.role(name).label, level)
        yield from choices.items()
        if question.movable:
            yield IGNORED, gettext("Lewati")

    def _words(self, role: AnyText, level: str) -> str:
        if not level:
            return str(role)
        named = {title(each.name): each.number for each in self.understanding.levels}
        return gettext("{role}, level {number}").format(role=role, number=named.get(title(level), level))


def with_lines(answers: Answers, data: QueryDict) -> Answers:
    """Return answers with those of the lines that a person changed on the page that was sent.

    "" takes an answer back. What no field can hold is ignored.
    """
    lines = dict(answers.lines)
    for line, value in changed(data, "baris "):
        role = value.partition(":")[0]
        if not _LINE.fullmatch(line) or len(value) > LONGEST or role not in {"", IGNORED, AS_READ, *role_names()}:
            continue
        lines.pop(line, None)
        if value:
            lines[line] = LEFT_OUT if value == IGNORED else clean(value)
    return replace(answers, lines=_bounded(lines))


def _bounded(lines: Mapping[str, str]) -> dict[str, str]:
    return dict(list(lines.items())[:MOST])
