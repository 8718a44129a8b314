import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from libraries import VENUES, library

from unlcli.domain import query
from unlcli.errors import UsageError
from unlcli.services.search import search

LIBRARY = library("""
@article{a, title={Graph Attention Networks}, author={Velickovic, Petar}, year={2018}, journal={ICLR}}
@article{b, title={Attention}, author={Smith, Ann}, year={2010}}
@article{c, title={On Graphs}, author={Attention, Paul}, year={2022}, abstract={graph attention networks}}
@article{d, title={Optimisation of Colours}, author={Müller, Jörg}, year={2021}, keywords={attention}}
@article{e, title={Stability Analyses}, author={Smith, Bo}, year={2021}, booktitle={NIPS}}
""")


def _keys(given: str) -> list[str]:
    return [hit.entry.key for hit in search(LIBRARY, query.parse(given), VENUES).hits]


def test_a_whole_title_goes_before_a_longer_one_before_an_author_before_a_keyword() -> None:
    assert _keys("attention") == ["b", "a", "c", "d"]


def test_title_words_go_before_the_abstract() -> None:
    assert _keys("graph attention networks")[:2] == ["a", "c"]


@pytest.mark.parametrize(
    "given",
    [
        "optimization of colors",
        "colour optimization",
        "optimisations",
        "muller",
        "Muller Jorg",
        "optimistion",
    ],
)
def test_spellings(given: str) -> None:
    assert _keys(given)[0] == "d"


@pytest.mark.parametrize(
    "given", ["velickovic graph", "petar velickovic 2018", "velikovic attention", "iclr attention 2018"]
)
def test_words_of_several_fields(given: str) -> None:
    assert _keys(given)[0] == "a"


def test_of_equal_hits_the_newer_is_first() -> None:
    assert _keys("smith") == ["e", "b"]


def test_entries_with_some_of_the_words_answer_only_where_none_has_all() -> None:
    assert _keys("attention smith") == ["b"]
    assert _keys("stability smith zebra") == ["e"]
    assert _keys("attention zebra xylophone quartz") == []


def test_short_words_are_not_guessed() -> None:
    assert _keys("bp") == []


def test_what_was_searched_for_can_be_highlighted() -> None:
    result = search(LIBRARY, query.parse('graph "attention networks" -color year:2018'), VENUES)
    assert result.words == ("graph", "attention", "networks")


def test_nearest_titles_are_offered_for_nothing() -> None:
    result = search(LIBRARY, query.parse('"atention of graphs networks"'), VENUES)
    assert result.hits == ()
    assert "Graph Attention Networks" in result.nearest


WORDS = st.lists(st.sampled_from(["graph", "attention", "-smith", "year:2021", "year:..2020", "OR", '"graph attention"', "author:smith",
                                  "-year:2018", "venue:iclr", "zebra", "-", ":", "müller"]), max_size=5).map(" ".join)  # fmt: skip


@given(WORDS)
def test_every_hit_passes_the_filters_and_none_is_given_twice(given: str) -> None:
    parsed = query.parse(given)
    hits = [hit.entry for hit in search(LIBRARY, parsed, VENUES).hits]
    assert len({entry.position for entry in hits}) == len(hits)
    for entry in hits:
        filters = [[t for t in terms if t.field] for terms in parsed.alternatives]
        assert not filters or any(all(query.passes(entry, t, VENUES) for t in terms) for terms in filters)


@given(WORDS)
@example("graph zebra OR -smith")
def test_search_finds_all_that_is_selected_literally(given: str) -> None:
    parsed = query.parse(given)
    selected = {entry.key for entry in LIBRARY if query.selects(entry, parsed, VENUES)}
    assert selected <= set(_keys(given))


@given(st.text(max_size=30))
def test_no_text_is_too_strange(given: str) -> None:
    try:
        _keys(given)
    except UsageError:
        assert "year:" in given.lower()
