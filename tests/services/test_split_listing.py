"""A listing cut into parts: what each holds, and what its file is called on any system."""

import re
from urllib.parse import quote

from hypothesis import given
from hypothesis import strategies as st

from unlcli.domain.listing import Cell, Column, Listing, Row, Section
from unlcli.services.split_listing import file_name, gone, split_listing

COLUMNS = (Column("title", "Title"),)


def row(key: str) -> Row:
    return Row(key, (Cell(key),))


def listing(*sections: Section) -> Listing:
    return Listing("All", COLUMNS, sections, facets=COLUMNS, prelude="@string{}")


def test_a_part_holds_its_section_and_what_is_below() -> None:
    below = Section("Old", "a-old", rows=(row("x"), row("y")))
    parts = split_listing(listing(Section("A", "a", "Read.", (row("x"),), (below,)), Section("B", rows=(row("z"),))))
    assert [(part.title, part.slug, part.count) for part in parts] == [("A", "a", 2), ("B", "b", 1)]
    assert parts[0].listing == Listing(
        "A", COLUMNS, (Section("", intro="Read.", rows=(row("x"),)), below), COLUMNS, "@string{}"
    )


def test_a_section_without_papers_of_its_own_adds_no_empty_one() -> None:
    below = Section("Old", rows=(row("x"),))
    (part,) = split_listing(listing(Section("A", sections=(below,))))
    assert part.listing.sections == (below,)


@given(st.lists(st.text(max_size=90), unique=True, max_size=12))
def test_names_are_different_and_plain_on_every_system(titles: list[str]) -> None:
    titled = [title for title in titles if title]
    parts = split_listing(listing(*(Section(title, rows=(row("x"),)) for title in titles)))
    assert [part.title for part in parts] == titled
    assert len({part.slug for part in parts}) == len(titled)
    assert all(re.fullmatch(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?", part.slug) for part in parts)
    assert all(len(part.slug) <= 70 for part in parts)


@given(st.lists(st.text(min_size=1, max_size=9), unique=True, min_size=2, max_size=6), st.randoms())
def test_a_name_does_not_depend_on_the_order_of_parts(titles: list[str], chance: object) -> None:
    def names(of: list[str]) -> dict[str, str]:
        return {part.title: part.slug for part in split_listing(listing(*(Section(t, rows=(row("x"),)) for t in of)))}

    shuffled = sorted(titles, key=lambda _: chance.random())  # type: ignore[attr-defined]
    assert names(titles) == names(shuffled)


@given(st.text(st.characters(exclude_characters="/\\\0", exclude_categories=["Cs"]), min_size=1, max_size=12))
def test_what_an_index_links_to_is_found_again(stem: str) -> None:
    name = file_name(stem, "2024", ".md")
    index = f"- [2024]({quote(name, safe='')})\n- [x]({quote(file_name(stem, 'a-b', '.md'), safe='')})\n"
    assert gone(index, stem, ".md", [name]) == [file_name(stem, "a-b", ".md")]
    assert gone(index, stem, ".md", [name, file_name(stem, "a-b", ".md")]) == []


def test_other_names_in_an_index_are_no_parts() -> None:
    index = "[a](my-papers-1.md) [b](papers-1.mdx) [c](papers.md) [d](sub.papers-1.md) papers-2.md.bak"
    assert gone(index, "papers", ".md", []) == []
