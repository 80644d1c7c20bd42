"""The export pages of the back office: who may, which columns, and files as safe as all others."""

import csv
import io

import openpyxl
import pytest
from django.contrib.auth.models import Permission
from django.urls import NoReverseMatch, reverse

from dictionary.models import Competency, Indicator
from exchange import document_types

LISTS = {
    "dictionary/competency": "CompetencyRows",
    "dictionary/keybehaviour": "BehaviourRows",
    "dictionary/indicator": "IndicatorRows",
    "development/subaspect": "SubAspectRows",
    "development/action": "ActionRows",
}
XLSX, ODS, CSV = "0", "1", "2"


@pytest.fixture
def office(client, editor):
    client.force_login(editor)
    return client


def export(office, table, *columns, kind=CSV, query=""):
    """What the form of a table's export page sends, with these columns ticked, and what comes back."""
    address = f"/admin/{table}/export/{query}"
    names = [field.html_name for field in office.get(address).context["form"].columns()]
    ticked = [name for name in names if not columns or name.partition("_")[2] in columns]
    return office.post(address, {"resource": "0", "format": kind, **dict.fromkeys(ticked, "on")})


def rows(response):
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.mark.parametrize("table", LISTS)
def test_whoever_may_look_may_export_and_nobody_else(client, editor, seeds, table):
    address = f"/admin/{table}/export/"
    assert client.get(address).status_code == 302
    client.force_login(editor)
    assert client.get(address).status_code == 200
    assert len(rows(export(client, table))) > 2
    editor.user_permissions.remove(*Permission.objects.filter(codename=f"view_{table.split('/')[1]}"))
    assert client.get(address).status_code == 403
    assert client.post(address, {"resource": "0", "format": CSV}).status_code == 403
    assert address not in client.get(f"/admin/{table}/").content.decode()


def test_a_list_of_documents_gives_the_sheet_that_can_be_imported(office, seeds):
    for slug, table in (("kamus", "dictionary/competency"), ("panduan", "development/subaspect")):
        ours = document_types.get(slug).sheet
        expected = [
            ours.COLUMNS,
            *(row for document in document_types.get(slug).repository.load() for row in ours.rows(document)),
        ]
        assert [tuple(row) for row in rows(export(office, table))] == expected
        assert export(office, table).content == office.get(f"/ekspor/{slug}.csv").getvalue()


def test_only_the_chosen_columns_and_the_filtered_rows_are_there(office, seeds):
    level = Competency.objects.get(code="DEVO").levels.get(number=4)
    response = export(office, "dictionary/indicator", "code", "label", query=f"?level__id__exact={level.pk}")
    assert rows(response) == [["kode", "nomor"], *(["DEVO", label] for label in ("1", "2", "3", "5", "6", "7"))]
    assert response.headers["Content-Disposition"] == 'attachment; filename="indikator-perilaku.csv"'
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_without_a_column_the_page_says_so(office, seeds):
    response = office.post("/admin/dictionary/indicator/export/", {"resource": "0", "format": CSV})
    assert "Pilih sedikitnya satu kolom." in response.content.decode()


def test_a_formula_stays_a_text_and_zero_a_number(office, seeds):
    indicator = Indicator.objects.first()
    Indicator.objects.filter(pk=indicator.pk).update(text="=1+1")
    indicator.level.__class__.objects.filter(pk=indicator.level_id).update(number=0)
    assert rows(export(office, "dictionary/indicator", "level", "text"))[1] == ["0", "'=1+1"]
    book = openpyxl.load_workbook(io.BytesIO(export(office, "dictionary/indicator", kind=XLSX).content))
    cell = book.active["F2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


@pytest.mark.parametrize("kind", [XLSX, ODS, CSV])
@pytest.mark.parametrize("table", ["dictionary/competency", "development/action"])
def test_the_same_rows_give_the_same_bytes(office, seeds, table, kind):
    assert export(office, table, kind=kind).content == export(office, table, kind=kind).content


@pytest.mark.parametrize("table", ["dictionary/competency", "dictionary/indicator", "dictionary/keybehaviour"])
def test_an_export_takes_the_same_queries_for_few_and_many(office, many, django_assert_max_num_queries, table):
    form = {"resource": "0", "format": CSV, f"{LISTS[table].lower()}_text": "on"}
    if table == "dictionary/competency":
        form = {"resource": "0", "format": CSV, "competencyrows_teks": "on"}
    for count in (3, 60):
        many(count)
        with django_assert_max_num_queries(12):
            assert office.post(f"/admin/{table}/export/", form).headers["Content-Disposition"]


@pytest.mark.parametrize("query", ["?level__id__exact=abc", "?e=1&x=y", "?level=99999999999999999999"])
def test_a_senseless_address_is_never_a_fault(office, seeds, query):
    assert office.get(f"/admin/dictionary/indicator/export/{query}").status_code in (200, 400)


def test_rows_that_are_not_in_the_list_cannot_be_asked_for(office, seeds):
    form = {"resource": "0", "format": CSV, "indicatorrows_text": "on", "export_items": ["1"]}
    assert "Content-Disposition" not in office.post("/admin/dictionary/indicator/export/", form).headers


@pytest.mark.parametrize("table", LISTS)
def test_the_import_button_leads_whoever_may_upload_to_the_review_of_files(office, editor, seeds, table):
    button = '<a href="/impor/">Impor</a>'
    assert button not in office.get(f"/admin/{table}/").content.decode()
    editor.user_permissions.add(Permission.objects.get(codename="add_proposal"))
    html = office.get(f"/admin/{table}/").content.decode()
    assert button in html
    assert f'<a href="/admin/{table}/export/?">Ekspor</a>' in html
    assert office.get("/impor/").status_code == 200


@pytest.mark.parametrize("table", LISTS)
def test_the_import_pages_of_the_package_do_not_exist(office, seeds, table):
    for page in ("import", "process_import"):
        with pytest.raises(NoReverseMatch):
            reverse(f"admin:{table.replace('/', '_')}_{page}")
        response = office.get(f"/admin/{table}/{page}/", follow=True)
        assert "import_file" not in response.content.decode()
