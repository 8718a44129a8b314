"""Findings as SARIF 2.1.0, which GitHub's code scanning and many editors read."""

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from textwrap import dedent

from unlcli import __version__
from unlcli.domain.finding import Finding, Location, worst_first
from unlcli.render import escape
from unlcli.render.findings import places
from unlcli.render.options import RenderOptions

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_EXAMPLE = re.compile(r"^ {4}\S.*(?:\n+ {4}.*)*", re.M)


def render(findings: Sequence[Finding], options: RenderOptions) -> str:
    """Return one run with the findings as its results, and the rules that they are of."""
    codes = sorted({finding.code for finding in findings})
    worst = {finding.code: finding for finding in reversed(worst_first(findings))}
    driver = {
        "name": "unl",
        "version": __version__,
        "rules": [_rule(worst[code], options.rules.get(code, ""), options.explained_by) for code in codes],
    }
    results = [
        _result(finding, codes.index(finding.code), fingerprint, options.folder)
        for finding, fingerprint in zip(findings, _fingerprints(findings, options.folder), strict=True)
    ]
    document = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}
    return escape.json_text(document, indent=2) + "\n"


def _rule(finding: Finding, docs: str, explained_by: str) -> dict[str, object]:
    """Return what is told of a rule: its documentation's first line, all of it, and how bad its findings are."""
    first, _, rest = docs.strip().partition("\n")
    short = first.removeprefix(f"{finding.code}: ") or f"{finding.name}."
    short = short[:1].upper() + short[1:]
    whole = _safe(rest.strip("\n")) or _safe(short)
    prose = [part for part in whole.split("\n\n") if not part.startswith("    ") and part not in ("Wrong:", "Right:")]
    more = f"{explained_by} --explain {finding.code}"
    return {
        "id": _text(finding.code),
        "name": _text(finding.name),
        "shortDescription": {"text": _text(short)},
        "fullDescription": {"text": "\n\n".join(" ".join(part.split()) for part in prose)},
        "help": {"text": f"{whole}\n\n{more}", "markdown": f"{_fenced(whole)}\n\n`{more}`"},
        "defaultConfiguration": {"level": str(finding.severity)},
    }


def _safe(docs: str) -> str:
    """Return documentation with its lines and indents as they are: it is no template, so braces are not doubled."""
    return "\n".join(escape.terminal(line.rstrip()) for line in docs.split("\n")).replace("](", "] (")


def _fenced(docs: str) -> str:
    """Return documentation with its indented examples as code of BibTeX."""
    return _EXAMPLE.sub(lambda match: f"```bibtex\n{dedent(match[0]).strip()}\n```", docs)


def _result(finding: Finding, index: int, fingerprint: str, folder: str) -> dict[str, object]:
    helped = (f"help: {remedy}" for remedy in finding.remedies)
    related = [
        {"id": number, **_location(place, folder), "message": {"text": "see also"}}
        for number, place in enumerate(finding.related, 1)
    ]
    place = _location(finding.location, folder)
    named = {"logicalLocations": [{"name": _text(finding.key)}]} if finding.key else {}
    return {
        "ruleId": _text(finding.code),
        "ruleIndex": index,
        "level": str(finding.severity),
        "message": {"text": _message(finding.message, *helped)},
        "locations": [{**place, **named}],
        **({"relatedLocations": related} if related else {}),
        "partialFingerprints": {"unlFinding/v1": fingerprint},
    }


def _location(location: Location, folder: str) -> dict[str, object]:
    region = {"region": {"startLine": location.line}} if location.line > 0 else {}
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(location, folder)}, **region}}


def _uri(location: Location, folder: str) -> str:
    return escape.uri(places.in_repository(location.path, folder))


def _text(text: str) -> str:
    return escape.one_line(escape.terminal(text))


def _message(*parts: str) -> str:
    """Return parts of a message, a line each: no link and no placeholder, which SARIF would see in brackets and braces."""
    lines = (_text(line) for part in parts for line in part.split("\n"))
    written = "\n".join(lines).replace("](", "] (")
    return written.replace("{", "{{").replace("}", "}}")


def _fingerprints(findings: Sequence[Finding], folder: str) -> list[str]:
    """Return what tells findings apart and stays the same when lines move; equal ones are numbered."""
    seen: Counter[str] = Counter()
    prints = []
    for finding in findings:
        lasting = "\0".join((finding.code, _uri(finding.location, folder), finding.key, _without_lines(finding)))
        digest = hashlib.sha256(lasting.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        seen[digest] += 1
        prints.append(f"{digest}:{seen[digest]}")
    return prints


def _without_lines(finding: Finding) -> str:
    """Return a finding's message without the line numbers of the places that it names."""
    paths = {place.path for place in (finding.location, *finding.related)}
    any_of_them = "|".join(re.escape(path) for path in sorted(paths))
    return re.sub(rf"({any_of_them}):\d+|\b(in line) \d+", r"\1\2", finding.message)
