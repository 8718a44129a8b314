import sqlite3

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from unlcli.domain import facets

HOSTILE = (
    "", " ", "a b", 'a"b', "a\x00b", "a'b", "a*b", "(a OR b)", "é\u3000ü", "a\u00a0b", "a\u2028b", "x" * 10_000,
    "\uf8ff", "\uf8ffhas\uf8ffcode", "a \uf8ffall", "\ue020", "\ue0ff", "\U000fe020", "\ud800", "10.1234/x.1", "ÀÉ",
    "İstanbul", "İ" * 10_000, "机器 学习",
)  # fmt: skip


@pytest.fixture(scope="module")
def index() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute("create virtual table matched using fts5(facets, content='', tokenize='ascii')")
    connection.execute("create virtual table words using fts5vocab(matched, 'row')")
    return connection


def words_of(index: sqlite3.Connection, column: str) -> set[str]:
    """Return the words that an index holds of a column."""
    index.execute("begin")
    index.execute("insert into matched (rowid, facets) values (1, ?)", (column,))
    found = {word for (word,) in index.execute("select term from words")}
    index.execute("rollback")
    return found


@pytest.mark.parametrize("value", HOSTILE)
def test_a_fact_is_one_word_whatever_its_value_holds(index: sqlite3.Connection, value: str) -> None:
    token = facets.token("has", value)
    assert words_of(index, f"one {token} two") == {"one", token, "two"}


@given(st.text(st.characters(), max_size=30))
@example("a\ud800 \u3000'")
def test_a_fact_is_one_word_of_any_text(value: str) -> None:
    token = facets.token("key", value)
    assert token.split() == [token]
    assert not any(char.isascii() and not char.isalnum() for char in token)
    assert token == token.encode().decode()


@given(st.sampled_from(HOSTILE) | st.text(max_size=12), st.sampled_from(HOSTILE) | st.text(max_size=12))
@example("a b", "a\ue020b")
@example("\u3000", "\ue0ff\U000f3000")
def test_no_value_looks_like_another(one: str, other: str) -> None:
    assume(one.casefold()[:200] != other.casefold()[:200])
    assert facets.token("key", one) != facets.token("key", other)


@given(st.text(max_size=12), st.text(max_size=12))
def test_no_value_makes_a_fact_of_another_kind(one: str, other: str) -> None:
    assert facets.token("key", one) != facets.token("has", other)
    assert facets.ALL not in (facets.token("key", one), facets.token("all", other))


@given(st.text(max_size=12), st.text(max_size=5))
def test_the_token_of_a_beginning_begins_the_token(begins: str, ends: str) -> None:
    assert facets.token("key", begins + ends).startswith(facets.token("key", begins))


def test_case_does_not_matter() -> None:
    assert facets.token("key", "Straße-A") == facets.token("key", "STRASSE-a")
