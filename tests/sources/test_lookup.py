"""Which source is asked, and what is said when one does not answer."""

import pytest
from memory_sources import Memory

from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.domain.record import Record
from unlcli.errors import NoSuchRecordError, OfflineError, RefusedError, UnreachableError
from unlcli.sources.asking import Answer
from unlcli.sources.lookup import Found, look_up

DOI = Identifier(Scheme.DOI, "10.1234/knots")
PAGE = Identifier(Scheme.URL, "https://x.org/a")
RECORD = Record("", "Knots")


def found(memory: Memory, identifier: Identifier = DOI, link: str = "", route: tuple[str, ...] = ()) -> Found:
    with memory.in_place():
        return look_up(identifier, link, lambda _: Answer(200, b""), route=route)


def test_the_best_source_that_knows_it_is_taken_and_no_other_is_asked() -> None:
    memory = Memory({"crossref": {DOI: RECORD}, "datacite": {DOI: RECORD}})
    assert found(memory).record.source == "crossref"
    assert memory.asked == [f"crossref {DOI}"]


def test_a_source_that_does_not_know_it_is_passed_over_in_silence() -> None:
    done = found(Memory({"datacite": {DOI: RECORD}}))
    assert (done.record.source, done.told) == ("datacite", ())


def test_a_source_that_does_not_answer_is_passed_over_and_told() -> None:
    done = found(Memory({"datacite": {DOI: RECORD}}, failing={"crossref": UnreachableError("Crossref: answered 503")}))
    assert (done.record.source, done.told) == ("datacite", ("Crossref: answered 503",))


def test_when_none_knows_it_that_is_said_with_all_that_were_asked() -> None:
    with pytest.raises(NoSuchRecordError) as raised:
        found(Memory())
    assert raised.value.message == "DOI 10.1234/knots: not known to Crossref, DataCite, doi.org"
    assert raised.value.hint


def test_a_page_is_named_as_it_was_given() -> None:
    with pytest.raises(NoSuchRecordError) as raised:
        found(Memory(), PAGE, "https://www.x.org/a?b")
    assert raised.value.message.startswith("https://www.x.org/a?b: not known")


def test_what_did_not_answer_might_have_known_it() -> None:
    error = RefusedError("Crossref: no", "wait", "crossref")
    with pytest.raises(RefusedError) as raised:
        found(Memory(failing={"crossref": error}))
    assert raised.value.message == error.message
    assert raised.value.hint == error.hint


def test_without_a_network_all_are_named_that_were_not_asked() -> None:
    failing = {name: OfflineError(f"{name}: no", source=name) for name in ("crossref", "doi")}
    with pytest.raises(OfflineError) as raised:
        found(Memory(failing=failing))
    assert (
        raised.value.message == "DOI 10.1234/knots: not in the cache, and Crossref, doi.org were not asked (--offline)"
    )
    assert "without --offline" in raised.value.hint


def test_a_route_of_one_s_own() -> None:
    memory = Memory({"crossref": {DOI: RECORD}, "doi": {DOI: RECORD}})
    assert found(memory, route=("doi",)).record.source == "doi"
