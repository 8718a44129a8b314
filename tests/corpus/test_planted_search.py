"""Papers are found among many others: the project's own library is planted into the entries of other people's."""

from collections.abc import Callable

import planted
import pytest
from planted import Answer, Question

Record = Callable[[str, object], None]

#: How many points of "first" the queries that say enough may lose among all the others.
MOST_LOST = 5.0
SIZES = [10_000, pytest.param(100_000, marks=pytest.mark.slow)]


def losses(alone: list[Answer], among: list[Answer]) -> list[str]:
    """Which queries have the paper first in the library alone and not among many."""
    return [
        f"{after.question.query} ({after.question.kind}): rank {before.rank}, then {after.rank}"
        for before, after in zip(alone, among, strict=True)
        if before.rank == 1 != after.rank
    ]


@pytest.mark.corpus
@pytest.mark.parametrize("count", SIZES)
def test_papers_are_found_among_many_others(count: int, record_property: Record) -> None:
    questions = list(dict.fromkeys((*planted.given(), *planted.made())))
    sure = [question for question in questions if question.is_sure]
    index = planted.indexed(planted.planted(count))
    alone, among = planted.ask(planted.indexed(planted.own()), sure), planted.ask(index, sure)
    told = len([question for question in planted.given() if question.is_sure])
    assert 10 < told < len(sure)
    # those that people gave are few beside those that were made: they are looked at by themselves too
    for name, some in (("given", slice(told)), ("given and made", slice(None))):
        points, lost = planted.first(alone[some]) - planted.first(among[some]), losses(alone[some], among[some])
        what = (
            f"{len(among[some])} queries, {name}, lose {points:.1f} points among {count:,}: {'; '.join(lost) or 'none'}"
        )
        record_property("figure", what)
        assert points <= MOST_LOST, lost
    others = planted.ask(index, [question for question in questions if not question.is_sure])
    assert [found for found in others if not found.has_all] == [], "not among those that match all words"


@pytest.mark.corpus
def test_others_are_real_and_none_is_there_twice() -> None:
    mixed = list(planted.planted(2_000))
    assert len(mixed) == 2_000 + len(planted.own())
    assert len({entry.key for entry in mixed}) >= 2_000
    assert [entry.position for entry in mixed] == list(range(len(mixed)))
    mine = {entry.plain("title") for entry in planted.own()}
    assert mine <= {entry.plain("title") for entry in mixed}


@pytest.mark.corpus
def test_queries_that_say_enough_are_told_from_others() -> None:
    def is_sure(query: str) -> bool:
        return Question(query, ("Who's Harry Potter? Approximate Unlearning in LLMs",), "").is_sure

    sure = [
        "2310.02238",
        '"harry potter"',
        "harry potter unlearning",
        "who's harry potter? approximate unlearning in llms",
    ]
    unsure = [
        "harry potter",
        "harry poter unlearning",
        "author:eldan harry potter unlearning",
        "-survey harry potter in",
    ]
    assert [is_sure(query) for query in sure] == [True] * len(sure)
    assert [is_sure(query) for query in unsure] == [False] * len(unsure)
