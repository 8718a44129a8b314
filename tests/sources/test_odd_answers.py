"""Odd answers of every source, put before `unl add`: an entry that says what they say, or an error that names the thing."""

import json
import time
import tracemalloc
from collections.abc import Iterable, Iterator
from typing import Any

import bibtexparser
import pytest
from answered_runs import Ran, run
from facts import Facts
from facts_in_bibtex import of_bibtex
from made_answers import AUTHORS, JSON, MADE, PAGES, TITLE, Made
from one_answer import OneAnswer
from recorded_forms import level

from unlcli.sources import dblp
from unlcli.sources.asking import Answer

every = pytest.mark.parametrize("made", MADE, ids=str)
by_json = pytest.mark.parametrize("made", JSON, ids=str)


def added(made: Made, body: str | bytes | Iterable[bytes] | None = None, **reply: Any) -> Ran:
    """Run `unl add` with one answer, by default the source's usual one."""
    said = made.body(TITLE, AUTHORS) if body is None else body

    def serving(server: OneAnswer) -> None:
        server.answer(made.url, said, **{"content_type": made.content_type, **reply})

    return run(["add", made.thing], None, serving=serving)


def entry(ran: Ran) -> Facts:
    """Return the one entry that was added."""
    assert ran.code == 0, ran
    found = [facts for facts in of_bibtex(ran.library) if facts.id != "kept2020"]
    assert len(found) == 1, ran
    return found[0]


def fields_of(library: str) -> set[str]:
    """Return the names of the fields of what was added."""
    (added,) = (one for one in bibtexparser.parse_string(library).entries if one.key != "kept2020")
    return {name.lower() for name in added.fields_dict}


def refused(made: Made, ran: Ran) -> str:
    """Return the line on what could not be added; nothing else may have changed."""
    assert ran.code == 4, ran
    assert ran.library == ran.before
    assert "Traceback" not in ran.err
    assert ran.served
    short = made.thing.rsplit("/", 1)[-1].rpartition("=")[2].removesuffix(".html")
    lines = [line for line in ran.err.splitlines() if short.casefold() in line.casefold()]
    assert lines, ran.err
    return " ".join(lines)


@every
def test_a_paper_is_added_as_every_source_tells_it(made: Made) -> None:
    found = entry(added(made))
    assert level(found.titles[0]) == level(TITLE)
    assert [level(name) for name in found.authors] == [level(" ".join(name)) for name in AUTHORS]
    assert found.years == ("2021",)


@every
def test_a_paper_without_authors_is_added_and_the_gap_named(made: Made) -> None:
    ran = added(made, made.body(TITLE, ()))
    found = entry(ran)
    assert found.authors == ()
    assert "author" in (ran.out + ran.err).casefold()


MARKUP = [
    ("Growth of <i>Rosa</i> in H<sub>2</sub>O", "Growth of Rosa in H2O"),
    ("Knots\n          <scp>and</scp>\n          Ropes", "Knots and Ropes"),
    ("Ropes &amp; Knots", "Ropes & Knots"),
    ("On <mml:math><mml:mi>x</mml:mi><mml:mo>=</mml:mo><mml:mn>2</mml:mn></mml:math> Ropes", "On x=2 Ropes"),
    ("Ropes of Length < 3", "Ropes of Length < 3"),
]


@pytest.mark.parametrize(("given", "shown"), MARKUP)
@pytest.mark.parametrize("made", [made for made in MADE if made.source in ("crossref", "doi", "datacite")], ids=str)
def test_markup_in_titles_is_read_as_text(made: Made, given: str, shown: str) -> None:
    written = entry(added(made, made.body(given, AUTHORS))).titles[0]
    assert level(written) == level(shown)
    assert "<m" not in written
    assert "</" not in written


@pytest.mark.parametrize("source", ["crossref", "doi"])
def test_one_author_may_stand_alone_or_in_a_list(source: str) -> None:
    made = next(made for made in MADE if made.source == source)
    for alone in (True, False):
        said = json.loads(made.body(TITLE, AUTHORS[:1]))
        work = said.get("message", said)
        work["author"] = work["author"][0] if alone else work["author"]
        assert entry(added(made, json.dumps(said))).authors == ("Ada Aalto",)


INITIALS = [(("V.", "van Gogh"), "V. van Gogh"), (("V", "Arya"), "V Arya"), (("I. V.", "Silva"), "I. V. Silva")]


@pytest.mark.parametrize(("author", "shown"), INITIALS)
@pytest.mark.parametrize("made", MADE, ids=str)
def test_an_initial_is_no_number_of_a_dynasty(made: Made, author: tuple[str, str], shown: str) -> None:
    assert entry(added(made, made.body(TITLE, (author, *AUTHORS)))).authors[0] == shown


def test_an_author_that_is_an_organisation_stays_one_name() -> None:
    made = MADE[0]
    said = json.loads(made.body(TITLE, ()))
    said["message"]["author"] = [{"name": "The Knots and Ropes Consortium", "sequence": "first"}]
    assert entry(added(made, json.dumps(said))).authors == ("{The Knots and Ropes Consortium}",)


@by_json
def test_a_web_page_in_place_of_json_is_no_record(made: Made) -> None:
    page = "<!DOCTYPE html><html><head><title>Welcome</title></head><body>Welcome</body></html>"
    for content_type in ("text/html", made.content_type):
        refused(made, added(made, page, content_type=content_type))


@every
def test_a_page_against_programs_is_named_as_one(made: Made) -> None:
    page = "<!doctype html><html><head><title>Making sure you&#39;re not a bot!</title></head><body></body></html>"
    line = refused(made, added(made, page, content_type="text/html"))
    assert "block" in line


@pytest.mark.parametrize("made", PAGES, ids=str)
def test_json_in_place_of_a_page_is_no_record(made: Made) -> None:
    refused(made, added(made, '{"status": "ok"}', content_type="application/json"))


@every
@pytest.mark.parametrize(
    "headers", [{}, {"Retry-After": "2"}, {"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}], ids=["", "seconds", "date"]
)
def test_too_many_requests_are_told_when_the_service_stays_with_it(made: Made, headers: dict[str, str]) -> None:
    line = refused(made, added(made, b"", status=429, headers=headers))
    assert "429" in line or "too many" in line


@every
@pytest.mark.parametrize("headers", [{}, {"Retry-After": "1"}], ids=["", "seconds"])
def test_one_refusal_for_too_many_requests_is_waited_out(made: Made, headers: dict[str, str]) -> None:
    def serving(server: OneAnswer) -> None:
        server.answer(made.url, b"", status=429, headers=headers, times=1)
        server.answer(made.url, made.body(TITLE, AUTHORS), content_type=made.content_type)

    assert level(entry(run(["add", made.thing], None, serving=serving)).titles[0]) == level(TITLE)


@every
def test_a_connection_that_ends_early_gives_no_record(made: Made) -> None:
    refused(made, added(made, fault="truncate"))


@pytest.mark.parametrize("made", [made for made in MADE if made not in PAGES], ids=str)
def test_half_an_answer_is_no_record(made: Made) -> None:
    whole = made.body(TITLE, AUTHORS)
    for share in (0.3, 0.6, 0.95):
        refused(made, added(made, whole[: int(len(whole) * share)]))


@every
def test_an_empty_answer_is_no_record(made: Made) -> None:
    refused(made, added(made, b""))


def flood(start: bytes) -> Iterator[bytes]:
    yield start
    for _ in range(50):
        yield b" " * 1_000_000


@pytest.mark.parametrize("source", ["crossref", "arxiv", "landing"])
def test_an_answer_of_fifty_megabytes_is_not_read_to_its_end(source: str) -> None:
    made = next(made for made in MADE if made.source == source)
    tracemalloc.start()
    began = time.monotonic()
    try:
        refused(made, added(made, flood(made.body(TITLE, AUTHORS).encode())))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 45_000_000
    assert time.monotonic() - began < 20


@every
def test_a_redirect_to_itself_ends(made: Made) -> None:
    refused(made, added(made, b"", status=302, headers={"Location": made.url}))


def test_a_redirect_in_a_circle_ends() -> None:
    made = MADE[-1]
    other = "http://papers.example.org/odd/2"

    def serving(server: OneAnswer) -> None:
        server.answer(made.url, b"", 302, headers={"Location": other})
        server.answer(other, b"", 302, headers={"Location": made.url})

    ran = run(["add", made.thing], None, serving=serving)
    refused(made, ran)
    assert ran.served < 20


LINKS = [
    ("http://bücher.example/odd", "http://xn--bcher-kva.example/odd"),
    ("http://papers.example.org/ödd%20one/%C3%A4", "http://papers.example.org/%C3%B6dd%20one/%C3%A4"),
    ("http://papers.example.org/odd?name=%C3%A4%26b", "http://papers.example.org/odd"),
]


@pytest.mark.parametrize(("given", "asked"), LINKS)
def test_addresses_of_any_language_are_asked_as_they_are_meant(given: str, asked: str) -> None:
    made = MADE[-1]

    def serving(server: OneAnswer) -> None:
        server.answer(asked, made.body(TITLE, AUTHORS), content_type=made.content_type)

    assert level(entry(run(["add", given], None, serving=serving)).titles[0]) == level(TITLE)


SICI = "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2"
SICI_FORMS = [
    SICI,
    f"https://doi.org/{SICI}",
    "https://doi.org/10.1002/(SICI)1097-0258(19980815/30)17:15/16%3C1661::AID-SIM968%3E3.0.CO;2-2",
    f"doi:{SICI}",
]


@pytest.mark.parametrize("form", SICI_FORMS)
def test_a_doi_with_brackets_and_a_semicolon_is_asked_whole(form: str) -> None:
    body = MADE[0].body(TITLE, AUTHORS).replace("10.1234/odd.1", SICI)

    def serving(server: OneAnswer) -> None:
        server.answer(
            "https://api.crossref.org/works/" + SICI.replace("<", "%3C").replace(">", "%3E").replace(";", "%3B"),
            body,
            content_type="application/json",
        )

    found = entry(run(["add", form], None, serving=serving))
    assert found.dois == (SICI,)
    assert level(found.titles[0]) == level(TITLE)


def test_answers_about_another_doi_than_the_one_asked_for_are_not_accepted() -> None:
    body = MADE[0].body

    def serving(server: OneAnswer) -> None:
        for asked, told in (("10.1234/one", "10.1234/two"), ("10.1234/two", "10.1234/one")):
            said = body(f"About {told[-3:]}", AUTHORS).replace("10.1234/odd.1", told)
            server.answer(f"https://api.crossref.org/works/{asked}", said, content_type="application/json")

    ran = run(["add", "10.1234/one", "10.1234/two"], None, serving=serving)
    assert ran.code == 4, ran
    assert ran.library == ran.before
    assert "10.1234/one" in ran.err
    assert "10.1234/two" in ran.err


DECLARATIONS = [
    '<!DOCTYPE feed [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE feed [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY x "&b;&b;&b;&b;&b;&b;&b;&b;">]>',
    '<!DOCTYPE feed SYSTEM "http://127.0.0.1:1/feed.dtd">',
]


@pytest.mark.parametrize("declaration", DECLARATIONS)
def test_xml_that_declares_entities_is_not_read(declaration: str) -> None:
    made = next(made for made in MADE if made.source == "arxiv")
    start, _, rest = made.body("Of TITLE", AUTHORS).partition("\n")
    name = "" if 'SYSTEM "http' in declaration else "&x;"
    refused(made, added(made, f"{start}\n{declaration}\n{rest.replace('TITLE', name)}"))


HOSTILE = [
    "Knots}, note = {taken over",
    "Knots {of an open brace",
    "Knots}\n\n@article{planted2020, title = {Planted}, year = {2020}}\n\n@comment{",
    "@article{planted, title = {Planted}}",
    "Knots\x1b[2J\x1b]0;owned\x07 and\x00 Ropes",
    "Knots \u202egnp.exe\u202c and \u2066Ropes\u2069",
    "Knots \\input{/etc/passwd} \\write18{rm} $x",
    "Knots % the rest is a comment",
    'Knots " # jan # "',
    "Knots \\",
]


@pytest.mark.parametrize("title", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize(
    "made",
    [made for made in MADE if made.source in ("crossref", "openreview", "semanticscholar", "landing", "datacite")],
    ids=str,
)
def test_a_hostile_title_makes_one_entry_or_an_error(made: Made, title: str) -> None:
    ran = added(made, made.body(title, AUTHORS))
    assert "Traceback" not in ran.err
    shown = ran.out + ran.err
    assert not any(sign in shown for sign in "\x1b\x00\x07\u202e\u2066")
    if ran.code:
        refused(made, ran)
        return
    found = entry(ran)
    assert not {"note", "abstract", "howpublished"} & fields_of(ran.library)
    assert "planted" not in [facts.id for facts in of_bibtex(ran.library)]
    assert [level(name) for name in found.authors] == [level(" ".join(name)) for name in AUTHORS]
    assert found.years == ("2021",)
    assert not any(sign in ran.library for sign in "\x1b\x00\x07\u202e\u2066")


PUBLISHERS = "http://link.example.org/article/10.1234/knots.7"


def page_of_a_doi(doi: str) -> str:
    return MADE[-1].body(TITLE, AUTHORS).replace("</head>", f'<meta name="citation_doi" content="{doi}"></head>')


def test_a_publishers_page_speaks_for_its_doi_when_no_agency_knows_it() -> None:
    def serving(server: OneAnswer) -> None:
        server.answer(PUBLISHERS, page_of_a_doi("10.1234/knots.7"), content_type="text/html")

    found = entry(run(["add", PUBLISHERS], None, serving=serving))
    assert (level(found.titles[0]), found.dois) == (level(TITLE), ("10.1234/knots.7",))


def test_a_publishers_page_about_another_doi_is_not_accepted() -> None:
    def serving(server: OneAnswer) -> None:
        server.answer(PUBLISHERS, page_of_a_doi("10.1234/knots.8"), content_type="text/html")

    ran = run(["add", PUBLISHERS], None, serving=serving)
    assert (ran.code, ran.library) == (4, ran.before)
    assert "10.1234/knots.8" in ran.err


@pytest.mark.parametrize("alone", [True, False])
def test_dblp_may_give_one_author_as_an_object(alone: bool) -> None:
    author = {"@pid": "1/2", "text": "Ada Aalto 0001"}
    info = {
        "authors": {"author": author if alone else [author]},
        "title": f"{TITLE}.",
        "year": "2021",
        "key": "conf/odd/Aalto2021",
    }
    said = {
        "result": {
            "hits": {
                "@total": "1",
                "hit": [{"info": info | {"type": "Conference and Workshop Papers", "venue": "ODD"}}],
            }
        }
    }
    (record,) = dblp.read_search(Answer(200, json.dumps(said).encode(), content_type="application/json"))
    assert (record.title, [name.full for name in record.authors]) == (TITLE, ["Ada Aalto"])
