"""The care list: what it finds, where it leads, what it costs."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dictionary.models import Competency, Indicator, KeyBehaviour, Level
from exchange import document_types
from exchange.quality.rules import all_rules, findings
from tests.builders import GROWING, SERVING, competency, competency_with, join
from tests.pages import words


def kind(slug, format_slug):
    return next(kind for kind in all_rules() if (kind.slug, kind.type_slug) == (slug, format_slug))


def found(slug, format_slug="kamus"):
    """The flaws of one kind, as (key, sentence, address)."""
    one = kind(slug, format_slug)
    return [(each.document.key, each.sentence, each.url) for each in findings(one, list(one.keys()))]


def edit(code, **changes):
    Competency.objects.filter(code=code).update(**changes)


@pytest.fixture
def writer(client, uploader, seeds):
    client.force_login(uploader)
    return client


def page(client, query=""):
    response = client.get(f"/periksa/{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_only_who_may_write_sees_the_list(client, seeds, reader, uploader):
    assert client.get("/periksa/").headers["Location"].startswith("/masuk/")
    client.force_login(reader)
    assert client.get("/periksa/").status_code == 403
    assert "/periksa/" not in client.get("/").content.decode()
    client.force_login(uploader)
    assert "/periksa/" in client.get("/").content.decode()
    assert client.post("/periksa/").status_code == 405


def test_a_skipped_number_leads_to_the_line_after_the_hole(seeds):
    assert found("nomor") == [
        ("DEVO", "Developing Others, level 4: nomor indikator melompat dari 3 ke 5.", "/kamus/DEVO/#level-4-5")
    ]


def test_numbers_out_of_order_are_found(seeds):
    Indicator.objects.filter(level__competency__code="CUSF", level__number=1, label="1").update(position=99)
    assert ("CUSF", "/kamus/CUSF/#level-1-1") in [(key, url) for key, _, url in found("nomor")]


def test_a_number_that_is_missing_after_a_deletion_is_found(seeds):
    Indicator.objects.get(level__competency__code="CUSF", level__number=1, label="2").delete()
    assert ("CUSF", "/kamus/CUSF/#level-1-3") in [(key, url) for key, _, url in found("nomor")]


def test_what_is_missing_from_a_competency_is_found_with_its_line(seeds):
    assert [found(slug) for slug in ("isi", "perilaku", "kosong", "level", "kembar")] == [[], [], [], [], []]
    edit("DEVO", definition="", name="Customer focus")
    KeyBehaviour.objects.filter(competency__code="DEVO").delete()
    Level.objects.get(competency__code="DEVO", number=2).delete()
    Indicator.objects.filter(level__competency__code="DEVO", level__number=3).delete()
    assert found("isi") == [("DEVO", "Customer focus belum punya definisi.", "/kamus/DEVO/")]
    assert found("perilaku") == [("DEVO", "Customer focus belum punya perilaku kunci.", "/kamus/DEVO/")]
    assert found("kosong") == [
        ("DEVO", "Customer focus: level 3 belum punya indikator.", "/kamus/DEVO/#level-3"),
    ]
    assert found("level") == [("DEVO", "Customer focus: level melompat dari 1 ke 3.", "/kamus/DEVO/#level-3")]
    assert [key for key, *_ in found("kembar")] == ["DEVO", "CUSF"]
    Level.objects.filter(competency__code="CUSF").delete()
    assert found("kosong")[1] == ("CUSF", "Customer Focus belum punya level.", "/kamus/CUSF/")


def guide(change):
    """Store the guide with another text."""
    document_type = document_types.get("panduan")
    document_type.repository.save([replace(each, source="") for each in change(document_type.repository.load())])


def without(document, *sections):
    kept = (line for line in document.lines if not line.label or line.section not in sections)
    return replace(document, lines=tuple(replace(e, text="") if e.section in sections else e for e in kept))


def test_what_is_missing_from_a_sub_aspect_is_found_with_its_line(seeds):
    assert [found(slug, "panduan") for slug in ("isi", "tindakan", "nomor", "kembar")] == [[], [], [], []]
    guide(lambda stored: [without(stored[0], "deskripsi", "pengembangan mandiri"), *stored[1:]])
    key = "integritas/tanggung-jawab"
    assert found("isi", "panduan") == [(key, "Tanggung Jawab belum punya deskripsi.", f"/panduan/{key}/")]
    assert found("tindakan", "panduan") == [
        (key, "Tanggung Jawab belum punya tindakan Pengembangan Mandiri.", f"/panduan/{key}/")
    ]


def test_numbers_of_the_guide_are_found_in_actions_and_among_sub_aspects(seeds):
    def skip(stored):
        second = stored[1]
        lines = [replace(line, label="9") if line.label == "3" else line for line in second.lines]
        return [replace(second, lines=tuple(lines))]

    guide(skip)
    key = "integritas/komitmen"
    assert [(k, url) for k, _, url in found("nomor", "panduan")] == [
        (key, f"/panduan/{key}/#mandiri-9"),
        (key, f"/panduan/{key}/#penugasan-9"),
    ]
    document_types.get("panduan").repository.delete([key])
    (third,) = found("nomor", "panduan")
    assert "nomor sub aspek melompat dari 1 ke 3" in third[1]


def test_what_is_not_mapped_is_listed_with_suggestions(seeds):
    join({SERVING: ("CUSF",)})
    (unmapped,) = findings(kind("peta", "kamus"), list(kind("peta", "kamus").keys()))
    assert unmapped.document.key == "DEVO"
    name, address = unmapped.fix
    assert (str(name), address) == ("Petakan", "/kamus/DEVO/peta/")
    assert ("Pengembangan Diri dan Orang Lain", f"/kamus/DEVO/peta/?pilih={GROWING.replace('/', '%2F')}") in list(
        unmapped.suggestions
    )
    assert len(found("peta", "panduan")) == 15


def rules(format_slug):
    """What the readers say of every document on its own, as (key, code)."""
    document_type = document_types.get(format_slug)
    said = set()
    for document in document_type.repository.load():
        parsed = document_type.text.parse(document_type.text.render([replace(document, source="")]))
        said |= {(document.key, problem.code) for problem in parsed.problems}
    return said


SHAPES = st.lists(
    st.tuples(st.integers(0, 4), st.lists(st.sampled_from(["1", "2", "3", "5", "1.1", "1.2", "2.4"]), unique=True)),
    unique_by=lambda level: level[0],
    max_size=4,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(shapes=st.lists(SHAPES, min_size=1, max_size=4), defined=st.booleans(), behaviours=st.booleans())
def test_the_kinds_find_exactly_what_the_readers_warn_of(db, shapes, defined, behaviours):
    document_type = document_types.get("kamus")
    document_type.repository.delete(document_type.repository.keys())
    for number, shape in enumerate(shapes):
        document = competency_with(
            f"K{number}",
            nama=f"N {number}",
            definisi="D." if defined else "",
            behaviours=["P."] if behaviours else [],
            levels={level: ("", [(label, "I.") for label in labels]) for level, labels in sorted(shape)},
        )
        document_type.repository.save([document])
    wanted = rules("kamus")
    for each in all_rules():
        if each.type_slug == "kamus" and each.messages:
            keys = list(each.keys())
            assert set(keys) == {key for key, code in wanted if code in each.messages}, each.slug
            assert {finding.document.key for finding in findings(each, keys)} == set(keys)


def test_every_line_that_is_led_to_is_on_its_page(writer):
    Level.objects.get(competency__code="DEVO", number=2).delete()
    Indicator.objects.filter(level__competency__code="CUSF", level__number=1, label="1").update(position=99)
    for each in all_rules():
        for finding in findings(each, list(each.keys())):
            address, _, anchor = finding.url.partition("#")
            html = writer.get(address).content.decode()
            assert not anchor or f'id="{anchor}"' in html
            assert writer.get(finding.fix[1]).status_code == 200
            for _, suggested in finding.suggestions:
                assert "checked" in writer.get(suggested).content.decode()


def test_a_flaw_of_a_neighbour_is_not_told_with_the_document_that_is_asked_for(seeds):
    def skip(stored):
        lines = [
            [replace(line, label="9" if line.label == "3" else line.label) for line in s.lines] for s in stored[:2]
        ]
        return [replace(each, lines=tuple(some)) for each, some in zip(stored, lines, strict=False)]

    guide(skip)
    one = kind("nomor", "panduan")
    assert len(list(one.keys())) == 2
    assert {each.document.key for each in findings(one, ["integritas/komitmen"])} == {"integritas/komitmen"}


def test_only_a_kind_with_more_than_it_shows_leads_to_the_rest(writer, many):
    many(1)
    join({SERVING: ("CUSF",)})
    assert "Lihat semua 2 kompetensi" not in words(page(writer))
    Competency.objects.update(definition="")
    assert "Lihat semua 3 kompetensi" not in words(page(writer))
    many(2)
    Competency.objects.update(definition="")
    assert "Lihat semua 4 kompetensi" in words(page(writer))


def test_the_list_is_grouped_counted_and_filtered(writer):
    edit("DEVO", definition="")
    everything = words(page(writer))
    assert everything.index("Belum ada definisi") < everything.index("Belum dipetakan")
    assert "Lihat semua 16 sub aspek" in everything
    one = words(page(writer, "?jenis=isi"))
    assert "belum punya definisi" in one and "melompat dari 3" not in one and "Hapus saringan" in one
    assert "Developing Others" not in words(page(writer, "?isi=panduan")).split("Saring Belum", 1)[-1].split("Saran")[0]
    assert "Tidak ada yang cocok" in words(page(writer, "?jenis=perilaku"))


def test_the_groups_are_counted_in_english_as_well(writer):
    page = writer.get("/periksa/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "Competency dictionary · 1 competency</small>" in page
    assert "Development guide · 16 sub-aspects</small>" in page


def test_one_kind_is_paged(writer, many):
    many(120)
    first = page(writer, "?jenis=peta&isi=kamus")
    assert first.count('class="code"') == 50 and "Halaman 2 →" in words(first)
    assert "jenis=peta" in first.split("Halaman daftar")[1]
    last = page(writer, "?jenis=peta&isi=kamus&halaman=99")
    assert last.count('class="code"') == 22


@pytest.mark.parametrize("query", ["?jenis=x", "?isi=%00", "?halaman=abc&jenis=isi&isi=kamus", "?jenis=" + "x" * 5000])
def test_nonsense_shows_the_list(writer, query):
    page(writer, query)


def test_nothing_to_check_says_so(client, uploader, db):
    client.force_login(uploader)
    assert "Semua isi lengkap" in words(page(client))


@pytest.mark.parametrize("query", ["", "?jenis=peta&isi=kamus", "?jenis=peta&isi=panduan", "?jenis=isi&isi=kamus"])
@pytest.mark.parametrize("count", [3, 300])
def test_the_list_takes_the_same_queries_for_few_and_many(writer, django_assert_max_num_queries, query, count):
    document_types.get("kamus").repository.save(
        [without(competency(number, levels=1, indicators=2), "definisi") for number in range(count)]
    )
    with django_assert_max_num_queries(62 if not query else 14):
        page(writer, query)


def test_stored_text_is_text_on_the_list(writer):
    edit("DEVO", definition="", name="<script>alert(1)</script>")
    assert "<script>alert" not in page(writer)
