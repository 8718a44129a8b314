import pytest
from hypothesis import given
from hypothesis import strategies as st

from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.domain.venues import VenueTable
from unlcli.services import things

VENUES = VenueTable()
SHA = "0123456789abcdef0123456789abcdef01234567"


@pytest.mark.parametrize(
    ("given", "scheme", "value"),
    [
        ("10.1145/3292500.3330701", Scheme.DOI, "10.1145/3292500.3330701"),
        ("10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O", Scheme.DOI, "10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o"),
        ("arXiv:2302.00001v2", Scheme.ARXIV, "2302.00001"),
        ("hep-th/9901001", Scheme.ARXIV, "hep-th/9901001"),
        ("acl: P17-2044", Scheme.ACL, "P17-2044"),
        ("2021.naacl-main.208", Scheme.ACL, "2021.naacl-main.208"),
        ("openreview:FWlNA3et6X", Scheme.OPENREVIEW, "FWlNA3et6X"),
        ("https://openreview.net/forum?id=FWlNA3et6X", Scheme.OPENREVIEW, "FWlNA3et6X"),
        ("v97/foo19a", Scheme.PMLR, "v97/foo19a"),
        ("DBLP:conf/nips/X", Scheme.DBLP, "conf/nips/X"),
        (SHA, Scheme.S2, SHA),
        ("<https://x.org/a>", Scheme.URL, "https://x.org/a"),
        ("[A title](https://x.org/a)", Scheme.URL, "https://x.org/a"),
        ("example.org/a/b", Scheme.URL, "https://example.org/a/b"),
        ("“2302.00001”", Scheme.ARXIV, "2302.00001"),
        ("\u200b10.1234/x\u200b", Scheme.DOI, "10.1234/x"),
        ("10.1234/x).", Scheme.DOI, "10.1234/x"),
        ("10.1016/0001(91)90001", Scheme.DOI, "10.1016/0001(91)90001"),
    ],
)  # fmt: skip
def test_what_can_be_looked_up(given: str, scheme: Scheme, value: str) -> None:
    thing = things.of_word(given)
    assert thing is not None
    assert thing.identifier == Identifier(scheme, value)
    assert thing.link.startswith("https://") or scheme is not Scheme.URL


@pytest.mark.parametrize(
    "given",
    ["", "Attention Is All You Need", "10.5/y", "papers.txt", "ftp://x.org/a", "x" * 5_000, "@misc{a,}", "\x00"],
)
def test_what_cannot(given: str) -> None:
    assert things.of_word(given) is None


def test_several_on_a_line_and_marks_around_them() -> None:
    pasted = things.of_text('- 2302.00001, 2302.00002\n* \n[3] "10.1234/x"   # why\n// no\n', "x.txt", VENUES)
    assert [thing.given for thing in pasted.things] == ["2302.00001", "2302.00002", "10.1234/x"]
    assert pasted.unknown == ()


def test_lines_and_bibtex_keep_their_order_and_their_line_numbers() -> None:
    text = "2302.00001\r\n@misc{a,\r\n  title = {A}\r\n}\r\nwhat is this\r\nmail@example\r\n10.1234/x\r\n@misc{b,\n"
    pasted = things.of_text(text, "x.txt", VENUES)
    assert [thing.given for thing in pasted.things] == ["2302.00001", "a", "10.1234/x"]
    assert [unknown.line for unknown in pasted.unknown] == [5, 6]
    assert [skipped.line for skipped in pasted.skipped] == [8]


def test_a_thing_is_named_once_and_bibtex_as_often_as_it_stands_there() -> None:
    pasted = things.of_text(
        "2302.00001\narxiv.org/abs/2302.00001v3\n@misc{a, title={A}}\n@misc{a, title={A}}", "x", VENUES
    )
    assert [thing.given for thing in things.each_once(pasted.things)] == ["2302.00001", "a", "a"]


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    things.of_text(text, "x.txt", VENUES)
