"""Files as people hold them, each with its right reading: `tests/files/layouts/*/cases.json`.

A file is read right, or refused where its case says that a refusal does as well; never read wrong.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from exchange import document_types
from files.readers import detection
from tests.settings import BASE_DIR

FOLDER = BASE_DIR / "tests" / "files" / "layouts"


class Alone:
    """A document type of which nothing is stored."""

    def __init__(self, document_type):
        self.document_type = document_type

    def __getattr__(self, name):
        return getattr(self.document_type, name)

    def stored_names(self):
        return {}


def _cases():
    for path in sorted(FOLDER.rglob("cases.json")):
        for case in json.loads(path.read_text()):
            yield pytest.param(path.parent / case["file"], case, id=case["file"])


CASES = list(_cases())


def reading(path: Path):
    types = [Alone(each) for each in document_types.all_types()]
    return detection.read(path.read_bytes(), types, limit=10_000_000)


def counted(slug, documents):
    """What a reader counts in documents of a type, by the words of a case."""
    if slug == "panduan":
        own = sum(len(document.section("pengembangan mandiri")) for document in documents)
        assigned = sum(len(document.section("pengembangan melalui penugasan")) for document in documents)
        aspects = {document.text("aspek").casefold() for document in documents}
        counts = {"aspects": len(aspects), "sub_aspects": len(documents), "self": own, "assignment": assigned}
        return counts | {"actions": own + assigned}
    lines = [line for document in documents for line in document.lines if line.section.startswith("level ")]
    kinds = Counter("indicators" if line.label else "levels" for line in lines)
    described = sum(not line.label and bool(line.text) for line in lines)
    behaviours = sum(len(document.section("perilaku kunci")) for document in documents)
    counts = {"competencies": len(documents), "key_behaviours": behaviours, "level_descriptions": described}
    return counts | {"levels": kinds["levels"], "indicators": kinds["indicators"]}


def faults(case, document_type, documents):
    """The differences between documents and the right reading."""
    expected, slug = case["expect"], document_type.slug
    counts = counted(slug, documents)
    wanted = {word: number for word, number in expected.items() if isinstance(number, int)}
    if case.get("level_text_may_be_indicator"):
        level_texts = ("level_descriptions", "indicators")
        counts["level texts"] = sum(counts.pop(word) for word in level_texts)
        wanted["level texts"] = sum(wanted.pop(word, 0) for word in level_texts)
    yield from (
        f"{word}: {counts.get(word)}, not {wanted[word]}" for word in wanted if counts.get(word) != wanted[word]
    )
    above = "{0} / {1}" if slug == "panduan" else "{1}"
    names = [above.format(document.text("aspek"), document.text("nama")) for document in documents]
    groups = dict.fromkeys(document.text("kelompok") for document in documents if document.text("kelompok"))
    found = {"names": names, "codes": [document.key for document in documents], "groups": list(groups)}
    for word, values in found.items():
        if expected.get(word) and list(map(str.casefold, expected[word])) != list(map(str.casefold, values)):
            yield f"{word}: {values}"
    texts = {line.text for document in documents for line in document.lines}
    yield from (f"missing: {text}" for text in expected.get("texts", ()) if text not in texts)
    yield from (f"read: {part}" for part in expected.get("texts_absent", ()) if any(part in text for text in texts))


@pytest.mark.parametrize(("path", "case"), CASES)
def test_a_file_is_read_right_or_refused(path, case):
    result = reading(path)
    if result.parsed.fatal:
        assert case.get("refusal_ok"), [problem.message for problem in result.parsed.problems if problem.fatal]
        return
    assert result.document_type
    assert list(faults(case, result.document_type, result.parsed.documents)) == []


@pytest.mark.parametrize(("path", "case"), CASES)
def test_each_piece_of_a_file_has_one_fate(path, case):
    understanding = reading(path).understanding
    for fate in understanding.account if understanding else ():
        assert fate.read or str(fate.reason), fate
        assert not (fate.read and fate.label), fate
