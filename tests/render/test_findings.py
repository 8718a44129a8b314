import json
from collections.abc import Callable

import pytest

from unlcli.domain.finding import Finding, Location, Severity
from unlcli.render import findings as registry
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
    golden(f"render/findings.{name}", registry.renderer(name)(FINDINGS, OPTIONS))
    golden(f"render/no-findings.{name}", registry.renderer(name)((), OPTIONS))


def test_the_last_line_counts() -> None:
    assert summary(()) == "no findings"
    assert summary(FINDINGS) == "2 errors, 1 warning"
    assert summary(FINDINGS[1:2]) == "1 error"
    assert summary(FINDINGS[2:] * 2) == "2 warnings"


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
        "code", "name", "severity", "message", "path", "line", "key", "related", "remedies",
    }  # fmt: skip
