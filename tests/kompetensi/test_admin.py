"""The back office: every row findable and editable, every change recorded like any other."""

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType

from development.models import Action, Aspect, SubAspect
from dictionary.models import Competency, Indicator, KeyBehaviour, Level
from exchange import document_types
from exchange.history.recording import before_of
from exchange.models import Ledger, Proposal, Revision
from tests.back_office import change, listed, posted, url
from tests.builders import FIXTURES

CONTENT = [Competency, KeyBehaviour, Level, Indicator, Aspect, SubAspect, Action]
EVERYTHING = [*CONTENT, Proposal, Revision, Ledger]
KAMUS = (FIXTURES / "kamus.md").read_text()


@pytest.fixture
def office(client, boss):
    client.force_login(boss)
    return client


def changed_lines(format_slug, before):
    document_type = document_types.get(format_slug)
    after = document_type.text.render(document_type.repository.load())
    pairs = zip(before.split("\n"), after.split("\n"), strict=False)
    return [(old, new) for old, new in pairs if old != new]


@pytest.mark.parametrize("model", EVERYTHING)
def test_every_table_has_a_list_that_is_searched_filtered_and_ordered(office, seeds, model):
    response = office.get(url(model, "changelist"), {"q": "a"} if model is not Ledger else {})
    assert response.status_code == 200
    options = admin.site._registry[model]
    assert options.ordering
    assert model is Ledger or (options.search_fields and options.list_filter)


@pytest.mark.parametrize("model", EVERYTHING)
def test_every_row_has_a_page(office, seeds, model):
    assert office.get(url(model, "change", model.objects.first().pk)).status_code == 200


@pytest.mark.parametrize("model", EVERYTHING)
def test_every_table_is_named_in_indonesian(model):
    named = {"kompetensi", "perilaku kunci", "level", "indikator perilaku", "aspek", "sub aspek"}
    named |= {"tindakan pengembangan", "usulan", "riwayat", "buku besar"}
    assert str(model._meta.verbose_name) in named
    assert str(model._meta.verbose_name_plural) in named
    for field in model._meta.fields:
        if field.name not in ("id", "format", "level") and not field.primary_key:
            assert field.verbose_name != field.name.replace("_", " "), field.name


@pytest.mark.parametrize("model", [Proposal, Revision, Ledger])
def test_history_is_only_looked_at(office, seeds, model):
    row = model.objects.first()
    assert office.get(url(model, "add")).status_code == 403
    assert office.post(url(model, "change", row.pk), {}).status_code == 403
    assert office.post(url(model, "delete", row.pk), {"post": "yes"}).status_code == 403


def test_an_indicator_edited_under_its_level_is_one_revision_and_one_changed_line(office, seeds, boss):
    level = Level.objects.get(competency__code="DEVO", number=4)
    address = url(Level, "change", level.pk)
    data = posted(office.get(address))
    place = next(name for name, value in data.items() if value == "5" and name.endswith("-label"))
    data[place.replace("label", "text")] = "  Memberikan\u00a0jawaban. "
    response = office.post(address, data)
    assert response.status_code == 302, response.context["errors"]
    assert changed_lines("kamus", KAMUS) == [
        (
            "5 | Memberikan solusi untuk pengembangan pengetahuan dan keterampilan yang inovatif.",
            "5 | Memberikan jawaban.",
        )
    ]
    revision = Revision.objects.first()
    assert (revision.key, revision.door, revision.user, revision.user_name) == ("DEVO", "admin", boss, "Bos")
    assert Revision.objects.filter(door="admin").count() == 1


def test_indicators_are_edited_in_the_list(office, seeds):
    address = url(Indicator, "changelist")
    response = office.get(address)
    formset = response.context["cl"].formset
    data = {field.html_name: field.value() for form in formset for field in form}
    data |= {field.html_name: field.value() for field in formset.management_form}
    first, last = formset.forms[0], formset.forms[-1]
    data[first.add_prefix("text")] = "Satu."
    data[last.add_prefix("text")] = "Terakhir."
    assert office.post(address, data | {"_save": "Simpan"}).status_code == 302
    assert [new for _, new in changed_lines("kamus", KAMUS)] == ["1 | Satu.", "5 | Terakhir."]
    assert sorted(Revision.objects.filter(door="admin").values_list("key", flat=True)) == ["CUSF", "DEVO"]


def test_a_save_that_changes_nothing_is_not_recorded(office, seeds):
    version = Ledger.objects.get().version
    competency = Competency.objects.get(code="CUSF")
    assert change(office, competency, {}).status_code == 302
    assert Ledger.objects.get().version == version


def test_a_new_competency_comes_last_and_its_lines_in_order(office, seeds):
    data = posted(office.get(url(Competency, "add")))
    data |= {"code": " baru ", "name": "Baru", "position": "0", "levels-TOTAL_FORMS": "1", "levels-0-number": "1"}
    data |= {"behaviours-TOTAL_FORMS": "2", "behaviours-0-text": "Satu.", "behaviours-1-text": "Dua."}
    data |= {"behaviours-0-position": "0", "behaviours-1-position": "0"}
    response = office.post(url(Competency, "add"), data)
    assert response.status_code == 302, response.context["errors"]
    last = document_types.get("kamus").repository.load()[-1]
    assert (last.key, [line.text for line in last.section("perilaku kunci")]) == ("BARU", ["Satu.", "Dua."])
    assert Revision.objects.first().before is None


def test_a_deleted_competency_is_recorded_with_all_it_held(office, seeds):
    competency = Competency.objects.get(code="DEVO")
    (document,) = document_types.get("kamus").repository.load(["DEVO"])
    office.post(url(Competency, "delete", competency.pk), {"post": "yes"})
    revision = Revision.objects.first()
    assert (revision.key, revision.after, before_of(revision)) == ("DEVO", None, document)


def test_rows_deleted_together_are_recorded(office, seeds):
    chosen = Indicator.objects.filter(level__competency__code="CUSF")[:3]
    data = {"action": "delete_selected", "_selected_action": [row.pk for row in chosen], "post": "yes"}
    office.post(url(Indicator, "changelist"), data)
    assert Indicator.objects.count() == 44
    assert Revision.objects.filter(door="admin").values_list("key", flat=True).get() == "CUSF"


def test_an_indicator_moved_to_another_competency_changes_both(office, seeds):
    indicator = Indicator.objects.get(level__competency__code="DEVO", level__number=4, label="7")
    target = Level.objects.get(competency__code="CUSF", number=4)
    change(office, indicator, {"level": target.pk})
    assert set(Revision.objects.filter(door="admin").values_list("key", flat=True)) == {"DEVO", "CUSF"}


def test_a_renamed_aspect_renames_its_documents(office, seeds):
    aspect = Aspect.objects.get(slug="integritas")
    response = change(office, aspect, {"name": "KEJUJURAN DIRI"})
    assert response.status_code == 302, response.context["errors"]
    assert Revision.objects.filter(door="admin", after__isnull=True).count() == 6
    assert Revision.objects.filter(door="admin", key__startswith="kejujuran-diri/").count() == 6


def test_two_sub_aspects_of_one_name_are_refused_with_a_sentence(office, seeds):
    aspect = Aspect.objects.get(slug="integritas")
    address = url(Aspect, "change", aspect.pk)
    data = posted(office.get(address))
    data |= {"sub_aspects-TOTAL_FORMS": "8"}
    for place in (6, 7):
        data |= {f"sub_aspects-{place}-name": "Kembar", f"sub_aspects-{place}-position": "9"}
    response = office.post(address, data)
    assert response.status_code == 200
    assert "nama yang sama" in response.content.decode()
    data["sub_aspects-7-name"] = "KOMITMEN"
    response = office.post(address, data)
    assert response.status_code == 200
    assert "sudah ada" in response.content.decode()


def test_a_number_taken_twice_is_refused_with_a_sentence(office, seeds):
    level = Level.objects.get(competency__code="DEVO", number=1)
    response = change(office, level, {"indicators-1-label": "1"})
    assert response.status_code == 200
    assert Revision.objects.filter(door="admin").count() == 0


def labels(level):
    return dict(level.indicators.values_list("label", "text"))


def test_several_lines_in_one_item_are_refused_with_a_sentence(office, seeds):
    level = Level.objects.get(competency__code="DEVO", number=1)
    response = change(office, level, {"indicators-1-text": "Satu.\r\nDua."})
    assert response.status_code == 200 and "Tulis satu butir saja di sini" in response.content.decode()
    assert change(office, level, {"indicators-1-text": "Satu.\r\n"}).status_code == 302
    response = change(office, level, {"description": "1. Satu.\r\n2. Dua."})
    assert response.status_code == 200 and "Tulis satu butir saja di sini" in response.content.decode()
    assert change(office, level, {"description": "Satu\r\nkalimat."}).status_code == 302


def test_two_numbers_are_swapped_under_their_level(office, seeds):
    level = Level.objects.get(competency__code="DEVO", number=1)
    before = labels(level)
    assert change(office, level, {"indicators-0-label": "2", "indicators-1-label": "1"}).status_code == 302
    assert labels(level) == {"2": before["1"], "1": before["2"], "3": before["3"]}


def test_a_number_is_taken_over_from_a_row_deleted_in_the_same_save(office, seeds):
    level = Level.objects.get(competency__code="DEVO", number=1)
    before = labels(level)
    assert change(office, level, {"indicators-0-label": "2", "indicators-1-DELETE": "on"}).status_code == 302
    assert labels(level) == {"2": before["1"], "3": before["3"]}


def test_two_levels_are_swapped_under_their_competency(office, seeds):
    devo = Competency.objects.get(code="DEVO")
    assert change(office, devo, {"levels-0-number": "2", "levels-1-number": "1"}).status_code == 302
    assert [level.indicators.count() for level in devo.levels.order_by("number")] == [7, 3, 7, 6]


def test_two_actions_are_swapped_under_their_sub_aspect(office, seeds):
    sub_aspect = SubAspect.objects.get(slug="komitmen")
    before = dict(sub_aspect.actions.filter(way="self").values_list("label", "text"))
    assert change(office, sub_aspect, {"actions-0-label": "2", "actions-1-label": "1"}).status_code == 302
    after = dict(sub_aspect.actions.filter(way="self").values_list("label", "text"))
    assert after == {"2": before["1"], "1": before["2"], "3": before["3"]}


@pytest.mark.parametrize("model", [Indicator, Action])
def test_a_number_taken_twice_in_the_list_is_refused_beside_it(office, seeds, model):
    address = url(model, "changelist")
    data = listed(office.get(address)) | {"form-0-label": "2"}
    response = office.post(address, data)
    assert response.status_code == 200
    assert "sudah dipakai" in response.content.decode()
    assert Revision.objects.filter(door="admin").count() == 0


@pytest.mark.parametrize("model", [Indicator, Action])
def test_two_numbers_are_swapped_in_the_list(office, seeds, model):
    address = url(model, "changelist")
    page = office.get(address)
    first, second = (form.instance for form in page.context["cl"].formset.forms[:2])
    data = listed(page) | {"form-0-label": second.label, "form-1-label": first.label}
    assert office.post(address, data).status_code == 302
    assert model.objects.get(pk=first.pk).label == second.label
    assert model.objects.get(pk=second.pk).label == first.label
    assert Revision.objects.filter(door="admin").count() == 1


def test_a_text_that_is_too_long_is_refused_and_not_cut(office, seeds):
    devo = Competency.objects.get(code="DEVO")
    address = url(Competency, "change", devo.pk)
    page = office.get(address)
    assert 'maxlength="5000"' not in page.content.decode()
    response = office.post(address, posted(page) | {"definition": "x" * 5001})
    assert response.status_code == 200
    assert "5000" in response.content.decode()


def test_an_aspect_without_sub_aspects_is_said_not_to_be_exported(office, db):
    data = posted(office.get(url(Aspect, "add"))) | {"name": "KOSONG"}
    response = office.post(url(Aspect, "add"), data, follow=True)
    assert "belum ikut diekspor" in response.content.decode()


def test_content_comes_first_and_the_ledger_is_not_listed(office, db):
    html = office.get("/admin/").content.decode()
    assert html.index("Kamus kompetensi") < html.index("Panduan pengembangan") < html.index("Pengguna")
    assert "Buku besar" not in html


def test_parents_and_children_lead_to_each_other(office, seeds):
    html = office.get(url(Competency, "changelist")).content.decode()
    assert "47 indikator" not in html
    assert "23 indikator" in html
    assert "Lihat di situs" in html
    devo = Competency.objects.get(code="DEVO")
    children = office.get(url(Indicator, "changelist"), {"level__competency__id__exact": devo.pk})
    assert children.context["cl"].result_count == 23
    level = devo.levels.get(number=4)
    assert office.get(url(Indicator, "changelist"), {"level__id__exact": level.pk}).context["cl"].result_count == 6
    assert "Lihat di situs" in office.get(url(Competency, "change", devo.pk)).content.decode()


@pytest.mark.parametrize("model", [Competency, KeyBehaviour, Level, Indicator])
def test_a_list_takes_the_same_queries_for_few_and_many(office, many, django_assert_max_num_queries, model):
    many(3)
    with django_assert_max_num_queries(20):
        office.get(url(model, "changelist"))
    many(60)
    with django_assert_max_num_queries(20):
        office.get(url(model, "changelist"))


@pytest.mark.parametrize("model", [Competency, Level])
def test_a_form_takes_the_same_queries_for_few_and_many(office, many, django_assert_max_num_queries, model):
    many(1, levels=2, indicators=3)
    with django_assert_max_num_queries(16):
        office.get(url(model, "change", model.objects.first().pk))
    for number in range(30):
        Competency.objects.get().behaviours.create(text="x", position=number)
        Level.objects.first().indicators.create(label=str(number + 10), text="x")
    with django_assert_max_num_queries(16):
        office.get(url(model, "change", model.objects.first().pk))


@pytest.mark.parametrize("indicators", [3, 40])
def test_saving_a_form_takes_the_same_queries_for_few_and_many(office, many, django_assert_max_num_queries, indicators):
    many(1, levels=1, indicators=indicators)
    address = url(Level, "change", Level.objects.get().pk)
    data = posted(office.get(address)) | {"indicators-1-text": "Lain."}
    with django_assert_max_num_queries(68):
        assert office.post(address, data).status_code == 302
    assert Revision.objects.get(door="admin").key == "K00000"


@pytest.mark.parametrize("competencies", [1, 2])
def test_saving_a_list_takes_the_same_queries_for_few_and_many(
    office, many, django_assert_max_num_queries, competencies
):
    many(competencies, levels=4, indicators=6)
    address = url(Indicator, "changelist")
    data = listed(office.get(address)) | {"form-0-text": "Lain."}
    with django_assert_max_num_queries(76):
        assert office.post(address, data).status_code == 302
    assert Revision.objects.get(door="admin").key == "K00000"


@pytest.mark.parametrize("model", [Aspect, SubAspect])
def test_a_form_of_the_guide_takes_the_same_queries_for_few_and_many(
    office, seeds, django_assert_max_num_queries, model
):
    row = model.objects.first()
    for number in range(2):
        for _ in range(30 * number):
            child = {"name": f"Sub {Action.objects.count()}", "slug": f"sub-{Action.objects.count()}"}
            sub_aspect = row.sub_aspects.create(**child) if model is Aspect else row
            sub_aspect.actions.create(way="self", label=str(10 + Action.objects.count()), text="x")
        with django_assert_max_num_queries(16):
            office.get(url(model, "change", row.pk))


def test_an_editor_of_content_has_no_say_over_accounts(client, editor, seeds):
    client.force_login(editor)
    assert client.get(url(Competency, "changelist")).status_code == 200
    assert client.get("/admin/auth/user/").status_code == 403


def test_the_back_office_asks_who_one_is(client, db):
    response = client.get("/admin/")
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/admin/login/")


@pytest.mark.parametrize(
    "address",
    [
        "/admin/dictionary/keybehaviour/add/?competency=abc",
        "/admin/dictionary/indicator/add/?level=%00",
        "/admin/development/subaspect/add/?aspect=999999999999999999999",
        "/admin/exchange/revision/?at__year=99999999",
        "/admin/exchange/proposal/?content=x",
        "/admin/dictionary/indicator/?level__id__exact=abc",
    ],
)
def test_a_senseless_address_is_never_a_fault(office, seeds, address):
    assert office.get(address).status_code in (200, 302, 400)


@pytest.mark.parametrize("model", [Proposal, Competency])
@pytest.mark.parametrize("row", ["0", "abc", "9" * 30])
def test_the_short_way_to_a_page_that_is_not_there_is_not_found(office, seeds, model, row):
    kind = ContentType.objects.get_for_model(model)
    assert office.get(f"/admin/r/{kind.pk}/{row}/").status_code == 404
    assert office.get(f"/admin/r/{'9' * 30}/{row}/").status_code == 404


def test_the_short_way_leads_to_where_readers_see_it(office, seeds):
    kind = ContentType.objects.get_for_model(Competency)
    response = office.get(f"/admin/r/{kind.pk}/{Competency.objects.get(code='DEVO').pk}/")
    assert response.headers["Location"].endswith("/kamus/DEVO/")


def test_a_senseless_value_is_never_a_fault(office, seeds):
    sub_aspect = SubAspect.objects.first()
    address = url(SubAspect, "change", sub_aspect.pk)
    data = posted(office.get(address))
    assert office.post(address, data | {"aspect": "abc"}).status_code in (200, 400)
    assert office.post(address, data | {"position": "9223372036854775807"}).status_code == 200


def test_an_order_that_changes_is_told_to_the_ledger(office, seeds):
    version = Ledger.objects.get().version
    devo = Competency.objects.get(code="DEVO")
    change(office, devo, {"position": "9"})
    assert Ledger.objects.get().version > version


def test_an_inline_row_that_is_deleted_leaves_the_document(office, seeds):
    level = Level.objects.get(competency__code="DEVO", number=1)
    change(office, level, {"indicators-2-DELETE": "on"})
    assert level.indicators.count() == 2
    assert Revision.objects.filter(door="admin").count() == 1


def test_a_new_name_of_an_aspect_does_not_hide_what_somebody_else_saved(client, seeds, boss):
    client.force_login(boss)
    aspect = Aspect.objects.get(slug="integritas")
    address = f"/admin/development/aspect/{aspect.pk}/change/"
    rows = list(aspect.sub_aspects.all())
    sent = {
        "dasar": Revision.objects.latest("pk").pk,
        "name": aspect.name,
        "domain": aspect.domain,
        "position": aspect.position,
        "sub_aspects-TOTAL_FORMS": len(rows),
        "sub_aspects-INITIAL_FORMS": len(rows),
    }
    for index, row in enumerate(rows):
        for field in ("id", "label", "name", "position"):
            sent[f"sub_aspects-{index}-{field}"] = getattr(row, field)
        sent[f"sub_aspects-{index}-aspect"] = aspect.pk
    assert client.post(address, sent | {"domain": "Ranah baru"}).status_code == 302
    response = client.post(address, sent | {"name": "Nama baru"})
    assert response.status_code == 409 and response.content.decode().count('name="kunci"') == len(rows)
    aspect.refresh_from_db()
    assert (aspect.name, aspect.domain) == ("INTEGRITAS", "Ranah baru")
