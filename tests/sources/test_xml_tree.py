import contextlib
from encodings.aliases import aliases

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unlcli.sources.reading.xml_tree import parse

FEED = '<?xml version="1.0"?><a:feed xmlns:a="x">é<entry k="v">one <b>two</b>\n</entry><entry/></a:feed>'.encode()


def test_elements_are_found_by_name_with_text_and_attributes() -> None:
    feed = parse(FEED)
    assert (feed.name, [child.name for child in feed.children]) == ("feed", ["entry", "entry"])
    first = feed.first("entry")
    assert first is not None
    assert (first.attributes, first.text(), first.text_of("b"), first.text_of("c")) == (
        {"k": "v"},
        "one two\n",
        "two",
        "",
    )


def test_each_element_says_which_bytes_it_is() -> None:
    feed = parse(FEED)
    assert [FEED[entry.start : entry.end] for entry in feed.all("entry")] == [
        b'<entry k="v">one <b>two</b>\n</entry>',
        b"<entry/>",
    ]


@pytest.mark.parametrize(
    "text",
    [
        b"", b"text", b"<a>", b"<a></b>", b"<a/><b/>", b"<a>&nbsp;</a>", b"<a b=1/>", b"\xff\xfe<",
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', b'<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd"><a/>', b"<!DOCTYPE a><a/>",
        b"<a>" * 1000 + b"</a>" * 1000,
    ],
)  # fmt: skip
def test_what_is_broken_declares_a_type_or_is_too_deep_is_refused(text: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse(text)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize(
    "encoding", ["foo", *sorted(set(aliases.values())), "idna", "punycode", "undefined", "unicode_escape"]
)
def test_an_encoding_is_read_or_refused(encoding: str) -> None:
    with contextlib.suppress(ValueError):
        parse(f'<?xml version="1.0" encoding="{encoding}"?><a>&#xe9;\xe9</a>'.encode("latin-1"))


@given(st.binary(max_size=40) | st.text(alphabet="<>/a &;!\"'[]=DOCTYPEé\x00").map(str.encode))
def test_nothing_else_is_raised(text: bytes) -> None:
    with contextlib.suppress(ValueError):
        assert parse(text).start >= 0
