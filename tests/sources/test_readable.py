import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unlcli.sources.reading.readable import abstract, of_tex, readable

MATH = (
    "<mml:math alttext='O(n^{2})'><mml:mi>O</mml:mi>\n <mml:mo>(</mml:mo><mml:msup><mml:mi>n</mml:mi>"
    "<mml:mn>2</mml:mn></mml:msup><mml:mo>)</mml:mo><mml:annotation encoding='application/x-tex'>O(n^2)</mml:annotation></mml:math>"
)
TEX = r"<tex-math>\documentclass{minimal}\usepackage{amsmath}\begin{document}$$k$$\end{document}</tex-math>"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("H<sub>2</sub>O, <i>E. coli</i> and <scp>Bert</scp>s", "H2O, E. coli and Berts"),
        ("10<sup>6</sup> K, x<sup>2</sup>, 10<sup>-3</sup>", "10⁶ K, x2, 10⁻³"),
        ("Detecting\n          <i>KRAS</i>\n          mutations", "Detecting KRAS mutations"),
        ("A<br/>B <br>C<p>D</p><p>E</p>", "A B C D E"),
        ("R&amp;amp;D &amp; T&copy; &#233; &#xe9;", "R&D & T© é é"),
        ("&lt;i&gt;Zenodo&lt;/i&gt; data", "Zenodo data"),
        ("p < 0.05, a<b, if a<b and c>d, x <- y, <3", "p < 0.05, a<b, if a<b and c>d, x <- y, <3"),
        ("p &lt; 0.05", "p < 0.05"),
        ("What comes before <think> and after </think>", "What comes before <think> and after </think>"),
        (f"The {MATH} bound", "The O(n2) bound"),
        ("<math alttext='\\alpha^{2} > 0'></math>-decay", "α² > 0-decay"),
        (f"<inline-formula><alternatives>{TEX}<mml:math><mml:mi>k</mml:mi></mml:math></alternatives></inline-formula>-means", "k-means"),
        (f"{TEX}-means and <tex>$k$</tex>-NN", "k-means and k-NN"),
        ("$\\mathcal{N}=4$ and $O(n^2)$", "N=4 and O(n²)"),
        ("From $5 to $10, or US$ 3 and $4", "From $5 to $10, or US$ 3 and $4"),
        ("GPT-4$\\rightarrow$5 in $\\tilde{O}(n)$ and $\\tilde{\\mathcal{O}}(1)$", "GPT-4→5 in Õ(n) and Õ(1)"),
        ("\\(\\ell_1\\) of M$^{3}$ViT, $x^{ij}$", "ℓ₁ of M³ViT, xⁱʲ"),
        ("costs $5 for a \\emph{pair} of $10", "costs $5 for a \\emph{pair} of $10"),
        ("a\u00a0b\u200bc\u00ad \ufeffd\x07\x1b[0m", "a bc d[0m"),
        ("cafe\u0301", "café"),
        ("می\u200cخواهم co\u200cop", "می\u200cخواهم coop"),
        ("<!-- no --><![CDATA[A & B]]>", "A & B"),
        ('<a href="https://x.org/?a>b">Link</a> <foreign attr="1">word</foreign>', "Link word"),
        ("<<i>i>once</i>", "once"),
        ("AT&T, Q&A, &madeup; and &;", "AT&T, Q&A, &madeup; and &;"),
        ("a\ud800b", "ab"),
        ("", ""),
    ],
)  # fmt: skip
def test_titles_as_services_send_them_become_text(markup: str, text: str) -> None:
    assert readable(markup) == text


def test_text_that_people_typed_with_latex() -> None:
    assert of_tex(r"Erd\H{o}s, Schr\"odinger {BERT} and $\mathcal{X}$") == "Erdős, Schrödinger BERT and X"
    assert of_tex("3--5 days ~ 40%") == "3--5 days ~ 40%"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<jats:title>Abstract</jats:title><jats:p>We <jats:italic>do</jats:italic>.</jats:p>\n<jats:p>More</jats:p>", "We do. More"),
        ("<jats:sec><jats:title>Summary:</jats:title><jats:p>We do.</jats:p></jats:sec>", "We do."),
        ("<jats:title>Background</jats:title><jats:p>We do.</jats:p>", "Background We do."),
        ("Abstract nonsense is forgotten", "Abstract nonsense is forgotten"),
    ],
)  # fmt: skip
def test_an_abstract_loses_the_heading_that_says_it_is_one(markup: str, text: str) -> None:
    assert abstract(markup) == text


PIECES = ["<i>", "</i>", "<sub>", "<mml:math>", "</mml:math>", "<mml:mi>", "<br/>", "&lt;", "&gt;", "&amp;", "<", ">", "i", "b", "/",
          "<jats:p>", "<p class='x'>", "&#60;", "&#x3e;", " ", "\n", "x", "$", "\\", "{", "\x07", "\u200b", "<!--", "-->"]  # fmt: skip
KNOWN = re.compile(r"</?(?:i|b|sub|br|p|mml:\w+|jats:\w+)(?:\s+class='x')?/?>", re.I)


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_no_tag_and_no_control_survives(markup: str) -> None:
    text = readable(markup)
    assert KNOWN.search(text) is None
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u200b]", text)
    assert text == " ".join(text.split())


@given(st.text(st.characters(exclude_characters="<&$", exclude_categories=("Cs",))))
def test_plain_text_is_left_as_it_is_from_the_second_time_on(text: str) -> None:
    once = readable(text)
    assert readable(once) == once


# a backslash begins TeX, and an empty formula `\\(\\)` says nothing
@given(st.text(st.characters(min_codepoint=32, max_codepoint=126, exclude_characters="<&$\\")))
def test_words_of_plain_text_all_stay(text: str) -> None:
    assert readable(text) == " ".join(text.split())


@pytest.mark.parametrize("piece", ["<math>", "<!--", "<tex>", "<alternatives>", "<i", "<<i>", "&amp;", "$a", '<a b="'])
def test_a_hostile_title_takes_no_long_time(piece: str) -> None:
    started = time.perf_counter()
    readable(piece * 20_000)
    assert time.perf_counter() - started < 5
