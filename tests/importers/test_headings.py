"""Headings: categories, venues and years of the rows below them."""

from collections.abc import Callable

import pytest

from unlcli.domain.draft import Draft, Reading

Read = Callable[..., Reading]

ROW = "\n| Title | Code |\n|--|--|\n| One | |\n"


def only(reading: Reading) -> Draft:
    (draft,) = reading.drafts
    return draft


@pytest.mark.parametrize(
    ("headings", "category"),
    [
        ("# List\n## Survey:", "Survey"),
        ("# List\n## 🐝 Bees (12)", "Bees"),
        ("# List\n## Bees <a id='bees'></a> [⬆](#top)", "Bees"),
        ("# List\n## 2.1. Bees {#bees} ##", "Bees"),
        ("# List\n## [Bees](#bees)", "Bees"),
        ("# List\n## Bees\n### Wild; free > tame", "Bees > Wild, free / tame"),
        ("# List\n## Ants\n## Bees\n#### Wild", "Bees > Wild"),
        ("List\n====\n\nBees\n----", "Bees"),
        ("<h1 align='center'>List</h1>\n\n<h2>\n Bees\n</h2>", "Bees"),
        ("# Ants\n# Bees", "Bees"),
        ("# Table of Contents\n# List\n## Bees", "Bees"),
        ("---\ntitle: Bees\n---\n# Bees\n# Ants", "Ants"),
        ("## Bees", "Bees"),
        ("## Machine Learning", "Machine Learning"),
        ("# List\n## Bees <small>(60)</small>", "Bees"),
        ("# List\n## Bees - 12 papers", "Bees"),
        ("# List\n## Bees (RTX 3090) hives", "Bees (RTX 3090) hives"),
        ("# List\n## 一、蜜蜂\n### （二）野生", "蜜蜂 > 野生"),
        ("# List\n## Insects\n#3D Bees", "Insects > 3D Bees"),
        ("# List\n## Bees\n**Wild bees**\n", "Bees > Wild bees"),
        ("# List\n## Bees\nSome of them:\n", "Bees"),
        ("# List\n## Bees\n<details>\n<summary>Wild bees</summary>\n", "Bees > Wild bees"),
        ("# List\n## Bees\n<details>\n<summary>Click to expand</summary>\n", "Bees"),
        ("# List\n## 1 Bees\n### 1.1 Wild", "Bees > Wild"),
        ("# List\n## 3 Bees", "3 Bees"),
        ("# Awesome Insects\n## Bees\n# Ants\n## Wild", "Ants > Wild"),
        ("# List\n## Daily arXiv: bees and hives", "Daily arXiv: bees and hives"),
    ],
)
def test_categories(read: Read, headings: str, category: str) -> None:
    assert only(read(headings + ROW)).categories == (category,)


@pytest.mark.parametrize("heading", ["Contents", "Contributing", "License", "Citation:", "Acknowledgements", "目录"])
def test_bookkeeping_is_no_category(read: Read, heading: str) -> None:
    assert only(read(f"# List\n## Bees\n### {heading}{ROW}")).categories == ("Bees",)


@pytest.mark.parametrize(
    ("heading", "venue", "year"),
    [
        ("ICML", "ICML", ""),
        ("ICML 2024", "ICML", "2024"),
        ("2024", "", "2024"),
        ("2023 Papers", "", "2023"),
        ("May 2024", "", "2024"),
        ("2024-05-20", "", "2024"),
        ("2021 Venues", "", "2021"),
        ("2019-2021", "", ""),
        ("Before 2017", "", ""),
        ("Previous Venues", "", ""),
    ],
)
def test_venues_and_years_are_no_categories(read: Read, heading: str, venue: str, year: str) -> None:
    draft = only(read(f"# List\n## Bees\n### {heading}{ROW}"))
    assert (draft.categories, draft.venue, draft.year) == (("Bees",), venue, year)


def test_the_month_of_a_heading_is_the_date_of_its_rows(read: Read) -> None:
    reading = read("# L\n## May 2024\n| Title | Year |\n|--|--|\n| One | |\n| Two | 2023 |\n")
    assert [(draft.year, draft.extra) for draft in reading.drafts] == [("2024", {"date": "2024-05"}), ("2023", {})]


def test_the_row_knows_better_than_the_heading(read: Read) -> None:
    draft = only(read("# List\n## ICML\n### 2024\n| Title | Venue | Year |\n|--|--|--|\n| One | ICLR | 2023 |\n"))
    assert (draft.venue, draft.year) == ("ICLR", "2023")


def test_a_heading_that_all_its_rows_name_as_venue_is_one(read: Read) -> None:
    text = "# L\n## Hive Lett.\n| Title | Venue |\n|--|--|\n| One | Hive Lett |\n| Two | Hive Lett. |\n"
    assert [draft.categories for draft in read(text).drafts] == [(), ()]


def test_a_heading_that_one_row_names_as_venue_stays_a_category(read: Read) -> None:
    text = "# L\n## Science\n| Title | Venue |\n|--|--|\n| One | Science |\n| Two | ICML |\n"
    assert [draft.categories for draft in read(text).drafts] == [("Science",), ("Science",)]


@pytest.mark.parametrize(
    ("cells", "year"),
    [
        ("ICLR 2024 | ", "2024"),
        ("ICLR'24 | ", "2024"),
        (" | 2018.10", "2018"),
        (" | Oct 2019", "2019"),
        (" | 202105", "2021"),
    ],
)
def test_years_in_cells(read: Read, cells: str, year: str) -> None:
    assert only(read(f"| Title | Venue | Date |\n|--|--|--|\n| One | {cells} |\n")).year == year


def test_a_year_that_is_none_is_reported(read: Read) -> None:
    reading = read("| Title | Year |\n|--|--|\n| One | soon |\n")
    assert (only(reading).year, only(reading).extra) == ("", {"note": "soon"})
    assert [repair.what for repair in reading.repairs] == ["year 'soon' is no year and was kept as a note"]


def test_mojibake_in_headings_is_mended(read: Read) -> None:
    reading = read("# List\n## Beesâ€™ Lives" + ROW)
    assert only(reading).categories == ("Bees’ Lives",)
    assert [repair.line for repair in reading.repairs] == [2]


@pytest.mark.parametrize(
    ("cell", "category"),
    [("Wild", "Bees > Wild"), ("Bees", "Bees"), ("Bees > Wild", "Bees > Wild"), ("Hives > Old", "Bees > Hives > Old")],
)
def test_a_column_of_categories_does_not_repeat_the_headings(read: Read, cell: str, category: str) -> None:
    table = f"| Title | Category |\n|--|--|\n| [Bees](https://arxiv.org/abs/2401.00001) | {cell} |\n"
    assert only(read(f"# List\n## Bees\n{table}")).categories == (category,)
