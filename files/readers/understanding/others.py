"""Tables about something else than documents: signatures, changes of the file, abbreviations, requirements of a job."""

from __future__ import annotations

from collections.abc import Sequence

from documents.document import clean, excerpt
from documents.translation import AnyText
from documents.translation import mark as _
from files.readers.blocks import TableRow
from files.readers.understanding.heads import LONGEST, is_ignored, role_for, texts_of
from files.readers.understanding.vocabulary import TERMS, Kind, Vocabulary
from files.readers.understanding.words import role_of, title

OTHER_TABLE = _("tabel tentang hal lain (“{words}”)")
_EXPLAINING = (Kind.TEXT, Kind.LEVEL_TEXT)
#: The fewest labels that make a form one about something else.
_LEAST = 2


def is_other(row: TableRow, vocabulary: Vocabulary) -> bool:
    """Return whether a head is that of a table about something else: signatures, changes, abbreviations, terms.

    A word for that may also stand beside nothing but a word for texts: "Istilah | Pengertian".
    """
    texts = [text for text in texts_of(row).values() if len(text) <= LONGEST and not is_ignored(text, vocabulary)]
    rest = [text for text in texts if title(text) not in vocabulary.others]
    if len(texts) - len(rest) != 1 or not any(title(text) in TERMS for text in texts):
        return len(texts) - len(rest) > 1 and len(rest) * 2 < len(texts)
    roles = [role_for(text, vocabulary) for text in rest]
    return len(roles) == 1 and roles[0] is not None and roles[0].kind in _EXPLAINING


def is_other_form(rows: Sequence[TableRow], vocabulary: Vocabulary) -> bool:
    """Return whether rows are labels and texts about something else: "Nama Jabatan | Kepala Bagian"."""
    labels = [title(next(iter(texts_of(row).values()), "")) for row in rows if len(texts_of(row)) > 1]
    others = sum(1 for label in labels if label in vocabulary.others or label in vocabulary.properties)
    if others < _LEAST or others * 2 <= len(rows):
        return False
    return not any(role_of(label, vocabulary) for label in labels)


def other_table(row: TableRow) -> AnyText:
    """Return the reason for leaving out a table with this head."""
    return OTHER_TABLE.format(words=excerpt(", ".join(clean(text) for text in texts_of(row).values())))
