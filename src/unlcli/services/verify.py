"""Hold entries against the sources of their own identifiers."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from unlcli.domain import verify_codes as codes
from unlcli.domain.change import AddEntry, Change, SetField
from unlcli.domain.entry import Entry
from unlcli.domain.finding import Finding, Severity
from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.domain.library import Entries
from unlcli.domain.record import Record
from unlcli.domain.record_entry import entry_of
from unlcli.domain.source_names import spoken
from unlcli.domain.venues import VenueTable
from unlcli.errors import NoSuchRecordError, SourceError, UnreadableAnswerError
from unlcli.matching import forms
from unlcli.rules.judged import Placed
from unlcli.services.fetch import fitted
from unlcli.services.verifying import what, where, who
from unlcli.services.verifying.asked import Answers, Asked, asked_of
from unlcli.services.verifying.case import Case, Said
from unlcli.services.verifying.difference import Difference, finding_of
from unlcli.services.verifying.other_paper import Titles, difference_of, others

_COMPARISONS = (
    who.authors_differ,
    where.year_differs,
    where.venue_differs,
    where.never_published,
    where.was_taken_back,
    what.title_differs,
    what.details_differ,
    what.code_is_missing,
)

CanWrite = Callable[[str, str], bool]
_Heard = tuple[Record, Entry] | SourceError


@dataclass(frozen=True, slots=True)
class Uncompared:
    """An identifier of an entry of which no source said anything, and why."""

    placed: Placed
    asked: Asked
    error: SourceError

    @property
    def name(self) -> str:
        """The identifier in words, or the address of a page."""
        return self.asked.link if self.asked.identifier.scheme is Scheme.URL else str(self.asked.identifier)


@dataclass(frozen=True, slots=True)
class VerifyResult:
    """What was found, what could not be compared, and the entries that have nothing to ask about.

    `count` is how many entries were meant, `heard` how many of them a source said something about.
    """

    findings: tuple[Finding, ...]
    uncompared: tuple[Uncompared, ...] = ()
    without: tuple[Entry, ...] = ()
    count: int = 0
    heard: int = 0

    @property
    def errors(self) -> int:
        """How many of the findings are errors."""
        return sum(finding.severity is Severity.ERROR for finding in self.findings)


def verify(
    library: Entries, entries: Sequence[Entry], answers: Answers, table: VenueTable, can_write: CanWrite
) -> VerifyResult:
    """Return in what entries of a library differ from what was answered about their identifiers, in the order of the file."""
    known = {entry.position: forms.of_entry(entry, table) for entry in library}
    titles = Titles(tuple(known.values()))
    findings: list[Finding] = []
    uncompared: list[Uncompared] = []
    without: list[Entry] = []
    heard, heard_of = 0, _fitted(answers, library, table)
    ordered = sorted(entries, key=lambda entry: entry.position)
    for entry in ordered:
        placed, form = Placed(library, entry), known[entry.position]
        said, silent = _answered(placed, heard_of)
        uncompared += [each for each in silent if not _is_unknown(each) and not _says_nothing(each)]
        found = [_unknown(each) for each in silent if _is_unknown(each)]
        heard += bool(said or found)
        judged = tuple(zip(said, others(form, said, table, titles), strict=True))
        found += [difference_of(entry, each, other) for each, other in judged if other is not None]
        own = tuple(each for each, other in judged if other is None)
        found += _differences(Case(placed, own, table, form))
        safe = (_safe(finding_of(each, placed), library, can_write) for each in found)
        findings += sorted(safe, key=lambda finding: (finding.location.line, finding.code))
        if not said and all(map(_says_nothing, silent)):
            without.append(entry)
    told = tuple(finding for finding in findings if not _is_ignored(finding, library))
    return VerifyResult(told, tuple(uncompared), tuple(without), len(ordered), heard)


def _fitted(answers: Answers, library: Entries, table: VenueTable) -> Mapping[Identifier, _Heard]:
    """Return what was answered, each with the entry that it would make, written as the library writes its own."""
    heard: dict[Identifier, _Heard] = {}
    made: dict[Identifier, tuple[Record, Entry]] = {}
    for identifier, answer in answers.items():
        try:
            if isinstance(answer, SourceError):
                raise answer
            made[identifier] = answer.record, entry_of(answer.record)
        except SourceError as error:
            heard[identifier] = error
    entries = fitted([entry for _, entry in made.values()], library, table) if made else []
    written = zip(made.items(), entries, strict=True)
    return heard | {identifier: (record, entry) for (identifier, (record, _)), entry in written}


def _answered(placed: Placed, answers: Mapping[Identifier, _Heard]) -> tuple[list[Said], list[Uncompared]]:
    said, silent = [], []
    for asked in asked_of(placed.entry):
        answer = answers.get(asked.identifier)
        if isinstance(answer, SourceError):
            silent.append(Uncompared(placed, asked, answer))
        elif answer is not None:
            said.append(Said(asked, *answer))
    return said, silent


def _is_unknown(silent: Uncompared) -> bool:
    """Tell whether an identifier of this very version does not exist; whether a page is there is for `unl links` to say."""
    is_one = silent.asked.is_main and silent.asked.identifier.scheme is not Scheme.URL
    return is_one and isinstance(silent.error, NoSuchRecordError)


def _says_nothing(silent: Uncompared) -> bool:
    """Tell whether this is a page that is no paper's: there is nothing to compare with."""
    return silent.asked.identifier.scheme is Scheme.URL and isinstance(silent.error, UnreadableAnswerError)


def _unknown(silent: Uncompared) -> Difference:
    asked = silent.asked
    known = ", ".join(map(spoken, filter(None, silent.error.source.split(", ")))) or "any source"
    return Difference(codes.UNKNOWN, Severity.ERROR, f"{asked.identifier} is not known to {known}", asked.field)


def _differences(case: Case) -> Iterator[Difference]:
    for compare in _COMPARISONS:
        if (found := compare(case)) is not None:
            yield found


def _safe(finding: Finding, library: Entries, can_write: CanWrite) -> Finding:
    """Take from a finding the changes that would drop a macro, or that the file cannot hold."""

    def is_safe(change: Change) -> bool:
        if isinstance(change, AddEntry):
            return False
        entry = library.entries[change.position]
        name = getattr(change, "name", "")
        is_kept = not entry.problem and (name not in entry.fields or library.is_literal(entry, name))
        return is_kept and (not isinstance(change, SetField) or can_write(change.value, change.name))

    changes = finding.changes if all(map(is_safe, finding.changes)) else ()
    return replace(finding, changes=changes, is_asked=_is_asked(finding))


def _is_ignored(finding: Finding, library: Entries) -> bool:
    """Tell whether a comment above the entry switches a code off."""
    entry = next((each for each in library if each.line <= finding.location.line <= each.end_line), None)
    return entry is not None and any(finding.code.startswith(code) for code in library.ignored(entry))


def _is_asked(finding: Finding) -> bool:
    """Tell whether nothing but a person's word to this very finding may mend it."""
    is_warning = finding.severity is Severity.WARNING
    if any(isinstance(change, SetField) and change.name == "title" for change in finding.changes):
        return True
    return finding.code in (codes.DOUBTFUL_AS_WARNINGS if is_warning else codes.ASKED_AS_ERRORS)


def apart(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return findings of which no two change the same field."""
    taken: set[tuple[int, str]] = set()
    kept = []
    for finding in findings:
        fields = {(getattr(change, "position", -1), getattr(change, "name", "")) for change in finding.changes}
        if fields and taken.isdisjoint(fields):
            taken |= fields
            kept.append(finding)
    return tuple(kept)
