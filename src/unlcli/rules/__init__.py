"""The rules of `unl check`: one module each, named by its code; the docstring is its documentation."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module

from unlcli.domain.finding import Finding, Severity
from unlcli.errors import UsageError
from unlcli.rules.judged import Judged

_MODULES = {
    "D001": "unlcli.rules.d001_duplicate",
    "D002": "unlcli.rules.d002_possible_duplicate",
    "K001": "unlcli.rules.k001_repeated_key",
    "P001": "unlcli.rules.p001_unreadable",
}


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


def chosen(select: Sequence[str], ignore: Sequence[str]) -> tuple[Rule, ...]:
    """Return the rules that selections name by code or first letters; all without a selection.

    Raises UsageError for a selection that names none.
    """
    for wanted in (*select, *ignore):
        if not any(code.startswith(wanted.upper()) for code in _MODULES):
            raise UsageError(f"there is no rule {wanted!r}", f"there are {', '.join(_MODULES)}")
    return tuple(rule(code) for code in _MODULES if _named(code, select or ("",)) and not _named(code, ignore))


def _named(code: str, prefixes: Sequence[str]) -> bool:
    return any(code.startswith(prefix.upper()) for prefix in prefixes)
