"""What OpenReview says of a submission's fate; only what it says was accepted is a published version."""

import re
from collections.abc import Sequence

from unlcli.domain.record import Standing

_WITHDRAWN = re.compile(r"withdrawn|withdraw\b|retracted", re.I)
_REJECTED = re.compile(r"reject", re.I)
_SUBMITTED = re.compile(
    r"\bsubmitted\b|\bsubmission\b|under[ _]review|decision[ _]pending|/submission$|/submitted$|blind_submission", re.I
)
_PREPRINT = re.compile(r"^(?:corr|arxiv)\b|^dblp\.org/journals/corr\b|^arxiv\.org", re.I)
#: How a paper was presented, which is no part of a venue's name.
_PRESENTED = re.compile(
    r"(?:[\s,(:-]+(?:poster|oral|spotlight|talk|presentation|notable|top|\d+%|(?:conditional )?accept(?:ed)?))+[\s)]*$",
    re.I,
)


def standing_of(venue: str, venue_id: str, invitations: Sequence[str]) -> Standing:
    """Return a submission's standing from its venue, its venue's id and the invitations it answers.

    What names no venue has none that is known, unless its invitation says that it was withdrawn or rejected.
    """
    for said in (venue_id, venue, *(invitation.rpartition("/-/")[2] for invitation in invitations)):
        if _WITHDRAWN.search(said):
            return Standing.WITHDRAWN
        if _REJECTED.search(said):
            return Standing.REJECTED
    if _PREPRINT.search(venue) or _PREPRINT.search(venue_id):
        return Standing.PREPRINT
    if _SUBMITTED.search(venue) or _SUBMITTED.search(venue_id):
        return Standing.SUBMITTED
    return Standing.PUBLISHED if venue else Standing.UNKNOWN


def venue_name(venue: str) -> str:
    """Return a venue's name from OpenReview's words on a paper ("ICLR 2024 poster", "Accepted by TMLR")."""
    name = re.sub(r"^(?:accepted|published)\s+(?:by|at|to|in)\s+", "", venue.strip(), flags=re.I)
    return _PRESENTED.sub("", name[:300]).strip()


def year_of(venue: str) -> str:
    """Return the year in a venue's words or in its id, empty when there is none."""
    found = re.search(r"(?<!\d)(20\d\d|19\d\d)(?!\d)", venue)
    return found[1] if found else ""
