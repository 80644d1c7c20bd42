"""How stored text becomes HTML."""

import threading

import pytest

from kompetensi.templatetags.text import emphasis, plain


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("biasa", "biasa"),
        ("a *b* c", "a <em>b</em> c"),
        ("**b**", "<strong>b</strong>"),
        ("1. *b*", "1. <em>b</em>"),
        ("# *b*", "# <em>b</em>"),
        ("_a_ *b*", "_a_ <em>b</em>"),
        ("*a* [b](http://c) `d` \\*e\\*", "<em>a</em> [b](http://c) `d` \\<em>e\\</em>"),
        ("&lt; *b*", "&amp;lt; <em>b</em>"),
        ("*<script>x</script>*", "<em>&lt;script&gt;x&lt;/script&gt;</em>"),
        ("* satu", "* satu"),
        ("**", "**"),
    ],
)
def test_only_asterisks_mean_anything(text, html):
    assert str(emphasis(text)) == html


def test_titles_have_no_marks():
    assert plain("a *b* & **c** < d") == "a b & c < d"
    assert plain("a & b") == "a & b"


def test_threads_do_not_mix_their_texts_up():
    wrong = []

    def work(number):
        shown = {str(emphasis(f"*{number}* dan *{turn}*")) for turn in range(100)}
        wrong.extend(shown ^ {f"<em>{number}</em> dan <em>{turn}</em>" for turn in range(100)})

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
