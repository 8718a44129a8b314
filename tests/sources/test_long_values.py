"""Values that are far longer than any of a paper take no longer to refuse than to read."""

import time

import pytest

from unlcli.domain import identifiers, record_entry
from unlcli.domain.record import Record
from unlcli.errors import UnreadableAnswerError
from unlcli.sources.reading import bibtex_record, people

LONG = 200_000
ROWS = [" ", "\t\n", "{ ", '\\"', "a ", "A. ", ", ", "1234 ", " 1234", "-", "' "]


def seconds(start: float) -> float:
    return time.perf_counter() - start


@pytest.mark.parametrize("row", ROWS)
def test_a_name_that_is_none_is_not_taken_apart(row: str) -> None:
    name = "Jane " + row * (LONG // len(row)) + "Doe"
    start = time.perf_counter()
    people.people([name])
    bibtex_record.people(name)
    people.without_homonym_number(name)
    assert seconds(start) < 3


@pytest.mark.parametrize(
    "name", ["Jane" + " van der" * 200 + " Doe", "Doe, " + "J. " * 300, "{" + "Group " * 100 + "}"]
)
def test_a_name_of_many_hundred_characters_is_told_and_not_read(name: str) -> None:
    for read in (bibtex_record.people(name), people.people([name])):
        with pytest.raises(UnreadableAnswerError, match=r"^DBLP: names an author with \d{3,4} characters"):
            record_entry.entry_of(Record("dblp", "A Title", authors=read))


@pytest.mark.parametrize("row", [*ROWS, "<", "&amp;", "$", "{\\c{"])
def test_a_field_without_end_is_read_so_far(row: str) -> None:
    value = row * (LONG // len(row))
    balanced = value if value.count("{") == value.count("}") else value + "}" * value.count("{")
    start = time.perf_counter()
    read = bibtex_record.read(
        f"@article{{k, title={{A Title}}, abstract={{{balanced}}}, journal={{{balanced}}}}}", "dblp"
    )
    assert (read.title, seconds(start) < 5) == ("A Title", True)
    assert len(read.abstract) <= 30_000


@pytest.mark.parametrize("inside", [" ", "< ", ">"])
def test_blanks_inside_a_link_take_no_time(inside: str) -> None:
    link = "https://example.org/" + inside * (LONG // len(inside)) + "x"
    start = time.perf_counter()
    identifiers.clean_url(link)
    assert seconds(start) < 2


def test_blanks_and_brackets_around_a_link_go() -> None:
    assert identifiers.clean_url(" <\n https://example.org/a >\t<> ").url == "https://example.org/a"
