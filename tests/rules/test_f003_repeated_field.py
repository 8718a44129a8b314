from collections.abc import Callable

from unlcli.domain.finding import Finding, Location

Check = Callable[..., list[Finding]]


def test_the_second_is_found_and_the_first_named(check: Check) -> None:
    (found,) = check("F003", "\n@misc{a,\n title={One},\n year=2020,\n Title = {Two},\n}\n")
    assert (found.key, found.location, found.related) == ("a", Location("1.bib", 5), (Location("1.bib", 3),))
    assert found.message == "a has title twice; BibTeX takes the one in line 3 and not this: Two"


def test_each_field_is_told_once(check: Check) -> None:
    found = check("F003", "@misc{a,\n k={1},\n k={2},\n k={3},\n n={4},\n n={5}}\n@misc{b, k={1}}\n")
    assert [(f.location.line, f.message.partition(";")[0]) for f in found] == [
        (3, "a has k 3 times"),
        (6, "a has n twice"),
    ]


def test_what_only_looks_like_a_field_is_none(check: Check) -> None:
    text = (
        "@misc{a, url={https://a.org/?year=1&year=2}, year={2020}, note={so, year = 3, year = 4}, title={a=b, a=c}}\n"
    )
    assert check("F003", text) == []


def test_an_entry_that_is_not_well_formed(check: Check) -> None:
    (found,) = check("F003", "@misc{a,\n title={One}\n year={1},\n title={Two}\n}\n")
    assert found.location.line == 4
