import time

import pytest

from unlcli.render.marks import marked, pattern


def hits(text: str, *words: str) -> list[str]:
    return [text[start:end] for start, end in marked(text, pattern(words))]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Unlearning Transformers", ["unlearning"], ["Unlearning"]),
        ("Unlearning Transformers", ["unlearn"], ["Unlearn"]),
        ("Müller, Jörg", ["muller"], ["Müller"]),
        ("Mu\u0308ller", ["muller"], ["Mu\u0308ller"]),
        ("caf\u0065\u0301", ["cafe"], ["caf\u0065\u0301"]),
        ("Østergård and Łukasz", ["ostergard", "lukasz"], ["Østergård", "Łukasz"]),
        ("Straße", ["strasse"], ["Straße"]),
        ("Eﬃcient", ["efficient"], ["Eﬃcient"]),
        ("Who's Harry Potter?", ["whos"], ["Who's"]),
        ("Who’s Harry Potter?", ["whos"], ["Who’s"]),
        ("Few-Shot Colour", ["fewshot"], ["Few-Shot"]),
        ("ColBERT and BERTology", ["bert"], ["BERT", "BERT"]),
        ("The Model of them", ["them"], ["them"]),
        ("An AI that said so", ["ai"], ["AI"]),
        ("LLM and LLMs", ["llm"], ["LLM", "LLM"]),
        ("机器遗忘", ["遗"], ["遗"]),
        ("机器遗忘与机械", ["机 器"], ["机器"]),
        ("机器、遗忘：器忘", ["器 遗", "遗忘"], ["器、遗"]),
        ("ＴＯＦＵ", ["tofu"], ["ＴＯＦＵ"]),
        ("Sails", [], []),
        ("Sails", ["", "?"], []),
        ("a.b [x] (y", ["[x]", "("], ["x"]),
    ],
)
def test_what_is_marked(text: str, words: list[str], expected: list[str]) -> None:
    assert hits(text, *words) == expected


def test_a_long_word_and_a_long_text_take_no_time() -> None:
    began = time.process_time()
    hits("a-" * 20_000, "a" * 400, "a" * 399 + "b")
    assert time.process_time() - began < 2
