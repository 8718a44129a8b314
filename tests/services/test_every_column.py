import pytest
from libraries import VENUES, library

from unlcli.domain.listing import Row
from unlcli.services.list_entries import ListOptions, list_entries

PAPERS = library("""
@inproceedings{a, author={Ann Adams and Bob Byte and Cy Cole}, title={Bees}, booktitle={ICML}, year={2021}, date={2021-07-18},
  doi={10.1234/bees}, eprint={2101.00001}, archiveprefix={arXiv}, url={https://doi.org/10.1234/bees}, rope={hemp},
  alturl={https://bees.org https://arxiv.org/pdf/2101.00001v2 https://www.doi.org/10.1234/bees/}, category={One; Two}, ids={old}}
@article{b, author={Dee Dorn}, title={Ants}, journal={Ants and Their Friends}, year={2020}, volume={3}, keywords={x, y},
  wood={see the Museum of Ants https://ants.org/museum_(old), or (https://b.org)}, blog={https://blog.org}, creationdate={2026-01-01}}
""").entries


def _shown(*columns: str) -> tuple[list[str], list[Row]]:
    listing = list_entries(PAPERS, VENUES, ListOptions(columns))
    return [column.name for column in listing.columns], list(listing.rows)


def _cell(row: Row, names: list[str], name: str) -> object:
    cell = row.cells[names.index(name)]
    return [(link.text, link.url) for link in cell.links] or cell.text


def test_all_shows_each_column_and_field_that_says_something_in_the_usual_order() -> None:
    names, _ = _shown("all")
    assert names == [
        "title", "authors", "venue", "year", "category", "doi", "arxiv", "links", "date", "keywords", "rope", "volume",
        "wood", "blog",
    ]  # fmt: skip


def test_columns_that_are_named_beside_all_stand_where_they_are_named_and_once() -> None:
    assert _shown("key", "all", "author")[0][:3] == ["key", "title", "venue"]
    assert _shown("key", "all", "author")[0][-1] == "author"


def test_links_are_those_that_no_other_column_shows() -> None:
    names, (bees, _) = _shown("all")
    assert _cell(bees, names, "links") == [("bees.org", "https://bees.org")]
    names, (bees, _) = _shown("key", "links")
    assert [url for _, url in _cell(bees, names, "links")] == [  # type: ignore[attr-defined]
        "https://doi.org/10.1234/bees",
        "https://bees.org",
        "https://arxiv.org/pdf/2101.00001v2",
    ]


def test_links_inside_a_text_can_be_followed() -> None:
    names, (_, ants) = _shown("all")
    assert _cell(ants, names, "wood") == [
        ("see the Museum of Ants", "https://ants.org/museum_(old)"),
        (", or (", "https://b.org"),
        (")", ""),
    ]


def test_the_last_author_follows_an_and() -> None:
    names, (bees, ants) = _shown("authors")
    assert _cell(bees, names, "authors") == "Ann Adams, Bob Byte and Cy Cole"
    assert _cell(ants, names, "authors") == "Dee Dorn"


@pytest.mark.parametrize(
    ("entry", "columns"),
    [
        ("@misc{a, title={A}, eprint={hal-1}, eprinttype={HAL}}", ["title", "venue", "eprint", "eprinttype"]),
        ("@misc{a, title={A}, year={in press}}", ["title", "year"]),
        ("@book{a, editor={Ed It}, title={A}}", ["title", "authors"]),
        ("@inproceedings{a, title={A}, booktitle={Advances in Neural Information Processing Systems}}",
         ["title", "venue", "booktitle"]),
        ("@misc{a, title={A}, links={https://a.org}}", ["title", "links"]),
        ("@misc{a, title={A}, url={www.a.org}}", ["title", "url"]),
    ],
)  # fmt: skip
def test_a_field_has_its_own_column_where_the_usual_one_says_less(entry: str, columns: list[str]) -> None:
    listing = list_entries(library(entry).entries, VENUES, ListOptions(("all",)))
    assert [column.name for column in listing.columns] == columns
