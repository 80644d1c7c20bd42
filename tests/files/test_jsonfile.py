"""Documents as JSON: as the schema says, back again without loss, and any text gives documents or problems."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from documents.document import Document
from exchange import document_types
from files import jsonfile
from tests.builders import FIXTURES
from tests.settings import BASE_DIR

SLUGS = ["kamus", "panduan"]


def document(**members):
    return {"code": "A", "name": "Nama", "definition": "x", "key_behaviours": ["y"], "levels": [], **members}


def level(*indicators, number=1):
    return {"number": number, "indicators": [{"number": label, "text": text} for label, text in indicators]}


def text_of(*documents, **frame):
    return json.dumps({"format": "kamus", "version": 1, "documents": list(documents), **frame})


def parse(document_type, text):
    return jsonfile.parse(text, document_type.slug, document_type.nested, document_type.text)


def codes(text, slug="kamus"):
    return [problem.code for problem in parse(document_types.get(slug), text).problems if problem.fatal]


@pytest.mark.parametrize("slug", SLUGS)
def test_an_export_is_as_its_schema_says_and_reads_as_what_is_stored(client, seeds, slug):
    text = client.get(f"/ekspor/{slug}.json").getvalue().decode()
    schema = json.loads((BASE_DIR / "docs" / "schema" / f"{slug}-1.json").read_text())
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(text))
    parsed = parse(document_types.get(slug), text)
    assert not parsed.fatal
    assert list(parsed.documents) == document_types.get(slug).repository.load()
    assert jsonfile.slug_of(text) == slug


@pytest.mark.parametrize("slug", SLUGS)
def test_an_export_as_json_warns_of_nothing_that_the_text_does_not(client, seeds, slug):
    document_type = document_types.get(slug)
    text, nested = [client.get(f"/ekspor/{slug}.{ending}").getvalue().decode() for ending in ("md", "json")]
    warned = [problem.message for problem in document_type.text.parse(text).problems]
    told = [problem.message.partition(": ")[2] for problem in parse(document_type, nested).problems]
    assert told == warned


@pytest.mark.parametrize("slug", SLUGS)
def test_the_schema_names_every_member_and_no_other(slug):
    schema = json.loads((BASE_DIR / "docs" / "schema" / f"{slug}-1.json").read_text())
    (inner,) = [value for name, value in schema["$defs"].items() if name in ("competency", "sub_aspect")]
    nested = document_types.get(slug).nested
    assert set(inner["properties"]) == set(nested.SHAPE)
    assert set(inner["required"]) == set(nested.values(Document("X", "X", ())))


def test_values_are_nested_as_people_think_of_them(client, seeds):
    devo = json.loads(client.get("/ekspor/kamus/DEVO.json").getvalue())["documents"][0]
    assert (devo["code"], devo["name"], devo["group"]) == ("DEVO", "Developing Others", "ELEMENTS")
    assert len(devo["key_behaviours"]) == 7
    assert [indicator["number"] for indicator in devo["levels"][3]["indicators"]] == ["1", "2", "3", "5", "6", "7"]


def test_absent_members_are_empty_and_unknown_ones_are_told():
    parsed = parse(document_types.get("kamus"), text_of({"code": "a", "name": "Nama", "warna": "biru"}))
    assert [each.key for each in parsed.documents] == ["A"]
    assert "W_JSON_MEMBER" in [problem.code for problem in parsed.problems]
    assert not parsed.fatal


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "E_JSON"),
        ("[" * 100_000, "E_JSON"),
        ('{"format": "kamus", "version": ' + "9" * 5_000 + "}", "E_JSON"),
        ("[]", "E_JSON_FORMAT"),
        (text_of(format="panduan"), "E_JSON_FORMAT"),
        (text_of(document(), version=2), "E_JSON_VERSION"),
        (text_of(document(), version=True), "E_JSON_VERSION"),
        (text_of(), "E_EMPTY_FILE"),
        (text_of(7), "E_JSON_SHAPE"),
        (text_of(document(levels="1")), "E_JSON_SHAPE"),
        (text_of(document(levels=[{"number": True}])), "E_JSON_SHAPE"),
        (text_of(document(definition="\ud800")), "E_JSON_SHAPE"),
        (text_of(document(), document(code="a")), "E_JSON_DUPLICATE"),
        (text_of(document(code="A B")), "E_JSON_CONTENT"),
        (text_of(document(name="")), "E_JSON_CONTENT"),
        (text_of(document(levels=[level(("1", "x"), ("1", "y"))])), "E_JSON_CONTENT"),
        (text_of(document(levels=[level(number=21)])), "E_JSON_CONTENT"),
        (text_of(document(levels=[level(("1 | 2", "x"))])), "E_JSON_UNWRITABLE"),
    ],
)
def test_what_is_wrong_is_said_and_refused(text, code):
    assert code in codes(text)


@pytest.mark.parametrize(
    "text", [text_of(document(**{"\ud800": 1})), text_of(document(), version="\udfff"), text_of({"\udc80": 1})]
)
def test_half_a_character_in_a_problem_can_be_shown(text):
    for problem in parse(document_types.get("kamus"), text).problems:
        assert "\ufffd" in problem.message.encode().decode() or problem.code != "E_JSON_VERSION"


def test_documents_that_lack_the_same_or_hold_markdowns_spelling_are_told_as_they_are():
    documents = [{"code": code, "name": code, "definition": "R\\&D &amp; <br>"} for code in "ABC"]
    parsed = parse(document_types.get("kamus"), json.dumps({"format": "kamus", "version": 1, "documents": documents}))
    assert [document.text("definisi") for document in parsed.documents] == ["R\\&D &amp; <br>"] * 3
    told = [problem.message for problem in parsed.problems]
    assert len(told) == 6 and not [message for message in told if "Markdown" in message]
    assert sum("belum punya perilaku kunci" in message for message in told) == 3


@pytest.mark.parametrize("number", [-1, 21, 1_000])
def test_a_level_out_of_range_is_refused_by_name(number):
    document = {"code": "A", "name": "A", "levels": [{"number": number, "description": "", "indicators": []}]}
    parsed = parse(document_types.get("kamus"), json.dumps({"format": "kamus", "version": 1, "documents": [document]}))
    assert parsed.fatal and f"“{number}” bukan level yang sah" in parsed.problems[0].message


def test_what_documents_share_is_written_alike_in_all_of_them():
    """Text and sheets refuse it; found by `python -m tests.fuzz`."""
    first, second, other = (
        {"aspect": aspect, "domain": domain, "name": name, "self_development": [{"number": "1", "text": "x"}]}
        for aspect, domain, name in (("Kerja", "A", "Satu"), ("Kerja", "B", "Dua"), ("Lain", "B", "Tiga"))
    )
    for documents, refused in (((first, other, second), True), ((first, other, second | {"domain": "A"}), False)):
        text = json.dumps({"format": "panduan", "version": 1, "documents": documents})
        parsed = parse(document_types.get("panduan"), text)
        assert ("E_JSON_SHARED" in [problem.code for problem in parsed.problems]) == parsed.fatal == refused
    assert "ke-3: Dua" in parse(document_types.get("panduan"), text.replace('"A"', '"C"', 1)).problems[-1].message


def test_a_problem_names_the_document_and_the_member():
    parsed = parse(document_types.get("kamus"), text_of(document(), document(code="B", levels=[level((1, "x"))])))
    (problem,) = [problem for problem in parsed.problems if problem.fatal]
    assert problem.message == "Dokumen ke-2, levels[0].indicators[0].number: harus berisi teks."


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


def shaped(shape):
    """Values that fit a shape, and some that do not."""
    if shape is str:
        return st.text(max_size=8) | st.sampled_from(["1", "1.2", "A", "*x*", "Sub Aspek 2", "# |"])
    if shape is int:
        return st.integers(-1, 22)
    if isinstance(shape, list):
        return st.lists(shaped(shape[0]), max_size=3)
    return st.fixed_dictionaries({}, optional={name: shaped(inner) | values for name, inner in shape.items()})


@pytest.mark.parametrize("slug", SLUGS)
@settings(max_examples=60)
@given(data=st.data())
def test_any_values_give_documents_or_problems_and_accepted_means_rereadable(slug, data):
    document_type = document_types.get(slug)
    documents = data.draw(st.lists(shaped(document_type.nested.SHAPE) | values, max_size=3))
    parsed = parse(document_type, json.dumps({"format": slug, "version": 1, "documents": documents}))
    assert parsed.documents or parsed.fatal
    if not parsed.fatal:
        again = json.dumps(
            {"format": slug, "version": 1, "documents": [*map(document_type.nested.values, parsed.documents)]}
        )
        assert parse(document_type, again).documents == parsed.documents


def test_every_format_has_its_description():
    for document_type in document_types.all_types():
        assert (BASE_DIR / "docs" / "schema" / f"{document_type.slug}-{jsonfile.VERSION}.json").exists()


@pytest.mark.parametrize("slug", SLUGS)
def test_a_native_text_is_no_json(slug):
    assert jsonfile.slug_of((FIXTURES / f"{slug}.md").read_text()) == ""


def test_a_problem_that_names_its_document_is_not_named_a_second_time(client, seeds):
    document = {"code": "ADAT", "name": "Analisis Data", "definition": "Mengolah.", "levels": [{"level": 9}]}
    text = json.dumps({"format": "kamus", "version": 1, "documents": [document]})
    problems = parse(document_types.get("kamus"), text).problems
    assert problems
    for problem in problems:
        assert problem.message.count("Analisis Data") + problem.message.count("ADAT") <= 1, problem
