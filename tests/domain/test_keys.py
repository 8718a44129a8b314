import pytest
from hypothesis import given
from hypothesis import strategies as st

from unlcli.domain import keys
from unlcli.domain.entry import Entry
from unlcli.errors import UsageError


def _entry(title: str = "", author: str = "", year: str = "", **fields: str) -> Entry:
    return Entry("misc", "", {"title": title, "author": author, "year": year, **fields})


@pytest.mark.parametrize(
    ("entry", "key"),
    [
        (_entry("Large Language Model Unlearning", "Yao, Yuanshun", "2024"), "yao2024large"),
        (_entry("On the Theory of Ropes", "van der Berg, Jan", "2020"), "vanderberg2020theory"),
        (_entry("A 3 of an {LLM}", "Ñandú-Müller, Zoë", "2021"), "nandumuller2021llm"),
        (_entry("Who's Harry Potter?", "Eldan, R.", "2023"), "eldan2023whos"),
        (_entry("Ropes", "O'Neil, Ann", "1999"), "oneil1999ropes"),
        (_entry("Ropes", "{Big Lab}", "1999"), "biglab1999ropes"),
        (_entry("Ropes", "", "1999", editor="Zed, Zoe"), "zed1999ropes"),
        (_entry("Towards a Theory of 42 Good Ropes", "", "2020"), "theorygoodropes2020"),
        (_entry("The Rope", "", ""), "rope"),
        (_entry("", "Yao, Y.", "2020"), "yao2020"),
        (_entry("", "", ""), "entry"),
        (_entry("日本語", "", ""), "entry"),
        (_entry("Straße und Æther", "Łukasz, Ø.", "2020"), "lukasz2020strasse"),
        (_entry("Ropes", "Wang, 王", "2020"), "wang2020ropes"),
        (_entry("Ropes", "Adams, Ann and Byte, Bob", "2020", date="2019"), "adams2020ropes"),
    ],
)
def test_author_year_and_first_telling_word(entry: Entry, key: str) -> None:
    assert keys.make_key(entry, ()) == key


def test_clashes_count_in_letters_and_ignore_case() -> None:
    entry, taken = _entry("Ropes", "Yao, Y.", "2024"), ["YAO2024ROPES"]
    made = []
    for _ in range(29):
        made.append(keys.make_key(entry, taken))
        taken.append(made[-1])
    assert made[:3] == ["yao2024ropesa", "yao2024ropesb", "yao2024ropesc"]
    assert made[25:] == ["yao2024ropesz", "yao2024ropesaa", "yao2024ropesab", "yao2024ropesac"]


@pytest.mark.parametrize(
    ("pattern", "key"),
    [
        ("{author}{year}{word}", "adams2024ropes"),
        ("{authors}:{yy}", "adamsbyte:24"),
        ("{year}-{words}", "2024-ropestiesail"),
        ("{title}", "ropestiesailsailors"),
        ("{venue}/{author}", "icml/adams"),
        ("{author}_{year}!", "adams_2024"),
    ],
)
def test_patterns(pattern: str, key: str) -> None:
    entry = _entry("Ropes Tie the Sail or Sailors", "Adams, A. and Byte, B.", "2024", booktitle="ICML")
    keys.check_pattern(pattern)
    assert keys.make_key(entry, (), pattern) == key


@pytest.mark.parametrize("pattern", ["", "fixed", "{nope}", "{author}{}", "{author", "{Author}"])
def test_patterns_that_name_nothing_known(pattern: str) -> None:
    with pytest.raises(UsageError):
        keys.check_pattern(pattern)


@given(
    st.text(max_size=30),
    st.text(max_size=20),
    st.text(max_size=6),
    st.sampled_from(["{author}{year}{word}", "{title}", "{venue}{yy}"]),
)
def test_every_key_can_be_written(title: str, author: str, year: str, pattern: str) -> None:
    key = keys.make_key(_entry(title, author, year, journal=title), (), pattern)
    assert keys.is_valid(key)
    assert key.isascii()


@pytest.mark.parametrize(("key", "valid"), [("a", True), ("DBLP:conf/x+y-z.1", True), ("ünï", True), ("", False), ("a b", False), ("a,b", False),
                                            ("a}b", False), ("a%b", False), ("a\\b", False), ("a\x07", False), ("a=b", False), ("a'b", True)])  # fmt: skip
def test_keys_that_can_be_written(key: str, valid: bool) -> None:
    assert keys.is_valid(key) == valid


@pytest.mark.parametrize(
    "pattern", ["{title}", "{words}", "{author}{year}{title}", "{word}", "{authors}-{words}", "{author}"]
)
@pytest.mark.parametrize("title", ["ropes " * 10_000, "r" * 60_000, "Ropes and Sails"])
def test_no_title_or_name_makes_an_endless_key(pattern: str, title: str) -> None:
    key = keys.make_key(_entry(title, "A" * 60_000, "2024"), (), pattern)
    assert keys.is_valid(key)
    assert len(key) <= 64


def test_a_key_that_is_too_long_ends_at_a_word_s_end() -> None:
    entry = _entry("Ropes tie the sail " * 20, "Adams, A.", "2024")
    key = keys.make_key(entry, (), "{author}{title}{year}")
    assert key == "adams" + "ropestiesail" * 4 + "ropes" + "2024"
    assert keys.make_key(entry, [key], "{author}{title}{year}") == key + "a"
    assert len(keys.make_key(_entry("r" * 60_000), ())) == 64
