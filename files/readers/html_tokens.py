"""Tokens of HTML as browsers part them: tags, texts and Word's marks around a printed number; one pass, without a tree.

Linear for any text, which Python's own `html.parser` is not: it takes minutes for 160 KB of "<a ".
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

#: Elements whose content is no markup, and those of them that no reader sees.
RAW = frozenset({"iframe", "noembed", "noframes", "noscript", "script", "style", "textarea", "title", "xmp"})
UNSEEN_RAW = RAW - {"textarea", "xmp"}
#: The names of the tokens that are no tags: a text, the begin and the end of a mark that Word printed.
TEXT, MARK_BEGIN, MARK_END = "#text", "#mark", "#marked"

#: The most attributes of a tag that are kept, and the longest text between two tags, in characters.
ATTRIBUTES, TEXT_LIMIT = 200, 1_000_000

_MARKUP = re.compile(r"<(?:!--|!|\?|/?[a-zA-Z])")
_NAME = re.compile(r"[^\s/>]+")
_ATTRIBUTE = re.compile(
    r"""[\s/]*(?:([^\s/>][^\s/>=]*)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"'][^\s>]*))?)?""",
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{0,31});?")
_CLIPBOARD = re.compile(r"\s*Version:[0-9.]+\s+StartHTML:")
_NOTHING: Mapping[str, str] = MappingProxyType({})


class Token(NamedTuple):
    """A tag or a text: where it begins, the name of the tag in small letters or of the kind, its text or attributes.

    `name` begins with "/" for the end of an element. Entities are resolved.
    """

    at: int
    name: str
    text: str = ""
    attributes: Mapping[str, str] = _NOTHING


def unescape(text: str) -> str:
    """Return `text` with its entities resolved. Never raises, unlike `html.unescape` for a number of many digits."""
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text) if "&" in text else text


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a text in order. Comments and the content of scripts are left out.

    A tag or a comment that is not closed is text, with all that follows: nothing is lost. Linear.
    """
    at = _beginning(text)
    while found := _MARKUP.search(text, at):
        if found.start() > at:
            yield Token(at, TEXT, unescape(text[at : found.start()]))
        token, end = _comment(text, found) if text[found.end() - 1] in "!-?" else _tag(text, found)
        if end < 0:
            yield Token(found.start(), TEXT, unescape(text[found.start() :]))
            return
        at = end
        if token:
            yield token
            if token.name in RAW:
                at = _end_of_raw(text, token.name, end)
                if token.name not in UNSEEN_RAW:
                    yield Token(end, TEXT, unescape(text[end:at]) if token.name == "textarea" else text[end:at])
    if at < len(text):
        yield Token(at, TEXT, unescape(text[at:]))


def _beginning(text: str) -> int:
    """Return where the markup begins: after the header that Windows puts before HTML on its clipboard, if it is there.

    That header ends where the page does: at the first "<".
    """
    return max(text.find("<"), 0) if _CLIPBOARD.match(text[:200]) else int(text.startswith("\ufeff"))


def _comment(text: str, found: re.Match[str]) -> tuple[Token | None, int]:
    """Return the mark that a comment is, if it is one, and the end of the comment, -1 for none."""
    sign = "-->" if found[0] == "<!--" else ">"
    begin = found.end() - 2 if text.startswith(("<!-->", "<!--->"), found.start()) else found.end()
    close = text.find(sign, begin)
    if close < 0:
        return None, -1
    inside = text[found.end() : min(close, found.end() + 40)].strip(" []").casefold()
    if inside == "if !supportlists":
        return Token(found.start(), MARK_BEGIN), close + len(sign)
    return (Token(found.start(), MARK_END) if inside == "endif" else None), close + len(sign)


def _tag(text: str, found: re.Match[str]) -> tuple[Token | None, int]:
    """Return the tag that begins here and its end, -1 when it has none."""
    name = _NAME.match(text, found.end() - 1)
    if name is None:  # the pattern of markup ends with a letter
        return None, -1
    at = name.end()
    attributes: dict[str, str] = {}
    while at < len(text) and text[at] != ">":
        part = _ATTRIBUTE.match(text, at)
        if part is None or part.end() == at:
            return None, -1
        at = part.end()
        if part[1] and len(attributes) < ATTRIBUTES:
            attributes.setdefault(part[1].casefold(), unescape((part[2] or "").strip("\"'")))
    if at >= len(text):
        return None, -1
    sign = "/" if text[found.start() + 1] == "/" else ""
    return Token(found.start(), sign + name[0].casefold(), attributes=attributes), at + 1


def _end_of_raw(text: str, name: str, begin: int) -> int:
    """Return where the content of an element without markup ends: at its end tag, or with the text."""
    close = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(text, begin)
    return close.start() if close else len(text)
