import pytest
from hypothesis import given
from hypothesis import strategies as st

from unlcli.domain import spellings


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("model", "models"), ("survey", "surveys"), ("study", "studies"), ("analysis", "analyses"), ("hypothesis", "hypotheses"), ("box", "boxes"),
        ("class", "classes"), ("matrix", "matrices"), ("index", "indices"), ("database", "databases"), ("search", "searches"), ("llm", "llms"),
        ("optimization", "optimisation"), ("optimizing", "optimising"), ("quantized", "quantised"), ("optimizer", "optimiser"), ("analyze", "analyse"),
        ("behavior", "behaviour"), ("color", "colour"), ("neighbors", "neighbours"), ("center", "centre"), ("modeling", "modelling"), ("labeled", "labelled"),
        ("traveler", "traveller"), ("catalog", "catalogue"), ("defense", "defence"), ("program", "programme"), ("judgment", "judgement"),
        ("signaling", "signalling"),
    ],
)  # fmt: skip
def test_two_spellings_lead_to_each_other(one: str, other: str) -> None:
    assert other in spellings.variants(one)
    assert one in spellings.variants(other)


@pytest.mark.parametrize("one_and_other", ["behaviours behavior", "optimisations optimization", "defences defense"])
def test_number_and_nation_may_differ_at_once(one_and_other: str) -> None:
    one, other = one_and_other.split()
    assert other in spellings.variants(one)
    assert "colour" in spellings.variants("colors")


@pytest.mark.parametrize("word", ["bias", "process", "corpus", "loss", "gpt4", "2024", "a", "图"])
def test_a_word_is_not_among_its_other_spellings(word: str) -> None:
    assert word not in spellings.variants(word)


@given(st.text("abcdeiorsuyzx", min_size=1, max_size=14))
def test_there_are_few_spellings(word: str) -> None:
    found = spellings.variants(word)
    assert len(found) == len(set(found)) <= 12
    assert word not in found


def test_neighbours_are_joined() -> None:
    assert spellings.joined(["few", "shot", "learners"], 1) == ("fewshot", "shotlearners")
    assert spellings.joined(["a", "b"], 0) == ()


def test_a_word_may_be_two_that_were_run_together() -> None:
    assert spellings.splits("fewshot") == ("fe wshot", "few shot", "fews hot", "fewsh ot")
    assert spellings.splits("shots") == spellings.splits("few-shot") == spellings.splits("a" * 5000) == ()


def test_initials_stand_for_words_in_a_row() -> None:
    words = "a survey of large language models".split()
    assert {"llm", "llms"} <= set(spellings.initials(words, 4))
    assert "sol" not in spellings.initials(words, 0)
    assert spellings.initials(words[4:], 0) == ()


def test_umlauts_may_be_spelt_as_two_letters() -> None:
    assert spellings.spelt_out("Müller") == ("mueller",)
    assert spellings.spelt_out("Muller") == ()
