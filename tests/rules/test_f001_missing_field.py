from collections.abc import Callable

import pytest

from unlcli.domain.finding import Finding, Location

Check = Callable[..., list[Finding]]
WHOLE = "@misc{z, title={Z}, author={Z, Z}}\n"


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("@article{a, title={A}, author={B}}", "a is an @article without journal, year"),
        ("@inproceedings{a, title={A}, author={B}, booktitle={ }, year=2020}", "a is an @inproceedings without booktitle"),
        ("@book{a, title={A}, year=2020, publisher={P}}\n@book{b, title={A}, year=2020, publisher={P}, editor={E}}",
         "a is a @book without author or editor"),
        ("@misc{a, note={A}}", "a is a @misc without title"),
        ("@phdthesis{a, title={A}, author={B}, year=2020}", "a is a @phdthesis without school"),
    ],
)  # fmt: skip
def test_what_the_type_asks_for(check: Check, entry: str, told: str) -> None:
    assert [f.message for f in check("F001", WHOLE + entry)] == [told]


@pytest.mark.parametrize(
    "entry",
    [
        "@article{a, title={A}, author={B}, journaltitle={J}, date={2020-01}}",
        "@thesis{a, note={A}}",
        "@software{a, note={A}}",
        "@misc{a, title={A}}",
        "@phdthesis{a, title={A}, author={B}, institution={I}, date={2020}}",
        "@book{a, title={A}, author={B}, date={2020}}",
        "@proceedings{a, booktitle={A}, year={2020}}",
        "@inproceedings{a, title={A}, author={B}, crossref={p}}\n@proceedings{p, title={P}, year={2020}}",
        "@inproceedings{a, title={A}, author={B}, crossref={P}}\n@proceedings{p, title={P}, year={2020}}",
        "@inproceedings{a, title={A}, author={B}, crossref={not-here}}",
        "@article{a, xdata={x, y}}\n@xdata{x, title={A}, author={B}, journal={J}}\n@xdata{y, year={2020}}",
    ],
)
def test_what_stands_under_another_name_or_in_another_entry(check: Check, entry: str) -> None:
    assert check("F001", WHOLE + entry) == []


def test_a_parent_does_not_give_what_it_has_not_nor_its_title(check: Check) -> None:
    text = "@inproceedings{a, author={B}, crossref={p}}\n@proceedings{p, title={P}, year={ }, key={x}}\n"
    assert [f.message for f in check("F001", text)] == [
        "a is an @inproceedings without title, year",
        "p is a @proceedings without year",
    ]


def test_the_place_and_a_line_to_fill_in(check: Check) -> None:
    (found,) = check("F001", "\n@article{a,\n title={A}, author={B}, year={2020}}\n")
    assert found.location == Location("1.bib", 2)
    assert found.remedies == ("unl edit a --set journal=... -l 1.bib",)


def test_a_list_kept_without_authors_is_not_asked_for_them(check: Check) -> None:
    without = "@article{%s, title={A}, journal={J}, year={2020}}\n"
    one = "@article{c, title={A}, author={B}, journal={J}, year={2020}}\n"
    assert check("F001", without % "a" + without % "b" + one) == []
    assert [f.key for f in check("F001", without % "a" + one)] == ["a"]
