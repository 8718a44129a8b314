from itertools import permutations

import pytest

from unlcli.domain.casing import best_cased, is_shouting


@pytest.mark.parametrize(
    ("best", "others"),
    [
        ("A Survey on {LLM} Unlearning", ["a survey on llm unlearning", "A SURVEY ON LLM UNLEARNING"]),
        ("A Survey on LLM Unlearning", ["A Survey On Llm Unlearning", "a survey on llm unlearning"]),
        ("A Survey on {LLM} Unlearning", ["A Survey on LLM Unlearning", "{A Survey on LLM Unlearning}"]),
        ("Machine Unlearning: A Survey", ["MACHINE UNLEARNING: A Survey", "machine unlearning: a survey"]),
        ("{BERT}", ["Bert", "bert"]),
        ("RoBERTa: A Robust Approach", ["Roberta: A Robust Approach", "ROBERTA: A ROBUST APPROACH"]),
        ("Schr{\\\"o}dinger's Cat", ["Schrodinger's Cat", "SCHRODINGER'S CAT"]),
        ("Who’s Harry Potter?", ["Whoâ€™s Harry Potter?", "who's harry potter?"]),
        ("{Bayesian} Learning of {X}-Rays", ["Bayesian Learning of X-Rays"]),
    ],
)
def test_the_title_with_the_most_telling_capitals_wins_in_any_order(best: str, others: list[str]) -> None:
    for given in permutations([best, *others]):
        assert best_cased(given) == best


def test_sentence_case_and_title_case_are_equal_and_the_first_stays() -> None:
    for given in (["A Study of Bends", "A study of bends"], ["A study of bends", "A Study of Bends"]):
        assert best_cased(given) == given[0]


def test_one_word_in_capitals_is_a_name_and_two_are_a_headline() -> None:
    assert not is_shouting("BERT")
    assert not is_shouting("GPT-4")
    assert is_shouting("ROPE TRICKS")
    assert not is_shouting("12 34")
