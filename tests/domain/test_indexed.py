import re
import sqlite3

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from unlcli.domain import categories, facets, identifiers, names, query, text, typed
from unlcli.domain.entry import Entry
from unlcli.domain.facets import token
from unlcli.domain.indexed import COLUMNS, indexed
from unlcli.domain.venues import VenueTable

VENUES = VenueTable()
#: What of an entry is found by words as they are written.
WRITTEN = [name for name in COLUMNS if name not in ("forms", "facets")]


def entry(**fields: str) -> Entry:
    return Entry("article", "adams2020knots", fields, position=0)


def column(name: str, of: Entry) -> str:
    return indexed(of, VENUES).words[COLUMNS.index(name)]


def forms(title: str, **fields: str) -> list[str]:
    return column("forms", entry(title=title, **fields)).split()


def facts(of: Entry) -> list[str]:
    return column("facets", of).split()


def as_index(words: str) -> list[str]:
    """Return the words that the `ascii` tokenizer of FTS5 finds: it splits at ASCII marks, and lowers ASCII capitals."""
    return re.findall(r"(?:[a-z0-9]|[^\x00-\x7f])+", re.sub(r"[A-Z]", lambda m: m[0].lower(), words))


@pytest.mark.parametrize("given", ["a_b A\x00b c\x7fd é’x ÉA \uf8fe ab'cd {x} 10.1/y", "机 器", "a\u3000b"])
def test_the_tests_split_words_as_an_index_does(given: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("create virtual table matched using fts5(words, content='', tokenize='ascii')")
    connection.execute("create virtual table found using fts5vocab(matched, 'row')")
    connection.execute("insert into matched (rowid, words) values (1, ?)", (given,))
    assert {word for (word,) in connection.execute("select term from found")} == set(as_index(given))


# --- how words may be typed ---


@pytest.mark.parametrize(
    ("title", "typed_words"),
    [
        ("Language Models as Few-Shot Unlearners", "fewshot"),
        ("SafeEraser: Enhancing Safety", "safe eraser"),
        ("Models with MLLMU-Bench", "mllmubench"),
        ("What GPT4 Knows", "gpt 4"),
        ("Guardrails for {LLMs} and {GANs}", "llm gan"),
        ("State-of-the-Art Mixture-of-Experts", "stateoftheart mixtureofexperts"),
        ("Read/Write in Pre\u2011Training", "readwrite pretraining"),
        ("Retrieval-Augmented Generation for Tasks", "rag ragt ragft"),
        ("A Task of Fictitious Unlearning for {LLMs}", "tofu tful"),
        ("Privacy in Multimodal Large Language Models", "mllm"),
        (r"$\alpha$-divergence and $\beta$-{VAE}", "alpha alphadivergence beta betavae"),
        (r"A $16\times16$ Grid", "16x16"),
        ("{\\\"U}ber Bl{\\o}cke", "ueber bloecke"),
        ("Questions & Answers", "and"),
        ("De l'apprentissage", "apprentissage"),
    ],
)  # fmt: skip
def test_what_a_title_may_be_typed_as(title: str, typed_words: str) -> None:
    assert set(typed_words.split()) <= set(forms(title))


def test_people_and_venues_are_typed_without_special_letters_and_by_old_names() -> None:
    found = forms(
        "x",
        author=r"M{\"u}ller, J{\"o}rg and d'Alembert, Jean",
        booktitle="Advances in Neural Information Processing Systems",
    )
    assert {"mueller", "joerg", "alembert", "nips"} <= set(found)
    assert "neurips" in column("venue", entry(booktitle="NIPS")).split()


def test_other_titles_may_be_typed_in_other_ways_too() -> None:
    assert "fewshot" in forms("x", alttitle="One || Few-Shot Learning")


def test_a_title_adds_no_word_that_it_has() -> None:
    title = "Safe Eraser SafeEraser RAG: Retrieval Augmented Generation"
    assert set(forms(title)).isdisjoint(text.fold(title).split())
    assert forms("Knots") == []


@given(st.text(max_size=3000) | st.text(st.sampled_from("aB 1-/'&:ü×β."), max_size=3000))
def test_a_title_of_any_length_has_few_other_ways(title: str) -> None:
    assert len(typed.of_title(title, text.fold(title))) <= 40


def test_characters_of_a_script_without_blanks_are_words() -> None:
    assert (
        column("title", entry(title="机器学习 Survey")) == text.search_words("机器学习 Survey") == "机 器 学 习 survey"
    )


# --- facts ---


def test_facts() -> None:
    given = entry(
        title="Knots in {LLM}s", alttitle="Ties || Bows", author="A. Adams", journal="arXiv preprint arXiv:2310.02238", year="2023",
        ids="old1, old2", category="Benchmark > Multimodal; Survey", code="https://github.com/x/y", file=" ", doi="10.1234/Ab",
    )  # fmt: skip
    expected = [
        facets.ALL, token("type", "article"), token("year", "2023"), token("key", "adams2020knots"), token("key", "OLD2"),
        token("title", "knotsinllms"), token("title", "bows"), token("has", "code"), token("has", "arxiv"),
        token("has", "preprint"), token("venue", "arxiv"), token("category", "benchmark"), token("category", "multimodal"),
        token("category", "benchmark > multimodal"), token("category", "survey"), token("id", "arxiv:2310.02238"),
        token("id", "doi:10.1234/ab"),
    ]  # fmt: skip
    found = facts(given)
    assert set(expected) <= set(found)
    assert token("has", "file") not in found
    assert token("has", "url") not in found


FIELDS = ("title", "alttitle", "author", "editor", "journal", "booktitle", "category", "keywords", "ids", "note", "code",
          "doi", "abstract", "url", "file", "howpublished", "eprint")  # fmt: skip
PIECES = st.sampled_from([*"aB9 {}$~-_^`'\\,;>|.:/&", " and ", "{\\'e}", "\\\"u", "``", "''", "--", "é", "机器", "が", "α", "’", "\x00",
                          "\u3000", "\uf8ff", "others", "\\emph{x}", "10.1234/x", "2310.02238", "LLMs"])  # fmt: skip
VALUES = st.lists(PIECES, max_size=9).map("".join)
ENTRIES = st.builds(
    lambda key, fields: Entry("misc", key, fields, position=0),
    st.text(max_size=5),
    st.dictionaries(st.sampled_from(FIELDS), VALUES),
)


@given(ENTRIES)
@example(entry(author="A and others and B {\\'e} and {C and D}", editor="E, F, G"))
@example(entry(booktitle="{}", journal="Nature"))
@example(entry(note="a'{}'b ''c`` d$_$e"))
def test_the_words_of_an_entry_are_those_that_are_searched_literally(given: Entry) -> None:
    words = indexed(given, VENUES).words
    found = {word for name in WRITTEN for word in as_index(words[COLUMNS.index(name)])}
    assert found - {"\uf8fe"} == set(query.everything(given, VENUES).split()) - {"\uf8fe"}


@given(ENTRIES)
def test_facts_are_those_that_filters_find(given: Entry) -> None:
    found = facts(given)
    assert len(found) == len(set(found))
    for name in (*FIELDS, "arxiv", "preprint"):
        assert (token("has", name) in found) == query.passes(given, query.Term(name, "has"), VENUES), name
    for identifier in identifiers.of_entry(given):
        assert token("id", f"{identifier.scheme}:{identifier.value}") in found
    for path in categories.of_entry(given):
        assert token("category", " > ".join(categories.folded(path))) in found


@given(ENTRIES)
def test_what_is_shown_is_what_the_entry_says(given: Entry) -> None:
    shown = indexed(given, VENUES).shown
    people = names.authors(given.get("author")) or names.authors(given.get("editor"))
    assert shown.authors == "; ".join(name.full for name in people)
    assert (shown.key, shown.title, shown.year, shown.written_venue) == (
        given.key,
        given.plain("title"),
        given.year,
        given.venue,
    )
    assert shown.url == identifiers.best_link(given)
    assert shown.forms == column("forms", given)
