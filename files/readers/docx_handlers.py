"""What the elements of a Word text do: each handler is called at the start or the end of its element."""

from __future__ import annotations

from collections.abc import Callable

from files.readers.docx_frames import Draft, RunState
from files.readers.docx_page import Page
from files.readers.docx_properties import put
from files.readers.docx_runs import shown, symbol
from files.readers.docx_styles import flag
from files.readers.office_parts import attribute


class Handlers:
    """State of a Word text while it is read, and what its elements do to it and to `page`.

    `of` says what the open properties belong to: a paragraph, its mark, a run, a row, a cell; "" in a text. `aside`
    counts the open elements that are skipped; `placeholders` those whose text is none. `alternatives` holds, for each
    open choice between forms of the same thing, how much was seen before it, -1 once one of them was read.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.paragraph: Draft | None = None
        self.run, self.of = RunState(), ""
        self.between = RunState()  # stands for a run where no paragraph is open
        self.saved: list[tuple[Draft | None, RunState, str]] = []
        self.properties: list[str] = []
        self.chars: list[str] = []
        self.open = self.keeping = False
        self.aside = self.placeholders = self.seen = 0
        self.controls: list[bool] = []
        self.alternatives: list[int] = []

    def text(self, text: str) -> None:
        if self.open:
            self.chars.append(text)

    def put_aside(self, _: dict[str, str]) -> None:
        self.aside = 1

    def begin_forms(self, _: dict[str, str]) -> None:
        self.alternatives.append(self.seen)

    def end_forms(self) -> None:
        self.alternatives.pop()

    def begin_form(self, _: dict[str, str]) -> None:
        """Open one form of something; it is left out when another form was read."""
        if self.alternatives and self.alternatives[-1] < 0:
            self.aside = 1

    def end_form(self) -> None:
        if self.alternatives and self.seen > self.alternatives[-1]:
            self.alternatives[-1] = -1

    def picture(self, _: dict[str, str]) -> None:
        self.seen += 1
        if not self.page.deleted:
            self.page.note("W_WORD_PICTURES")

    def foreign_part(self, _: dict[str, str]) -> None:
        self.page.note("W_WORD_PARTS")

    def save(self, run: RunState) -> None:
        """Begin afresh with a run within an open paragraph or run, until `restore`."""
        self.saved.append((self.paragraph, self.run, self.of))
        self.paragraph, self.run, self.of = None, run, ""

    def restore(self) -> None:
        self.paragraph, self.run, self.of = self.saved.pop()

    def begin_part(self, begin: Callable[[], None], _: dict[str, str]) -> None:
        """Open a table, a row or a cell: texts stand in the paragraphs in it alone."""
        self.save(self.between)
        begin()

    def end_part(self) -> None:
        self.page.end()
        self.restore()

    def begin_paragraph(self, _: dict[str, str]) -> None:
        self.save(RunState())
        self.paragraph = self.page.begin_paragraph()

    def end_paragraph(self) -> None:
        assert self.paragraph is not None
        self.flush()
        self.page.end_paragraph(self.paragraph)
        self.restore()

    def begin_run(self, _: dict[str, str]) -> None:
        self.flush()
        self.run = RunState()

    def flush(self) -> None:
        """Give the texts of the run to its paragraph."""
        if self.paragraph and self.run.pieces:
            self.page.add_run(self.paragraph, self.run)

    def begin_text(self, attributes: dict[str, str]) -> None:
        self.open, self.chars = True, []
        self.keeping = attributes.get("xml:space") == "preserve"

    def end_text(self) -> None:
        self.open = False
        text = "".join(self.chars)
        if not self.keeping:
            text = text.strip(" \t\r\n")
        self.add(shown(text.replace("\n", " ") if "\n" in text else text))

    def letter(self, text: str, _: dict[str, str]) -> None:
        """Add a sign that an element stands for; among properties it is none."""
        if not self.of:
            self.add(text)

    def symbol(self, attributes: dict[str, str]) -> None:
        self.add(symbol(attribute(attributes, "font"), attribute(attributes, "char")))

    def add(self, text: str) -> None:
        """Add a text to the run, unless it is not shown."""
        self.seen += 1
        if self.paragraph and not (self.paragraph.waiting or self.page.deleted or self.placeholders):
            self.run.pieces.append(text)

    def field(self, attributes: dict[str, str]) -> None:
        """Begin or end a field, or its instruction. One that does not end ends with its paragraph."""
        if not self.paragraph:
            return
        kind, open_ = attribute(attributes, "fldCharType"), self.paragraph.instructions
        if kind == "begin":
            open_.append(True)
            self.paragraph.waiting += 1
        elif open_:
            self.paragraph.waiting -= open_.pop()
            if kind == "separate":
                open_.append(False)

    def begin_deleted(self, _: dict[str, str]) -> None:
        """Leave out a deleted text, or note that the mark of a paragraph or a whole row is deleted."""
        if self.of == "mark" and self.paragraph:
            self.paragraph.deleted = True
        elif self.of == "row":
            self.page.drop_row()
        elif not self.of:
            self.page.deleted += 1
        self.inserted({})

    def deleted_cell(self, _: dict[str, str]) -> None:
        self.page.drop_cell()
        self.page.note("W_TRACKED")

    def hidden_row(self, attributes: dict[str, str]) -> None:
        if self.of == "row" and flag(attributes):
            self.page.drop_row()
            self.page.note("W_HIDDEN_TEXT")

    def end_deleted(self) -> None:
        if not self.of:
            self.page.deleted -= 1

    def inserted(self, _: dict[str, str]) -> None:
        if self.of in ("", "mark", "row"):
            self.page.note("W_TRACKED")

    def begin_control(self, _: dict[str, str]) -> None:
        self.controls.append(False)

    def placeholder(self, attributes: dict[str, str]) -> None:
        """Leave out the text of a content control that nobody filled."""
        if self.controls and not self.controls[-1] and flag(attributes):
            self.controls[-1] = True
            self.placeholders += 1

    def end_control(self) -> None:
        self.placeholders -= self.controls.pop()

    def begin_properties(self, owner: str, _: dict[str, str]) -> None:
        self.properties.append(self.of)
        self.of = owner

    def begin_run_properties(self, _: dict[str, str]) -> None:
        self.properties.append(self.of)
        self.of = "mark" if self.of == "paragraph" else "run"

    def end_properties(self) -> None:
        self.of = self.properties.pop()

    def set(self, name: str, attributes: dict[str, str]) -> None:
        """Set a property of what the open properties belong to."""
        owner = self.run if self.of == "run" else self.paragraph or self.page.innermost()
        put(self.of, name, owner, attributes)
