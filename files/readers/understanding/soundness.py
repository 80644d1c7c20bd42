"""Soundness: checks over a whole reading that catch a wrong one of any kind before anybody accepts it.

Each check asks what a right reading never shows, so that a mistake of any reader of tables or texts is refused by name
with its place, instead of becoming documents that look right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from documents.document import Problem, excerpt
from documents.translation import mark as _
from files.readers.understanding.record import Entry, Record, Records
from files.readers.understanding.remarks import UNDER_LEVEL, UNMARKED, WRAPPED_ROW
from files.readers.understanding.vocabulary import Kind, Vocabulary
from files.readers.understanding.words import level_of, roles_by_words, title

MESSAGES = {
    "E_NAME_IS_TEXT": _(
        "“{name}” terbaca sebagai nama, tetapi tampaknya sebuah kalimat. Tulis namanya di baris sendiri, misalnya "
        "“{label}: …”, lalu unggah lagi."
    ),
    "E_NAME_IN_CELL": _(
        "Sel nama “{name}” memuat lebih dari sebuah nama. Sisakan namanya saja di sel itu dan pindahkan teks lainnya "
        "ke kolom sendiri, misalnya kolom “{text}”, lalu unggah lagi."
    ),
    "E_CODE_IS_TEXT": _(
        "“{code}” terbaca sebagai kode, tetapi memuat label lain. Tulis “{key}: …” dan “{label}: …” di baris "
        "masing-masing, lalu unggah lagi."
    ),
    "E_LACKS": _(
        "{what} Tulis “{label}: …” di baris sendiri di atasnya, atau isi kolom “{label}” bila ini tabel, lalu unggah "
        "lagi."
    ),
    "E_NAME_IS_LABEL": _(
        "“{name}” terbaca sebagai nama, tetapi tampaknya label. Tulis nama yang dimaksud, misalnya “{label}: …”, "
        "lalu unggah lagi."
    ),
    "E_NAME_AGAIN": _(
        "Nama “{name}” terbaca dua kali tanpa kode yang membedakannya; yang pertama: “{first}”. Gabungkan keduanya, "
        "atau beri kode masing-masing, lalu unggah lagi."
    ),
    "E_CODES_APART": _(
        "“{name}” terbaca {count} kali, setiap kali dengan kode lain (“{first}”, “{second}”). Mungkin kolom itu kode "
        "butir, bukan kode nama: pilih “Abaikan” untuk kolom itu, atau bedakan namanya, lalu unggah lagi."
    ),
    "E_READ_TWICE": _(
        "{what} Mungkin di sini mulai isi lain yang namanya tidak terbaca, atau dua isi berdampingan: tulis "
        "“{label}: …” di atas masing-masing, satu di bawah yang lain, lalu unggah lagi. Hapus hanya bila teksnya sama."
    ),
    "E_ITEM_IS_LABEL": _(
        "“{text}” terbaca sebagai isi, tetapi tampaknya label. Pisahkan dari butir di atasnya, misalnya dengan titik "
        "dua di belakangnya, lalu unggah lagi."
    ),
    "E_LEVEL_AGAIN": _(
        "Level {level} dari “{name}” mulai lagi di sini: mungkin ada nama yang terlewat di atasnya. Tulis “{label}: …” "
        "di atas setiap nama, lalu unggah lagi."
    ),
    "E_LEVELS_APART": _(
        "Setiap level hanya ada pada satu nama; level {level} terbaca sebagai milik “{name}”. Mungkin ini lanjutan "
        "nama di atasnya. Tulis “{label}: …” di atas setiap nama, lalu unggah lagi."
    ),
    "E_NUMBER_AGAIN": _(
        "Penomoran dalam “{group}” mulai lagi dari {number} pada “{name}”: mungkin judul kelompok di atasnya tidak "
        "terbaca. Tulis “{label}: …” di baris sendiri di atas setiap kelompok, lalu unggah lagi. Bila kelompoknya "
        "memang satu, hapus nomornya."
    ),
    "E_LEVEL_UNNAMED": _(
        "“{text}” tidak berada di bawah nama apa pun, dan nama di bawahnya tidak jelas. Tulis “{label}: …” di atas "
        "setiap nama, lalu unggah lagi."
    ),
    "E_ROWS_WRAPPED": _(
        "{count} baris tampaknya lanjutan teks di baris di atasnya, mulai di sini, seperti pada tabel hasil konversi "
        "PDF. Satukan setiap teks di satu sel, atau unggah berkas asalnya (Word atau Excel)."
    ),
    "E_MOST_BARE": _(
        "{bare} dari {all} nama terbaca tanpa isi apa pun, mulai dari “{name}”. Mungkin itu bukan nama, atau isinya "
        "ada di tempat lain. Beri label seperti di berkas contoh, lalu unggah lagi."
    ),
    "E_ONE_LEVELLED": _(
        "Hanya satu dari {all} nama yang berlevel; yang lain, mulai dari “{name}”, tidak. Mungkin levelnya terbaca di "
        "bawah nama yang salah. Beri label seperti di berkas contoh, lalu unggah lagi."
    ),
}
_WORDS = 5
_ITEMS = (Kind.LIST, Kind.LEVEL_ITEM)
_LEVELS = (Kind.LEVEL, Kind.LEVEL_TEXT, Kind.LEVEL_ITEM)
#: How many documents of one name with codes of their own may be meant, where most names have one; and how many rows
#: may seem to go on with others.
_SEVERAL = 2
#: The codes of problems of what a document lacks, with the kind of its label.
_LACKS = {"E_NO_ASPECT": Kind.GROUP, "E_NO_NAMA": Kind.NAME, "E_NO_KODE": Kind.KEY}
#: The codes of problems of what stands twice in one document.
_TWICE = frozenset({"E_DUP_FIELD", "E_DUP_LEVEL", "E_DUP_NUMBER"})


def unsound(records: Records) -> list[Problem]:
    """Return the problems of a reading that cannot be right: at most one of each kind, at its first place. Linear."""
    checks = (_names, _twins, _codes_apart, _labels, _levels_again, _levels_apart, _numbers_again, _bare, _wrapped)
    found = (next(check(records), None) for check in checks)
    return [problem for problem in found if problem]


def unnamed_level(records: Records, block: int, text: str) -> Problem:
    """Return the problem of a level above the first document, where only a plain line was taken for the name of it."""
    return _problem(records, "E_LEVEL_UNNAMED", block, text=text)


def _problem(records: Records, code: str, block: int, **values: object) -> Problem:
    label = next((str(role.label) for role in records.vocabulary.of_kind(Kind.NAME)), "")
    shown = {key: excerpt(value) if isinstance(value, str) else value for key, value in values.items()}
    return Problem(block, code, MESSAGES[code].format_map({"label": label} | shown))


def _names(records: Records) -> Iterator[Problem]:
    """Yield names that are sentences or labels."""
    for record in records.records:
        name = record.first(Kind.NAME)
        if name and len(name.text.split()) >= _WORDS and name.text.rstrip()[-1:] in ".;!?":
            code = "E_NAME_IN_CELL" if name.piece[1] >= 0 else "E_NAME_IS_TEXT"
            yield _problem(records, code, name.piece[0], name=name.text, text=_label_of(records, Kind.TEXT))
        elif name and _is_label(name.text, records.vocabulary):
            yield _problem(records, "E_NAME_IS_LABEL", name.piece[0], name=name.text)


def _is_label(text: str, vocabulary: Vocabulary) -> bool:
    """Return whether a text is nothing but a label, or a level without a text."""
    if len(text) > 60:
        return False
    level = level_of(text, vocabulary)
    return title(text) in roles_by_words(vocabulary) or bool(level and level.number and not level.name + level.rest)


def _twins(records: Records) -> Iterator[Problem]:
    """Yield names that two documents of one group have, of which none has a code of its own."""
    keyed = bool(records.vocabulary.of_kind(Kind.KEY))
    seen: dict[tuple[str, str], Entry] = {}
    for record in records.records if keyed else ():
        name = record.first(Kind.NAME)
        if not name or record.first(Kind.KEY):
            continue
        first = seen.setdefault((_group_of(record), title(name.text)), name)
        if first is not name:
            yield _problem(records, "E_NAME_AGAIN", name.piece[0], name=name.text, first=first.text)


def _codes_apart(records: Records) -> Iterator[Problem]:
    """Yield the second document of a name that has three codes or more, or of most names where each has several."""
    names: dict[tuple[str, str], list[Record]] = {}
    for record in records.records:
        if record.first(Kind.KEY) and record.first(Kind.NAME):
            names.setdefault((_group_of(record), title(record.text(Kind.NAME))), []).append(record)
    whole = sum(map(len, names.values()))
    for same in names.values():
        if len(same) > _SEVERAL or (len(same) == _SEVERAL < whole and whole >= _SEVERAL * len(names)):
            first, second = same[0].text(Kind.KEY), same[1].text(Kind.KEY)
            values = {"name": same[0].text(Kind.NAME), "count": len(same), "first": first, "second": second}
            yield _problem(records, "E_CODES_APART", same[1].entries[0].piece[0], **values)


def told_twice(records: Records, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems; one that says what to do in a sheet says what to do in a file that is laid out otherwise."""
    return tuple(_told(records, one) for one in problems)


def _told(records: Records, problem: Problem) -> Problem:
    if problem.code in _TWICE:
        return _told_twice(records, problem)
    if problem.code in _LACKS:
        what, _stop, _advice = str(problem.message).rpartition(". ")
        label = _label_of(records, _LACKS[problem.code])
        return replace(problem, message=MESSAGES["E_LACKS"].format(what=f"{what}.", label=label)) if what else problem
    return _told_code(records, problem) if problem.code == "E_KODE_FORMAT" else problem


def _told_code(records: Records, problem: Problem) -> Problem:
    """Return the problem of a code that is none; one that holds a label says so."""
    codes = (record.first(Kind.KEY) for record in records.records)
    code = next((entry.text for entry in codes if entry and entry.piece[0] == problem.line), "")
    if ":" not in code:
        return problem
    values = {"code": excerpt(code), "key": _label_of(records, Kind.KEY), "label": _label_of(records, Kind.NAME)}
    return replace(problem, message=MESSAGES["E_CODE_IS_TEXT"].format(**values))


def _label_of(records: Records, kind: Kind) -> str:
    return next((str(role.label) for role in records.vocabulary.of_kind(kind)), "")


def _told_twice(records: Records, problem: Problem) -> Problem:
    what, _stop, _advice = str(problem.message).rpartition(". ")
    label = next((str(role.label) for role in records.vocabulary.of_kind(Kind.NAME)), "")
    message = MESSAGES["E_READ_TWICE"].format(what=f"{what}." if what else problem.message, label=label)
    return replace(problem, message=message)


def _group_of(record: Record) -> str:
    own = record.first(Kind.GROUP)
    return next((one.text for one in record.group.values() if one.role.kind is Kind.GROUP), own.text if own else "")


def _labels(records: Records) -> Iterator[Problem]:
    """Yield items that are nothing but a label; behind a list mark the author says that they are items."""
    for record in records.records:
        for entry in record.entries:
            unmarked = entry.role.kind in _ITEMS and entry.remark in ("", UNMARKED, UNDER_LEVEL)
            if unmarked and _is_label(entry.text, records.vocabulary):
                yield _problem(records, "E_ITEM_IS_LABEL", entry.piece[0], text=entry.text)


def _levels_again(records: Records) -> Iterator[Problem]:
    """Yield levels whose items go on behind those of another level: in a text at once, in rows when two levels do."""
    for record in records.records:
        items = [entry for entry in record.entries if entry.role.kind is Kind.LEVEL_ITEM]
        runs = [next(run) for _level, run in groupby(items, key=lambda entry: entry.level)]
        seen: set[str] = set()
        again: list[Entry] = []
        for run in runs:
            again += [run] if run.level in seen else []
            seen.add(run.level)
        if len(again) > 1 or any(entry.piece[1] < 0 for entry in again):
            name = record.text(Kind.NAME)
            yield _problem(records, "E_LEVEL_AGAIN", again[0].piece[0], level=again[0].level, name=name)


def _levels_apart(records: Records) -> Iterator[Problem]:
    """Yield the second document with levels, where no two documents have a level in common: they are one.

    Only lines of a text can be taken for names in this way, and a code of its own tells that a document is one.
    """
    owners: dict[str, Record] = {}
    seen: list[tuple[Record, Entry]] = []
    for record in records.records:
        entries = [entry for entry in record.entries if entry.role.kind in _LEVELS and entry.level.isdecimal()]
        if any(owners.setdefault(entry.level, record) is not record for entry in entries):
            return
        if entries:
            seen.append((record, entries[0]))
    for record, entry in seen[1:]:
        name = record.first(Kind.NAME)
        if name and name.piece[1] < 0 and not record.first(Kind.KEY):
            yield _problem(records, "E_LEVELS_APART", entry.piece[0], level=entry.level, name=name.text)


def _numbers_again(records: Records) -> Iterator[Problem]:
    """Yield documents that have the number 1 although one of their group stands above."""
    groups = records.vocabulary.of_kind(Kind.GROUP)
    for before, record in pairwise(records.records):
        number, name, group = record.first(Kind.NUMBER), record.text(Kind.NAME), _group_of(record)
        again = number is not None and before.first(Kind.NUMBER) and number.text.rpartition(".")[2] == "1"
        if number and again and group and group == _group_of(before):
            values = {"name": name, "group": group, "number": number.text, "label": str(groups[0].label)}
            yield _problem(records, "E_NUMBER_AGAIN", number.piece[0], **values)


def _bare(records: Records) -> Iterator[Problem]:
    """Yield the first document without anything, where half of them or more have nothing and others have something."""
    bare = [record for record in records.records if record.bare]
    whole = len(records.records)
    if len(bare) < whole <= 2 * len(bare):
        yield _about(records, "E_MOST_BARE", bare, bare=len(bare))
    flat = [record for record in records.records if not _has_levels(record)]
    if len(flat) == whole - 1 > 1 and records.vocabulary.levels:
        yield _about(records, "E_ONE_LEVELLED", flat)


def _wrapped(records: Records) -> Iterator[Problem]:
    """Yield the first row that seems to go on with the one above, where several do and a tenth of the items has one."""
    rows = [piece for piece, fate in records.aside.items() if fate.reason == WRAPPED_ROW]
    items = sum(1 for record in records.records for entry in record.entries if entry.role.kind in _ITEMS)
    if len(rows) > _SEVERAL and len(rows) * 10 >= items:
        yield _problem(records, "E_ROWS_WRAPPED", min(rows)[0], count=len(rows))


def _about(records: Records, code: str, found: Sequence[Record], **values: object) -> Problem:
    first = found[0].entries[0].piece[0] if found[0].entries else 0
    name = found[0].text(Kind.NAME) or found[0].text(Kind.KEY)
    return _problem(records, code, first, all=len(records.records), name=name, **values)


def _has_levels(record: Record) -> bool:
    return any(entry.role.kind in _LEVELS for entry in record.entries)
