"""The elements of a Word text and their handlers, which build its page along the stream.

Elements and attributes are known by their names without prefix, in both namespaces of the format.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from files.readers.docx_frames import RunState
from files.readers.docx_handlers import Handlers
from files.readers.docx_page import Page
from files.readers.docx_properties import PROPERTIES
from files.readers.office_parts import local

#: Elements that are no text of the page as it is now: earlier properties, pronunciations.
_ASIDE = (
    "pPrChange", "rPrChange", "tblPrChange", "tblPrExChange", "tblGridChange", "trPrChange", "tcPrChange",
    "sectPrChange", "numberingChange", "rt",
)  # fmt: skip
#: Elements that show something which is no text.
_PICTURES = ("blip", "imagedata", "relIds", "chart")
_TEXTS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}

Start = Callable[[dict[str, str]], None]
End = Callable[[], None]


class _Handlers(dict[str, Any]):
    """The handlers of elements by their names with prefixes, from those by their names without; None for no handler.

    `files.zip_guard` bounds the number of names.
    """

    def __init__(self, plain: dict[str, Any]) -> None:
        super().__init__()
        self.plain = plain

    def __missing__(self, name: str) -> Any:
        handler = self[name] = self.plain.get(local(name))
        return handler


class Body(Handlers):
    """Handlers for `Archive.scan` that build `page`. In a drawing, only the texts of its boxes count."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        shared = self.shared_starts(), self.shared_ends()
        self.texts = _Handlers(shared[0] | self.text_starts()), _Handlers(shared[1] | self.text_ends())
        pictures: dict[str, Start] = dict.fromkeys(_PICTURES, self.picture)
        self.drawings = _Handlers(shared[0] | pictures), _Handlers(shared[1])
        self.starts, self.ends = self.texts
        self.outer: list[tuple[_Handlers, _Handlers]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self.aside:
            self.aside += 1
        elif handler := self.starts[name]:
            handler(attributes)

    def end(self, name: str) -> None:
        if self.aside:
            self.aside -= 1
        elif handler := self.ends[name]:
            handler()

    def begin_drawing(self, _: dict[str, str]) -> None:
        self.outer.append((self.starts, self.ends))
        self.starts, self.ends = self.drawings

    def end_drawing(self) -> None:
        self.starts, self.ends = self.outer.pop()

    def begin_box(self, _: dict[str, str]) -> None:
        self.outer.append((self.starts, self.ends))
        self.starts, self.ends = self.texts
        self.save(RunState())
        self.page.begin_box()

    def end_box(self) -> None:
        self.end_part()
        self.starts, self.ends = self.outer.pop()

    def shared_starts(self) -> dict[str, Start]:
        """Return the handlers of what stands in texts and in drawings."""
        return {
            **dict.fromkeys(("drawing", "pict", "object"), self.begin_drawing),
            "txbxContent": self.begin_box,
            "AlternateContent": self.begin_forms,
            **dict.fromkeys(("Choice", "Fallback"), self.begin_form),
        }

    def shared_ends(self) -> dict[str, End]:
        return {
            **dict.fromkeys(("drawing", "pict", "object"), self.end_drawing),
            "txbxContent": self.end_box,
            "AlternateContent": self.end_forms,
            **dict.fromkeys(("Choice", "Fallback"), self.end_form),
        }

    def text_starts(self) -> dict[str, Start]:
        return {
            **dict.fromkeys(_ASIDE, self.put_aside),
            "p": self.begin_paragraph,
            "r": self.begin_run,
            "t": self.begin_text,
            "tbl": partial(self.begin_part, self.page.begin_table),
            "tr": partial(self.begin_part, self.page.begin_row),
            "tc": partial(self.begin_part, self.page.begin_cell),
            **{name: partial(self.letter, text) for name, text in _TEXTS.items()},
            "sym": self.symbol,
            "fldChar": self.field,
            **dict.fromkeys(("del", "moveFrom"), self.begin_deleted),
            **dict.fromkeys(("ins", "moveTo"), self.inserted),
            "sdt": self.begin_control,
            "showingPlcHdr": self.placeholder,
            "cellDel": self.deleted_cell,
            "hidden": self.hidden_row,
            **dict.fromkeys(("altChunk", "subDoc"), self.foreign_part),
            **self.property_starts(),
        }

    def property_starts(self) -> dict[str, Start]:
        owners = {"pPr": "paragraph", "trPr": "row", "tcPr": "cell"}
        return {
            "rPr": self.begin_run_properties,
            **{name: partial(self.begin_properties, owner) for name, owner in owners.items()},
            **{name: partial(self.set, name) for name in PROPERTIES},
        }

    def text_ends(self) -> dict[str, End]:
        return {
            "p": self.end_paragraph,
            "r": self.flush,
            "t": self.end_text,
            **dict.fromkeys(("tbl", "tr", "tc"), self.end_part),
            **dict.fromkeys(("del", "moveFrom"), self.end_deleted),
            "sdt": self.end_control,
            **dict.fromkeys(("pPr", "rPr", "trPr", "tcPr"), self.end_properties),
        }
