"""Checks of competencies and their lines, for every kind of file."""

from __future__ import annotations

from dictionary.format.fields import BEHAVIOUR, BODY, DEFINITION, LISTS, TITLES
from dictionary.format.records import CODE_PATTERN, LEVELS, Item, LevelItem, Record
from documents.document import NAME_LIMIT, TEXT_LIMIT, Problems, excerpt, is_blank
from documents.lacking import Lacking
from documents.numbering import is_label, numbering_problem
from documents.translation import AnyText
from documents.translation import mark as _

NO_DEFINITION = _("Tidak satu pun dari {count} kompetensi punya definisi")
NO_BEHAVIOUR = _("Tidak satu pun dari {count} kompetensi punya perilaku kunci")
NO_LEVEL = _("Tidak satu pun dari {count} kompetensi punya level")
NO_INDICATOR = _("Tidak satu pun dari {count} level punya indikator")


class Checks:
    """Note the problems of the records of one file as they are read.

    `codes` and `names` hold the first line of each code and name.
    """

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.codes: dict[str, int] = {}
        self.names: dict[str, int] = {}
        self.lacking = Lacking()
        self.levels = 0

    def finish(self, count: int) -> None:
        """Warn of what records lack, once all `count` of them are read; of one record alone level by level."""
        totals: dict[AnyText, int] = dict.fromkeys((NO_DEFINITION, NO_BEHAVIOUR, NO_LEVEL), count)
        self.lacking.report(self.problems, totals=totals | {NO_INDICATOR: self.levels if count > 1 else 0})

    def check_group(self, text: str, line: int) -> None:
        self.check_seen(Item("", text, line, line), _("Nama kelompok"))
        self.check_length(text, line, _("Nama kelompok"), NAME_LIMIT)

    def check_name(self, item: Item) -> None:
        """Note an empty name, and warn of one that another record has."""
        name = item.text.casefold()
        if is_blank(item.text):
            self.problems.add(item.first, "E_NO_NAMA")
        if name in self.names:
            self.problems.add(item.first, "W_DUP_NAMA", name=excerpt(item.text), first=self.names[name])
        self.names.setdefault(name, item.first)

    def check_code(self, record: Record, item: Item) -> None:
        """Note a code that is empty, not valid or taken, and warn of lower case."""
        code = item.text.upper()
        if is_blank(item.text):
            self.problems.add(item.first, "E_NO_KODE", name=excerpt(record.title))
        elif not (item.text.isascii() and CODE_PATTERN.fullmatch(code)):
            self.problems.add(item.first, "E_KODE_FORMAT", code=excerpt(item.text))
        elif code in self.codes:
            self.problems.add(item.first, "E_DUP_KODE", code=code, first=self.codes[code])
        elif code != item.text:
            self.problems.add(item.first, "W_KODE_CASE", code=item.text, upper=code)
        self.codes.setdefault(code, item.first)

    def add_field(self, record: Record, section: str, item: Item) -> None:
        """Add a text that the record lacks, or one more item of a list. Raises KeyError for any other section."""
        if section in LISTS:
            record.lists.setdefault(section, []).append(item)
        elif (first := record.texts.setdefault(BODY[section].section, item)) is not item:
            self.problems.add(item.first, "E_DUP_FIELD", field=TITLES[section], first=first.first)

    def level_number(self, printed: str, line: int) -> int:
        """Return the number of a printed level; -1, with a problem, when it is not valid."""
        number = int(printed) if printed.isascii() and printed.isdigit() and len(printed) < 4 else -1
        if number in LEVELS:
            return number
        self.problems.add(line, "E_LEVEL_RANGE", label=excerpt(printed))
        return -1

    def add_level(self, record: Record, level: LevelItem) -> None:
        """Add a level that the record does not have yet."""
        before, number = next(reversed(record.levels), level.number), level.number
        record.levels[number] = level
        if before <= number <= before + 1:
            return
        code = "W_LEVEL_ORDER" if number < before else "W_LEVEL_GAP"
        self.problems.add(level.item.first, code, name=excerpt(record.title), before=before, after=number)

    def add_indicator(self, record: Record, level: LevelItem | None, item: Item) -> None:
        """Add an indicator to the level, unless its number is invalid or taken, or the level itself is refused."""
        if not is_label(item.label):
            self.problems.add(item.first, "E_NUMBER_RANGE", label=excerpt(item.label))
        elif level is None:
            self.problems.add(item.first, "E_NO_LEVEL", label=item.label)
        elif level.number < 0:
            level.indicators.setdefault(item.label, item)
        elif item.label in level.indicators:
            first = level.indicators[item.label].first
            self.problems.add(item.first, "E_DUP_NUMBER", label=item.label, level=level.number, first=first)
        else:
            before = next(reversed(level.indicators), "0")
            level.indicators[item.label] = item
            if code := numbering_problem(before, item.label):
                name, shown = excerpt(record.title), before if before != "0" else _("awal")
                values = {"name": name, "level": level.number, "before": shown, "after": item.label}
                self.problems.add(item.first, code, **values)

    def check_record(self, record: Record) -> None:
        """Check the record as a whole, once all of it is read."""
        name = excerpt(record.title)
        if record.code is None:
            self.problems.add(record.source_line, "E_NO_KODE", name=name)
        definition = record.texts.get(DEFINITION)
        if definition is None or is_blank(definition.text):
            self.lacking.note(record.source_line, "W_NO_DEFINITION", NO_DEFINITION, name=name)
        if BEHAVIOUR not in record.lists:
            self.lacking.note(record.source_line, "W_NO_KEY_BEHAVIOUR", NO_BEHAVIOUR, name=name)
        self.check_texts(record)
        self.check_levels(record)

    def check_texts(self, record: Record) -> None:
        if record.name:
            self.check_length(record.name.text, record.name.first, _("Nama"), NAME_LIMIT)
        for section, item in record.texts.items():
            self.check_seen(item, BODY[section].label, BODY[section].limit)
        for section, items in record.lists.items():
            for item in items:
                self.check_text(item, LISTS[section].label)
        for level in record.levels.values():
            self.check_seen(level.item, _("Deskripsi level"))
            for item in level.indicators.values():
                self.check_text(item, _("Indikator"))

    def check_text(self, item: Item, what: AnyText, limit: int = TEXT_LIMIT) -> None:
        """Note a text without a visible character, or a longer one than `limit`."""
        text = item.text
        if is_blank(text):
            self.problems.add(item.first, "E_EMPTY_TEXT", what=what)
        self.check_length(text, item.first, what, limit)

    def check_seen(self, item: Item, what: AnyText, limit: int = TEXT_LIMIT) -> None:
        """Check an optional text: it may be absent, but not consist of invisible characters."""
        if item.text:
            self.check_text(item, what, limit)

    def check_length(self, text: str, line: int, what: AnyText, limit: int = TEXT_LIMIT) -> None:
        """Note a text longer than `limit` characters."""
        if len(text) > limit:
            self.problems.add(line, "E_TOO_LONG", what=what, length=len(text), limit=limit)

    def check_levels(self, record: Record) -> None:
        """Warn of a record without levels, and of levels without indicators."""
        name = excerpt(record.title)
        if not record.levels:
            what = _("{name} belum punya level").format(name=name)
            self.lacking.note(record.source_line, "W_EMPTY_LEVEL", NO_LEVEL, what=what)
        self.levels += len(record.levels)
        for level in record.levels.values():
            if not level.indicators:
                what = _("{name}: level {level} belum punya indikator").format(name=name, level=level.number)
                self.lacking.note(level.item.first, "W_EMPTY_LEVEL", NO_INDICATOR, what=what)
