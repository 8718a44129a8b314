"""Pipe tables in Markdown: how they are found, cut and ended."""

from collections.abc import Callable

import pytest

from unlcli.domain.draft import Reading

Read = Callable[..., Reading]

TABLE = "| Title | Year | Venue | Code |\n| --- | :---: | --- | --- |\n"


def titles(reading: Reading) -> list[str]:
    return [draft.title for draft in reading.drafts]


def test_a_row_has_title_link_year_venue_and_code(read: Read) -> None:
    text = TABLE + "| [On Bees](https://x.org/1) | 2024 | NIPS | [code](https://github.com/a/b) |\n"
    (draft,) = read(text).drafts
    assert (draft.title, draft.line, draft.year, draft.venue) == ("On Bees", 3, "2024", "NeurIPS")
    assert (draft.urls, draft.code) == (("https://x.org/1",), ("https://github.com/a/b",))
    assert draft.categories == ()


def test_columns_stand_in_any_order(read: Read) -> None:
    text = "| Code | Venue | Author(s) | Paper Title |\n|--|--|--|--|\n| - | ICML | A. Ada, B. Bell | [On Bees](https://x.org) |\n"
    (draft,) = read(text).drafts
    assert (draft.title, draft.venue, draft.authors, draft.code) == ("On Bees", "ICML", "Ada, A. and Bell, B.", ())


@pytest.mark.parametrize(
    "row",
    [
        "[On Bees](https://x.org/1) | 2024 | ICLR | \\ |",
        "[On Bees](https://x.org/1) | 2024 | ICLR | \\",
        "[On Bees](https://x.org/1) | 2024 | ICLR |",
        "| [On Bees](https://x.org/1) | 2024 | ICLR",
        "|[On Bees](https://x.org/1)|2024|ICLR|N/A|",
        "  | [On Bees](https://x.org/1) | 2024 | ICLR | – |  ",
    ],
)
def test_ragged_rows(read: Read, row: str) -> None:
    reading = read("## Survey:\n" + TABLE + row + "\n")
    (draft,) = reading.drafts
    assert (draft.title, draft.year, draft.venue, draft.code) == ("On Bees", "2024", "ICLR", ())
    assert (draft.line, draft.categories, reading.skipped) == (4, ("Survey",), ())


def test_several_tables_each_with_its_own_columns(read: Read) -> None:
    text = f"# List\n## A\n{TABLE}| One | 2020 | | |\n\n## B\nTitle | Authors\n--|--\nTwo | C. Cole\n"
    first, second = read(text).drafts
    assert (first.title, first.year, first.categories) == ("One", "2020", ("A",))
    assert (second.title, second.authors, second.line, second.categories) == ("Two", "Cole, C.", 10, ("B",))


def test_a_subheading_row_opens_a_category_until_the_next(read: Read) -> None:
    rows = "| One | 2020 | | |\nMultimodal: | \\ | \\ | \\ |\n| Two | 2021 | | |\n| **Video** | | | |\n| Three | 2022 | | |\n"
    text = f"# List\n## Benchmark\n{TABLE}{rows}\n{TABLE}| Four | 2023 | | |\n"
    reading = read(text)
    paths = [draft.categories for draft in reading.drafts]
    assert paths == [("Benchmark",), ("Benchmark > Multimodal",), ("Benchmark > Video",), ("Benchmark",)]
    assert reading.skipped == ()


def test_lines_without_pipes_in_a_table(read: Read) -> None:
    rows = "| [One](https://x.org/1) | 2020 | | |\nWild bees:\n[Two](https://x.org/2)\nProse that follows the table.\n"
    reading = read(f"# List\n## Bees\n{TABLE}{rows}")
    assert [(draft.title, draft.categories) for draft in reading.drafts] == [
        ("One", ("Bees",)),
        ("Two", ("Bees > Wild bees",)),
    ]
    assert reading.skipped == ()


def test_a_few_words_alone_are_a_title_where_no_row_says_more(read: Read) -> None:
    assert titles(read("| Title | Code |\n|--|--|\n| On Bees | |\n| On Ants | - |\n")) == ["On Bees", "On Ants"]


def test_a_lonely_title_is_a_draft(read: Read) -> None:
    reading = read(TABLE + "| A Long and Winding Title about Many Small Bees | | | |\n")
    assert titles(reading) == ["A Long and Winding Title about Many Small Bees"]


def test_pipes_in_code_links_and_escapes_do_not_cut(read: Read) -> None:
    rows = (
        "| Escaped a \\| b here | 2020 | | |\n"
        "| In code `a|b` here | 2021 | | |\n"
        "| [Learning p(y|x) fast](https://x.org/1) | 2022 | ICML | |\n"
    )
    reading = read(TABLE + rows)
    assert titles(reading) == ["Escaped a | b here", "In code a|b here", "Learning p(y|x) fast"]
    assert [draft.year for draft in reading.drafts] == ["2020", "2021", "2022"]


def test_stray_backticks_do_not_join_cells(read: Read) -> None:
    (draft,) = read(TABLE + "| A `title | 2020 | `ICML | |\n").drafts
    assert (draft.title, draft.year) == ("A `title", "2020")


def test_rows_after_a_blank_line_and_separators_within(read: Read) -> None:
    rows = "| One | 2020 | | |\n|---|---|---|---|\n\n| Two | 2021 | | |\n|  |  |  |  |\n| Three | 2022 | | |\n\nProse | here.\n"
    reading = read(TABLE + rows)
    assert (titles(reading), reading.skipped) == (["One", "Two", "Three"], ())


def test_a_row_in_a_comment_is_no_row(read: Read) -> None:
    reading = read(TABLE + "| One | 2020 | | |\n<!-- | No | 2020 | | | -->\n| Two <!-- not Too --> | 2021 | | |\n")
    assert (titles(reading), reading.skipped) == (["One", "Two"], ())


def test_a_header_without_its_dashes(read: Read) -> None:
    assert titles(read("| Title | Year |\n| One | 2020 |\n| Two | 2021 |\n")) == ["One", "Two"]


def test_a_repeated_header_is_no_row(read: Read) -> None:
    reading = read(TABLE + "| One | 2020 | | |\n| Title | Year | Venue | Code |\n| Two | 2021 | | |\n")
    assert (titles(reading), reading.skipped) == (["One", "Two"], ())


def test_rows_that_ran_together_are_read_apart(read: Read) -> None:
    reading = read(TABLE + "| One | 2020 | ICML | - | Two | 2021 | ICLR | - |\n| 3 | 2020 | | || Four | 2021 | | |\n")
    assert [(draft.title, draft.year) for draft in reading.drafts][:2] == [("One", "2020"), ("Two", "2021")]
    assert titles(reading)[2:] == ["3", "Four"]
    assert [repair.line for repair in reading.repairs] == [3, 4]


def test_cells_beyond_the_columns_are_kept(read: Read) -> None:
    (draft,) = read("| Title | Year |\n|--|--|\n| One | 2020 | good |\n").drafts
    assert draft.extra == {"column-3": "good"}


def test_code_blocks_comments_and_contents_are_passed_over(read: Read) -> None:
    text = (
        f"```\n{TABLE}| No | 2020 | | |\n```\n<!-- {TABLE}| No | 2020 | | |\n-->\n"
        f"- [Bees](#bees)\n  - [Ants](#ants)\n\n{TABLE}| Yes | 2020 | | |\n"
    )
    reading = read(text)
    assert (titles(reading), reading.skipped) == (["Yes"], ())


def test_what_never_ends_hides_nothing(read: Read) -> None:
    assert titles(read(f"```python\n<!-- open\n{TABLE}| One | 2020 | | |\n")) == ["One"]
    assert titles(read(f"<table>\n# Next\n{TABLE}| One | 2020 | | |\n")) == ["One"]


def test_a_row_without_a_table_is_reported(read: Read) -> None:
    reading = read(
        "Prose.\n\n[On Bees](https://x.org) | 2024 | ICLR | \\\n\n[Docs](https://x.org) | [Code](https://y.org) | [Home](#a)\n"
    )
    assert [(skipped.line, skipped.reason) for skipped in reading.skipped] == [
        (3, "a row without a table header above it")
    ]


def test_a_row_without_a_title_is_reported(read: Read) -> None:
    reading = read(TABLE + "| | 2024 | ICLR | |\n| [pdf](https://x.org) | | | |\n| " + "a" * 2000 + " | 2024 | | |\n")
    assert [skipped.line for skipped in reading.skipped] == [3, 4, 5]
    assert reading.skipped[0].reason == "no title"
    assert all(len(skipped.text) <= 120 for skipped in reading.skipped)
    assert reading.drafts == ()


def test_a_table_of_other_things_is_reported(read: Read) -> None:
    reading = read("| Model | Accuracy |\n|--|--|\n| Beehive | 0.9 |\n")
    assert [skipped.reason for skipped in reading.skipped] == ["the table has no column of titles"]


def test_nothing_found(read: Read) -> None:
    assert read("# Title\n\nProse about [bees](https://x.org).\n\n* Bees\n") == Reading()
    assert read("") == Reading()


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_lines_are_counted_as_editors_do(read: Read, end: str) -> None:
    text = "\ufeff" + ("A \u2028 line \x0b here\n" + TABLE + "| One | 2020 | | |\n").replace("\n", end)
    assert [draft.line for draft in read(text).drafts] == [4]
