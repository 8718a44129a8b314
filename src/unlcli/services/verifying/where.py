"""Whether an entry appeared when and where the sources say that this version did."""

from unlcli.domain import verify_codes as codes
from unlcli.domain.finding import Severity
from unlcli.domain.identifiers import Scheme
from unlcli.domain.record import Standing
from unlcli.domain.venues import Kind
from unlcli.rules import commands
from unlcli.services.verifying import dates, places
from unlcli.services.verifying.case import Case, Said
from unlcli.services.verifying.difference import Difference
from unlcli.services.verifying.places import Apart

_CONTAINERS = {"article": "journal", "inproceedings": "booktitle"}
#: Some proceedings are registered as journals.
_BY_KIND = {Kind.CONFERENCE: "inproceedings", Kind.WORKSHOP: "inproceedings", Kind.JOURNAL: "article"}
_HOLDERS = ("booktitle", "journal", "journaltitle", "howpublished")
_OUT = (Standing.REJECTED, Standing.WITHDRAWN)


def year_differs(case: Case) -> Difference | None:
    """Return how the year differs from those that are good for this version."""
    ours = case.entry.year
    compared = [(said, years) for said in case.same if (years := dates.years_of(said)).good]
    if case.is_preprint and any(ours in dates.years_of(said).good for said in case.published):
        return None  # that it is published is what there is to tell
    agreeing = [said for said, years in compared if ours in years.good]
    differing = [(said, years) for said, years in compared if ours not in years.good]
    if not ours or not differing or agreeing and not differing[0][0].asked.is_main:
        return None
    said, years = differing[0]
    name = "year" if "year" in case.entry.fields else "date"
    if agreeing:
        message = f"the sources disagree: {agreeing[0].source} says {ours}, {said.source} {said.entry.year}"
        return Difference(codes.YEAR, Severity.WARNING, message, name)
    message = f"the entry says {ours}, {said.source} {said.entry.year} ({said.name})"
    severity = Severity.WARNING if ours in years.doubtful else Severity.ERROR
    return Difference(codes.YEAR, severity, message, name, {name: said.entry.year})


def venue_differs(case: Case) -> Difference | None:
    """Return how the venue differs, workshop and main conference told apart, or that a preprint is one no more."""
    if case.is_preprint:
        return _published_already(case)
    ours = case.entry.venue
    compared = [(said, _apart(ours, said, case)) for said in case.published if said.venue]
    agreeing = [said for said, apart in compared if apart is None]
    differing = [(said, apart) for said, apart in compared if apart is not None]
    if not ours or not differing or agreeing and not differing[0][0].asked.is_main:
        return None
    said, apart = differing[0]
    code = codes.WORKSHOP if apart is Apart.WORKSHOP else codes.VENUE
    if agreeing:
        message = f"the sources disagree: {agreeing[0].source} says {agreeing[0].venue}, {said.source} {said.venue}"
        return Difference(code, Severity.WARNING, message, _holder(case))
    # another link may lead to another version; to name the conference without the track, or a journal by a short name, is usual
    is_sure = said.asked.is_main and apart not in (Apart.TRACK, Apart.NAME)
    message = f"the entry says {ours}, {said.source} {said.venue} ({said.name})"
    sets, kind = _as_there(case, said)
    return Difference(code, Severity.ERROR if is_sure else Severity.WARNING, message, _holder(case), sets, kind)


def _apart(ours: str, said: Said, case: Case) -> Apart | None:
    """Return how a venue differs from that of a source: of OpenReview's two, the words of the decision may be the truer."""
    apart = places.apart(ours, said.venue, case.table)
    if apart is None or said.record.source not in ("openreview", "openreview_v1") or not said.record.hint:
        return apart
    decision = case.table.recognise(said.record.hint)
    is_known = case.table.knows(decision) and case.table.recognise(ours) == decision
    return None if is_known else apart


def _holder(case: Case) -> str:
    return next((name for name in _HOLDERS if name in case.entry.fields), "")


def _as_there(case: Case, said: Said) -> tuple[dict[str, str | None], str]:
    """Return what to set so that an entry appeared where a source says, and its type where that becomes another."""
    entry, kind = case.entry, said.entry.type
    value = next((said.entry.fields[name] for name in _HOLDERS if name in said.entry.fields), "")
    kind = _BY_KIND.get(case.table.recognise(said.venue).kind, kind)
    if kind not in _CONTAINERS:
        kind = entry.type if entry.type in _CONTAINERS else "inproceedings"
    if not value:
        return {}, ""
    sets: dict[str, str | None] = {name: None for name in _HOLDERS if name in entry.fields}
    sets[_CONTAINERS[kind]] = value
    return sets, kind if kind != entry.type else ""


def _published_already(case: Case) -> Difference | None:
    """Tell that an entry describes a preprint under the identifier of a publication."""
    said = next((said for said in case.published if said.asked.is_main and said.venue), None)
    if said is None:
        return None
    message = f"the entry is a preprint, and {said.name} is in {said.venue}, says {said.source}"
    severity = Severity.ERROR if said.asked.field == "doi" else Severity.WARNING
    remedies = commands.upgrade(case.placed)
    return Difference(codes.VENUE, severity, message, said.asked.field, remedies=remedies)


def never_published(case: Case) -> Difference | None:
    """Tell that what an entry calls published was rejected or withdrawn, where the source of its own link says so."""
    ours = case.entry.venue
    if case.is_preprint or case.published or not ours:
        return None
    said = next((said for said in case.said if said.asked.is_main and said.record.standing in _OUT), None)
    if said is None:
        return None
    is_there = said.venue and places.apart(ours, said.venue, case.table) is None
    message = f"the entry says {ours}, {said.source} that it was {said.record.standing} ({said.name})"
    return Difference(codes.VENUE, Severity.ERROR if is_there else Severity.WARNING, message, _holder(case))


def was_taken_back(case: Case) -> Difference | None:
    """Tell that the very version of an entry was retracted, or withdrawn where it was posted: what cites it has to know."""
    for said in case.said:
        standing, is_arxiv = said.record.standing, said.asked.identifier.scheme is Scheme.ARXIV
        is_withdrawn = standing is Standing.WITHDRAWN and is_arxiv and case.is_preprint
        if said.asked.is_main and (standing is Standing.RETRACTED or is_withdrawn):
            message = f"was {standing}, says {said.source} ({said.name})"
            return Difference(codes.TAKEN_BACK, Severity.WARNING, message, said.asked.field)
    return None
