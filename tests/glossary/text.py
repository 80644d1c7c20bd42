"""The glossary's text: `Istilah | Audit`, and below it `Arti | …`, any number of times."""

from documents.document import Document, Line, Problems, clean, excerpt, raw_lines, slug

EXAMPLE = "Istilah | Audit\nArti | …"
LAYOUT_CODES = frozenset()
TERM, MEANING = "istilah", "arti"
MESSAGES = {
    "E_UNRECOGNISED": "“{text}” tidak dikenali. Tulis Istilah | … atau Arti | …",
    "E_NO_TERM": "Arti ini tidak di bawah sebuah istilah. Tulis dahulu: Istilah | …",
    "E_DUPLICATE": "Istilah {text} ada dua kali. Hapus salah satunya.",
}


def first_sign(text):
    return next((at for at, line in enumerate(raw_lines(text), 1) if _cells(line)[0] == TERM), 0)


def parse(text):
    problems, records = Problems(MESSAGES), []
    for at, raw in enumerate(raw_lines(text), 1):
        head, cell = _cells(raw)
        if head == TERM and cell:
            records.append([at, cell, "", raw])
            continue
        if records:
            records[-1][3] += raw
        if head == MEANING and records:
            records[-1][2] = cell
        elif clean(raw):
            problems.add(at, "E_NO_TERM" if head == MEANING else "E_UNRECOGNISED", text=excerpt(raw))
    seen, documents = set(), []
    for at, name, meaning, raw in records:
        if slug(name) in seen:
            problems.add(at, "E_DUPLICATE", text=name)
        seen.add(slug(name))
        documents.append(document(name, meaning, source=raw, source_line=at))
    return problems.parsed(documents)


def document(name, meaning, **more):
    return Document(slug(name), name, (Line(TERM, name), Line(MEANING, meaning)), **more)


def render(documents):
    return "".join(pieces(documents))


def pieces(documents):
    """What came from a file and is as it was read goes out byte for byte; the rest is written anew."""
    for each in documents:
        untouched = each.source and parse(each.source).documents == (each,)
        yield each.source if untouched else f"Istilah | {each.title}\nArti | {each.text(MEANING)}\n"


def _cells(raw):
    head, _, cell = raw.partition("|")
    return clean(head).lower(), clean(cell)
