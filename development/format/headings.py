"""The canonical lines of a guide record: its headings, and a description together with its own."""

from __future__ import annotations

from development.format.fields import ASPECT, DESCRIPTION, DOMAIN, TITLES
from development.format.records import ACTION, PLAIN, SUB_ASPECT, Aspect, Sign, recognise
from documents.document import Document


def aspect_of(document: Document) -> Aspect:
    """The aspect that a document names."""
    return Aspect(document.text(ASPECT), document.text(DOMAIN))


def aspect_heading(aspect: Aspect) -> str:
    """The heading's canonical line; one that would read as something else begins with "#"."""
    domain = f" *{aspect.domain}*" if aspect.domain else ""
    heading = f"{aspect.name} **(Aspek{domain})**"
    return heading if recognise(heading).text == aspect.name else f"# {heading}"


def sub_aspect_heading(number: str, name: str) -> str:
    """The heading's canonical line; without `name` the line of a heading whose name stands below."""
    printed = f"Sub Aspek - {number}" if number else "Sub Aspek"
    return f"{printed} **{name}**" if name else printed


def one_line(description: str) -> str:
    """A description together with its heading, which can hold whatever text."""
    return f"{TITLES[DESCRIPTION]}: {description}"


def is_ambiguous(description: str) -> bool:
    """Whether `description`, on a line of its own, would read as a heading or a rule."""
    return recognise(description).kind not in (PLAIN, ACTION)


def can_be_aspect(name: str, domain: str) -> bool:
    """Whether a file can hold an aspect of this name and domain, so that it reads as itself."""
    return recognise(aspect_heading(Aspect(name, domain))) == Sign(ASPECT, name, domain)


def can_be_sub_aspect(number: str, name: str) -> bool:
    """Whether a file can hold a sub-aspect of this number and name, so that it reads as itself."""
    return recognise(sub_aspect_heading(number, name)) == Sign(SUB_ASPECT, name, number)
