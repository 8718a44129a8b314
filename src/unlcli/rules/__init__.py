"""The rules of `unl check`: one module each, named by its code; the docstring is its documentation."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module

from unlcli.domain.finding import Finding, Severity
from unlcli.domain.near_names import hint
from unlcli.errors import UsageError
from unlcli.rules.judged import Judged

_MODULES = {
    "D001": "unlcli.rules.d001_duplicate",
    "D002": "unlcli.rules.d002_possible_duplicate",
    "F001": "unlcli.rules.f001_missing_field",
    "F002": "unlcli.rules.f002_unknown_category",
    "F003": "unlcli.rules.f003_repeated_field",
    "I001": "unlcli.rules.i001_malformed_identifier",
    "I002": "unlcli.rules.i002_identifier_as_link",
    "I003": "unlcli.rules.i003_check_digit",
    "K001": "unlcli.rules.k001_repeated_key",
    "K002": "unlcli.rules.k002_notsame_unknown",
    "K003": "unlcli.rules.k003_unknown_reference",
    "K004": "unlcli.rules.k004_missing_key",
    "P001": "unlcli.rules.p001_unreadable",
    "P002": "unlcli.rules.p002_idle_comment",
    "S001": "unlcli.rules.s001_mojibake",
    "S002": "unlcli.rules.s002_html_in_text",
    "S003": "unlcli.rules.s003_broken_latex",
    "S004": "unlcli.rules.s004_tracking_parameters",
    "S005": "unlcli.rules.s005_http_link",
    "S006": "unlcli.rules.s006_dead_service",
    "V001": "unlcli.rules.v001_preprint_names_venue",
    "V002": "unlcli.rules.v002_venue_spelling",
}

_MOJIBAKE = "unlcli.rules.mojibake"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its code, name and severity, what its documentation says, and its check."""

    code: str
    name: str
    severity: Severity
    docs: str
    check: Callable[[Judged], Iterator[Finding]]


def codes() -> tuple[str, ...]:
    """Return the codes of all rules."""
    return tuple(_MODULES)


def rule(code: str) -> Rule:
    """Return a rule by its code."""
    module = import_module(_MODULES[code])
    return Rule(module.CODE, module.NAME, module.SEVERITY, module.__doc__ or "", module.check)


def mojibake_undone() -> Callable[[str], str]:
    """Return what undoes wrong decodings; loaded when a library has a text that looks like one."""
    undone: Callable[[str], str] = import_module(_MOJIBAKE).undone
    return undone


def chosen(select: Sequence[str], ignore: Sequence[str]) -> tuple[Rule, ...]:
    """Return the rules that selections name by code or first letters; all without a selection.

    Raises UsageError for a selection that names none, and where none is left to run.
    """
    for wanted in (*select, *ignore):
        if not any(code.startswith(wanted.upper()) for code in _MODULES):
            raise UsageError(
                f"there is no rule {wanted!r}", hint(wanted.upper(), _MODULES, f"there are {', '.join(_MODULES)}")
            )
    left = [code for code in _MODULES if _named(code, select or ("",)) and not _named(code, ignore)]
    if not left:
        raise UsageError("no rule is left to run", "ignore less than what is selected")
    return tuple(map(rule, left))


def _named(code: str, prefixes: Sequence[str]) -> bool:
    return any(code.startswith(prefix.upper()) for prefix in prefixes)
