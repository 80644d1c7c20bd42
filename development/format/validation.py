"""Checks of sub-aspects and their lines, for every kind of file."""

from __future__ import annotations

from development.format.fields import ASSIGNMENT, SELF, TITLES
from development.format.records import Item, Record, aspect_slug, sub_aspect_slug
from documents.document import NAME_LIMIT, TEXT_LIMIT, Problems, excerpt, is_blank
from documents.lacking import Lacking
from documents.numbering import is_label, numbering_problem
from documents.translation import AnyText
from documents.translation import mark as _

NO_DESCRIPTION = _("Tidak satu pun dari {count} sub aspek punya deskripsi")
NO_ACTIONS = {
    SELF: _("Tidak satu pun dari {count} sub aspek punya tindakan Pengembangan Mandiri"),
    ASSIGNMENT: _("Tidak satu pun dari {count} sub aspek punya tindakan Pengembangan Melalui Penugasan"),
}


class Checks:
    """Note the problems of the records of one file as they are read.

    `keys` and `names` hold the first line of each key and of each slug of a name.
    """

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.keys: dict[str, int] = {}
        self.names: dict[str, int] = {}
        self.numbers: set[tuple[str, str]] = set()
        self.lacking = Lacking()

    def finish(self, count: int) -> None:
        """Warn of what records lack, once all `count` of them are read."""
        totals: dict[AnyText, int] = dict.fromkeys((NO_DESCRIPTION, *NO_ACTIONS.values()), count)
        self.lacking.report(self.problems, totals=totals)

    def check_aspect(self, words: str, name: str, domain: str, line: int) -> None:
        """Check name and domain of an aspect; `words` is the slug of its name."""
        if not words:
            self.problems.add(line, "E_EMPTY_TEXT", what=_("Nama aspek"))
        self.check_length(name, line, _("Nama aspek"), NAME_LIMIT)
        self.check_length(domain, line, _("Ranah aspek"), NAME_LIMIT)

    def check_number(self, record: Record, before: str) -> str:
        """Check the number of a sub-aspect against `before`, the one before it ("0" for none).

        Returns the number that the next one has to follow.
        """
        label = record.number
        if not is_label(label):
            self.problems.add(record.source_line, "E_NUMBER_RANGE", label=excerpt(label), what=_("sub aspek"))
            return before
        place = aspect_slug(record.aspect.name), label
        if place in self.numbers:
            self.problems.add(record.source_line, "W_DUP_NUMBER", label=label, name=excerpt(record.aspect.name))
        elif code := numbering_problem(before, label):
            shown = before if before != "0" else _("awal")
            name = excerpt(record.aspect.name) or _("Berkas")
            self.problems.add(record.source_line, code, name=name, what=_("sub aspek"), before=shown, after=label)
        self.numbers.add(place)
        return label

    def check_name(self, record: Record, item: Item) -> None:
        """Check the name of the record; it may not repeat in its aspect, and gives a warning if it does elsewhere."""
        words, key, name = sub_aspect_slug(item.text), record.key, excerpt(item.text)
        self.check_length(item.text, item.first, _("Nama sub aspek"), NAME_LIMIT)
        if not words:
            self.problems.add(item.first, "E_EMPTY_TEXT", what=_("Nama sub aspek"))
        elif key in self.keys:
            self.problems.add(item.first, "E_DUP_NAMA", name=name, first=self.keys[key])
        elif words in self.names:
            self.problems.add(item.first, "W_DUP_NAMA", name=name, first=self.names[words])
        self.keys.setdefault(key, item.first)
        self.names.setdefault(words, item.first)

    def add_action(self, record: Record, way: str, actions: dict[str, Item], label: str, item: Item) -> None:
        """Add an action to `actions`, those of one way, unless its number is invalid or taken."""
        before = next(reversed(actions), "0")
        if not is_label(label):
            self.problems.add(item.first, "E_NUMBER_RANGE", label=excerpt(label), what=_("tindakan"))
        elif label in actions:
            first, section = actions[label].first, TITLES[way]
            self.problems.add(item.first, "E_DUP_NUMBER", label=label, section=section, first=first)
        else:
            actions[label] = item
            if code := numbering_problem(before, label):
                shown = before if before != "0" else _("awal")
                name, what = excerpt(record.title), _("tindakan {section}").format(section=TITLES[way])
                self.problems.add(item.first, code, name=name, what=what, before=shown, after=label)

    def check_record(self, record: Record) -> None:
        """Check the record as a whole, once all of it is read."""
        name = excerpt(record.title)
        if record.name is None:
            self.problems.add(record.source_line, "E_EMPTY_TEXT", what=_("Nama sub aspek"))
        if record.description is None or is_blank(record.description.text):
            self.lacking.note(record.source_line, "W_NO_DEFINITION", NO_DESCRIPTION, name=name)
        else:
            self.check_length(record.description.text, record.description.first, _("Deskripsi"))
        for way, items in record.actions.items():
            if not items:
                line = record.titles.get(way, record.source_line)
                self.lacking.note(line, "W_NO_SECTION", NO_ACTIONS[way], name=name, section=TITLES[way])
            for label, item in items.items():
                self.check_action(label, item)

    def check_action(self, label: str, item: Item) -> None:
        """Note the text of an action if it is invisible or too long."""
        text, what = item.text, _("Tindakan nomor {label}").format(label=label)
        if is_blank(text):
            self.problems.add(item.first, "E_EMPTY_TEXT", what=what)
        self.check_length(text, item.first, what)

    def check_length(self, text: str, line: int, what: AnyText, limit: int = TEXT_LIMIT) -> None:
        """Note a text longer than `limit` characters."""
        if len(text) > limit:
            self.problems.add(line, "E_TOO_LONG", what=what, length=len(text), limit=limit)
