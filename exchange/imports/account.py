"""Account of a file: each of its lines beside what became of it, below the documents that came of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django import forms
from django.core.paginator import Page, Paginator
from django.utils.translation import gettext

from documents.document import Document, clean
from documents.emphasis import plain
from documents.translation import AnyText
from exchange.document_types import DocumentType
from exchange.imports.line_fields import LineField, LineFields
from exchange.proposals.notes import Counts
from files.readers.detection import ReadResult
from files.readers.native_account import account
from files.readers.understanding.reading import Fate

#: The most lines on a page, the most characters of one, and the most places of one that are named.
LINES, TEXT, NAMED = 400, 1_000, 3
#: Filters of the account by their names in addresses.
LEFT_OUT, DOUBTFUL = "dilewati", "diragukan"


def fates_of(reading: ReadResult[DocumentType]) -> Sequence[Fate]:
    """Return the fate of every line or cell of a file, in order; none for a JSON file, whose lines say nothing."""
    if reading.understanding:
        return reading.understanding.account
    return tuple(account(reading.lines(), reading.parsed))


def counts_of(fates: Iterable[Fate]) -> Counts:
    """Count some fates; notes on the whole file, which have no text, are none of its lines."""
    total = left_out = doubtful = cells = 0
    for fate in fates:
        if not fate.text:
            continue
        total, left_out, doubtful = total + 1, left_out + fate.left_out, doubtful + fate.asks
        cells += fate.place.column >= 0
    return Counts(total, left_out, doubtful, cells)


@dataclass(frozen=True, slots=True)
class AccountLine:
    """A line of the account. `read` are the places that it went to, `more` counts further ones.

    `id` is its fragment on the page, "" for the further cells of a row; `field` its question.
    """

    fate: Fate
    place: str
    text: str
    cut: int
    read: Sequence[str]
    more: int
    reason: AnyText
    id: str
    field: LineField | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """The lines of one document on a page. `counts` are those of all its lines; `key` is "" before the first one."""

    key: str
    title: str
    mark: str
    counts: Counts
    lines: Sequence[AccountLine]
    known: bool

    @property
    def folded(self) -> bool:
        """Whether nothing in it needs a look."""
        return bool(self.key) and not self.counts.doubtful


class AccountForm(forms.Form):
    """Filter and page of an account, or the line to show. Invalid values mean all lines and the first page."""

    saring = forms.ChoiceField(choices=[(each, each) for each in ("", LEFT_OUT, DOUBTFUL)], required=False)
    halaman = forms.IntegerField(min_value=1, required=False)
    baris = forms.IntegerField(min_value=1, required=False)

    def value(self, name: str) -> str:
        """Return a value as a text, "" for none and an invalid one."""
        self.is_valid()
        return str(self.cleaned_data.get(name) or "")


@dataclass(frozen=True, slots=True)
class Account:
    """One page of an account with its counts; `filter` is the name of the filter or ""."""

    counts: Counts
    filter: str
    page: Page[tuple[str, Fate]]
    sections: Sequence[Section]

    @property
    def asks(self) -> bool:
        """Whether a line on the page has a question."""
        return any(line.field for section in self.sections for line in section.lines)


def page_of(reading: ReadResult[DocumentType], form: AccountForm, *, marked: bool = True) -> Account:
    """Return the page of an account that the address asks for. Linear.

    Marks of emphasis are shown where the file itself holds them, as `marked` says, and not where its fonts do.
    """
    fates = fates_of(reading)
    below = list(_below_documents(fates))
    chosen = form.value("saring")
    shown = [each for each in below if _passes(each[1], chosen)]
    paginator = Paginator(shown, LINES)
    number = int(form.value("halaman") or 1)
    if line := form.value("baris"):
        at = next((nth for nth, (_, fate) in enumerate(shown) if fate.number >= int(line)), 0)
        number = at // LINES + 1
    page = paginator.get_page(number)
    sections = list(_sections(page.object_list, below, reading, marked=marked))
    return Account(counts_of(fates), chosen, page, sections)


def _passes(fate: Fate, chosen: str) -> bool:
    return fate.left_out if chosen == LEFT_OUT else fate.asks if chosen == DOUBTFUL else True


def _below_documents(fates: Iterable[Fate]) -> Iterator[tuple[str, Fate]]:
    """Yield each fate with the key of the document that its line stands in; the cells of a row stand together."""
    key = ""
    for _number, row in groupby(fates, lambda fate: fate.number):
        cells = list(row)
        key = next((read for fate in cells for read, _ in fate.read if read), key)
        yield from ((key, fate) for fate in cells)


def _sections(
    shown: Iterable[tuple[str, Fate]],
    below: Iterable[tuple[str, Fate]],
    reading: ReadResult[DocumentType],
    *,
    marked: bool,
) -> Iterator[Section]:
    documents = {document.key: document for document in reading.parsed.documents}
    shown = list(shown)
    wanted = {key for key, _ in shown}
    whole: dict[str, list[Fate]] = {}
    for key, fate in below:
        if key in wanted:
            whole.setdefault(key, []).append(fate)
    counts = {key: counts_of(fates) for key, fates in whole.items()}
    understood, vocabulary = reading.understanding, reading.document_type and reading.document_type.vocabulary
    fields = LineFields(understood, vocabulary) if understood and vocabulary else None
    for key, group in groupby(shown, lambda each: each[0]):
        lines = list(_lines((fate for _, fate in group), fields, marked=marked))
        yield _section(key, lines, counts[key], documents.get(key), reading.document_type)


def _section(
    key: str,
    lines: Sequence[AccountLine],
    counts: Counts,
    document: Document | None,
    document_type: DocumentType | None,
) -> Section:
    mark = document_type.pages.short_label(document) if document and document_type else ""
    title = document.title if document else key
    return Section(document.key if document else key, title, mark, counts, lines, bool(document))


def _lines(fates: Iterable[Fate], fields: LineFields | None, *, marked: bool) -> Iterator[AccountLine]:
    number = 0
    for fate in fates:
        text = fate.text if marked else plain(fate.text)
        yield _line(fate, text.strip("\r\n"), "" if fate.number == number else f"baris-{fate.number}", fields)
        number = fate.number


def _line(fate: Fate, text: str, fragment: str, fields: LineFields | None) -> AccountLine:
    places = list(dict.fromkeys(path for _, path in fate.read))
    read, more = [_place(path) for path in places[:NAMED]], max(0, len(places) - NAMED)
    field = fields.of(fate, "; ".join(read) or gettext("Lewati")) if fields else None
    cut = max(0, len(text) - TEXT)
    return AccountLine(fate, str(fate.place), text[:TEXT], cut, read, more, fate.reason, fragment, field)


def _place(path: str) -> str:
    """Return the path of a line as the beginning of a sentence; a path of "" is the key of its document."""
    words = clean(path) or gettext("kode")
    return words[:1].upper() + words[1:]
