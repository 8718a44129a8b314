import re
import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from unlcli.bibtex import read
from unlcli.domain import text

MARKS = st.sampled_from(
    [*"\\{}$&%#_^~-`'\"@=,;>|<* ab AB é ß 1 2 \n\t", "\\'", "--", "``", "''", "\\emph{", "{\\", "\\textbf"]
)
TEXTS = st.lists(st.one_of(MARKS, st.characters(exclude_categories=["Cs"])), max_size=30).map("".join)


def collapsed(value: str) -> str:
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", value).split())


@given(TEXTS)
@example("a -- b --- c")
@example("``quoted'' 'single'")
@example("\\")
@example("e\u0301")
def test_what_is_written_reads_back(given: str) -> None:
    assert text.plain(text.to_bibtex(given)) == collapsed(given)


@given(TEXTS)
def test_what_is_written_reads_back_from_a_file(given: str) -> None:
    source = f"@misc{{a,\n  title = {{{text.to_bibtex(given)}}},\n  year = {{2020}},\n}}\n"
    (entry,) = read.read(source.encode()).entries
    assert (entry.plain("title"), entry.year) == (collapsed(given), "2020")


@given(TEXTS)
@example("GPT-4 and LLMs (MLLMU-Bench): McX's eBay")
def test_protecting_capitals_changes_no_letter(given: str) -> None:
    written = text.protect_capitals(text.to_bibtex(given))
    assert text.plain(written) == collapsed(given)
    assert text.is_balanced(written)


@pytest.mark.parametrize(
    ("title", "protected"),
    [
        ("Attention Is All You Need", "Attention Is All You Need"),
        ("Unlearning in LLMs", "Unlearning in {LLMs}"),
        ("MLLMU-Bench: A (NeurIPS) Test", "{MLLMU-Bench}: A ({NeurIPS}) Test"),
        ("ALL IN CAPITALS", "ALL IN CAPITALS"),
        ("{LLM} Already", "{LLM} Already"),
    ],
)
def test_words_with_capitals_inside_are_protected(title: str, protected: str) -> None:
    assert text.protect_capitals(title) == protected


@pytest.mark.parametrize(
    ("latex", "readable"),
    [
        (r"M{\"u}ller and Erd{\H o}s and Cr\`eme Br\^{u}l\'ee", "Müller and Erdős and Crème Brûlée"),
        (r"\v{S}koda {\aa}ngstr\"om {\o}re Stra{\ss}e \c{c}a \'{\i}", "Škoda ångström øre Straße ça í"),
        (r"{T}he {\em very} \textbf{bold} \emph{case}", "The very bold case"),
        (r"A \& B \% C \# D \_ E \$ F", "A & B % C # D _ E $ F"),
        ("pages 1--2 --- or ``so''", "pages 1–2 — or “so”"),
        (r"$O(n^2)$ and $\alpha_1$", "O(n²) and α₁"),
        ("a~b  c\n d", "a b c d"),
        (r"\TeXpert{} system", "TeXpert system"),
        (r"\href{https://x.org}{Here}", "Here"),
        (r"na\"{\i}ve", "naïve"),
        ("{{Double}}", "Double"),
        (r"Nguy{\~{\^e}}n and Nguy{\~\^e}n and Nguy\~{\^e}n", "Nguyễn and Nguyễn and Nguyễn"),
        (r"Tr{\`{\^a}}n {\'{\^o}} \'{\~u} {\d{\^e}} \d\^e", "Trần ố ṹ ệ ệ"),
        (r"\.{\i} \.\i \v{\j} \.I", "i i ǰ İ"),
        (r"$O(n \log n)$, $\log \alpha$, $\max {x}$", "O(n log n), log α, max x"),
        (r"$\alpha x$ $\log (n)$ $\mathrm x$", "αx log(n) x"),
        (r"The \TeX book, Fran\cc ois", "The TeXbook, Franccois"),
    ],
)
def test_latex_reads_as_text(latex: str, readable: str) -> None:
    assert text.plain(latex) == readable


@given(TEXTS)
def test_reading_never_fails_and_leaves_no_line_end(given: str) -> None:
    assert text.plain(given) == " ".join(text.plain(given).split())


@pytest.mark.parametrize(
    ("one", "other"),
    [("Müller", "muller"), ("Straße", "STRASSE"), ("Nguyễn", "nguyen"), ("Łódź", "lodz"), ("Who's", "whos"), ("few-shot", "Few  Shot"),
     ("Ærø", "aero"), ("naïve", "NAIVE"), ("Ｆｕｌｌ", "full"), ("e\u0301", "é"), ("O’Neil", "O'Neil")],
)  # fmt: skip
def test_folding_makes_spellings_equal(one: str, other: str) -> None:
    assert text.fold(one) == text.fold(other)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (r"author:M{\"u}ller", "author:Müller"),
        (r"Nguy{\~{\^e}}n {LLM}s --", "Nguyễn LLMs --"),
        ("a_b $x$ ~c ``d''", "a_b $x$ ~c ``d''"),
        (r"10.1/a\_b $c$", "10.1/a_b $c$"),
        (r"The \TeX book on $O(n \log n)$", "The TeXbook on $O(n log n)$"),
    ],
)
def test_what_is_typed_in_latex_is_read_and_other_marks_stay(typed: str, read: str) -> None:
    assert text.without_latex(typed) == read


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Few-Shot LLMs", ["few", "shot", "llms"]),
        ("学习 für LLM模型", ["学 习", "fur", "llm", "模 型"]),
        ("学 习", ["学", "习"]),
        ("潮汐、图像", ["潮 汐", "图 像"]),
        ("ｔｏｆｕ", ["tofu"]),
        ("", []),
    ],
)
def test_characters_typed_next_to_each_other_are_one_word(typed: str, words: list[str]) -> None:
    assert text.query_words(typed) == words
    assert " ".join(words) == text.search_words(typed)
    assert [word for word in words if text.is_run(word)] == [word for word in words if " " in word]


@given(TEXTS)
def test_folding_is_done_once(given: str) -> None:
    assert text.fold(text.fold(given)) == text.fold(given)
    assert text.squash(given) == text.squash(text.fold(given))


@given(st.text("abc ABC-'é", max_size=20))
def test_folding_does_not_depend_on_other_letters(given: str) -> None:
    """The short way for ASCII and the long way for all else agree."""
    assert text.fold(f"{given} ü") == f"{text.fold(given)} u".strip()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("{DNA} and } x", "{DNA} and \\textbraceright{} x"),
        ("{DNA and { x}", "\\textbraceleft{}DNA and { x}"),
        ("a\\}b", "a\\textbraceright{}b"),
        ("a\\\\}b", "a\\\\\\textbraceright{}b"),
        ('{\\"o} {', '{\\"o} \\textbraceleft{}'),
    ],
)
def test_only_braces_without_a_partner_are_escaped(given: str, kept: str) -> None:
    assert text.contained(given) == kept


@given(TEXTS)
def test_contained_values_are_balanced_and_kept_where_they_are(given: str) -> None:
    kept = text.contained(given)
    assert text.is_balanced(kept)
    assert text.contained(kept) == kept
    if text.is_balanced(given) and "\x00" not in given:
        assert kept == given


@pytest.mark.parametrize(
    ("value", "balanced"), [("", True), ("{}", True), ("}{", False), ("{", False), (r"\{", False), ("{{}}{}", True)]
)
def test_braces_balance_as_bibtex_counts_them(value: str, balanced: bool) -> None:
    assert text.is_balanced(value) == balanced


@given(TEXTS)
def test_nothing_that_commands_a_terminal_is_left(given: str) -> None:
    safe = text.without_controls(given + "\x1b\x07\u202e\x9b\u2066\ufeff")
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]", safe)
    assert text.without_controls(safe) == safe


# --- quick ways say what the slow ones do ---

PIECES = st.one_of(
    MARKS,
    st.characters(),
    st.sampled_from(
        [*"_^'`$~ØİßŉǅΣ’´…½ﬁ가が机ｶ\u0301\u3000\ud800\x00", "\\'e", '\\"{u}', "\\v{c}", "\\alpha", "$$", "---", "⼀"]
    ),
)
VALUES = st.lists(PIECES, max_size=20).map("".join)


def plainly_folded(given: str) -> str:
    """Fold a text as the definition says it, character by character."""
    bare = unicodedata.normalize("NFKD", given.translate(SPECIAL))
    bare = "".join(char for char in bare if not unicodedata.combining(char)).casefold()
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"['’‘`´ʼ]", "", bare)))


SPECIAL = str.maketrans({"ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe",
                         "ı": "i", "ȷ": "j", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th"})  # fmt: skip


@given(VALUES)
@example("a'\u0301b")
@example("＇a＇")
def test_folding_is_what_its_definition_says(given: str) -> None:
    assert text.fold(given) == plainly_folded(given)


@given(VALUES)
@example("a'{}'b ''c`` d$_$e")
@example("⼀二㈱")
def test_the_text_that_is_searched_has_the_words_that_are_read(given: str) -> None:
    def words(searched: str) -> list[str]:
        return re.findall(r"(?:[a-z0-9]|[^\x00-\x7f])+", re.sub(r"[A-Z]", lambda m: m[0].lower(), searched))

    assert words(text.search_text(given)) == text.search_words(text.plain(given)).split()
    assert words(text.search_text(given, is_verbatim=True)) == text.search_words(given).split()


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("a--b---c", "a–b—c"),
        ("``a'' 'b'", "“a” 'b'"),
        ("a_b^c $a_b^c$ $$a_b$$", "a_b^c abᶜ a_b"),
        ("a~b{c}{}d", "a bcd"),
        ("a- -b ` '", "a- -b ` '"),
    ],
)
def test_marks_outside_commands(given: str, read: str) -> None:
    assert text.plain(given) == read


def test_characters_of_a_script_without_blanks_stand_apart() -> None:
    assert text.search_words("机器学习 für LLMs") == "机 器 学 习 fur llms"
    assert text.search_words("が한국") == f"か {text.fold('한국')}"


@pytest.mark.parametrize(
    "piece", ['\\"', '\\"{', "\\c{", "\\'", "\\~", '\\"\\i', "\\t ", "\\href{", "$\\log ", "{", "\\"]
)
def test_a_row_of_marks_is_read_in_a_moment(piece: str) -> None:
    start = time.perf_counter()
    text.plain(piece * 20_000)
    assert time.perf_counter() - start < 2
