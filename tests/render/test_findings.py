import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cmarkgfm
import pytest
from sarif_kit.validate import validation_errors

from unlcli import __version__, rules
from unlcli.domain.change import SetField
from unlcli.domain.finding import Finding, Location, Severity
from unlcli.render import findings as registry
from unlcli.render.findings import github, markdown
from unlcli.render.findings.text import summary
from unlcli.render.options import RenderOptions

FINDINGS = (
    Finding(
        "D001", "duplicate-entry", Severity.ERROR, "bo2023knots is ada2024sail again: 100% the same DOI",
        Location("lists/a, b:library.bib", 12), "bo2023knots",
        (Location("library.bib", 3), Location("library.bib", 40)),
        ("unl dedupe --merge ada2024sail", "or add: notsame = {ada2024sail}"),
    ),
    Finding("F001", "missing-field", Severity.ERROR, "eve2022 has no year", Location("library.bib", 20), "eve2022"),
    Finding("S001", "style", Severity.WARNING, "trap: \x1b[31m\n::error::x", Location("library.bib", 0)),
)  # fmt: skip
OPTIONS = RenderOptions()


@pytest.mark.parametrize("name", registry.formats())
def test_golden(name: str, golden: Callable[[str, str], None]) -> None:
    for kind, findings in (("findings", FINDINGS), ("no-findings", ())):
        text = registry.renderer(name)(findings, OPTIONS)
        golden(f"render/{kind}.{name}", text.replace(f'"version": "{__version__}"', '"version": "0"'))


def test_the_last_line_counts() -> None:
    assert summary(()) == "no findings"
    assert summary(FINDINGS) == "2 errors, 1 warning"
    assert summary(FINDINGS[1:2]) == "1 error"
    assert summary(FINDINGS[2:] * 2) == "2 warnings"
    assert summary(FINDINGS[2:] * 9, strict=True) == "9 warnings, which count as errors (--strict)"
    assert summary(FINDINGS, strict=True) == "2 errors, 1 warning, which counts as an error (--strict)"
    assert summary(FINDINGS[:2], strict=True) == "2 errors"
    mended = replace(FINDINGS[2], changes=(SetField(0, "title", "x"),))
    assert summary((*FINDINGS, mended)) == "2 errors, 2 warnings; 1 can be mended with --fix"


def test_colour_only_when_asked_for() -> None:
    write = registry.renderer("text")
    assert "\x1b" not in write(FINDINGS, OPTIONS)
    assert "\x1b[1;31merror\x1b[0m" in write(FINDINGS, RenderOptions(colour=True))


def test_one_workflow_command_a_finding() -> None:
    lines = registry.renderer("github")(FINDINGS, OPTIONS).splitlines()
    assert [line.split(" ")[0] for line in lines[:-1]] == ["::error", "::error", "::warning"]
    assert lines[0].startswith("::error file=lists/a%2C b%3Alibrary.bib,line=12,title=D001 duplicate-entry::")
    assert "100%25" in lines[0]
    assert "%0Ahelp: unl dedupe" in lines[0]


def test_json_reads_back() -> None:
    document = json.loads(registry.renderer("json")(FINDINGS, OPTIONS))
    assert document["version"] == 1
    assert document["findings"][0]["related"] == [
        {"path": "library.bib", "line": 3},
        {"path": "library.bib", "line": 40},
    ]
    assert document["findings"][2]["message"] == FINDINGS[2].message
    assert set(document["findings"][1]) == {
        "code", "name", "severity", "message", "path", "line", "key", "related", "remedies", "fixable",
    }  # fmt: skip


HOSTILE = "\x1b[2J\r\n::error::a\x00 ##[stop-commands]t [b](javascript:c) {0} <img src=x> | `d` @ada #1 \u202e\ud800\udc80 ::set-output"
PATHS = (
    "a b/100%/ä:文.bib",
    "::error::.bib",
    "##[add-mask]x.bib",
    "\udcff.bib",
    "\ud800.bib",
    "/abs/a:b.bib",
    "../up.bib",
    "a\nb.bib",
)


def hostile(path: str, severity: Severity = Severity.ERROR, line: int = 3) -> Finding:
    return Finding(
        "D001", "duplicate", severity, HOSTILE, Location(path, line), HOSTILE, (Location(path, 1),), (HOSTILE, "b")
    )


def many(errors: int, warnings: int) -> list[Finding]:
    """Return findings in file order, the warnings first."""
    kinds = [Severity.WARNING] * warnings + [Severity.ERROR] * errors
    return [
        Finding("D001", "duplicate", severity, f"no {line}", Location("a.bib", line))
        for line, severity in enumerate(kinds, 1)
    ]


def html_of(findings: list[Finding]) -> str:
    """Return the page that GitHub would make of the Markdown, but for what it strips from HTML afterwards."""
    text = registry.renderer("markdown")(findings, OPTIONS)
    text.encode("utf-8")
    return cmarkgfm.github_flavored_markdown_to_html(text, options=cmarkgfm.cmark.Options.CMARK_OPT_UNSAFE)


def sarif(findings: object, options: RenderOptions = OPTIONS) -> dict:
    text = registry.renderer("sarif")(findings, options)
    text.encode("utf-8")  # strictly: no half of a surrogate pair
    document = json.loads(text)
    assert validation_errors(document) == []
    return document["runs"][0]


def test_sarif_is_valid_and_says_what_was_found() -> None:
    run = sarif(FINDINGS)
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["D001", "F001", "S001"]
    assert [result["ruleIndex"] for result in run["results"]] == [0, 1, 2]
    assert [result["level"] for result in run["results"]] == ["error", "error", "warning"]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "lists/a%2C%20b%3Alibrary.bib"}, "region": {"startLine": 12}}
    assert [related["id"] for related in run["results"][0]["relatedLocations"]] == [1, 2]
    assert "region" not in run["results"][2]["locations"][0]["physicalLocation"]
    assert sarif(())["results"] == []


def test_sarif_that_breaks_the_schema_would_be_noticed() -> None:
    document = json.loads(registry.renderer("sarif")(FINDINGS, OPTIONS))
    document["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    assert validation_errors(document)


@pytest.mark.parametrize("path", PATHS)
def test_sarif_of_hostile_content_is_valid(path: str) -> None:
    (result,) = sarif([hostile(path)])["results"]
    text = result["message"]["text"]
    assert "](" not in text
    assert not re.search(r"(?<!\{)\{(?!\{)|[\x00-\x09\x0b-\x1f]", text)
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert re.fullmatch(r"(file:///)?[A-Za-z0-9%/._~:-]+", uri)
    assert ":" not in uri or uri.startswith("file:///")


def test_sarif_tells_what_a_rule_is_about() -> None:
    docs = "D001: the same paper twice.\n\nTwo entries {a} are\none paper.\nFix: `unl dedupe`.\n"
    (rule,) = sarif(FINDINGS[:1], RenderOptions(rules={"D001": docs}))["tool"]["driver"]["rules"]
    assert rule["shortDescription"]["text"] == "The same paper twice."
    assert rule["fullDescription"]["text"] == "Two entries {a} are one paper. Fix: `unl dedupe`."
    assert rule["help"]["markdown"].endswith("`unl check --explain D001`")
    assert rule["defaultConfiguration"] == {"level": "error"}


def test_sarif_shows_the_examples_of_a_rule_as_they_are() -> None:
    docs = rules.rule("D001").docs
    (rule,) = sarif(FINDINGS[:1], RenderOptions(rules={"D001": docs}))["tool"]["driver"]["rules"]
    assert "@" not in rule["fullDescription"]["text"]
    assert "Wrong:" not in rule["fullDescription"]["text"]
    assert "Fix: `unl dedupe --merge KEY KEY` makes" in rule["fullDescription"]["text"]
    assert "\n    @inproceedings{adams2021knots,\n      author = {Adams, Ann and Byte, Bob},\n" in rule["help"]["text"]
    html = cmarkgfm.github_flavored_markdown_to_html(rule["help"]["markdown"])
    blocks = re.findall(r'<pre lang="bibtex"><code>(.*?)</code></pre>', html, re.S)
    assert [block.count("\n@") + block.startswith("@") for block in blocks] == [2, 1]
    assert blocks[0].startswith("@inproceedings{adams2021knots,\n  author = {Adams, Ann and Byte, Bob},\n")
    assert "{{" not in rule["help"]["markdown"] + rule["help"]["text"]


def test_fingerprints_last_when_lines_move_and_tell_findings_apart() -> None:
    def marks(*findings: Finding) -> list[str]:
        return [result["partialFingerprints"]["unlFinding/v1"] for result in sarif(findings)["results"]]

    first = replace(FINDINGS[0], message="b again (library.bib:3): same DOI 10.1/3")
    moved = replace(
        first,
        message="b again (library.bib:77): same DOI 10.1/3",
        location=Location(first.location.path, 99),
        related=(Location("library.bib", 77),),
    )
    assert marks(first) == marks(moved)
    others = [replace(first, code="D002"), replace(first, key="c"), replace(first, location=Location("x.bib", 3))]
    different = marks(first, first, *others, replace(first, message="b again (library.bib:3): same DOI 10.1/4"))
    assert len(set(different)) == len(different)


@pytest.mark.parametrize("name", ["github", "sarif"])
def test_paths_begin_at_the_top_of_the_repository(name: str) -> None:
    finding = replace(FINDINGS[1], location=Location(str(Path("x") / "library.bib"), 2))
    below = registry.renderer(name)([finding], RenderOptions(folder="papers"))
    assert "papers/x/library.bib" in below
    outside = registry.renderer(name)(
        [replace(finding, location=Location("../library.bib", 2))], RenderOptions(folder="a")
    )
    assert "/library.bib" not in outside


def test_github_gets_as_many_annotations_as_it_takes_the_worst_first() -> None:
    lines = registry.renderer("github")(many(errors=13, warnings=25), OPTIONS).splitlines()
    commands = [line.split(" ")[0] for line in lines if line.startswith("::")]
    assert commands == ["::error"] * github.MOST + ["::warning"] * github.MOST
    assert commands == [line.split(" ")[0] for line in lines[: len(commands)]]
    log = lines[len(commands) :]
    assert log[0].startswith("18 more")
    assert [line.split(" ")[1] for line in log[1:-1]] == ["error"] * 3 + ["warning"] * 15
    assert log[1] == "a.bib:36: error D001 no 36"
    assert log[-1] == "13 errors, 25 warnings"


@pytest.mark.parametrize("path", PATHS)
def test_no_line_of_the_log_is_taken_for_a_command(path: str) -> None:
    findings = [hostile(path, severity, line) for severity in Severity for line in [0, 1] * 8]
    lines = registry.renderer("github")(findings, OPTIONS).split("\n")
    commands = [line for line in lines if line.strip().startswith("::")]
    assert len(commands) == 2 * github.MOST
    assert all(re.match(r"::(error|warning) file=[^:,]+,line=[13]?,title=D001 duplicate::", line) for line in commands)
    assert not any("##[" in line for line in lines if line not in commands)
    assert not any(re.search(r"[\x00-\x1f]", line) for line in lines)


def test_markdown_is_one_table_with_the_worst_first() -> None:
    html = html_of(many(2, 3))
    assert html.count("<table>") == 1
    assert re.findall(r"<td>(error|warning)</td>", html) == ["error"] * 2 + ["warning"] * 3
    assert "<strong>2 errors, 3 warnings</strong>" in html


@pytest.mark.parametrize("path", PATHS)
def test_markdown_of_hostile_content_is_one_row_of_text(path: str) -> None:
    html = html_of([hostile(path)])
    assert html.count("<tr>") == 2
    assert html.count("<td") == 5
    assert set(re.findall(r"<(\w+)", html)) <= set("p strong table thead tbody tr th td br code".split())
    prose = re.sub(r"<code>.*?</code>", "", html)
    assert "@ada" not in prose
    assert "#1" not in prose
    assert "\x1b" not in html
    assert "javascript" in prose


def test_markdown_fits_into_a_comment_on_github() -> None:
    findings = [replace(finding, message="ä|" * 5_000) for finding in many(400, 400)]
    text = registry.renderer("markdown")(findings, OPTIONS)
    assert len(text.encode()) < 65_536
    rows = text.count("\n| error |")
    assert 0 < rows < 400
    assert f"\n{800 - rows} more are left out of this table.\n" in text
    assert "| warning |" not in text
    assert markdown.MOST_BYTES < 65_536
