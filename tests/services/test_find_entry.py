import pytest
from libraries import VENUES, library

from unlcli.errors import AmbiguousEntryError, EntryNotFoundError
from unlcli.services.find_entry import find_entry

LIBRARY = library("""
@misc{one, title={Knots}, author={Adams, Ann}, ids={uno, eins}}
@misc{two, title={Knots and Bends}, author={Byte, Bob}, doi={10.18653/v1/2024.acl-long.7}}
@misc{Three, title={{LLM}-Bends}, author={Byte, Bob}, eprint={2101.00001}}
@misc{dup, title={Twin One}}
@misc{dup, title={Twin Two}}
""")


@pytest.mark.parametrize(
    ("wanted", "key", "by_words"),
    [
        ("one", "one", False),
        ("uno", "one", False),
        ("THREE", "Three", False),
        ("2101.00001v3", "Three", False),
        ("https://aclanthology.org/2024.acl-long.7.pdf", "two", False),
        ("10.18653/V1/2024.acl-long.7", "two", False),
        ("Knots", "one", True),
        ("knots and", "two", True),
        ("author:adams", "one", True),
        ("llm bends", "Three", True),
        ("LLMBENDS", "Three", True),
        ("twin one", "dup", True),
    ],
)
def test_names(wanted: str, key: str, by_words: bool) -> None:
    found = find_entry(LIBRARY, wanted, VENUES)
    assert (found.entry.key, found.by_words) == (key, by_words)


def test_a_repeated_key_is_told_with_lines() -> None:
    with pytest.raises(AmbiguousEntryError) as told:
        find_entry(LIBRARY, "dup", VENUES)
    assert "dup (line 5), dup (line 6)" in told.value.hint


@pytest.mark.parametrize("wanted", ["nothing", "2101.00002", "", "-", "https://x.org/", "author:nobody"])
def test_nothing_answers(wanted: str) -> None:
    with pytest.raises(EntryNotFoundError):
        find_entry(LIBRARY, wanted, VENUES)


def test_near_keys_are_offered() -> None:
    with pytest.raises(EntryNotFoundError) as told:
        find_entry(LIBRARY, "threee", VENUES)
    assert told.value.hint == "did you mean Three?"
