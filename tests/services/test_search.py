from collections.abc import Sequence
from functools import cache

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from libraries import VENUES, library

from unlcli.domain import query, text
from unlcli.errors import UsageError
from unlcli.services.search import SORTS, SearchResult, search
from unlcli.store.index import Index
from unlcli.store.index_update import in_memory

LIBRARY = library(r"""
@article{a, title={Graph Attention Networks}, author={Velickovic, Petar}, year={2018}, journal={ICLR}}
@article{b, title={Attention}, author={Smith, Ann}, year={2010}}
@article{c, title={On Graphs}, author={Attention, Paul}, year={2022}, abstract={graph attention networks}}
@article{d, title={Optimisation of Colours}, author={Müller, Jörg}, year={2021}, keywords={attention}}
@article{e, title={Stability Analyses}, author={Smith, Bo}, year={2021}, booktitle={NIPS}}
@article{f, title={Notes}, author={Lee, Kim}, year={2019}, note={Attention}, creationdate={2024-05-01}}
@inproceedings{tide, title={{TIDE}: Few-Shot Anchoring of Ships}, author={B{\u{a}}rbulescu, Ion and Straße, Eva}, year={2023},
  booktitle={Proceedings of the 41st International Conference on Machine Learning}, ids={old2022tide, tides}, eprint={2305.01234},
  archiveprefix={arXiv}, code={https://github.com/Harbour/tide}, category={Tool > Anchors; Survey}, block={ropes-2024}, creationdate={2024-06-01},
  alttitle={Mooring Without Examples}}
@inproceedings{HarbourBench2022, title={Knot Untangling}, author={Ng, Vera and Larsen, Bj{\o}rn}, year={2022}, doi={10.1234/Knots.7},
  url={https://openreview.net/forum?id=kNoTfOrUm1}, booktitle={NeurIPS}}
@inproceedings{ropes, title={Knot Untangling with Modelled Ropes: A Survey}, author={Ng, Vera}, year={2024}, booktitle={Findings of ACL},
  url={https://aclanthology.org/2024.findings-acl.77/}}
@article{splice, title={SafeSplicer: Unknotting Weak-to-Strong Hawsers}, author={Oduya, Ama}, year={2020}, journal={Journal of Cordage}}
@article{wheel, title={What's a Helmsman? On Steering}, author={de la Cruz, Rosa}, year={2017}, journal={Journal of Cordage}}
@article{plain, title={Large Harbour Model}, author={Quay, Q.}, year={2001}}
@article{longer, title={Pilots in the Large Harbour Model Era}, author={Quay, Q.}, year={2024}}
@article{chart, title={潮汐图像检索}, author={王, 伟}, year={2016}}
@misc{undated, title={Buoys}, author={Nobody}}
""")  # fmt: skip


@cache
def _index() -> Index:
    return in_memory(LIBRARY, VENUES)


def _search(given: str, **named: object) -> SearchResult:
    return search(_index(), query.parse(given), lambda: VENUES, **named)  # type: ignore[arg-type]


def _keys(given: str, **named: object) -> list[str]:
    return [hit.shown.key for hit in _search(given, **named).hits]


def test_a_whole_title_goes_before_a_longer_one_before_an_author_before_a_keyword_before_a_note() -> None:
    assert _keys("attention") == ["b", "a", "c", "d", "f"]


def test_title_words_go_before_the_abstract() -> None:
    assert _keys("graph attention networks")[:2] == ["a", "c"]


#: What people type who want a paper, by its key.
WANTED = [
    # spelling, number, joined and split words
    ("optimization of colors", "d"), ("colour optimization", "d"), ("optimisations", "d"), ("optimize color", "d"), ("stability analysis", "e"),
    ("modeled rope", "ropes"), ("few shot anchoring", "tide"), ("fewshot", "tide"), ("safe splicer", "splice"), ("safesplicer", "splice"),
    ("weak to strong", "splice"), ("weaktostrong hawser", "splice"), ("knot un tangling survey", "ropes"), ("whats a helmsman", "wheel"),
    # slips
    ("optimistion", "d"), ("stabiltiy", "e"), ("anchorring", "tide"), ("hawsres", "splice"), ("jelmsman", "wheel"), ("velikovic attention", "a"),
    ("untngling knot survey", "ropes"), ("splicer", "splice"), ("cordge steering", "wheel"),
    # names and accents
    ("muller", "d"), ("Mueller", "d"), ("Muller Jorg", "d"), ("barbulescu", "tide"), ("Bărbulescu", "tide"), ("strasse", "tide"), ("bjorn", "HarbourBench2022"),
    ("Bjoern", "HarbourBench2022"), ("de la cruz", "wheel"), ("velickovic graph", "a"), ("petar velickovic 2018", "a"), ("iclr attention 2018", "a"),
    ("ng 2022 neurips", "HarbourBench2022"), ("ng findings of acl", "ropes"), ("icml anchoring", "tide"),
    # acronyms, old titles, keys
    ("tide", "tide"), ("lhm", "plain"), ("mooring without examples", "tide"), ("mooring examples", "tide"), ("old2022tide", "tide"), ("harbourbench2022", "HarbourBench2022"),
    ("key:old2022", "tide"), ("key:HARBOUR", "HarbourBench2022"),
    # titles
    ("Large Harbour Model", "plain"), ("large harbour models", "plain"), ("LARGE HARBOUR MODEL", "plain"), ("Knot Untangling", "HarbourBench2022"),
    ("knot untangling with", "ropes"), ("TIDE: Few-Shot Anchoring of Ships", "tide"), ("What’s a Helmsman? On Steering", "wheel"),
    ("Knot Untangling: with Modelled Ropes", "ropes"), ("潮汐图像检索", "chart"), ("图像检索", "chart"), ("检索", "chart"),
    # identifiers and links
    ("2305.01234", "tide"), ("arXiv:2305.01234v3", "tide"), ("arxiv 2305.01234", "tide"), ("https://arxiv.org/pdf/2305.01234v2.pdf", "tide"),
    ("10.1234/knots.7", "HarbourBench2022"), ("https://doi.org/10.1234/KNOTS.7", "HarbourBench2022"), ("doi 10.1234/knots.7", "HarbourBench2022"),
    ("https://openreview.net/pdf?id=kNoTfOrUm1", "HarbourBench2022"), ("kNoTfOrUm1", "HarbourBench2022"), ("2024.findings-acl.77", "ropes"),
    ("https://github.com/harbour/tide", "tide"), ("github.com/Harbour", "tide"), ("2305.01234 year:2023", "tide"), ("author:ion arXiv:2305.01234", "tide"),
    ("ships https://arxiv.org/abs/2305.01234", "tide"), ("10.1234/knots", "HarbourBench2022"),
    # the language
    ('"knot untangling" survey', "ropes"), ("author:ng venue:neurips", "HarbourBench2022"), ('venue:"findings of acl"', "ropes"), ("category:anchors", "tide"), ("category:=survey", "tide"), ("block:ropes-2024", "tide"),
    ('category:"tool > anchors"', "tide"), ("has:code ship", "tide"), ("code:HARBOUR/", "tide"), ("url:openreview", "HarbourBench2022"),
    ("knot -survey", "HarbourBench2022"), ("knot NOT survey", "HarbourBench2022"), ("knot AND survey", "ropes"), ("zebra OR buoys", "undated"), ('"helmsman', "wheel"),
    ("TIDE:anchoring", "tide"), ("doi:1234/knots", "HarbourBench2022"), ("title:mooring", "tide"), ("knot year:2023..", "ropes"), ("“knot untangling with”", "ropes"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "key"), WANTED)
def test_what_people_type_finds_their_paper_first(given: str, key: str) -> None:
    assert _keys(given)[:1] == [key]


def test_of_equal_hits_the_newer_is_first() -> None:
    assert _keys("smith") == ["e", "b"]


TITLED = [
    ("Damping of Second-Order Waves", 2019), ("Second-order optimization of keels and hulls in the docks", 2011), ("Hulls: Fast Second-Order Optimization for the Shape of Bows", 2023),
    ("Second Order Optimization", 2003), ("Sluice gates", 2020), ("Sluice: Gates and Their Wear", 2008), ("Old Gates of a Sluice", 2022),
    ("The Safe Anchor in Storms", 2016), ("Ballast", 2015), ("Keel of Ballast", 2021),
    ("A Very Long Account of Everything That Was Known About the Gates of a Sluice in Times Before", 2024),
]  # fmt: skip


@cache
def _titled() -> Index:
    entries = (f"@misc{{k{at}, title={{{title}}}, year={{{year}}}}}" for at, (title, year) in enumerate(TITLED))
    return in_memory(library("\n".join(entries)), VENUES)


def _titles(given: str) -> list[str]:
    return [hit.shown.title for hit in search(_titled(), query.parse(given), lambda: VENUES).hits]


@pytest.mark.parametrize("given", ["second order optimization", "second order optimisation", "second-order optimisations", "second order optimizatoin"])  # fmt: skip
def test_a_phrase_is_one_in_every_spelling_and_of_titles_with_it_the_newer_is_first(given: str) -> None:
    assert _titles(given)[:3] == [TITLED[3][0], TITLED[2][0], TITLED[1][0]]


def test_a_title_that_begins_with_the_words_is_no_better_than_a_newer_one_unless_they_are_its_name() -> None:
    assert _titles("ballast keel") == ["Keel of Ballast"]
    assert _titles("sluice")[0] == "Sluice: Gates and Their Wear"
    assert _titles("gates of a sluice") == ["Old Gates of a Sluice", TITLED[10][0], "Sluice gates", TITLED[5][0]]


@pytest.mark.parametrize("given", ["safeanchor", "anchorin", "safeanchor storms", "safeanchors storms"])
def test_two_words_may_be_run_together_where_titles_have_them_apart(given: str) -> None:
    assert _titles(given) == ["The Safe Anchor in Storms"]


def test_a_short_word_is_not_taken_for_one_that_begins_otherwise() -> None:
    assert _titles("zates") == []
    assert _titles("gtaes") == _titles("gates")


def test_filters_alone_give_the_newest_first_then_file_order() -> None:
    assert _keys("year:2021..2022") == ["c", "HarbourBench2022", "d", "e"]
    assert _keys("-year:2000..") == ["undated"]


@pytest.mark.parametrize("given", ["year:..2020", "year:<3000", "year:0000..", "year:>=1000"])
def test_an_entry_without_a_year_is_of_none(given: str) -> None:
    assert "undated" not in _keys(given)
    assert "undated" in _keys(f"-{given}")


def test_entries_with_some_of_the_words_answer_only_where_none_has_all() -> None:
    assert _keys("attention smith") == ["b"]
    found = _search("stability smith zebra")
    assert [(hit.shown.key, hit.has_all) for hit in found.hits] == [("e", False)]
    assert _keys("attention zebra xylophone quartz") == []


def test_small_words_need_not_be_there() -> None:
    assert _keys("the anchoring of the ships")[0] == "tide"
    assert _search("anchoring with ships").hits[0].has_all


def test_short_words_are_not_guessed() -> None:
    assert _keys("bp") == []


def test_a_beginning_counts_from_three_letters_and_from_two_where_it_may_be_typed_on() -> None:
    assert _keys("hel")[0] == "wheel"
    assert "wheel" in _keys("steering he")
    assert "wheel" not in _keys("h")


@pytest.mark.parametrize("given", ["year:2018 2305.01234", "10.9999/none", "https://arxiv.org/abs/1111.22222"])
def test_an_identifier_that_no_entry_has_is_not_found(given: str) -> None:
    assert _keys(given) == []


def test_what_was_searched_for_can_be_marked_in_the_spelling_that_was_found() -> None:
    assert _search('graph "attention networks" -color year:2018').words == ("graph", "attention", "networks")
    assert set(_search("color analysis OR optimization").words) >= {"color", "optimization", "optimisation"}
    assert "hawsers" in _search("hawsres").words


def test_nearest_titles_are_offered_for_nothing() -> None:
    result = _search('"atention of graphs networks"')
    assert (result.hits, result.total) == ((), 0)
    assert "Graph Attention Networks" in result.nearest
    assert "Buoys" in _search("buoys year:2020").nearest
    assert _search("qqqqqq").nearest == ()


OTHERS = library(r"""
@article{medicine, title={Splints}, author={Rower, Ann and Hale, Bo}, year={2022}, journal={Nature Medicine}, doi={10.1038/s42256-025-1}}
@inproceedings{shop, title={Learned Splints}, author={Hale, Bo and Rower, Ann}, year={2022}, booktitle={ICLR Workshop on Splints}, date={2022}}
@misc{dated, title={Memorized Tides}, author={Mainsail, Pia}, date={2021-04}, eprint={2310.02238}, code={https://github.com/locuslab/tofu}}
@misc{phrase, title={Wide Harbour Model of Tides}, year={2019}, code={https://github.com/locuslab/tofu-2}}
@misc{other, title={Indices}, alttitle={Wide Harbour Model Tables}, year={2024}, abstract={tides}}
""")  # fmt: skip


@cache
def _others() -> Index:
    return in_memory(OTHERS, VENUES)


def _other(given: str) -> SearchResult:
    return search(_others(), query.parse(given), lambda: VENUES)


@pytest.mark.parametrize(
    ("given", "keys"),
    [
        ("venue:nature", ["medicine"]), ("venue:iclr", ["shop"]), ("-venue:nature -venue:iclr", ["other", "dated", "phrase"]),
        ("doi:10.1038/s42256", ["medicine"]), ("arxiv:2310.0223", ["dated"]), ("2310.0223", ["dated"]), ("-has:year", []),
        ("-has:venue", ["other", "phrase"]), ("year:2022..2021 splint", ["medicine", "shop"]), ("splints year>2021", ["medicine", "shop"]),
        ("(https://arxiv.org/abs/2310.02238)", ["dated"]), ("tides `https://arxiv.org/abs/2310.02238`.", ["dated"]),
        ("https://github.com/locuslab/tofu.git", ["dated"]), ("https://github.com/LocusLab/tofu/tree/main", ["dated"]),
        ("https://github.com/locuslab/tof/issues", []), ("https://github.com/locuslab/tofu-2/blob/a.py", ["phrase"]),
        ("Rower et al. 2022", ["medicine", "shop"]), ("Hale (2022)", ["shop", "medicine"]), ("hale", ["shop", "medicine"]),
        ("wide harbour model", ["phrase", "other"]), ('"wide harbour model"', ["phrase", "other"]),
        ('"wide harbour" tides', ["phrase", "other"]),
    ],
)  # fmt: skip
def test_what_newcomers_type_is_understood(given: str, keys: list[str]) -> None:
    found = [hit.shown.key for hit in _other(given).hits]
    assert found == keys
    assert all(hit.has_all for hit in _other(given).hits)


@pytest.mark.parametrize(
    ("given", "near"),
    [
        ("memorization", "Memorized Tides"), ("indexes", "Indices"), ("author:mainsaill", "Pia Mainsail"), ("author:rowwer", "Ann Rower"),
        ("title:memorised", "Memorized Tides"), ("title:splimts", "Splints"),
    ],
)  # fmt: skip
def test_what_is_near_is_offered_for_filters_and_longer_words_too(given: str, near: str) -> None:
    result = _other(given)
    assert not result.hits
    assert near in result.nearest


def test_et_al_is_no_word_to_mark() -> None:
    assert _other("Rower et al. 2022").words == ("rower", "2022")


def test_whether_hits_have_all_words_is_told() -> None:
    assert [_other(given).has_all for given in ("splints", "qqqqqq", "splints zebra")] == [True, True, False]


def test_without_a_query_all_come_in_file_order() -> None:
    assert _keys("") == [entry.key for entry in LIBRARY]


@pytest.mark.parametrize(
    ("sort", "first", "last"),
    [
        ("year", "ropes", "undated"), ("-year", "plain", "undated"), ("title", "b", "chart"), ("-title", "chart", "b"),
        ("author", "c", "chart"), ("key", "a", "wheel"), ("-key", "wheel", "a"), ("added", "tide", "undated"), ("-added", "f", "undated"),
    ],
)  # fmt: skip
def test_hits_are_sorted(sort: str, first: str, last: str) -> None:
    keys = _keys("", sort=sort)
    assert (keys[0], keys[-1]) == (first, last)
    assert len(keys) == len(LIBRARY)


def test_what_is_equal_keeps_its_order_when_sorted() -> None:
    assert _keys("attention", sort="venue") == ["a", "b", "c", "d", "f"]
    assert _keys("attention", sort="-venue") == ["a", "b", "c", "d", "f"]
    assert _keys("attention", sort="-relevance") == ["f", "d", "c", "a", "b"]
    with pytest.raises(UsageError):
        _keys("attention", sort="colour")


WORDS = st.lists(st.sampled_from(["graph", "attention", "-smith", "year:2021", "year:..2020", "OR", '"graph attention"', "author:smith",
                                  "-year:2018", "venue:iclr", "zebra", "-", ":", "müller", "url:openreview", "-url:openreview", "code:tide",
                                  "-has:doi", "has:code", "knot", "NOT", "key:a", "category:survey", "type:misc", "doi:10", "-2305.01234",
                                  "2305.01234", "图像", "title:knot", "-author:ng", "keyword:att", "abstract:graph", "-ships", "-few-shot",
                                  "-title:s", "-venue:acl", "venue:=iclr", "-category:tool", "-category:=tool", '-"vera ng"', '"machine learning"']), max_size=5).map(" ".join)  # fmt: skip


@given(WORDS)
def test_every_hit_passes_the_filters_and_none_is_given_twice(given: str) -> None:
    parsed = query.parse(given)
    hits = [LIBRARY.entries[hit.position] for hit in _search(given).hits]
    assert len({entry.position for entry in hits}) == len(hits)
    for entry in hits:
        filters = [[t for t in terms if t.field or t.negated] for terms in parsed.alternatives]
        assert not filters or any(all(_passes(entry, t) for t in terms) for terms in filters)


def _passes(entry: object, term: query.Term) -> bool:
    return query.selects(entry, query.Query(((term,),)), VENUES)  # type: ignore[arg-type]


@given(WORDS)
@example("graph zebra OR -smith")
def test_search_finds_all_that_is_selected_literally(given: str) -> None:
    parsed = query.parse(given)
    selected = {entry.key for entry in LIBRARY if query.selects(entry, parsed, VENUES)}
    found = set(_keys(given))
    assert selected <= found
    if parsed.identifier is None and not any(_is_word(term) for terms in parsed.alternatives for term in terms):
        assert selected == found


def _is_word(term: query.Term) -> bool:
    return not (term.field or term.negated or term.is_phrase)


@given(WORDS, st.integers(1, 20), st.sampled_from(["", "year", "-title"]))
def test_a_limit_gives_the_beginning_of_the_whole_answer(given: str, limit: int, sort: str) -> None:
    whole, some = _search(given, sort=sort), _search(given, limit=limit, sort=sort)
    assert whole.hits[:limit] == some.hits
    assert whole.total == some.total == len(whole.hits)


def _many(titles: Sequence[str]) -> Index:
    entries = (f"@misc{{k{at}, title={{{title}}}, year={{{1900 + at % 120}}}}}" for at, title in enumerate(titles))
    return in_memory(library("\n".join(entries)), VENUES)


def test_beyond_the_ranked_hits_the_answer_goes_on_and_is_whole() -> None:
    index = _many(
        [*(f"Tide {text.fold(str(at))} of knots" for at in range(700)), "Knots and tides", "Tidal knots", "Tide"]
    )
    found = search(index, query.parse("tide knots"), lambda: VENUES)
    assert (found.total, len({hit.id for hit in found.hits})) == (701, 701)
    assert found.hits[:30] == search(index, query.parse("tide knots"), lambda: VENUES, limit=30).hits
    assert search(index, query.parse("tide"), lambda: VENUES, limit=1).hits[0].shown.title == "Tide"


@pytest.mark.parametrize("given", ["-", "?!", '""', "- -", "\uf8fe", "-\uf8ff"])
def test_marks_alone_find_nothing(given: str) -> None:
    assert _keys(given) == []


HOSTILE = ['"', "'", "\x00", '" OR "', "AND", "OR", "NOT", "NEAR(a b)", "title:", "{title}", "*", "^knot", "knot*", "a" * 5000, "--", "\ud800", "x\udcff",
           ") OR (", "facets", "\uf8ffall", "\uf8fe", "knot\x00s", "-\x00", "has:\uf8ff", 'has:"x y"', "key:*", 'key:"', "url:%", "doi:'", "category:>", "(" * 300]  # fmt: skip


@pytest.mark.parametrize("given", HOSTILE)
def test_hostile_words_are_words(given: str) -> None:
    for query_text in (given, f"{given} knot", f"-{given} knot", f'"{given}', f"author:{given}"):
        assert _search(query_text).total <= len(LIBRARY)


@pytest.mark.parametrize(
    "word", ["knot", "graph OR", '"knot untangling"', "-zebra", "has:doi OR", "year:2022 OR", "url:x OR", "author:ng"]
)
def test_a_query_of_thousands_of_words_is_answered(word: str) -> None:
    assert _search(" ".join([word] * 3000)).total <= len(LIBRARY)
    assert _search(" ".join(f"{word}{at}" for at in range(300))).total <= len(LIBRARY)


@given(st.text(max_size=30))
def test_no_text_is_too_strange(given: str) -> None:
    try:
        _keys(given)
    except UsageError:
        assert "year:" in given.lower()


def test_every_order_has_a_name() -> None:
    assert SORTS == ("relevance", "year", "title", "author", "venue", "key", "added")


@pytest.mark.parametrize(
    "typed", ["潮汐", "图像检索", "汐图", "潮汐 检索", "王伟", "author:王伟", "伟王", "title:图像", "索 潮"]
)
def test_characters_next_to_each_other_are_found(typed: str) -> None:
    assert _keys(typed) == ["chart"]


@pytest.mark.parametrize("typed", ["潮图", "检汐", "潮汐忘记", "title:潮图", "汐潮"])
def test_characters_that_stand_apart_find_nothing_but_the_titles_that_were_meant(typed: str) -> None:
    assert _keys(typed) == []


def test_a_title_that_has_the_characters_is_offered() -> None:
    assert _search("潮汐像索").nearest == ("潮汐图像检索",)


def test_characters_found_are_one_word_to_mark_and_one_of_the_words_that_are_missing() -> None:
    assert _search("潮汐").words == ("潮 汐",)
    found = _search("潮汐 图像 器械")
    assert [(hit.shown.key, hit.has_all) for hit in found.hits] == [("chart", False)]
    assert not _search("潮汐 器械 忘记 学习").hits


@pytest.mark.parametrize(
    ("typed", "key"), [("ｔｉｄｅ", "tide"), (r"author:M{\"u}ller", "d"), (r"M\"uller {C}olours", "d")]
)
def test_full_width_letters_and_latex_are_read(typed: str, key: str) -> None:
    assert _keys(typed)[:1] == [key]


def test_initials_of_the_words_are_an_acronym_in_a_title_and_not_the_initials_of_another_title() -> None:
    entries = (
        "@misc{a, title={Perfect Tiny Marbles}}\n@misc{b, title={Reading a PTM}}\n@misc{c, title={Polar Tidal Charts}}"
    )
    index = in_memory(library(entries), VENUES)
    found = search(index, query.parse("polar tidal maps"), lambda: VENUES)
    assert [hit.shown.key for hit in found.hits] == ["b"]
    assert [hit.shown.key for hit in search(index, query.parse("ptm"), lambda: VENUES).hits][-1:] == ["a"]
