import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from unlcli.domain import query
from unlcli.domain.entry import Entry
from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.domain.query import Term
from unlcli.domain.venues import VenueTable
from unlcli.errors import UsageError

VENUES = VenueTable()
ENTRY = Entry(
    "inproceedings", "adams2020knots",
    {"title": "Knots in {LLM}s", "author": "Adams, Ann and M{\\\"u}ller, J{\\\"o}rg", "year": "2020", "booktitle": "Findings of EMNLP",
     "category": "Benchmark > Multimodal; Survey", "code": "https://github.com/X/y", "ids": "old1, old2", "doi": "10.1234/Abc",
     "alttitle": "Tied", "keywords": "rope, sail", "file": "a.pdf", "url": "https://x.org/paper", "abstract": "We tie."},
    position=0,
)  # fmt: skip


@pytest.mark.parametrize(
    ("source", "terms"),
    [
        ("knots", [[Term("knots")]]),
        ("two words", [[Term("two"), Term("words")]]),
        ('"a phrase" -not', [[Term("a phrase", is_phrase=True), Term("not", negated=True)]]),
        ("author:yao", [[Term("yao", "author")]]),
        ("AUTHOR:yao", [[Term("yao", "author")]]),
        ('-author:"Yao Y"', [[Term("Yao Y", "author", True, True)]]),
        ("a OR b c", [[Term("a")], [Term("b"), Term("c")]]),
        ("OR a OR OR", [[Term("a")]]),
        ("a or b", [[Term("a"), Term("or"), Term("b")]]),
        ("unknown:word", [[Term("unknown: word")]]),
        ("few-shot", [[Term("few-shot")]]),
        ("unknown:10.1234/abc", [[Term("unknown: 10.1234/abc")]]),
        ("RWKU: Benchmarking", [[Term("RWKU:"), Term("Benchmarking")]]),
        ('"open', [[Term("open")]]),
        ('-"open words', [[Term("open", negated=True), Term("words")]]),
        ('author:"adams year:2020', [[Term("adams", "author"), Term("2020", "year")]]),
        ('"a b" "c', [[Term("a b", is_phrase=True), Term("c")]]),
        ("“a b” „c d“", [[Term("a b", is_phrase=True), Term("c d", is_phrase=True)]]),
        ("a AND b", [[Term("a"), Term("b")]]),
        ("a NOT b c", [[Term("a"), Term("b", negated=True), Term("c")]]),
        ("a NOT -b", [[Term("a"), Term("b", negated=True)]]),
        ("NOT author:yao x", [[Term("yao", "author", negated=True), Term("x")]]),
        ("KNOTS AND ROPES ARE NOT SAILS", [[Term(w) for w in ("KNOTS", "AND", "ROPES", "ARE", "NOT", "SAILS")]]),
        ("BERT OR GPT", [[Term("BERT")], [Term("GPT")]]),
        ("(knots)", [[Term("(knots)")]]),
        ("- knots ! -", [[Term("knots")]]),
        ("see https://x.org/a:b", [[Term("see"), Term("https://x.org/a:b")]]),
        ("-https://x.org/a knots", [[Term("https://x.org/a", negated=True), Term("knots")]]),
        ("x arXiv:2310.02238", [[Term("x"), Term("2310.02238", "arxiv")]]),
        ("", []),
        ("   ", []),
    ],
)
def test_parsing(source: str, terms: list[list[Term]]) -> None:
    found = [list(alternative) for alternative in query.parse(source).alternatives]
    assert found == terms


def test_a_whole_query_may_be_an_identifier() -> None:
    assert query.parse(" arXiv:2310.02238v2 ").identifier == Identifier(Scheme.ARXIV, "2310.02238")
    assert query.parse("arxiv 2310.02238").identifier == Identifier(Scheme.ARXIV, "2310.02238")
    assert query.parse("DOI: 10.1234/abc").identifier == query.parse("doi 10.1234/abc").identifier
    assert query.parse("see 2310.02238").identifier is None


@pytest.mark.parametrize(
    "pasted",
    [
        "(https://arxiv.org/abs/2310.02238)", "https://arxiv.org/abs/2310.02238)", "url = {https://arxiv.org/abs/2310.02238},", "`2310.02238`",
        "<https://arxiv.org/abs/2310.02238>.", '"https://arxiv.org/abs/2310.02238"', "[arXiv:2310.02238];", 'eprint="2310.02238",', "“2310.02238”",
    ],
)  # fmt: skip
def test_marks_around_a_link_are_no_part_of_it(pasted: str) -> None:
    assert query.parse(pasted).identifier == Identifier(Scheme.ARXIV, "2310.02238")
    assert query.recognised("(10.1016/0370-2693(91)90324-W),") == Identifier(Scheme.DOI, "10.1016/0370-2693(91)90324-w")


def test_a_part_of_an_identifier_that_looks_like_a_whole_one_selects_only_where_no_entry_has_that() -> None:
    entries = [
        Entry("misc", key, {"doi": doi})
        for key, doi in (("a", "10.1/x.7"), ("b", "10.1234/x.71"), ("c", "10.1234/x.72"))
    ]
    entries.append(Entry("misc", "d", {"eprint": "2310.02238"}))

    def keys(source: str) -> str:
        return "".join(entry.key for entry in query.selected(entries, query.parse(source), VENUES))

    assert [keys(source) for source in ("doi:10.1234/x.71", "doi:10.1234/x.7", "doi: 10.1234/x.7")] == ["b", "bc", "bc"]
    assert [keys(source) for source in ("arxiv:2310.0223", "-arxiv:2310.0223", "2310.0223")] == ["d", "abc", ""]


@pytest.mark.parametrize(("entry", "shown"), [({"date": "2021-04"}, True), ({"year": "soon"}, False), ({}, False)])
def test_an_entry_has_a_year_where_one_is_shown(entry: dict[str, str], shown: bool) -> None:
    assert query.selects(Entry("misc", "x", entry), query.parse("has:year"), VENUES) == shown


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Nature Medicine", "nature"), ("Findings of EMNLP", "findings"), ("Findings of EMNLP", "emnlp"), ("ICLR Workshop on Knots", "iclr"),
        ("Advances in Neural Information Processing Systems", "nips"), ("Journal of Knots", "knot"),
    ],
)  # fmt: skip
def test_a_venue_is_found_by_what_its_name_begins_with(written: str, asked: str) -> None:
    entry = Entry("article", "x", {"journal": written})
    assert query.selects(entry, query.parse(f"venue:{asked}"), VENUES)
    assert not query.selects(entry, query.parse(f"-venue:{asked}"), VENUES)


@pytest.mark.parametrize("source", ["-", '""', "?!", "- -", '"" -""'])
def test_marks_alone_are_not_everything(source: str) -> None:
    parsed = query.parse(source)
    assert not parsed.is_empty
    assert not query.selects(ENTRY, parsed, VENUES)


def test_an_empty_query_is_everything() -> None:
    assert query.parse("").is_empty
    assert query.selects(ENTRY, query.parse(""), VENUES)


TRUE = [
    "knots", "KNOT", "llms", "adams", "muller", "Müller", "jorg", '"knots in llms"', "tied", "rope", "tie", "author:adams", "author:mull", 'author:"ann adams"',
    "title:tied", "title:knots", "year:2020", "year:2019..2021", "year:2019..", "year:..2020", "year:2019-2021", "year:>2019", "year:>=2020", "year:<2021", "year:<=2020",
    "venue:emnlp", "venue:findings", "year:2021..2019", "year:2021-2019", "year>2019", "YEAR>=2020", "year=2020", "year:=2020", "-year>2020", "has:year", "has:venue",
    "(10.1234/abc)", "{https://doi.org/10.1234/abc}, knots", 'see "https://x.org/paper" OR knots', '"https://x.org/paper" knots', 'venue:"findings of emnlp"', "category:benchmark", "category:multimodal", 'category:"benchmark>multimodal"', "category:SURVEY", 'category:"=Benchmark > multimodal"', "category:=survey",
    "has:code", "has:pdf", "has:link", "has:keyword", "type:InProceedings", "key:adams", "key:old2", "doi:10.1234/abc", "doi:1234", "url:X.ORG", "code:github",
    "keyword:sail", "abstract:tie", "-zebra", "-year:2021", "-has:arxiv", "-has:preprint", "zebra OR knots", "10.1234/ABC", "https://doi.org/10.1234/abc",
    "knots -zebra year:2020", "few OR year:2020", "knots 10.1234/abc", "https://x.org/paper year:2020", "NOT zebra", "knots AND tied", '"ann adams"',
    "“knots in llms”", "-10.1234/abcd", "-https://y.org knots",
]  # fmt: skip
FALSE = [
    "nots", "zebra", '"in knots"', "knots zebra", "author:knots", "title:adams", "year:2021", "year:>2020", "year:..2019", "venue:acl", "venue:neurips", "category:bench",
    'category:"Multimodal > Benchmark"', "category:=benchmark", "category:=multimodal", "block:knots", "has:video", "type:misc", "key:knots", "-knots", '-"knots in"', "-year:2020", "10.1234/abcd", "zebra OR yak", "doi:10.1234/x",
    "has:nonsense", "-author:adams knots", "knots 10.1234/abcd", "-10.1234/abc knots", "https://x.org/paper year:2021", "ropes NOT knots", '"llms ann"',
    '"tied knots"',
]  # fmt: skip


@pytest.mark.parametrize(("source", "selected"), [*((s, True) for s in TRUE), *((s, False) for s in FALSE)])
def test_selecting(source: str, selected: bool) -> None:
    assert query.selects(ENTRY, query.parse(source), VENUES) == selected


@pytest.mark.parametrize("year", ["abc", "20", "20201", "2020...2021", "..", "-", "~2020", "2021..x", ">"])
def test_wrong_years_are_refused(year: str) -> None:
    with pytest.raises(UsageError) as refused:
        query.parse(f"knots year:{year}")
    assert f"year:{year}" in refused.value.message
    assert "year:2023..2025" in refused.value.hint


@given(
    st.one_of(
        st.text(max_size=30),
        st.lists(st.sampled_from([*'year:YEAR"- OR.20<>= a', "author:", "title:", "OR"]), max_size=12).map("".join),
    )
)
@example("year: 2020")
@example('year:""')
@example("-:")
@example("\ud800 year:2020")
def test_nothing_else_is_refused(source: str) -> None:
    try:
        parsed = query.parse(source)
    except UsageError:
        assert re.search("year:", source, re.I)
        return
    query.selects(ENTRY, parsed, VENUES)


@given(st.sampled_from(TRUE + FALSE).filter(lambda s: " " not in s and not s.startswith(("-", "10.", "https"))))
def test_a_minus_turns_a_term_round(source: str) -> None:
    assert query.selects(ENTRY, query.parse(f"-{source}"), VENUES) != query.selects(ENTRY, query.parse(source), VENUES)


def test_words_of_scripts_without_blanks_are_found_in_a_longer_text() -> None:
    entry = Entry("misc", "x", {"title": "深度学习综述"})
    assert query.selects(entry, query.parse("学习"), VENUES)
    assert query.selects(entry, query.parse('title:综述 "深度"'), VENUES)
    assert not query.selects(entry, query.parse('"度综"'), VENUES)


@pytest.mark.parametrize("typed", ["度综", "习学", "title:度综", "学度"])
def test_characters_that_stand_apart_are_no_word(typed: str) -> None:
    assert not query.selects(Entry("misc", "x", {"title": "深度学习综述"}), query.parse(typed), VENUES)


@pytest.mark.parametrize(
    ("author", "typed"), [("王, 伟", "王伟"), ("王, 伟", "author:王伟"), ("王 伟", "伟王"), ("王伟", "王伟")]
)
def test_chinese_names_are_found_with_the_family_name_first(author: str, typed: str) -> None:
    assert query.selects(Entry("misc", "x", {"author": author}), query.parse(typed), VENUES)


@pytest.mark.parametrize(
    "typed", [r"M{\"u}ller", r"author:M{\"u}ller", r"author:M\"uller", r"author:Nguy{\~{\^e}}n title:{LLM}s"]
)
def test_words_typed_in_latex_are_read(typed: str) -> None:
    entry = Entry("misc", "x", {"title": "{LLMs}", "author": r"M{\"u}ller, Jan and Nguy{\~{\^e}}n, An"})
    assert query.selects(entry, query.parse(typed), VENUES)


@pytest.mark.parametrize("year", ["", "19", "unknown", "0000"])
def test_an_entry_without_a_year_passes_no_year_and_all_exclusions_of_one(year: str) -> None:
    entry = Entry("misc", "x", {"title": "Knots", "year": year})
    for source in ("year:..2020", "year:<=2020", "year:0001.."):
        assert not query.selects(entry, query.parse(source), VENUES)
        assert query.selects(entry, query.parse(f"-{source}"), VENUES)
