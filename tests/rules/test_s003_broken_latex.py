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
        ("Knots & Bends", r"Knots \& Bends"),
        ("{Knots & Bends}", r"{Knots \& Bends}"),
        (r"\emph{Knots & Bends} at 50%", r"\emph{Knots \& Bends} at 50\%"),
        ("C# and F#", r"C\# and F\#"),
        ("The VTI_Mob element", r"The VTI\_Mob element"),
        (r"\$5 & $x_1$", r"\$5 \& $x_1$"),
        (r"Ends \\& begins", r"Ends \\\& begins"),
        (r"\href{https://example.org/a_b}{Knots & Bends}", r"\href{https://example.org/a_b}{Knots \& Bends}"),
        (r"{\LaTeX}_next", r"{\LaTeX}\_next"),
    ],
)
def test_what_has_a_backslash_missing_gets_one(check: Callable[..., list[Finding]], text: str, meant: str) -> None:
    found = check("S003", f"@misc{{a,\n  title = {{{text}}},\n}}\n")
    assert values(found) == [meant]
    assert (found[0].location, found[0].severity) == (Location("1.bib", 2), Severity.WARNING)
    assert check("S003", f"@misc{{a,\n  title = {{{meant}}},\n}}\n") == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("costs $5", "the formula that begins with $ does not end"),
        ("$x$ and $y", "the formula that begins with $ does not end"),
        (r"\(x_1 and more", r"the formula that begins with \( does not end"),
        ("Knots\\", "a lone backslash at the end"),
        (r"{IIIT\} at \{IJCNLP\}-2017 Task", "without the braces behind a backslash the others do not balance"),
        ("x^2", "^ outside math and without a backslash"),
        ("H_{2}O", "_ outside math and without a backslash"),
        ("L_2 theory", "_ outside math and without a backslash"),
    ],
)
def test_what_a_person_has_to_mend(check: Callable[..., list[Finding]], text: str, said: str) -> None:
    wanted = text + "}" * (text.count("{") - text.count("}"))
    (found,) = check("S003", f"@misc{{a, title = {{{wanted}}}}}\n")
    assert (found.message, found.changes) == (f"a: title is no LaTeX: {said}", ())


@pytest.mark.parametrize(
    "text",
    [
        r"Knots \& Bends, 50\%, C\#, a\_b, \$5", "$x_1^2 & y$ in {L}aTeX", r"\(x_1\) and \[y_2\]", "$$x_1$$", "$a$$b_1$",
        r"\url{https://example.org/a_b?c&d#e}", r"\ensuremath{a_b}", r"\cite{a_b}", r"\noopsort{a_b}Knots", r"\verb|a_b|",
        r"Ends\\", r"\{sets\}", r"{\'{e}t{\'e}} \c{c} {\o} \v s", "``Knots'' -- or ~ 'bends'", r"\begin{tabular}a & b\end{tabular}",
        "AT&amp;T", "A &#8211; B", r"{\em Knots}", r"{\$}5 and {\&}", "Müller", r"\textsubscript{2}", "a < b", "", r"\ ",
    ],
)  # fmt: skip
def test_what_latex_takes_is_not_told(check: Callable[..., list[Finding]], text: str) -> None:
    assert check("S003", f"@misc{{a, title = {{{text}}}, author = {{{text}}}, journal = {{{text}}}}}\n") == []


def test_names_joined_by_an_ampersand_need_a_person(check: Callable[..., list[Finding]]) -> None:
    (found,) = check("S003", "@misc{a, author = {Ann Adams & Bob Byte}}\n")
    assert (found.message, found.changes) == ("a: author is no LaTeX: names are joined by `and`, not by `&`", ())
    assert values(check("S003", "@misc{a, author = {{X&Y} and Byte, Bob}}\n")) == [r"{X\&Y} and Byte, Bob"]


def test_other_fields_are_not_looked_at(check: Callable[..., list[Finding]]) -> None:
    assert (
        check("S003", "@misc{a, url = {https://example.org/a_b?c&d}, doi = {10.1/a_b}, note = {a_b}, code = {x_y}}\n")
        == []
    )


def test_an_underscore_counts_in_titles(check: Callable[..., list[Finding]]) -> None:
    found = check("S003", "@misc{a, journal = {aa_bb}, booktitle = {aa_bb}}\n")
    assert [f.message.split()[1] for f in found] == ["booktitle"]


@pytest.mark.parametrize("piece", ["$", "\\a{", "\\a[", "\\verb|", "{}\\a{{"])
def test_time_is_linear_in_the_length_of_a_text(check: Callable[..., list[Finding]], piece: str) -> None:
    text = piece * 6000
    text += "}" * (text.count("{") - text.count("}"))
    begun = time.process_time()
    check("S003", f"@misc{{a, title = {{{text} & x}}}}\n")
    assert time.process_time() - begun < 2
