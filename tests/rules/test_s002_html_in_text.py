import time
from collections.abc import Callable

import pytest

from unlcli.domain.change import SetField
from unlcli.domain.finding import Finding, Location, Severity


def values(findings: list[Finding]) -> list[str]:
    return [change.value for f in findings for change in f.changes if isinstance(change, SetField)]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("<i>Bends</i> in H<sub>2</sub>O", r"\emph{Bends} in H\textsubscript{2}O"),
        ("<em>a</em> <B>b</B> <strong>c</strong>", r"\emph{a} \textbf{b} \textbf{c}"),
        ("x<sup>2</sup> <tt>t</tt> <code>c</code>", r"x\textsuperscript{2} \texttt{t} \texttt{c}"),
        ('<span class="nocase">LLM</span>s', "LLMs"),
        ("<scp>LLM</scp>s", r"\textsc{LLM}s"),
        ("<i><b>both</b></i>", r"\emph{\textbf{both}}"),
        ("<p>One</p><p>Two</p>", "One Two"),
        ("one<br/>two", "one two"),
        (
            "<jats:title>Abstract</jats:title><jats:p>We <jats:italic>do</jats:italic></jats:p>",
            r"Abstract We \emph{do}",
        ),
        ("Knots &amp; Bends", r"Knots \& Bends"),
        (r"Knots \&amp; Bends", r"Knots \& Bends"),
        (r"Knots {\&}amp; Bends", r"Knots \& Bends"),
        ("Knots &amp;amp; Bends", r"Knots \& Bends"),
        ("Knot&#8217;s, 1&ndash;2&mdash;3", "Knot's, 1--2---3"),
        (r"Hard x-ray \&\#x2013; optical", "Hard x-ray -- optical"),
        ("R&eacute;sum&#xe9;", "Résumé"),
        ("a&nbsp;b", "a~b"),
        ("List&lt;T&gt;", r"List\textless{}T\textgreater{}"),
        ("&lt;i&gt;E. coli&lt;/i&gt;", r"\emph{E. coli}"),
        ("&#123;x&#125;", r"\textbraceleft{}x\textbraceright{}"),
        ("soft&shy;ware", "software"),
        ("$a &lt; b$", "$a < b$"),
        ("{{<i>Whole</i>}}", r"{{\emph{Whole}}}"),
    ],
)
def test_html_is_found_and_written_in_latex(check: Callable[..., list[Finding]], text: str, meant: str) -> None:
    found = check("S002", f"@misc{{a,\n  title = {{{text}}},\n}}\n")
    assert values(found) == [meant]
    assert (found[0].location, found[0].severity) == (Location("1.bib", 2), Severity.WARNING)
    assert check("S002", f"@misc{{a,\n  title = {{{meant}}},\n}}\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "a < b and c > d", "The <unk> token", "Vec<T> and Map<K, V>", "<|endoftext|>", "<bos> and <eos>", "The <b> token",
        "<s>", "x <i y> z", "<think>", "AT&T", "Q&A; answers", "R&D; more", "&notanentity;", r"Knots \& Bends", "<->", "a<b>c",
    ],
)  # fmt: skip
def test_what_only_looks_like_html_is_none(check: Callable[..., list[Finding]], text: str) -> None:
    assert check("S002", f"@misc{{a, title = {{{text}}}, abstract = {{{text}}}}}\n") == []


@pytest.mark.parametrize(
    "text",
    [
        '<a href="https://example.org">Knots</a>',
        "<mml:math><mml:mi>x</mml:mi></mml:math>",
        "$x<i>y</i>$",
        r"\url{https://example.org/?a&amp;b}",
        "<i>a {b</i> c}",
        "a &#0; b",
        "a &#xD800; b",
    ],
)
def test_what_has_no_safe_form_is_told_only(check: Callable[..., list[Finding]], text: str) -> None:
    found = check("S002", f"@misc{{a, title = {{{text}}}}}\n")
    assert [(f.code, f.changes) for f in found] == [("S002", ())]


def test_many_tags_are_told_in_short(check: Callable[..., list[Finding]]) -> None:
    (found,) = check("S002", "@misc{a, title = {<i>a</i> <b>b</b> <sub>c</sub> &amp;}}\n")
    assert found.message == "a: title has HTML in it: <i>, </i>, <b>, </b>, …"


def test_links_are_left_to_other_rules(check: Callable[..., list[Finding]]) -> None:
    assert check("S002", "@misc{a, url = {https://example.org/?a=1&amp;b=2}}\n") == []


@pytest.mark.parametrize("piece", ["<i>", "<i ", "<br> ", "<br>", "&amp;", "\\a{"])
def test_time_is_linear_in_the_length_of_a_text(check: Callable[..., list[Finding]], piece: str) -> None:
    text = piece * 6000 + "<i>x</i>" + "}" * 6000 * piece.count("{")
    begun = time.process_time()
    check(
        "S002", f"@misc{{a, abstract = {{{text}}}, note = {{x {piece * 24_000}{'}' * 24_000 * piece.count('{')}}}}}\n"
    )
    assert time.process_time() - begun < 2
