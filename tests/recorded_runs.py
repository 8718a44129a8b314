"""Recorded answers put before the real commands over real sockets, and what came of it compared with what they say."""

import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from answered_runs import KEPT, Ran, run
from facts import Facts
from facts_in_bibtex import of_bibtex
from facts_in_json import of_json
from one_answer import HAS_OPENSSL, OneAnswer, certificate_for
from recorded_cases import Case
from recorded_facts import facts_of
from recorded_forms import differences
from recorded_routes import Route, route_of
from recorded_serving import final_case, serve, serve_search

from unlcli import sources
from unlcli.domain.identifiers import Identifier, Scheme, recognise
from unlcli.domain.record import Record
from unlcli.errors import SourceError
from unlcli.sources import semanticscholar
from unlcli.sources.asking import Answer


@dataclass(frozen=True)
class Outcome:
    """What came of a case: `result` is ok, error (the documented one), not used or differs; `told` says what or why."""

    case: Case
    route: Route
    result: str
    told: str = ""


def outcomes(cases: Sequence[Case]) -> Iterator[Outcome]:
    """Yield what comes of each case, in their order."""
    with tempfile.TemporaryDirectory() as folder:
        hosts = {case.host for case in cases if case.url.startswith("https:")}
        certificate = certificate_for(hosts, Path(folder)) if HAS_OPENSSL and hosts else None
        for case in cases:
            route = route_of(case)
            if route.way == "not used":
                yield Outcome(case, route, "not used", route.why)
                continue
            needs_tls = route.source == "landing" and case.url.startswith("https:")
            way = read_alone if needs_tls and certificate is None else _WAYS[route.way]
            try:
                result, told = way(case, route, cases, certificate)
            except Exception as error:  # whatever it is, the table says so and goes on
                result, told = "differs", f"{type(error).__name__}: {error}"
            yield Outcome(case, route, result, told)


def add(case: Case, route: Route, cases: Sequence[Case], certificate: Path | None) -> tuple[str, str]:
    """Run `unl add` with a case's answer as the only one."""
    final = final_case(case, cases)
    wanted = _wanted(final, route) if final and final.status == 200 else {}
    missing = [thing for thing in route.things if thing not in wanted]
    ran = run(["add", *route.things], certificate, serving=lambda server: serve(server, case, route, cases))
    wrong = _wrong_process(ran, 4 if missing else 0)
    written = {facts.id: facts for facts in of_bibtex(ran.library)}
    written.pop("kept2020", None)
    wrong += _wrong_errors(ran, missing, final or case)
    wrong += _wrong_entries(list(wanted.values()), list(written.values()))
    if not written and ran.library != ran.before:
        wrong.append("the library was touched")
    if wrong:
        return "differs", "; ".join(wrong)
    return ("error", _reason(ran)) if not written else ("ok", f"{len(missing)} told as unknown" if missing else "")


def search(case: Case, route: Route, cases: Sequence[Case], certificate: Path | None) -> tuple[str, str]:
    """Read a search's answer through the client, and let `unl upgrade` find it for a preprint by other people."""
    del cases
    told, records = "", ()
    with OneAnswer() as server:
        serve_search(server, case, route)
        module: Any = sources.source(route.source)
        client = server.client()
        try:
            records = module.read_search(client.ask(module.search_for(route.things[0], ("Nobody",))))
        except SourceError as error:
            told = error.message
        finally:
            client.close()
        served = server.served
    wrong = [] if served else ["the recorded answer was never asked for"]
    wrong += _wrong_search(case, records, told)
    preprint = KEPT + preprint_titled(route.things[0])
    ran = run(["upgrade", "--all", "--yes"], certificate, preprint, lambda server: serve_search(server, case, route))
    wrong += (
        []
        if "Traceback" not in ran.err and ran.code in (0, 4)
        else [f"upgrade ended with {ran.code}: {ran.err[-300:]}"]
    )
    if ran.library != ran.before:
        wrong.append("upgrade took a paper by other people for the preprint")
    if wrong:
        return "differs", "; ".join(wrong)
    return ("error", told) if told else ("ok", f"{len(records)} papers")


def many(case: Case, route: Route, cases: Sequence[Case], certificate: Path | None) -> tuple[str, str]:
    """Put the question for many papers, and compare what is read with what the answer says, place by place."""
    del cases, certificate
    ids = [_id_of(one) for one in route.things]
    told, records = "", ()
    with OneAnswer() as server:
        server.answer(case.url.partition("?")[0], case.body, case.status, case.content_type, case.headers)
        client = server.client()
        try:
            records = semanticscholar.read_batch(client.ask(semanticscholar.request_for_many(ids)))
        except SourceError as error:
            told = error.message
        finally:
            client.close()
        sent = [(seen.method, len(json.loads(seen.body)["ids"])) for seen in server.seen]
    wrong = [] if set(sent) == {("POST", len(ids))} else [f"asked by {sent}"]
    if case.status == 200 and not told:
        wrong += _wrong_places(case, records, len(ids))
    elif case.status == 200 or not re.search(_REASONS.get(case.status, r"\w"), told, re.I):
        wrong.append(f"the reason is not told: {told!r} for status {case.status}")
    if wrong:
        return "differs", "; ".join(wrong)
    known = sum(record is not None for record in records)
    return ("error", told) if told else ("ok", f"{known} papers, {len(records) - known} unknown")


def _id_of(written: str) -> Identifier:
    """Return the identifier that a question for many names, in the service's own way of writing them."""
    value = written.removeprefix("DOI:").removeprefix("ACL:")
    return recognise(value) or Identifier(Scheme.S2, value)


def _wrong_places(case: Case, records: Sequence[Record | None], asked: int) -> list[str]:
    papers = json.loads(case.body)
    if not len(records) == len(papers) == asked:
        return [f"{len(records)} places read of {len(papers)}, for {asked} ids"]
    wrong = []
    for place, (paper, record) in enumerate(zip(papers, records, strict=True)):
        if paper is None or record is None:
            wrong += [] if paper is record else [f"place {place}: one of both is nothing"]
            continue
        (facts,) = of_json(paper)
        wrong += [f"place {place}: {difference}" for difference in differences(facts, _of_record(record))]
    return wrong


def links(case: Case, route: Route, cases: Sequence[Case], certificate: Path | None) -> tuple[str, str]:
    """Run `unl links` on a library that names the repository."""
    final = final_case(case, cases)
    url = route.things[0]
    library = KEPT + f"@misc{{coded, title = {{Coded}}, author = {{Code, Cara}}, year = {{2020}}, code = {{{url}}}}}\n"
    ran = run(["links", "--json"], certificate, library, lambda server: serve(server, case, route, cases))
    wrong = [] if ran.served else ["the recorded answer was never asked for"]
    told = {row["address"]: row for row in json.loads(ran.out or '{"links": []}')["links"]}.get(url, {})
    state = str(told.get("state", "ok"))  # what needs nothing done is not listed
    expected, target = _expected_state(case, final, url)
    if state not in expected:
        wrong.append(f"state: {state!r} for {' or '.join(sorted(expected))}")
    if target and target.casefold() not in str(told.get("target")).casefold():
        wrong.append(f"where it moved is not told: {target}")
    if ran.library != ran.before:
        wrong.append("the library was touched")
    return ("differs", "; ".join(wrong)) if wrong else ("error" if final is None or final.is_error else "ok", state)


def read_alone(case: Case, route: Route, cases: Sequence[Case], certificate: Path | None) -> tuple[str, str]:
    """Read an https page without asking for it, where there is no program that makes a certificate."""
    del cases, certificate
    identifier = recognise(route.things[0])
    assert identifier
    answer = Answer(case.status, case.body, case.url, case.content_type, case.headers)
    wanted = _wanted(case, route) if case.status == 200 else {}
    try:
        record = sources.source(route.source).read(answer, identifier)
    except SourceError as error:
        return ("differs", error.message) if wanted else ("error", f"{error.message} (read alone: there is no openssl)")
    wrong = differences(next(iter(wanted.values())), _of_record(record)) if wanted else ["a paper was read of nothing"]
    return ("differs", "; ".join(wrong)) if wrong else ("ok", "read alone: there is no openssl")


_WAYS = {"add": add, "search": search, "many": many, "links": links}


def _expected_state(case: Case, final: Case | None, url: str) -> tuple[set[str], str]:
    """Return how a link may be called, and where it has moved to."""
    if final is None:  # it moved, and what stands there now was not recorded
        return {"unknown", "repository-gone"}, ""
    if final.status in (401, 403, 429) or final.status >= 500:
        return {"unknown"}, ""
    if final.status in (404, 410):
        return {"repository-gone"}, ""
    said = json.loads(final.body)
    page = f"https://github.com/{said['full_name']}"
    if said.get("archived"):
        return {"repository-archived"}, ""
    return ({"ok"}, "") if page.casefold() == url.casefold() and case is final else ({"repository-moved"}, page)


def _wanted(final: Case, route: Route) -> dict[str, Facts]:
    """Return what an answer says of each thing that was asked for; answers on one paper need not repeat its identifier."""
    found = [facts for facts in facts_of(final) if facts.titles[0].strip()]
    if route.source == "arxiv":
        named = {re.sub(r"v\d+$", "", facts.id): facts for facts in found}
        return {thing: named[key] for thing in route.things if (key := re.sub(r"v\d+$", "", thing)) in named}
    # An answer on a forum holds its reviews too.
    own = [facts for facts in found if facts.id and route.things[0].endswith("=" + facts.id)]
    return {route.things[0]: (own or found)[0]} if found else {}


def _wrong_process(ran: Ran, code: int) -> list[str]:
    found = [] if ran.served else ["the recorded answer was never asked for"]
    if ran.code != code:
        found.append(f"exit code {ran.code} for {code}: {' '.join(ran.err.split())[-300:]}")
    if "Traceback" in ran.err:
        found.append("a traceback")
    return found


#: What the message must say of an answer, by its status; what has none of these says it is no answer of the documented form.
_REASONS: Mapping[int, str] = {
    400: r"400|not known|does not know|answered|does not take", 401: "401|refuse", 403: "403|refuse|challenge|block|does not let", 404: "not known|does not know",
    406: "406|pause", 410: "not known|does not know", 429: "429|too many",
}  # fmt: skip


def _wrong_errors(ran: Ran, missing: Sequence[str], final: Case) -> list[str]:
    found = []
    for thing in missing:
        lines = [line for line in ran.err.splitlines() if _named_in(thing, line)]
        if not lines:
            found.append(f"{thing} is not named: {' '.join(ran.err.split())[-200:]!r}")
            continue
        reason = _REASONS.get(final.status, r"\b5\d\d\b|block" if final.status >= 500 else r"\w")
        if not any(re.search(reason, line, re.I) for line in lines):
            found.append(f"the reason is not told: {lines[0]!r} for status {final.status}")
    return found


def _named_in(thing: str, line: str) -> bool:
    """Whether a line names a thing; of a link, what it is the link of will do."""
    short = re.sub(r"^https?://[^?]*[/=]|^\w+:(?=\w+/)", "", thing.split("?id=")[-1].rstrip("/")).removesuffix(".html")
    return any(name.casefold() in line.casefold() for name in (thing, short))


def _wrong_entries(wanted: list[Facts], written: list[Facts]) -> list[str]:
    if len(wanted) != len(written):
        return [f"{len(written)} entries written for {len(wanted)}"]
    found = []
    for facts in wanted:
        same = [one for one in written if one.arxiv and one.arxiv == facts.arxiv] or written
        found += differences(facts, same[0])
    return found


def _reason(ran: Ran) -> str:
    lines = [line for line in ran.err.splitlines() if line.strip()]
    return lines[-1].strip() if lines else ""


def _wrong_search(case: Case, records: Sequence[Record], told: str) -> list[str]:
    wanted = [facts for facts in facts_of(case) if facts.titles[0].strip()] if case.status == 200 else []
    if case.is_error and case.status != 404:
        return [] if told else [f"status {case.status} was taken for an answer"]
    if told and case.status == 200:
        is_json = case.body.lstrip().startswith(b"{") and case.body.rstrip().endswith(b"}")
        return [f"could not be read: {told}"] if is_json else []
    if len(records) != len(wanted):
        return [f"{len(records)} papers read of {len(wanted)}"]
    pairs = zip(wanted, map(_of_record, records), strict=True)
    return [difference for facts, record in pairs for difference in differences(facts, record)][:3]


def _of_record(record: Record) -> Facts:
    authors = tuple(name.full for name in record.authors)
    # Where a thesis or a report was written is no venue: BibTeX has fields of its own for it.
    venue = record.venue if record.type not in ("phdthesis", "mastersthesis", "techreport") else ""
    return Facts((record.title,), authors, (record.year,), (venue,), (record.doi,), record.arxiv)


def preprint_titled(title: str) -> str:
    """Return a preprint of a title by people who wrote nothing else."""
    plain = re.sub(r"[^\w\s:,.-]", " ", title)
    return (
        f"@misc{{preprint2020,\n  author = {{Nobody, Nora and Noone, Nick}},\n  title = {{{{{plain}}}}},\n  year = {{2020}},\n"
        "  eprint = {2001.99999},\n  archiveprefix = {arXiv},\n}\n"
    )
