"""Formulas in titles read as people write them in one line, and fold to the words that they are searched by."""

import time

import pytest

from unlcli.domain import latex, maths, text


@pytest.mark.parametrize(
    ("written", "readable"),
    [
        (r"$\leq \frac{1}{2}$", "≤ 1/2"),
        (r"$\sqrt{\frac{x}{y}}$", "√(x/y)"),
        (r"$\frac{n^{2}+1}{2n}$", "(n²+1)/(2n)"),
        (r"$\frac{\frac{a}{b}}{c}$ $\frac{\alpha}{\beta}$", "(a/b)/c α/β"),
        (r"$\frac12$, $\tfrac 1 2$, $2\frac{1}{3}$", "1/2, 1/2, 2 1/3"),
        (r"$\sqrt 2$ $\sqrt[3]{x}$ $\sqrt{2n}$ $\sqrt{\log n}$", "√2 ³√x √(2n) √(log n)"),
        (r"$\binom{n}{k}$", "(n choose k)"),
        (r"$O(n^2)$ and \(O(n^2)\)", "O(n²) and O(n²)"),
        (r"$O(n\log n)$ in $\log_2 n$", "O(n log n) in log₂ n"),
        ("$x^{2n}$ $x^{-1}$ $x^{k+1}$ $L^p$ $x_{ij}$ $R^*$", "x²ⁿ x⁻¹ xᵏ⁺¹ Lᵖ xᵢⱼ R*"),
        (r"$n^{1.5}$ $n^{1/2}$ $n^{\frac{1}{2}}$", "n^1.5 n^(1/2) n^(1/2)"),
        (r"$H_2O$, CO$_2$, $\mathrm{H}_{2}\mathrm{O}$, R\textsuperscript{2}", "H₂O, CO₂, H₂O, R²"),
        (r"3$^{rd}$, $k^{\text{th}}$, 1\textsuperscript{st}, BERT$_{large}$", "3rd, kth, 1st, BERTlarge"),
        (r"$\hat{x}$ $\hat{\mathbf{x}}$ $\tilde O(n)$ $\widehat{xy}$", "x̂ x̂ Õ(n) xy"),
        (r"$a \leq b$, $a\leq b$, $x \to y$", "a ≤ b, a≤b, x → y"),
        (r"\foo{bar} and \foo{}bar", "foo bar and foobar"),
        ("a_b and x^2 and x^{2} and {x}_{i}", "a_b and x^2 and x^2 and x_i"),
        (r"\frac{1}{", "frac 1"),
        (r"$\sqrt{$ and $x^{", "√ and x"),
    ],
)
def test_a_formula_reads_as_it_is_written_in_one_line(written: str, readable: str) -> None:
    assert text.plain(written) == readable


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("$O(n^2)$", "o n2"),
        ("$x^{2n}$", "x2n"),
        ("$H_2O$", "h2o"),
        ("$x^{-1}$", "x 1"),
        ("$L^p_{k}$", "lpk"),
        ("$x^{(t)}$", "x t"),
    ],
)
def test_an_index_is_found_by_what_stands_in_it(written: str, words: str) -> None:
    assert text.fold(text.plain(written)) == words


def test_every_character_above_and_below_the_line_folds_to_what_it_stands_for() -> None:
    for table in (maths.RAISED, maths.LOWERED):
        assert {text.fold(chr(plain)) for plain in table} == {text.fold(placed) for placed in map(chr, table.values())}
        assert [char for char in table.items() if text.fold(chr(char[0])) != text.fold(chr(char[1]))] == []


@pytest.mark.parametrize("char", "²ⁿ⁻₂ₐᵀ")
def test_an_index_is_written_in_latex_that_reads_back(char: str) -> None:
    assert text.plain(latex.written(char)) == char


@pytest.mark.parametrize(
    ("readable", "written"),
    [("O(n²) of h₂", "O(n²) of h₂"), ("x²ⁿ and xᵢʲ", "x$^{2}{}^{n}$ and x$_{i}{}^{j}$"), ("xˢᵐᵃˡˡ⁻¹", "x$^{s}{}^{m}{}^{a}{}^{l}{}^{l}{}^{-}{}^{1}$")],
)  # fmt: skip
def test_letters_that_few_fonts_have_are_written_as_formulas_that_read_back(readable: str, written: str) -> None:
    assert text.title_to_bibtex(readable) == written
    assert text.plain(written) == readable


@pytest.mark.parametrize(
    "hostile",
    [r"\frac{" * 20_000, "$^{" * 20_000, r"$\hat{" + " " * 50_000, r"\sqrt[" * 20_000, r"$\frac{" * 5000 + "a" + "}{b}" * 5000,
     "$" + r"\frac{a^{" * 10_000, r"$_{\text{" * 10_000],
)  # fmt: skip
def test_a_formula_that_never_ends_takes_no_time(hostile: str) -> None:
    started = time.process_time()
    text.plain(hostile)
    assert time.process_time() - started < 2
