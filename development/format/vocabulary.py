"""Words by which files that are laid out otherwise name the parts of a sub-aspect. Pure; data."""

from __future__ import annotations

from collections.abc import Mapping

from development.format import sheet
from development.format.fields import ASPECT, ASSIGNMENT, DESCRIPTION, DOMAIN, HEAD, LISTS, NAME, NUMBER, SELF
from development.format.layout import UNGROUPED
from development.format.records import key_of
from documents.document import Line
from documents.translation import mark as _
from files.readers.understanding.vocabulary import OTHERS, EntryLike, Kind, Role, Vocabulary, phrases

#: The columns of the sheet that are no sections of lines.
SUB_ASPECT, SUB_ASPECT_NUMBER = "sub aspek", "nomor sub aspek"
_GROUPS = ("kelompok", "rumpun", "kategori", "klaster", "kluster", "cluster")
_PARTS = ("sub aspek", "sub kompetensi", "subkompetensi", "kompetensi", "sub")

ROLES = (
    Role(
        ASPECT,
        Kind.GROUP,
        _("Aspek"),
        ("aspek", "aspek kompetensi", "nama aspek", "dimensi", "aspect"),
        heads=(
            "kompetensi",
            "nama kompetensi",
            "competency",
            *_GROUPS,
            *phrases((*_GROUPS, "bidang", "dimensi"), ("kompetensi",)),
        ),
    ),
    Role(DOMAIN, Kind.GROUP_TEXT, _("Ranah"), ("ranah", "ranah aspek", "domain")),
    Role(SUB_ASPECT_NUMBER, Kind.NUMBER, _("Nomor sub aspek"), ("nomor sub aspek", "no sub aspek")),
    Role(
        SUB_ASPECT,
        Kind.NAME,
        _("Sub aspek"),
        ("sub aspek", "subaspek", "sub aspek kompetensi", "nama sub aspek", "sub aspect", "sub dimensi"),
        heads=(
            "sub",
            "subkompetensi",
            "sub competency",
            *phrases(("sub", "nama sub"), ("kompetensi", "kelompok", "kategori", "bidang", "unsur")),
        ),
    ),
    Role(
        DESCRIPTION,
        Kind.TEXT,
        _("Deskripsi"),
        (
            "deskripsi",
            "definisi",
            "pengertian",
            "deskripsi sub aspek",
            "definisi sub aspek",
            "uraian",
            "penjelasan",
            "description",
            "definition",
        ),
        heads=phrases(("deskripsi", "definisi", "pengertian", "uraian", "penjelasan"), _PARTS),
    ),
    Role(
        SELF,
        Kind.LIST,
        _("Pengembangan mandiri"),
        (
            "pengembangan mandiri",
            "mandiri",
            "pengembangan diri",
            "pengembangan diri mandiri",
            "belajar mandiri",
            "saran pengembangan mandiri",
            "kegiatan pengembangan mandiri",
            "pengembangan secara mandiri",
            "pengembangan kompetensi mandiri",
            "self learning",
            "self development",
        ),
        numbered=True,
        heads=phrases(("kegiatan", "tindakan", "aktivitas", "saran", "pembelajaran"), ("mandiri",)),
    ),
    Role(
        ASSIGNMENT,
        Kind.LIST,
        _("Penugasan"),
        (
            "pengembangan melalui penugasan",
            "penugasan",
            "melalui penugasan",
            "pengembangan penugasan",
            "penugasan on the job",
            "pengembangan melalui penugasan on the job",
            "pengembangan melalui penugasan kerja",
            "pengembangan dengan penugasan",
            "pengembangan di tempat kerja",
            "saran penugasan",
            "saran pengembangan melalui penugasan",
            "saran pengembangan penugasan",
            "kegiatan penugasan",
            "on the job",
            "on the job training",
            "development through assignment",
            "assignment",
        ),
        numbered=True,
        heads=(
            *phrases(("penugasan",), ("khusus", "kerja", "langsung", "atasan", "dari atasan", "di tempat kerja")),
            *phrases(("tindakan", "aktivitas", "saran melalui"), ("penugasan",)),
        ),
    ),
    Role("nomor", Kind.ITEM_NUMBER, _("Nomor tindakan"), ("nomor", "nomor tindakan", "no tindakan")),
    Role("bagian", Kind.PART, _("Bagian"), ("bagian", "jenis pengembangan", "metode", "bentuk pengembangan")),
    Role("teks", Kind.PART_TEXT, _("Teks"), ("teks", "tindakan", "kegiatan", "saran pengembangan", "aktivitas")),
)


def row(heads: Mapping[str, str], entry: EntryLike) -> tuple[str, ...]:
    """Return the cells of an entry as `development.format.sheet.COLUMNS`; `heads` has the texts above its lines."""
    part = entry.role.name if entry.role.kind in (Kind.TEXT, Kind.LIST) else ""
    names = (ASPECT, DOMAIN, SUB_ASPECT_NUMBER, SUB_ASPECT)
    return (*(heads.get(name, "") for name in names), part, entry.label, entry.text if part else "")


def line(entry: EntryLike) -> Line:
    """Return the line that an entry becomes."""
    return Line(_SECTIONS.get(entry.role.name, entry.role.name), entry.text, entry.label)


def key(heads: Mapping[str, str]) -> str:
    """Return the key of a sub-aspect by the texts above its lines."""
    return key_of(heads.get(ASPECT, ""), heads.get(SUB_ASPECT, ""))


_SECTIONS = {SUB_ASPECT: NAME, SUB_ASPECT_NUMBER: NUMBER}

VOCABULARY = Vocabulary(
    roles=ROLES,
    levels=(),
    scales=(),
    ignored=("no", "nomor urut", "no urut", "keterangan", "ket", "catatan", "halaman"),
    titles=(
        "panduan",
        "pedoman",
        "lampiran",
        "daftar",
        "rancangan",
        "draf",
        "guide",
        "guideline",
        "guidelines",
        "formulir",
        "form",
    ),
    foreign={},
    row=row,
    parse=sheet.parse,
    line=line,
    absent=(UNGROUPED, *(field.none for field in (HEAD[-1], *LISTS.values()))),
    others=OTHERS,
    key=key,
)
