"""What Crossref says of retractions and corrections: of a work that was taken back, and of the notice that says so."""

import re
from collections.abc import Mapping

from unlcli.domain.record import Standing
from unlcli.sources.reading.answered import as_list, as_text, get

#: Updates that take a work back.
_TAKEN_BACK = frozenset(("retraction", "withdrawal", "removal"))
#: Updates that are notices; a new version or edition is a work of its own.
_NOTICES = _TAKEN_BACK | frozenset(
    "erratum corrigendum correction addendum clarification expression_of_concern partial_retraction".split()
)
#: How publishers mark the title of what was taken back: brackets, capitals, or the kind of thing with a colon.
_MARK = re.compile(
    r"^\s*(?:\[\s*(?i:retracted|withdrawn)(?:\s+(?i:article|chapter|paper|preprint))?\s*\]\s*:?"
    r"|(?:RETRACTED|WITHDRAWN)(?:\s+(?i:article|chapter|paper|preprint))?\s*:"
    r"|(?i:(?:retracted|withdrawn)\s+(?:article|chapter|paper|preprint))\s*:)\s*(?=\S)"
)
_NOTICE_TITLE = re.compile(
    r"^\s*(?:(?:author|publisher)(?:'s|’s)?\s+)?(?:(?:erratum|corrigendum|addendum|correction)(?:\s+to)?\s*:|"
    r"(?:erratum|corrigendum|addendum)\s+to\b|retraction\s+(?:note|notice)\b(?:\s+to)?)",
    re.I,
)


def standing_of(work: Mapping[str, object], title: str, *, is_preprint: bool) -> Standing | None:
    """Return that a work was taken back, as an update or its title says; None for all others, notices among them."""
    if is_notice(work, title):
        return None
    if not _TAKEN_BACK & _kinds(work.get("updated-by")) and not _MARK.match(title):
        return None
    return Standing.WITHDRAWN if is_preprint else Standing.RETRACTED


def is_notice(work: Mapping[str, object], title: str) -> bool:
    """Tell whether a work is a notice on another: its correction, its retraction."""
    return bool(_NOTICES & _kinds(work.get("update-to"))) or _NOTICE_TITLE.match(title) is not None


def _kinds(updates: object) -> set[str]:
    return {as_text(get(item, "type")).strip().lower().replace(" ", "_").replace("-", "_") for item in as_list(updates)}
