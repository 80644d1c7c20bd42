"""Words by which files that are laid out otherwise name the parts of a competency. Pure; data."""

from __future__ import annotations

from collections.abc import Mapping

from dictionary.format import sheet
from dictionary.format.fields import BEHAVIOUR, BODY, CODE, DEFINITION, GROUP, LEVEL, LISTS, NAME, REFERENCE
from dictionary.format.layout import UNGROUPED
from dictionary.format.records import level_section
from documents.document import Line
from documents.translation import mark as _
from files.readers.understanding.vocabulary import OTHERS, EntryLike, Kind, Role, Vocabulary, phrases

_NUMBER, _PART, _TEXT = "nomor", "bagian", "teks"
_WHOLE = ("kompetensi", "unit", "unit kompetensi")
_LEVELS = (
    "level",
    "tingkat",
    "tingkatan",
    "jenjang",
    "level kompetensi",
    "tingkat kompetensi",
    "tingkat kemahiran",
    "tingkat penguasaan",
)
_DESCRIPTIONS = (
    "deskripsi",
    "uraian",
    "penjelasan",
    "keterangan",
    "definisi",
    "pengertian",
    "rumusan",
    "kriteria",
    "kualifikasi",
    "ekspektasi",
)

ROLES = (
    Role(
        CODE,
        Kind.KEY,
        _("Kode"),
        ("kode", "kode kompetensi", "kode unit", "kode unit kompetensi", "id kompetensi", "code", "competency code"),
        heads=(
            "kode komp",
            "nomor kode",
            "no kode",
            "kode kamus",
            "unit code",
            "competency id",
            "skill code",
            "skill id",
        ),
    ),
    Role(
        NAME,
        Kind.NAME,
        _("Nama"),
        (
            "nama",
            "nama kompetensi",
            "kompetensi",
            "judul",
            "judul unit",
            "judul kompetensi",
            "judul unit kompetensi",
            "nama unit kompetensi",
            "unit kompetensi",
            "jenis kompetensi",
            "name",
            "competency",
            "competency name",
            "competence",
            "skill",
            "competencies",
            "skill name",
            "title",
            "nama skill",
        ),
        heads=("nama komp", "nama unit", "competency title", "competency label", "skill title"),
    ),
    Role(
        GROUP,
        Kind.GROUP,
        _("Kelompok"),
        (
            "kelompok",
            "kelompok kompetensi",
            "rumpun",
            "rumpun kompetensi",
            "kategori",
            "kategori kompetensi",
            "klaster",
            "kluster",
            "cluster",
            "bidang",
            "group",
            "category",
            "type",
            "tipe kompetensi",
            "bidang kompetensi",
            "subkategori",
            "area",
        ),
        heads=(
            "jenis",
            "tipe",
            "family",
            "theme",
            "domain",
            "golongan",
            *phrases(("klaster", "kluster", "cluster", "golongan", "domain", "area"), ("kompetensi",)),
            *phrases(("competency", "skill"), ("cluster", "family", "group", "category", "type", "domain", "area")),
        ),
    ),
    Role(
        DEFINITION,
        Kind.TEXT,
        _("Definisi"),
        (
            "definisi",
            "definisi kompetensi",
            "pengertian",
            "pengertian kompetensi",
            "deskripsi kompetensi",
            "uraian kompetensi",
            "definition",
            "competency definition",
            "overall description",
            "definisi operasional",
            "batasan",
            "definisi singkat",
            "penjelasan",
            "description of competency",
            *phrases(("definisi", "pengertian", "deskripsi", "uraian", "penjelasan", "batasan"), _WHOLE),
            *phrases(("competency", "skill", "unit"), ("definition", "description")),
        ),
    ),
    Role(REFERENCE, Kind.TEXT, _("Sumber"), ("sumber", "rujukan", "referensi", "dasar hukum", "source", "reference")),
    Role(
        BEHAVIOUR,
        Kind.LIST,
        _("Perilaku kunci"),
        (
            "perilaku kunci",
            "key behaviour",
            "key behaviours",
            "key behavior",
            "key behaviors",
            "perilaku utama",
            "tindakan kunci",
            "key actions",
            "perilaku kunci kompetensi",
            "perilaku pokok",
            "key behavioral indicators",
        ),
    ),
    Role(
        LEVEL,
        Kind.LEVEL,
        _("Level"),
        (
            "level",
            "tingkat",
            "tingkatan",
            "jenjang",
            "lvl",
            "level kompetensi",
            "tingkat kompetensi",
            "level profisiensi",
            "tingkat profisiensi",
            "level kemahiran",
            "tingkat kemahiran",
            "tingkat penguasaan",
            "level penguasaan",
            "proficiency level",
            "proficiency",
            "level profisiensi kompetensi",
            "tingkat kecakapan",
            "level kecakapan",
            "tingkat keahlian",
            "level keahlian",
            "jenjang kompetensi",
            "tingkatan kompetensi",
            "tingkatan level",
            "gradasi",
            "skala",
            "level ke",
        ),
        heads=("level no", "no level", "nomor level", "level number", "proficiency level number", "tk", "tkt", "lv"),
    ),
    Role(
        sheet.DESCRIPTION,
        Kind.LEVEL_TEXT,
        _("Deskripsi level"),
        (
            "deskripsi level",
            "deskripsi",
            "deskripsi tingkat",
            "uraian level",
            "uraian tingkat",
            "kriteria",
            "deskripsi kemahiran",
            "level description",
            "nama level",
            "uraian",
            "description",
            "deskripsi kompetensi level",
            "kemampuan",
            "judul level",
            *phrases(_DESCRIPTIONS, _LEVELS),
            *phrases(("level", "proficiency", "proficiency level"), ("descriptor", "descriptors", "definition")),
            "proficiency description",
            "proficiency level description",
        ),
        heads=(
            "level name",
            "level title",
            "nama tingkat",
            "judul tingkat",
            "descriptor",
            "sebutan",
            "nama jenjang",
            *phrases(("sebutan",), _LEVELS),
        ),
    ),
    Role(
        _NUMBER,
        Kind.ITEM_NUMBER,
        _("Nomor indikator"),
        ("nomor", "no indikator", "nomor indikator", "number", "nomor urut indikator"),
        heads=(
            *phrases(("no", "nomor"), ("perilaku", "butir")),
            *phrases(("behaviour", "behavior", "indicator"), ("seq", "no", "number", "order", "sequence")),
        ),
    ),
    Role(
        sheet.INDICATOR,
        Kind.LEVEL_ITEM,
        _("Indikator"),
        (
            "indikator",
            "indikator perilaku",
            "indikator kompetensi",
            "indikator kinerja",
            "perilaku",
            "contoh perilaku",
            "behavioral indicator",
            "behavioral indicators",
            "behavioural indicator",
            "behavioural indicators",
            "indicator",
            "indicators",
            "perilaku indikator",
            "bukti perilaku",
            "indikator perilaku kompetensi",
            "uraian perilaku",
            "indikator perilaku kunci",
            "indikator tingkah laku",
            "indikator indikator perilaku",
            "contoh indikator perilaku",
            "perilaku yang ditunjukkan",
            "perilaku yang diharapkan",
            "behaviors",
            "behaviours",
            "deskripsi perilaku",
            "kriteria perilaku",
            "pernyataan perilaku",
            *phrases(("behaviour", "behavior", "observable"), ("indicator", "indicators")),
            *phrases(("behavioural", "behavioral"), ("statement", "statements", "example", "examples")),
        ),
        numbered=True,
        heads=("behaviour", "behavior", "perilaku teramati", "perilaku kerja", "observable behaviours"),
    ),
    Role(_PART, Kind.PART, _("Bagian"), ("bagian", "part", "section")),
    Role(_TEXT, Kind.PART_TEXT, _("Teks"), ("teks", "text", "isi")),
)


def row(heads: Mapping[str, str], entry: EntryLike) -> tuple[str, ...]:
    """Return the cells of an entry as `dictionary.format.sheet.COLUMNS`; `heads` has code and name of its document."""
    part = "" if entry.role.kind in (Kind.KEY, Kind.NAME) else entry.role.name
    if entry.role.kind is Kind.LEVEL:
        part = sheet.DESCRIPTION
    text = entry.text if part else ""
    return heads.get(CODE, ""), heads.get(NAME, ""), part, entry.level, entry.label, text


def line(entry: EntryLike) -> Line:
    """Return the line that an entry becomes."""
    if entry.level:
        return Line(
            level_section(int(entry.level)) if entry.level.isdecimal() else entry.level, entry.text, entry.label
        )
    return Line(entry.role.name, entry.text, entry.label)


VOCABULARY = Vocabulary(
    roles=ROLES,
    levels=(
        "level",
        "tingkat",
        "tingkatan",
        "jenjang",
        "lvl",
        "lv",
        "l",
        "tk",
        "skala",
        "level profisiensi",
        "level kompetensi",
    ),
    scales=(
        ("pemula", "dasar", "menengah", "mahir", "ahli"),
        ("pemula", "muda", "madya", "ahli"),
        ("pemula", "terampil", "mahir", "ahli"),
        ("pratama", "muda", "madya", "utama"),
        ("pertama", "muda", "madya", "utama"),
        ("dasar", "menengah", "mumpuni", "lanjutan", "ahli"),
        ("paham", "dasar", "menengah", "lanjut", "ahli"),
        ("basic", "intermediate", "advanced", "expert"),
        ("novice", "beginner", "competent", "proficient", "expert"),
        ("awareness", "basic", "intermediate", "advanced", "expert"),
        ("junior", "mid", "senior", "staff"),
        ("kurang", "cukup", "baik", "sangat baik"),
    ),
    ignored=("no", "nomor urut", "no urut", "keterangan", "ket", "catatan", "halaman", "bobot", "nilai", "#"),
    titles=(
        "kamus",
        "lampiran",
        "daftar",
        "standar",
        "matriks",
        "rancangan",
        "draf",
        "draft",
        "lembar",
        "dictionary",
        "directory",
        "framework",
        "formulir",
        "form",
    ),
    foreign={
        **dict.fromkeys(
            (
                ("nama jabatan", "uraian tugas"),
                ("uraian tugas", "persyaratan jabatan"),
                ("job title", "responsibilities"),
            ),
            _(
                "Ini uraian jabatan (tugas dan persyaratan), bukan kamus kompetensi. Unggah berkas yang memuat "
                "kompetensi dengan definisi, level, dan indikatornya."
            ),
        ),
        ("elemen kompetensi", "kriteria unjuk kerja"): _(
            "Ini unit kompetensi SKKNI (elemen dan kriteria unjuk kerja), bukan kamus kompetensi berlevel. "
            "Susun levelnya lebih dahulu, misalnya di lembar contoh, lalu unggah."
        ),
        ("parent id number", "id number", "shortname"): _(
            "Ini kerangka kompetensi Moodle (pohon menurut nomor induk). Susun sebagai tabel dengan kolom Kode, Nama, "
            "Level, dan Indikator, misalnya di lembar contoh, lalu unggah."
        ),
    },
    row=row,
    parse=sheet.parse,
    line=line,
    absent=(UNGROUPED, BODY[DEFINITION].none, LISTS[BEHAVIOUR].none, _("Belum ada indikator.")),
    others=OTHERS,
)
