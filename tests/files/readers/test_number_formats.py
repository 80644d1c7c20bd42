"""Numbers of a workbook as a person sees them: each shown exactly, or not at all."""

import csv
import shutil
import subprocess
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from files.readers.format_codes import CODE_LIMIT
from files.readers.number_formats import Format, Shown

ACCOUNTING = r'_("Rp"* #,##0_);_("Rp"* \(#,##0\);_("Rp"* "-"_);_(@_)'
SHOWN = [
    ("General", "1", "1"),
    ("General", "1.10", "1.1"),
    ("General", "0.30000000000000004", "0.3"),
    ("General", "12345678901", "12345678901"),
    ("General", "-0.05", "-0.05"),
    ("000", "7", "007"),
    ("000", "1234567", "1234567"),
    ("0", "2.5", "3"),
    ("0%", "0.95", "95%"),
    ("0.0%", "0.955", "95.5%"),
    ("0.00", "1.1", "1.10"),
    ("0.00", "1.005", "1.01"),
    (".00", "0.5", ".50"),
    (".00", "12.5", "12.50"),
    ("0.##", "1.5", "1.5"),
    ("#,##0", "1500000", "1.500.000"),
    ("#,##0", "999", "999"),
    ("#,##0.00", "1234.5", "1.234,50"),
    ("#,##0.00", "12.5", "12,50"),
    ('"Rp"#,##0', "1500000", "Rp1.500.000"),
    ("[$Rp-421] #,##0", "-1500", "-Rp 1.500"),
    ('0.0"x"', "1.5", "1.5x"),
    ('"Level "0', "3", "Level 3"),
    (r"00\.00\.00", "10203", "01.02.03"),
    ("000-000", "1234567", "1234-567"),
    ("0.0,,", "1500000", "1.5"),
    ("0;(0)", "-5", "(5)"),
    ('0;-0;"nol"', "0", "nol"),
    (ACCOUNTING, "1500", " Rp 1.500 "),
    ("@", "12", "12"),
    ("[Red]0", "4", "4"),
    ("yyyy-mm-dd", "46024", "2026-01-02"),
    ("d/m/yy", "46024", "2/1/26"),
    ("d.m", "46024", "2.1"),
    ("[$-421]dddd, d mmmm yyyy", "46024", "Jumat, 2 Januari 2026"),
    ("[$-id-ID]mmmm yyyy", "46024", "Januari 2026"),
    ("[$-10421]mmmm yyyy;@", "46024", "Januari 2026"),
    ("[$-1010421]mmmm yyyy", "46024", "Januari 2026"),
    (r'_-"Rp"* #,##0_-;\-"Rp"* #,##0_-;_-"Rp"* "-"_-;_-@_-', "1500", " Rp 1.500 "),
    ("[$-409]d mmm yyyy", "46024", "2 Jan 2026"),
    ("dd/mm/yyyy hh:mm", "46024.5", "02/01/2026 12:00"),
    ("h:mm AM/PM", "0.75", "6:00 PM"),
    ("h:mm:ss", "0.0430555555555556", "1:02:00"),
    ("[h]:mm", "1.5", "36:00"),
]


@pytest.mark.parametrize(("code", "value", "text"), SHOWN)
def test_a_number_is_shown_as_its_format_says(code, value, text):
    assert Format(code).number(value).text == text


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("# ?/?", "0.5"),
        ("0.00E+00", "5"),
        ("General", "123456789012"),
        ("General", "0.00001"),
        (";;;", "5"),
        ("0;;", "-5"),
        ("[>=5]0;0.0", "2"),
        ("[DBNum1]0", "2"),
        ("#.##", "5"),  # "5." in Excel, "5" in LibreOffice
        ("0", "-0.3"),  # "-0" in Excel, "0" in LibreOffice
        ("d-mmm", "46024"),
        ("[$-F800]dddd, mmmm dd", "46024"),
        ("[$-x-sysdate]dddd", "46024"),
        ("[$-2000421]d/m/yyyy", "46024"),  # digits of another script
        ("[$-40C]mmmm", "46024"),
        ("bawaan 5", "46024"),
        ("yyyy-mm-dd", "60"),  # 29 February 1900
        ("yyyy-mm-dd", "-1"),
        ("h:mm:ss", "0.00001"),
        ("ss.00", "0.5"),
        ("0" * (CODE_LIMIT + 1), "1"),
        ("0" * 200, "1e300"),
        ("0x", "1"),
    ],
)
def test_a_number_that_programs_show_in_their_own_ways_is_not_guessed(code, value):
    assert Format(code).number(value) is None


@pytest.mark.parametrize(
    ("code", "value", "doubt"),
    [
        ("0.00", "1.1", False),
        ("General", "1.1", False),
        ("#,##0", "999", False),
        ("#,##0", "1000", True),
        ("#,##0.0", "1", True),
        ("0.0%", "0.955", True),
        ("0%", "0.95", False),
        ("General", "0.3333333333333333", True),
    ],
)
def test_a_look_that_depends_on_the_language_is_doubted(code, value, doubt):
    assert Format(code).number(value).doubt is doubt


def test_days_are_counted_from_another_year_in_old_files_of_the_mac():
    assert Format("yyyy-mm-dd", early=True).number("44562").text == "2026-01-02"


@pytest.mark.parametrize(
    ("code", "text"),
    [("General", "a"), ("@", "a"), ('"Level "@', "Level a"), ("0;-0;0;@", "a"), ("0;-0;0;", ""), ('0;"x "@', "x a")],
)
def test_a_text_is_shown_as_its_format_says(code, text):
    assert Format(code).text("a") == text


def test_what_is_no_number_stays_as_it_is():
    assert Format("000").number("x7") == Shown("x7")


pieces = st.sampled_from(
    ["0", "#", "?", ",", ".", "%", '"x"', "\\-", ";", "@", "d", "m", "h", "E+0", "[", "]", "/", "*"]
)


@given(st.lists(pieces, max_size=12).map("".join) | st.text(max_size=20), st.floats())
def test_no_format_makes_reading_fail(code, value):
    form = Format(code)
    shown = form.number(repr(value))
    assert shown is None or shown.text.strip()
    form.text("a")


@given(st.integers(0, 10**9), st.integers(1, 6))
def test_zeros_fill_a_number_up_to_its_places(number, places):
    assert Format("0" * places).number(str(number)).text == str(number).zfill(places)


@given(st.decimals(-9999, 9999, places=6), st.integers(1, 5))
def test_decimals_are_those_of_python(number, places):
    shown = Format("0." + "0" * places).number(f"{number:f}")
    expected = number.quantize(Decimal(1).scaleb(-places), "ROUND_HALF_UP")
    assert (
        shown is None if number < 0 and not expected else shown.text == f"{expected:f}".removeprefix("-" * (not number))
    )


VALUES = [0, 1, 7, 10, 1234, 1500000, 0.5, 0.955, 1.1, 2.5, -1, -7, -1234.5, 46024, 46024.5, 0.25, 0.75, 99999999]


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_libreoffice_shows_the_same(tmp_path):
    codes = list(dict.fromkeys(code for code, *_ in SHOWN if "id-ID" not in code))  # a name that Excel alone writes
    cells = [(code, value) for code in codes for value in VALUES]
    book = openpyxl.Workbook()
    for number, (code, value) in enumerate(cells, 1):
        book.active.cell(number, 1, value).number_format = code
        book.active.cell(number, 2, "x")
    book.active.column_dimensions["A"].width = 60
    book.save(tmp_path / "w.xlsx")
    kind = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", tmp_path, tmp_path / "w.xlsx"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with (tmp_path / "w.csv").open(encoding="utf-8") as file:
        rows = [row[0] for row in csv.reader(file, delimiter=";")]
    other = str.maketrans(".,", ",.")
    for (code, value), row in zip(cells, rows, strict=True):
        shown = Format(code).number(repr(value))
        if shown:
            ours = "".join(shown.text.split())  # a text file has no width to be filled with spaces
            assert "".join(row.split()) in (ours, ours.translate(other) if shown.doubt else ours), (code, value)
