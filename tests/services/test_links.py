"""What answers say of links, by a dictionary in the place of the network; over real sockets where order and pace matter."""

import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from replay import Replay

from unlcli.domain.finding import Finding
from unlcli.errors import (
    ForbiddenAddressError,
    NoSuchHostError,
    OfflineError,
    RefusedError,
    SourceError,
    UnreachableError,
)
from unlcli.rules.judged import Placed
from unlcli.services.link_places import Place, places
from unlcli.services.link_state import State
from unlcli.services.links import LinksResult, check_links, findings, fixes
from unlcli.sources.asking import Answer, Ask, Hop, Request
from unlcli.sources.client.clock import Clock
from unlcli.store.bibfile import BibFile

OK = Answer(200, b"")
Told = Answer | SourceError


class Web:
    """Answers by method and address, else 404; keeps what was asked."""

    def __init__(self, told: Mapping[str, Told]) -> None:
        self.told = told
        self.asked: list[str] = []

    def __call__(self, request: Request) -> Answer:
        self.asked.append(f"{request.method} {request.url}")
        told = self.told.get(f"{request.method} {request.url}", self.told.get(request.url, Answer(404, b"")))
        if isinstance(told, SourceError):
            raise told
        told = told if request.max_age else replace(told, age=0.0)
        return told if told.url else replace(told, url=request.url)


def redirected(*targets: str, status: int = 301, final: int = 200) -> Callable[[str], Answer]:
    def answer(address: str) -> Answer:
        stops = (address, *targets)
        hops = tuple(Hop(status, a, b) for a, b in pairwise(stops))
        return Answer(final, b"", targets[-1], hops=hops)

    return answer


def silent(_done: int, _total: int) -> None:
    pass


def library(text: str) -> BibFile:
    return BibFile.of(Path("library.bib"), text.encode())


def found_in(bib: BibFile) -> tuple[Place, ...]:
    return tuple(places(Placed(bib.entries, entry) for entry in bib.entries))


def checked(text: str, ask: Ask) -> tuple[BibFile, LinksResult, tuple[Finding, ...]]:
    bib = library(text)
    result = check_links(found_in(bib), ask, silent)
    return bib, result, findings(result, bib.can_write)


def one(url: str, told: Mapping[str, Told], field: str = "url") -> tuple[BibFile, LinksResult, tuple[Finding, ...]]:
    return checked(f"@misc{{a, title = {{T}},\n  {field} = {{{url}}}}}\n", Web(told))


def state_of(url: str, told: Mapping[str, Told]) -> State:
    return next(iter(one(url, told)[1].states.values())).state


def codes(url: str, told: Mapping[str, Told]) -> list[str]:
    return [finding.code for finding in one(url, told)[2]]


def mended(bib: BibFile, result: LinksResult) -> str:
    return bib.plan(fixes(result.places, result.states, bib.can_write)).new.decode()


P = "https://a.example/paper"


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (200, State.OK),
        (204, State.OK),
        (404, State.DEAD),
        (410, State.DEAD),
        *[(status, State.UNKNOWN) for status in (400, 401, 403, 405, 406, 418, 429, 451, 304, 999)],
    ],
)
def test_what_a_status_means(status: int, state: State) -> None:
    assert state_of(P, {P: Answer(status, b"")}) is state


@pytest.mark.parametrize(
    "error", [RefusedError("x"), UnreachableError("x"), UnreachableError("x", status=503), ForbiddenAddressError("x")]
)
def test_no_answer_is_unknown_and_no_finding(error: SourceError) -> None:
    assert state_of(P, {P: error}) is State.UNKNOWN
    assert codes(P, {P: error}) == []


@pytest.mark.parametrize(
    "told", [Answer(404, b""), Answer(405, b""), Answer(501, b""), UnreachableError("x", status=501)]
)
def test_a_page_that_answers_get_alone_is_there(told: Told) -> None:
    assert state_of(P, {f"HEAD {P}": told, f"GET {P}": OK}) is State.OK


def test_a_page_that_answers_head_is_not_fetched() -> None:
    web = Web({P: OK})
    checked(f"@misc{{a, url = {{{P}}}}}", web)
    assert web.asked == [f"HEAD {P}"]


@pytest.mark.parametrize(
    "answer",
    [
        Answer(200, b"<!doctype html><title>Just a moment...</title>"),
        Answer(404, b"<html><title>Making sure you're not a bot!</title>"),
        Answer(404, b"", headers={"cf-mitigated": "challenge"}),
        Answer(202, b"", headers={"x-amzn-waf-action": "challenge"}),
    ],
)
def test_a_page_against_programs_is_unknown_whatever_its_status(answer: Answer) -> None:
    assert state_of(P, {f"HEAD {P}": Answer(403, b""), f"GET {P}": answer}) is State.UNKNOWN


def test_a_challenge_that_answers_head_with_a_status_of_success_is_unknown() -> None:
    assert state_of(P, {P: Answer(202, b"", headers={"x-amzn-waf-action": "challenge"})}) is State.UNKNOWN


def test_a_host_that_is_gone_is_dead_where_another_answers() -> None:
    gone, text = NoSuchHostError("gone"), "@misc{a, url = {https://gone.example/a}}\n"
    told: dict[str, Told] = {"https://gone.example/a": gone, "https://gone.example/b": gone, P: OK}
    _, alone, found = checked(text, Web(told))
    assert alone.is_cut_off
    assert not found
    web = Web(told)
    _, result, found = checked(text + f"@misc{{b, url = {{{P}}}, alturl = {{https://gone.example/b}}}}\n", web)
    assert not result.is_cut_off
    assert [finding.code for finding in found] == ["L001", "L001"]
    assert len([asked for asked in web.asked if "gone" in asked]) == 1


GONE = "https://gone.example/a"
TWO = f"@misc{{a, url = {{{GONE}}}}}\n@misc{{b, url = {{{P}}}}}\n"


def test_where_all_else_is_from_the_cache_one_page_is_asked_afresh_whether_there_is_a_network() -> None:
    web = Web({GONE: NoSuchHostError("gone"), P: Answer(200, b"", age=50.0)})
    assert [finding.code for finding in checked(TWO, web)[2]] == ["L001"]
    assert [asked for asked in web.asked if P in asked] == [f"HEAD {P}"] * 2


def test_an_answer_from_the_cache_shows_no_network() -> None:
    def ask(request: Request) -> Answer:
        if request.url == P and request.max_age:
            return Answer(200, b"", P, age=50.0)
        raise NoSuchHostError("no network")

    assert not checked(TWO, ask)[2]


@pytest.mark.parametrize("age", [0.0, 50.0])
def test_what_stands_in_a_service_s_place_shows_no_network(age: float) -> None:
    told: dict[str, Told] = {GONE: NoSuchHostError("gone"), P: Answer(200, b"", age=age, is_stand_in=True)}
    _, result, found = checked(TWO, Web(told))
    assert not found
    assert result.states[GONE].state is State.UNKNOWN


def test_without_a_network_a_few_pages_alone_are_asked_afresh() -> None:
    asked = []

    def ask(request: Request) -> Answer:
        if request.url != GONE and request.max_age:
            return Answer(200, b"", request.url, age=50.0)
        asked.append(request.url)
        raise UnreachableError("no network")

    pages = " ".join(f"https://h{n}.example/" for n in range(9))

    def silent_host(request: Request) -> Answer:
        if request.url == GONE:
            raise NoSuchHostError("gone")
        return ask(request)

    assert not checked(f"@misc{{a, url = {{{GONE}}}, alturl = {{{pages}}}}}", silent_host)[2]
    assert len(asked) == 3


def test_parameters_that_choose_a_view_of_a_page_are_no_tracking() -> None:
    view, api = "https://github.com/adams/knots?tab=readme-ov-file", "https://api.github.com/repos/adams/knots"
    assert codes(view, {api: Answer(200, b'{"full_name": "adams/knots"}')}) == []


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_redirect_for_now_is_fine(status: int) -> None:
    assert codes(P, {P: redirected("https://a.example/today", status=status)(P)}) == []


def test_a_redirect_for_good_is_written_with_its_fragment() -> None:
    url, new = f"{P}#section-2", "https://a.example/new/paper"
    bib, result, found = one(url, {P: redirected("https://a.example/between", new)(P)})
    assert [finding.code for finding in found] == ["L002"]
    assert "unl links --fix a" in found[0].remedies
    assert mended(bib, result) == f"@misc{{a, title = {{T}},\n  url = {{{new}#section-2}}}}\n"


def test_one_redirect_for_now_on_the_way_is_not_for_good() -> None:
    hops = (Hop(301, P, "https://a.example/b"), Hop(302, "https://a.example/b", "https://a.example/c"))
    assert codes(P, {P: Answer(200, b"", "https://a.example/c", hops=hops)}) == []


@pytest.mark.parametrize(
    "target",
    [
        "https://a.example/",
        "https://a.example/index.html",
        "https://b.example",
        "https://a.example/login?next=/paper",
        "https://login.example.org/x/paper",
        "https://a.example/cookieAbsent",
        "https://a.example/404.html",
        "https://consent.example.org/paper",
    ],
)
def test_a_front_page_or_login_in_its_place_tells_nothing(target: str) -> None:
    for status in (301, 302):
        told = {P: redirected(target, status=status)(P)}
        assert state_of(P, told) is State.UNKNOWN
        assert codes(P, told) == []


@pytest.mark.parametrize(
    "target",
    [
        "https://b.example/other",
        "https://b.example/new/paper",
        "http://a.example/new/paper",
        "https://a.example/new/paper;jsessionid=0123",
        "https://a.example/new/paper?sid=0123",
        "https://a.example/new/paper?utm_source=x",
        "https://user:secret@a.example/new/paper",
        "https://a.example/new/pa}per",
        "https://a.example/new/pa\\per",
        "https://a.example/new/p\u00e4per",
        "https://a.example/new/paper\x1b[31m",
        "https://a.example/new/" + "x" * 3000,
    ],
)
def test_a_doubtful_new_address_is_told_and_not_written(target: str) -> None:
    bib, result, found = one(P, {P: redirected(target)(P)})
    assert [finding.code for finding in found] == ["L002"]
    assert not found[0].changes
    assert mended(bib, result) == bib.data.decode()


def test_a_page_above_the_one_that_was_linked_is_not_written() -> None:
    deep = "https://a.example/papers/knots"
    found = one(deep, {deep: redirected("https://a.example/papers/")(deep)})[2]
    assert not found[0].changes
    assert "above" in found[0].message


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (P, "https://archive.a.example/old/paper.html"),
        ("https://www.knots.org/paper", "https://knots.github.io/paper/"),
        ("https://ncbi.nlm.nih.gov/pubmed/1234567", "https://pubmed.ncbi.nlm.nih.gov/1234567/"),
        ("https://lab.ac.uk/paper", "https://www2.lab.ac.uk/paper"),
        ("https://twitter.com/ada/status/12", "https://x.com/ada/status/12"),
        ("https://sciencemag.org/content/knots", "https://science.org/content/knots"),
        ("https://www.aclweb.org/anthology/P19-1001", "https://aclanthology.org/P19-1001/"),
        (
            "https://papers.nips.cc/paper/1-knots",
            f"https://proceedings.neurips.cc/paper/2020/hash/{'0' * 32}-Abstract.html",
        ),
    ],
)
def test_another_host_is_written_for_the_same_name_or_a_known_rename(old: str, new: str) -> None:
    bib, result, _ = one(old, {old: redirected(new)(old)})
    assert f"{{{new}}}" in mended(bib, result)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("https://one.ac.uk/paper", "https://two.ac.uk/paper"),
        ("https://ada.github.io/paper", "https://byte.github.io/paper"),
        ("https://data.one.example/paper", "https://two.example/data/paper"),
        ("https://data.one.example/paper", "https://data.two.example/paper"),
        ("https://papers.nips.cc/paper/1-knots", "https://proceedings.neurips.cc/paper/2020"),
    ],
)
def test_another_host_that_may_be_somebody_else_s_is_not_written(old: str, new: str) -> None:
    bib, result, found = one(old, {old: redirected(new)(old)})
    assert [finding.code for finding in found] == ["L002"]
    assert mended(bib, result) == bib.data.decode()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("papers/knots.html", "publications"),
        ("papers/knots.html", "en/publications/"),
        ("~ada/papers/knots.pdf", "people"),
        ("index.php?id=12", "index.php?id=1"),
        ("knots/v1", "knots/latest"),
        ("paper/2020", "archive/2020-knots"),
        ("data/knots", "find?q=knots"),
        ("news?page=2", "blog?page=2"),
    ],
)
def test_another_page_of_the_host_is_told_and_not_written(old: str, new: str) -> None:
    old, new = f"https://a.example/{old}", f"https://a.example/{new}"
    bib, result, found = one(old, {old: redirected(new)(old)})
    assert [finding.code for finding in found] == ["L002"]
    assert "under another name" in found[0].message
    assert mended(bib, result) == bib.data.decode()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("papers/knots.html", "2020/Knots/"),
        ("knots_and_ropes.pdf", "files/knots-and-ropes.pdf"),
        ("view.php?id=12", "papers/12"),
        ("abs/paper-4711", "view?id=4711"),
        ("knots/index.html", "new/knots"),
        ("data/%C3%A4_b", "new/%c3%a4_b"),
    ],
)
def test_a_page_whose_name_or_number_is_kept_is_written(old: str, new: str) -> None:
    old, new = f"https://a.example/{old}", f"https://a.example/{new}"
    bib, result, _ = one(old, {old: redirected(new)(old)})
    assert f"{{{new}}}" in mended(bib, result)


@pytest.mark.parametrize(
    "target", ["sorry", "welcome", "search?q=paper", "home.html", "cookies", "paper?error=cookies_not_supported", "en/"]
)
@pytest.mark.parametrize("status", [301, 302])
def test_a_page_in_the_place_of_another_tells_nothing(target: str, status: int) -> None:
    told = {P: redirected(f"https://a.example/{target}", status=status)(P)}
    assert state_of(P, told) is State.UNKNOWN
    assert codes(P, told) == []


@pytest.mark.parametrize("target", ["welcome", "home", "en/"])
def test_a_front_page_may_lead_to_its_welcome(target: str) -> None:
    front = "https://a.example/"
    assert state_of(front, {front: redirected(f"https://a.example/{target}", status=302)(front)}) is State.OK


@pytest.mark.parametrize("target", [f"{P}/", "https://www.a.example/paper"])
def test_a_slash_or_www_is_no_move(target: str) -> None:
    assert codes(P, {P: redirected(target)(P)}) == []


def test_where_a_short_link_leads_is_its_own_affair() -> None:
    short = "https://bit.ly/knots"
    assert codes(short, {short: redirected("https://b.example/paper")(short)}) == []
    assert codes(short, {short: redirected("https://b.example/paper", final=404)(short)}) == ["L001"]


def test_http_is_mended_where_https_answers() -> None:
    bib, result, found = one("http://a.example/paper#x", {P: OK})
    assert [finding.code for finding in found] == ["L003"]
    assert "url = {https://a.example/paper#x}" in mended(bib, result)


@pytest.mark.parametrize("error", [UnreachableError("no TLS"), Answer(404, b"")])
def test_http_stays_where_https_does_not_answer(error: Told) -> None:
    assert codes("http://a.example/paper", {P: error, "http://a.example/paper": OK}) == []


def test_https_that_leads_back_to_http_is_none() -> None:
    back = redirected("http://a.example/paper", status=302)(P)
    assert codes("http://a.example/paper", {P: back, "http://a.example/paper": OK}) == []


def test_https_is_not_tried_again_at_a_host_without_it() -> None:
    pages = [f"http://a.example/{name}" for name in "bcd"]
    web = Web({**dict.fromkeys(pages, OK), **{p.replace("http", "https"): UnreachableError("no") for p in pages}})
    checked("@misc{a, alturl = {" + " ".join(pages) + "}}", web)
    assert len([asked for asked in web.asked if "https" in asked]) == 1


def test_a_tracking_tail_is_mended_without_a_network() -> None:
    url = f"{P}?page=2&utm_source=x#part"
    bib, result, found = one(url, {f"{P}?page=2": OfflineError("no")})
    assert [finding.code for finding in found] == ["L004"]
    assert f"{{{P}?page=2#part}}" in mended(bib, result)


def test_an_address_is_asked_once_however_often_it_stands_there() -> None:
    web = Web({P: OK})
    text = "".join(f"@misc{{k{n}, url = {{{P}#{n}}}, code = {{{P}?utm_source=x {P}}}}}\n" for n in range(5))
    checked(text, web)
    assert web.asked == [f"HEAD {P}"]


def test_only_the_item_of_a_list_is_written() -> None:
    text = f"@misc{{a,\n  alturl = {{https://b.example/x   {P}\n https://c.example}},\n  note = {{{P}}}}}\n"
    new = "https://a.example/new/paper"
    told: dict[str, Told] = {P: redirected(new)(P), "https://b.example/x": OK, "https://c.example": OK}
    bib, result, _ = checked(text, Web(told))
    assert mended(bib, result) == text.replace(P, new, 1)


def test_a_value_with_a_macro_is_told_and_left_alone() -> None:
    text = '@string{base = "https://a.example/"}\n@misc{a, url = base # {paper}}\n'
    bib, result, found = checked(text, Web({P: redirected("https://a.example/new/paper")(P)}))
    assert [finding.code for finding in found] == ["L002"]
    assert not found[0].changes
    assert mended(bib, result) == text


def test_an_address_written_for_latex_is_asked_as_a_browser_would_and_written_alike() -> None:
    old, new = "https://a.example/a_b%20c", "https://a.example/new/a_b%20c"
    bib, result, _ = one(r"https://a.example/a\_b\%20c", {old: redirected(new)(old)})
    assert r"url = {https://a.example/new/a\_b\%20c}" in mended(bib, result)


def test_dead_links_are_never_written_and_come_with_what_settles_them() -> None:
    text = "@misc{a,\n  doi = {10.1234/x},\n  url = {https://a.example/gone},\n  code = {https://a.example/code}}\n"
    bib, result, found = checked(text, Web({}))
    assert mended(bib, result) == text
    assert [(finding.code, finding.location.line) for finding in found] == [("L001", 3), ("L001", 4)]
    assert "unl edit a --set url=https://doi.org/10.1234/x" in found[0].remedies
    assert "unl edit a --drop code=https://a.example/code" in found[1].remedies


def test_a_comment_above_an_entry_switches_codes_off() -> None:
    text = f"% unl: ignore[L001]\n@misc{{a, url = {{{P}}}}}\n"
    assert not checked(text, Web({}))[2]


DOI = "https://doi.org/10.1234/x"


def test_a_doi_is_asked_of_the_resolver_alone() -> None:
    web = Web({DOI: Answer(302, b"", headers={"location": "https://publisher.example/login"})})
    _, _, found = checked(f"@misc{{a, url = {{{DOI}}}}}", web)
    assert not found
    assert web.asked == [f"HEAD {DOI}"]
    assert codes(DOI, {}) == ["L001"]
    assert codes(DOI, {DOI: Answer(403, b"")}) == []


def test_old_names_of_the_resolver() -> None:
    old = DOI.replace("doi.org", "dx.doi.org")
    told = {old: Answer(301, b"", headers={"location": DOI}), DOI: Answer(302, b"")}
    bib, result, found = one(old, told)
    assert [finding.code for finding in found] == ["L002"]
    assert f"{{{DOI}}}" in mended(bib, result)
    assert codes(old, {old: Answer(301, b"", headers={"location": DOI})}) == ["L001"]
    assert codes(DOI.replace("https", "http"), {DOI: Answer(302, b"")}) == ["L003"]


REPO = "https://github.com/adams/knots"
API = "https://api.github.com/repos/adams/knots"


def described(full_name: str = "adams/knots", archived: bool = False, **headers: str) -> Answer:
    body = f'{{"full_name": "{full_name}", "archived": {str(archived).lower()}}}'.encode()
    return Answer(200, body, headers={name.replace("_", "-"): value for name, value in headers.items()})


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({API: described()}, []),
        ({API: described("Adams/Knots")}, []),
        ({API: described(archived=True)}, ["L006"]),
        ({API: described("byte/bends")}, ["L007"]),
        ({API: Answer(404, b'{"message":"Not Found"}')}, ["L005"]),
        ({API: UnreachableError("x")}, []),
        ({API: Answer(200, b"<html>")}, []),
        ({API: Answer(451, b"{}")}, []),
    ],
)
def test_what_github_says_of_a_repository(told: dict[str, Told], expected: list[str]) -> None:
    assert codes(REPO, told) == expected


def test_a_renamed_repository_is_written_with_the_path_within() -> None:
    bib, result, _ = one(
        f"http://github.com/adams/knots/tree/main/a#use {REPO}.git", {API: described("byte/bends")}, "code"
    )
    expected = "code = {https://github.com/byte/bends/tree/main/a#use https://github.com/byte/bends.git}"
    assert expected in mended(bib, result)


def test_a_path_within_a_repository_is_asked_for_too() -> None:
    assert codes(f"{REPO}/tree/main/a", {API: described()}) == ["L001"]
    assert codes(f"{REPO}/tree/main/a", {API: described(), f"{REPO}/tree/main/a": OK}) == []


@pytest.mark.parametrize(
    "limit",
    [
        Answer(403, b"{}", headers={"x-ratelimit-remaining": "0"}),
        RefusedError("limit"),
        Answer(401, b"{}"),
        Answer(429, b""),
    ],
)
def test_when_the_limit_is_used_up_the_api_is_left_alone_and_pages_are_asked(limit: Told) -> None:
    repos = [f"https://github.com/adams/r{n}" for n in range(4)]
    apis = {f"https://api.github.com/repos/adams/r{n}": limit for n in range(4)}
    moved = redirected("https://github.com/byte/r2")(repos[2])
    web = Web({**apis, repos[0]: OK, repos[1]: OK, repos[2]: moved})
    _, result, found = checked("@misc{a, code = {" + " ".join(repos) + "}}", web)
    assert len([asked for asked in web.asked if "api." in asked]) == 1
    assert [finding.code for finding in found] == ["L007", "L005"]
    assert "GITHUB_TOKEN" in result.limit


def test_the_last_question_that_is_left_is_noticed() -> None:
    repos = [f"https://github.com/adams/r{n}" for n in range(2)]
    last = described("adams/r0", x_ratelimit_remaining="0")
    web = Web({"https://api.github.com/repos/adams/r0": last, repos[1]: OK})
    assert checked("@misc{a, code = {" + " ".join(repos) + "}}", web)[2] == ()
    assert web.asked == ["GET https://api.github.com/repos/adams/r0", f"HEAD {repos[1]}"]


def test_a_host_that_refuses_programs_is_left_alone_after_a_few_pages() -> None:
    pages = [f"https://a.example/{n}" for n in range(9)]
    web = Web(dict.fromkeys(pages, Answer(403, b"")))
    _, result, found = checked("@misc{a, alturl = {" + " ".join(pages) + "}}", web)
    assert not found
    assert {state.state for state in result.states.values()} == {State.UNKNOWN}
    assert len(web.asked) == 6  # three pages, by HEAD and by GET


@pytest.mark.parametrize(
    "value",
    [
        "https://doi.org/10.1002/(SICI)1097-0258<1::AID>3.0.CO;2-1",
        "https://a.example/my paper.pdf",
        "https://a.example/a{\\_}b",
        'https://a.example/a"b',
    ],
)
def test_a_link_of_which_only_the_beginning_can_be_read_is_not_asked(value: str) -> None:
    web = Web({})
    _, result, found = checked(f"@misc{{a, url = {{{value}}}}}", web)
    assert not found
    assert not web.asked
    assert {state.state for state in result.states.values()} == {State.UNKNOWN}


HOSTILE = [
    "javascript:alert(1)//https://x",
    "https://a.example/\x00\x1b[2J",
    "https://[::1",
    "https://a.example:99999999/",
    "https://ex\u2100mple.com/",
    "http://\u4f8b\u5b50.example/\u00e4?q=\u00f6",
    "https://a.example/%00%ff%zz",
    "https://a.example/" + "x" * 100_000,
    "https://a.example/a{b}c",
    r"https://a.example/\textasciitilde{}x",
    "https://user:pass@a.example/",
    "http://",
    "https://github.com/%00/%0a",
    "https://doi.org/",
    "https://a.example/?utm_source=%&&&=",
    "http://127.0.0.1/http://localhost/",
]


@pytest.mark.parametrize("url", HOSTILE)
def test_hostile_links_are_judged_without_harm(url: str) -> None:
    for told in (OK, Answer(404, b""), ForbiddenAddressError("x"), redirected("https://b.example/x")(url)):
        bib, result, _ = checked(f"@misc{{a, url = {{{url}}}}}\n", constant(told))
        bib.plan(fixes(result.places, result.states, bib.can_write))


def constant(told: Told) -> Ask:
    def ask(_: Request) -> Answer:
        if isinstance(told, SourceError):
            raise told
        return told

    return ask


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40),
    st.text(max_size=40),
    st.sampled_from([301, 302, 404]),
)
def test_any_text_and_any_redirect_leave_a_library_that_reads(tail: str, target: str, status: int) -> None:
    bib = library("@misc{a, url = {https://a.example/" + tail.replace("}", "").replace("{", "") + "}}\n")
    to = redirected(f"https://a.example/{target}", status=status)("https://a.example/x")
    result = check_links(found_in(bib), constant(to), silent)
    findings(result, bib.can_write)
    bib.plan(fixes(result.places, result.states, bib.can_write))


def test_one_at_a_time_at_each_host_and_several_hosts_at_once() -> None:
    hosts = [f"h{n}.example" for n in range(4)]
    urls = [f"http://{host}/{page}" for host in hosts for page in range(3)]
    with Replay() as replay:
        for url in urls:
            replay.answer(url, "", delay=0.05)
        client = replay.client()
        _, result, found = checked("@misc{a, alturl = {" + " ".join(urls) + "}}", client.ask)
    assert {state.state for state in result.states.values()} == {State.OK}
    assert not found
    assert [replay.most_at_once(host) for host in hosts] == [1] * 4
    spans = [sorted(seen.at for seen in replay.seen if seen.service == host) for host in hosts]
    assert max(span[0] for span in spans) < min(span[-1] for span in spans)  # they overlap


def test_redirects_refusals_and_gone_pages_over_sockets() -> None:
    base = "http://a.example"
    with Replay() as replay:
        replay.answer(f"{base}/old/knots", "", 301, headers={"location": f"{base}/new/knots"})
        replay.answer(f"{base}/new/knots", "there")
        replay.answer(f"{base}/robots", "no", 403)
        replay.answer(f"{base}/loop", "", 301, headers={"location": f"{base}/loop"})
        replay.answer("http://b.example/inside", "", 302, headers={"location": "http://127.0.0.1:1/"})
        replay.answer("https://arxiv.org/abs/2101.00001", "there")
        links = [f"{base}/{page}" for page in ("old/knots", "robots", "loop", "gone")]
        more = ["http://b.example/inside", "http://10.0.0.1/x", "https://arxiv.org/abs/2101.00001"]
        bib, result, found = checked("@misc{a, alturl = {" + " ".join(links + more) + "}}", replay.client().ask)
    assert [(finding.code) for finding in found] == ["L002", "L001"]
    assert f"{{{base}/new/knots {base}/robots" in mended(bib, result)
    assert [state.state for state in result.states.values()].count(State.UNKNOWN) == 4
    assert not any(seen.service.startswith(("127.", "10.")) for seen in replay.seen)
    methods = [seen.method for seen in replay.seen if seen.path == "/gone" and seen.method != "CONNECT"]
    assert methods == ["HEAD", "GET"]


class Kept(dict[str, tuple[Mapping[str, object], bytes]]):
    """A cache that several clients share, one after the other."""

    def put(self, key: str, head: Mapping[str, object], body: bytes) -> None:
        self[key] = (head, body)


def unknown_name(host: str, port: int) -> tuple[str, ...]:
    raise socket.gaierror(socket.EAI_NONAME, f"{host}:{port} is not known")


def test_a_name_without_an_address_is_dead_over_sockets_twice_where_a_page_answers() -> None:
    text = "@misc{a, url = {http://gone.example/knots}, alturl = {http://a.example/knots}}"
    cache = Kept()
    with Replay() as replay:
        replay.answer("http://a.example/knots", "there")
        proxies = {"http": replay.origin, "https": replay.origin, "no": "gone.example"}
        runs = []
        for minutes in range(2):
            clock = Clock(time.monotonic, lambda minutes=minutes: time.time() + 60 * minutes)
            client = replay.client(cache=cache, clock=clock, proxies=proxies, resolve=unknown_name)
            runs.append(checked(text, client.ask)[2])
    assert [finding.code for finding in runs[0]] == ["L001"]
    assert "its name has no address" in runs[0][0].message
    assert runs[0] == runs[1]
    assert [seen.method for seen in replay.seen if seen.path == "/knots"] == ["HEAD", "HEAD"]


@pytest.mark.parametrize("more", ["", "https://arxiv.org/abs/2101.00001"])
def test_a_name_without_an_address_is_unknown_over_sockets_where_nobody_or_a_stand_in_answers(more: str) -> None:
    with Replay() as replay:
        replay.answer("https://arxiv.org/abs/2101.00001", "there")
        client = replay.client(proxies={}, resolve=unknown_name)
        _, result, found = checked(f"@misc{{a, url = {{http://gone.example/knots}}, alturl = {{{more}}}}}", client.ask)
    assert not found
    assert result.is_cut_off == (not more)


def test_a_stand_in_without_an_address_makes_no_link_dead() -> None:
    text = "@misc{a, url = {https://arxiv.org/abs/2101.00001}, alturl = {http://a.example/knots}}"
    with Replay() as replay:
        replay.answer("http://a.example/knots", "there")
        proxies = {"http": replay.origin, "https": replay.origin, "no": "mirror.example"}
        bases = {"arxiv": "http://mirror.example"}

        found = checked(text, replay.client(proxies=proxies, bases=bases, resolve=unknown_name).ask)[2]
    assert not found


def test_a_server_whose_head_fails_is_asked_by_get_over_sockets() -> None:
    with Replay() as replay:
        replay.answer("http://a.example/knots", "no HEAD here", 501, times=1)
        replay.answer("http://a.example/knots", "knots")
        _, result, _ = checked("@misc{a, url = {http://a.example/knots}}", replay.client().ask)
    assert [state.state for state in result.states.values()] == [State.OK]
    assert [seen.method for seen in replay.seen if seen.path == "/knots"] == ["HEAD", "GET"]
