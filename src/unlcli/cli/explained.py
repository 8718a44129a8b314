"""What a code of a finding means, and which command explains the codes of others."""

from collections.abc import Mapping

from unlcli.cli import console
from unlcli.errors import UsageError


def explain(code: str, meanings: Mapping[str, str], what: str = "code") -> None:
    """Write what a code means. Raises UsageError, which names the command that explains it, for one of another's."""
    code = code.strip()
    meaning = meanings.get(code.upper())
    if meaning is None:
        command = _command_of(code.upper())
        elsewhere = f"unl {command} --explain {code.upper()}" if command else _remedy(code.upper(), meanings)
        raise UsageError(f"there is no {what} {code!r} here" if command else f"there is no {what} {code!r}", elsewhere)
    console.out(meaning)


def _remedy(code: str, meanings: Mapping[str, str]) -> str:
    from unlcli.domain.near_names import hint

    return hint(code, meanings, f"there are {', '.join(meanings)}")


def _command_of(code: str) -> str:
    """Return the command that explains a code; empty when none does."""
    from unlcli import rules
    from unlcli.domain.link_codes import LINK_CODES
    from unlcli.domain.verify_codes import DOCS

    known = {"check": rules.codes(), "links": LINK_CODES, "verify": DOCS}
    return next((command for command, codes in known.items() if code in codes), "")
