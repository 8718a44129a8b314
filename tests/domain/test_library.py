from unlcli.bibtex import read
from unlcli.domain import identifiers

LIBRARY = read.read(b"""
@misc{a, title={A}, ids={old, older}, doi={10.1234/x}}
@misc{b, title={B}, ids={a}, url={https://doi.org/10.1234/X}}
@misc{b, title={C}}
""")


def test_a_key_may_be_had_by_several_and_goes_before_an_old_one() -> None:
    assert [e.plain("title") for e in LIBRARY.named("a")] == ["A"]
    assert [e.plain("title") for e in LIBRARY.named("older")] == ["A"]
    assert [e.plain("title") for e in LIBRARY.named("b")] == ["B", "C"]
    assert LIBRARY.named("nobody") == ()


def test_all_keys_that_were_ever_used() -> None:
    assert LIBRARY.keys == {"a", "b", "old", "older"}


def test_entries_by_identifier() -> None:
    doi = identifiers.recognise("10.1234/x")
    assert doi is not None
    assert [e.plain("title") for e in LIBRARY.by_identifier[doi]] == ["A", "B"]
