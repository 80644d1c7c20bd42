"""Numbers in the digits of a format: `000`, `#,##0.00`, `0.0"x"`, `0%`."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from files.readers.format_codes import Piece

_GROUP, _POINT = ".", ","
_KNOWN = {"digit", "point", "comma", "percent", "literal"}


class Shown(NamedTuple):
    """A value as it is shown. `doubt` says that programs of other languages, or narrower columns, show it otherwise."""

    text: str
    doubt: bool = False


class Digits:
    """The digits of one section of a format, worked out once."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        kinds = [piece.kind for piece in pieces]
        places = [at for at, kind in enumerate(kinds) if kind == "digit"]
        point = kinds.index("point") if "point" in kinds else len(kinds)
        inner = pieces[places[0] : max((at for at in places if at < point), default=places[0])]
        self.grouped = any(piece.kind == "comma" for piece in inner)
        scale = kinds.count("comma") - sum(piece.kind == "comma" for piece in inner)
        mixed = self.grouped and any(piece.kind == "literal" and piece.text for piece in inner)
        self.known = not (set(kinds) - _KNOWN or kinds.count("point") > 1 or mixed) and _scales(kinds, scale)
        self.factor, self.divisor = Decimal(100 ** kinds.count("percent")), Decimal(1000**scale)
        self.before, self.behind = pieces[:point], pieces[point + 1 :]
        self.places = [piece.text for piece in self.before if piece.kind == "digit"]
        self.decimals = [piece.text for piece in self.behind if piece.kind == "digit"]
        self.least = next((len(self.places) - nth for nth, text in enumerate(self.places) if text == "0"), 0)
        self.unit = Decimal(1).scaleb(-len(self.decimals))
        self.mark = "" if point == len(kinds) else _POINT if self.grouped else "."

    def shown(self, number: Decimal) -> Shown | None:
        """Return a number that is not negative as it is shown; None when programs differ."""
        if not self.known:
            return None
        rounded = (number * self.factor / self.divisor).quantize(self.unit, ROUND_HALF_UP)
        whole, _, decimals = f"{rounded:f}".partition(".")
        before = self.whole("" if whole == "0" else whole)
        behind = self.fraction(decimals)
        if self.mark and not behind[:1].isdecimal():  # "5." in Excel, "5" in LibreOffice
            return None
        text = before + self.mark + behind
        if not self.mark:
            return Shown(text, doubt=self.grouped and _GROUP in before)
        return Shown(text, doubt=self.grouped or not text.strip().replace(".", "", 1).isdecimal())

    def whole(self, digits: str) -> str:
        """Return the digits before the point, from the right, with the literals that stand between them."""
        digits = digits.rjust(self.least, "0")
        if self.grouped:
            head = len(digits) % 3 or 3
            parts = [digits[:head], *(digits[at : at + 3] for at in range(head, len(digits), 3))]
            return _joined(self.before, [_GROUP.join(parts)] + [""] * (len(self.places) - 1))
        count = len(self.places)
        if not count:
            return _joined(self.before, []) + digits
        more, rest = digits[: max(0, len(digits) - count)], digits[-count:].rjust(count)
        filled = [
            " " if mark == "?" and shown == " " else shown.strip()
            for mark, shown in zip(self.places, rest, strict=True)
        ]
        filled[0] = more + filled[0]
        return _joined(self.before, filled)

    def fraction(self, digits: str) -> str:
        """Return the digits after the point, without the zeros that the format leaves out, and the literals behind."""
        kept = list(digits)
        for nth in range(len(kept) - 1, -1, -1):
            if kept[nth] != "0" or self.decimals[nth] == "0":
                break
            kept[nth] = " " if self.decimals[nth] == "?" else ""
        return _joined(self.behind, kept)


def _scales(kinds: Sequence[str], scale: int) -> bool:
    """Return whether the last commas of a format stand behind all its digits or before its point: a thousandth each."""
    ends = [at for at, kind in enumerate(kinds) if kind == "comma"][-scale:] if scale else []
    return all(kinds[at - 1] in ("digit", "comma") for at in ends)


def _joined(pieces: Sequence[Piece], digits: Sequence[str]) -> str:
    """Return a part of a format with these texts in the places of its digits."""
    rest = iter(digits)
    words = (next(rest) if piece.kind == "digit" else piece.text for piece in pieces if piece.kind != "comma")
    return "".join(words)
