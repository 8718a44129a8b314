import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.errors import (
    NoSuchRecordError,
    RefusedError,
    SourceError,
    UnreachableError,
    UnreadableAnswerError,
)
from unlcli.sources.asking import Answer
from unlcli.sources.reading import answered

DOI = Identifier(Scheme.DOI, "10.5555/x")


def error_of(status: int, body: bytes = b"", *, content_type: str = "text/plain") -> SourceError:
    with pytest.raises(SourceError) as raised:
        answered.check_status(Answer(status, body, content_type=content_type), "crossref", DOI)
    return raised.value


def test_a_challenge_that_a_header_alone_tells_is_a_refusal() -> None:
    asked = Answer(202, b"", headers={"x-amzn-waf-action": "challenge"})
    assert answered.is_bot_page(asked)
    with pytest.raises(RefusedError, match="automated access"):
        answered.check_status(asked, "crossref", DOI)


def test_two_hundred_is_an_answer() -> None:
    answered.check_status(Answer(200, b"{}"), "crossref", DOI)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (404, NoSuchRecordError), (410, NoSuchRecordError), (401, RefusedError), (403, RefusedError),
        (429, RefusedError), (451, RefusedError), (500, UnreachableError), (504, UnreachableError),
        (204, UnreadableAnswerError), (302, UnreadableAnswerError), (400, UnreadableAnswerError), (418, UnreadableAnswerError),
    ],
)  # fmt: skip
def test_a_status_tells_whose_fault_it_is(status: int, kind: type[SourceError]) -> None:
    error = error_of(status)
    assert type(error) is kind
    assert error.message.startswith("Crossref: ")
    assert error.hint
    assert error.source == "crossref"


def test_an_unknown_record_is_named() -> None:
    assert error_of(404).message == "Crossref: does not know DOI 10.5555/x"


@pytest.mark.parametrize("status", [200, 403, 500])
@pytest.mark.parametrize(
    "page",
    [
        b"<!DOCTYPE html><html><head><title>Making sure you&#39;re not a bot!</title>",
        b"\n<html><head><title>Just a moment...</title></head>",
        b'\xef\xbb\xbf<!doctype html><html><body><script id="anubis_challenge" type="application/json">{}</script>',
    ],
)
def test_a_page_against_programs_is_a_refusal_with_any_status(status: int, page: bytes) -> None:
    error = error_of(status, page)
    assert isinstance(error, RefusedError)
    assert "blocking automated access" in error.message


def test_a_paper_about_captchas_is_no_page_against_programs() -> None:
    page = b"<!DOCTYPE html><html><head><title>Solving captchas by forgetting | A Journal</title><script src='/recaptcha.js'>"
    assert not answered.is_bot_page(Answer(200, page))


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"", "an empty answer"),
        (b" \n", "an empty answer"),
        (b'{"message": {"title": ["A', "cut off or broken"),
        (b"[" * 100_000, "cut off or broken"),
        (b'{"a": 1' + b"0" * 5000 + b"}", "cut off or broken"),
        (b"[1, 2]", "another form"),
        (b"<!DOCTYPE html><html></html>", "a web page"),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN">', "a web page"),
    ],
)
def test_what_is_no_json_object_says_what_it_is(body: bytes, told: str) -> None:
    with pytest.raises(UnreadableAnswerError, match=told) as raised:
        answered.json_of(Answer(200, body), "crossref")
    assert raised.value.source == "crossref"


@given(st.binary(max_size=60))
def test_no_bytes_break_the_reader(body: bytes) -> None:
    with contextlib.suppress(UnreadableAnswerError):
        assert isinstance(answered.json_of(Answer(200, body), "dblp"), dict)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("Gödel".encode(), "text/plain; charset=iso-8859-1"),
        (b"\xef\xbb\xbf" + "Gödel".encode(), ""),
        ("Gödel".encode("latin-1"), "text/plain; charset=iso-8859-1"),
        ("Gödel".encode("cp1252"), "text/plain; charset=made-up"),
    ],
)
def test_text_is_read_by_the_encoding_it_has(body: bytes, content_type: str) -> None:
    assert answered.text_of(Answer(200, body, content_type=content_type), "doi") == "Gödel"


def test_words_of_a_service_are_one_short_line_without_controls() -> None:
    told = answered.said("a\x1b[31mb\n\n c " + "d" * 500)
    assert told.startswith("a<U+001B>[31mb c d")
    assert len(told) == 160


@pytest.mark.parametrize(
    ("value", "text"),
    [("a", "a"), (7, "7"), (2.5, "2.5"), (True, ""), (None, ""), (["a"], ""), ("a\ud800b", "ab")],
)
def test_text_of_a_value_of_any_kind(value: object, text: str) -> None:
    assert answered.as_text(value) == text


def test_a_number_that_is_too_long_to_write_is_none() -> None:
    assert answered.as_text(10**5000) == ""


def test_what_is_not_there_is_empty() -> None:
    assert answered.as_list(None) == []
    assert answered.as_list("a") == ["a"]
    assert answered.as_dict([]) == {}
    assert answered.first_text(["", " ", "b", "c"]) == "b"
    assert answered.get({"a": {"b": 1}}, "a", "b") == 1
    assert answered.get({"a": ["b"]}, "a", "b") is None
