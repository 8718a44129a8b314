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
        ('"open', [[Term("open")]]),
        ("", []),
        ("   ", []),
    ],
)
def test_parsing(source: str, terms: list[list[Term]]) -> None:
    found = [list(alternative) for alternative in query.parse(source).alternatives]
    assert found == terms


def test_a_whole_query_may_be_an_identifier() -> None:
    assert query.parse(" arXiv:2310.02238v2 ").identifier == Identifier(Scheme.ARXIV, "2310.02238")
    assert query.parse("see 2310.02238").identifier is None


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
    "venue:emnlp", 'venue:"findings of emnlp"', "category:benchmark", "category:multimodal", 'category:"benchmark>multimodal"', "category:SURVEY",
    "has:code", "has:pdf", "has:link", "has:keyword", "type:InProceedings", "key:adams", "key:old2", "doi:10.1234/abc", "doi:1234", "url:X.ORG", "code:github",
    "keyword:sail", "abstract:tie", "-zebra", "-year:2021", "-has:arxiv", "-has:preprint", "zebra OR knots", "10.1234/ABC", "https://doi.org/10.1234/abc",
    "knots -zebra year:2020", "few OR year:2020",
]  # fmt: skip
FALSE = [
    "nots", "zebra", '"in knots"', "knots zebra", "author:knots", "title:adams", "year:2021", "year:>2020", "year:..2019", "venue:acl", "venue:neurips", "category:bench",
    'category:"Multimodal > Benchmark"', "has:video", "type:misc", "key:knots", "-knots", '-"knots in"', "-year:2020", "10.1234/abcd", "zebra OR yak", "doi:10.1234/x",
    "has:nonsense", "-author:adams knots",
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
