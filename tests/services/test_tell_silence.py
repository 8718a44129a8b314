"""What sources did not say is told once for each reason, however many entries and sources it concerns."""

from unlcli.domain.entry import Entry
from unlcli.errors import OfflineError, RefusedError, SourceError, UnreachableError
from unlcli.services.tell_silence import Silent, lines

NO_HOST = "its name has no address, or there is no network"
CHECK = "check the connection"


def entry(number: int) -> Entry:
    return Entry("misc", f"key{number}", {"title": "Knots"}, position=number, line=10 * number + 1)


def down(source: str, name: str) -> UnreachableError:
    return UnreachableError(f"{name}: {NO_HOST}", CHECK, source)


def repeat(source: str, name: str) -> UnreachableError:
    error = UnreachableError(f"{name}: does not answer; not asked again in this run", "later", source)
    error.is_repeat = True
    return error


def told(*errors: tuple[SourceError, ...], of: int = 0) -> list[str]:
    silent = [Silent(entry(number), each) for number, each in enumerate(errors)]
    return list(lines(silent, of or len(errors), "x.bib", "preprints", "could not be asked about"))


def test_one_line_for_all_entries_and_sources_of_a_reason() -> None:
    both = (down("arxiv", "arXiv"), down("dblp", "DBLP"))
    assert told(both, both, both) == [
        "3 of 3 preprints could not be asked about: arXiv and DBLP have no address, or there is no network (check the connection)"
    ]


def test_what_is_not_asked_again_counts_to_what_was_first() -> None:
    (line,) = told((repeat("arxiv", "arXiv"),), (down("arxiv", "arXiv"),))
    assert line == (
        "2 of 2 preprints could not be asked about: arXiv has no address, or there is no network (check the connection)"
    )


def test_what_is_not_asked_again_is_told_where_nothing_else_is_known() -> None:
    assert told((repeat("arxiv", "arXiv"),)) == [
        "key0 (x.bib:1) could not be asked about: arXiv does not answer; not asked again in this run (later)"
    ]


def test_some_entries_are_named_up_to_three() -> None:
    (line,) = told(*[(down("arxiv", "arXiv"),)] * 5, of=9)
    assert line.startswith(
        "5 of 9 preprints, key0 (x.bib:1), key1 (x.bib:11), key2 (x.bib:21) and 2 more, could not be asked about: arXiv has"
    )


def test_each_reason_has_its_line_the_most_frequent_first() -> None:
    refused = RefusedError("OpenReview: asks for a challenge", "wait", "openreview")
    first, second = told((refused,), (down("dblp", "DBLP"), refused))
    assert first == "2 of 2 preprints could not be asked about: OpenReview asks for a challenge (wait)"
    assert second.startswith("key1 (x.bib:11) could not be asked about: DBLP has")


def test_addresses_do_not_make_reasons_different() -> None:
    lost = [UnreachableError(f"a.org: redirects in a circle: http://a.org/{n}", "later", "a.org") for n in range(2)]
    assert told(*((each,) for each in lost)) == [
        "2 of 2 preprints could not be asked about: a.org redirects in a circle (later)"
    ]


def test_what_offline_left_out_is_one_line() -> None:
    errors = [OfflineError(f"DOI {n}: not in the cache", "go on line", "crossref, datacite") for n in range(2)]
    (line,) = told(*((each,) for each in errors))
    assert line.endswith("about: Crossref and DataCite were not asked, and the cache lacks the answer (go on line)")
