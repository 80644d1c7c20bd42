"""Dictionaries and texts that no person thinks of."""

from hypothesis import strategies as st

from dictionary.format.fields import NAME
from documents.document import clean, is_blank
from tests.builders import COMPETENCY_HEAD, competency_with

letters = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=40)
#: Pieces that mean something else in Markdown's spelling than they say.
SPELLING = ("\\", "\\|", "|", "&", "&amp;", "&lt;", "&#65;", "<br>", "*", "***", "**", "x", " ", "{#a}", "1.", "-")
spellings = st.lists(st.sampled_from(SPELLING), max_size=6).map("".join)
words = st.one_of(letters, letters, spellings).map(clean)
texts = words.filter(lambda text: not is_blank(text))
words = words.filter(lambda text: not text or not is_blank(text))
names = texts.map(lambda text: clean(text[:200])).filter(lambda text: not is_blank(text))
codes = st.from_regex(r"[A-Z0-9][A-Z0-9._-]{0,19}", fullmatch=True)
labels = st.one_of(st.integers(1, 999).map(str), st.from_regex(r"[1-9](\.[1-9]){1,3}", fullmatch=True))


@st.composite
def documents(draw):
    """A competency of any words that a file can hold."""
    head = {section: draw(names if section == NAME else words) for section in COMPETENCY_HEAD}
    behaviours = draw(st.lists(texts, max_size=4))
    levels = {
        number: (draw(words), [(label, draw(texts)) for label in draw(st.lists(labels, unique=True, max_size=4))])
        for number in sorted(draw(st.sets(st.integers(0, 20), max_size=4)))
    }
    return competency_with(draw(codes), behaviours=behaviours, levels=levels, **head)


dictionaries = st.lists(documents(), min_size=1, max_size=4, unique_by=lambda document: document.key)
fragments = st.sampled_from(
    [
        "Nama | A", "Kode | A1", "Kode | b", "|", "-", "1 | x", "2|", "Level 1 |", "Level 2", " lanjut", "# G", "#",
        "\r", "\r\n", "\n", "Definisi | d", "Perilaku Kunci | p", "| Nama | X |", "|---|---|", "| | y |", "\ufeff",
        "\u2028", "\x85", "\u200d", "9999 | z", "Level 30 |", "Level 1| q|", "| 1 | t |", "Foo | bar", " 3 | w",
        "1\\. | a \\| b", "2 | c &amp; d", "Definisi | ***d***<br>", "# **H** {#h}", "3. e", "- f", "a. g",
        "Indikator:", "Halaman 2", "| 4 | h\\|", "| | Y. |", "5 | i<br>j",
    ]
)  # fmt: skip
odd_texts = st.one_of(st.text(), *(st.lists(fragments, max_size=25).map(end.join) for end in ("\n", "", "\r", "\r\n")))
