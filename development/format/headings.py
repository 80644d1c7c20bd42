"""Canonical lines of a guide record: its headings, and a description on the line of its heading."""

from __future__ import annotations

from development.format.fields import ASPECT, DESCRIPTION, DOMAIN, TITLES
from development.format.records import ACTION, PLAIN, SUB_ASPECT, Aspect, Sign, is_unknown_heading, recognise
from documents.document import Document


def aspect_of(document: Document) -> Aspect:
    """Return the aspect that a document names."""
    return Aspect(document.text(ASPECT), document.text(DOMAIN))


def aspect_heading(aspect: Aspect) -> str:
    """Return the canonical heading of an aspect. It begins with "#" if it would read as another kind of line."""
    domain = f" *{aspect.domain}*" if aspect.domain else ""
    heading = f"{aspect.name} **(Aspek{domain})**"
    return heading if recognise(heading).text == aspect.name else f"# {heading}"


def sub_aspect_heading(number: str, name: str) -> str:
    """Return the canonical heading of a sub-aspect; without `name`, the heading above a name on the next line."""
    printed = f"Sub Aspek - {number}" if number else "Sub Aspek"
    return f"{printed} **{name}**" if name else printed


def one_line(description: str) -> str:
    """Return a description on the line of its heading; this form can hold any text."""
    return f"{TITLES[DESCRIPTION]}: {description}"


def is_ambiguous(description: str) -> bool:
    """Return whether `description`, on its own line, would read as a heading or a rule."""
    return recognise(description).kind not in (PLAIN, ACTION) or is_unknown_heading(description)


def can_be_aspect(name: str, domain: str) -> bool:
    """Return whether the heading of this aspect reads back as the same name and domain."""
    return recognise(aspect_heading(Aspect(name, domain))) == Sign(ASPECT, name, domain)


def can_be_sub_aspect(number: str, name: str) -> bool:
    """Return whether the heading of this sub-aspect reads back as the same number and name."""
    return recognise(sub_aspect_heading(number, name)) == Sign(SUB_ASPECT, name, number)
