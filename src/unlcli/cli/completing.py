"""What `unl import --fetch` asks the sources about the rows of lists, and what it tells of that."""

from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from unlcli.cli import console
from unlcli.cli.session import Session, venues
from unlcli.errors import ExitCode, NoSuchRecordError, OfflineError, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unlcli.domain.draft import Draft
    from unlcli.domain.library import Entries
    from unlcli.services.complete_drafts import Question, Questions, Told
    from unlcli.services.import_list import Readings
    from unlcli.store.bibfile import BibFile

#: So many lines are named of those of which the same is said.
_MOST_LINES = 8


@dataclass(slots=True)
class Answers:
    """What came of the questions about rows: what sources say and why others say nothing, by the places of the questions.

    `readings` are the lists with what was added; rows of papers that nobody was asked about any more, because the user
    stopped the command, are not among them. `code` is then how the command ends. `added` names the fields that rows got,
    `rows` are all of them, with their lists.
    """

    questions: "Questions"
    rows: "Sequence[tuple[str, Draft]]"
    readings: "Readings"
    told: "dict[int, Told]" = field(default_factory=dict)
    failed: dict[int, SourceError] = field(default_factory=dict)
    added: dict[int, tuple[str, ...]] = field(default_factory=dict)
    code: int = 0

    @property
    def left(self) -> int:
        """How many papers were not asked about."""
        return len(self.questions.asked) - len(self.told) - len(self.failed)

    @property
    def silent(self) -> "list[SourceError]":
        """Why sources said nothing that may answer when they are asked again."""
        return [error for error in self.failed.values() if not isinstance(error, NoSuchRecordError)]


def complete(session: Session, readings: "Readings", *, offline: bool) -> Answers:
    """Ask the sources for what papers lack; when the user stops that, keep what was answered and say so in `code`."""
    from unlcli.services import complete_drafts
    from unlcli.services.add import AddOptions, Duplicates, macros_of

    bib, rows = _library(session), [(name, draft) for name, reading in readings for draft in reading.drafts]
    drafts, entries = [draft for _, draft in rows], _entries(bib)
    macros = (lambda: macros_of(bib.data, bib.blocks)) if bib is not None else dict
    how = AddOptions(Duplicates.UPDATE, session.settings.key_pattern, macros=macros)
    asked = complete_drafts.questions(drafts, entries, venues(session), how)
    answers = Answers(asked, rows, readings)
    try:
        if asked.asked:
            _ask(session, answers, offline=offline)
    except KeyboardInterrupt:
        answers.code = int(ExitCode.INTERRUPTED)
    except SystemExit as stop:  # SIGTERM and SIGHUP
        answers.code = stop.code if isinstance(stop.code, int) else int(ExitCode.INTERRUPTED)
    found = [(asked.asked[place], told) for place, told in sorted(answers.told.items())]
    whole = complete_drafts.completed(drafts, found, entries, venues(session))
    answers.added = dict(whole.added)
    answers.readings = _with_drafts(readings, whole.drafts, _left(answers))
    return answers


def _library(session: Session) -> "BibFile | None":
    """Return the library as it is now; it is not held while the sources are asked."""
    from unlcli.store.bibfile import BibFile
    from unlcli.store.locate import Found

    if session.located.how is Found.SHIPPED:
        return None
    return BibFile.open(session.located.path, session.settings.renamed, may_be_missing=True, named=session.encoding)


def _entries(bib: "BibFile | None") -> "Entries":
    from unlcli.domain.library import Entries

    return bib.entries if bib is not None else Entries()


def _ask(session: Session, answers: Answers, *, offline: bool) -> None:
    from unlcli.cli import network, progress
    from unlcli.services.complete_drafts import ask_for_all

    asked = answers.questions.asked
    worth_it = progress.NEVER if offline else 2  # the cache answers at once
    with progress.shown("looking up", worth_it) as step, network.connected(session, offline=offline) as client:
        step(0, len(asked))
        with closing(ask_for_all(asked, client.ask, venues(session), keep=client.keep)) as told:
            for place, outcome in told:
                if isinstance(outcome, SourceError):
                    answers.failed[place] = outcome
                else:
                    answers.told[place] = outcome
                step(len(answers.told) + len(answers.failed), len(asked))


def _left(answers: Answers) -> frozenset[int]:
    """Return the places of the drafts of papers that were not asked about: they come with the next run, and whole then."""
    done = answers.told.keys() | answers.failed.keys()
    papers = answers.questions.papers
    left = {papers[each.index] for place, each in enumerate(answers.questions.asked) if place not in done}
    return frozenset(index for index, paper in papers.items() if paper in left)


def _with_drafts(readings: "Readings", drafts: "Sequence[Draft]", left: frozenset[int]) -> "Readings":
    numbered = iter(enumerate(drafts))
    made = []
    for name, reading in readings:
        own = list(islice(numbered, len(reading.drafts)))
        made.append((name, replace(reading, drafts=tuple(draft for index, draft in own if index not in left))))
    return tuple(made)


def tell(answers: Answers, *, dry_run: bool) -> None:
    """Say what could not be completed and why, each reason once with its lines, and how far the command came."""
    for (name, reason), lines in _grouped(answers):
        also = f" (so in {len(lines)} lines: {_listed(lines)})" if len(lines) > 1 else ""
        console.note(f"{name}:{lines[0]}: {reason}{also}")
    total = len(answers.questions.asked)
    if not total:
        console.note("unl: no paper was asked about: none lacks anything that a source could be asked for")
        return
    stopped = "stopped: " if answers.code else ""
    may_answer = any(not isinstance(error, OfflineError) for error in answers.silent)
    again = "; run the same line again to go on" if (answers.left or may_answer) and not dry_run else ""
    console.note(f"unl: {stopped}{len(answers.told)} of {total} completed{again}")


def _grouped(answers: Answers) -> "list[tuple[tuple[str, str], list[int]]]":
    lines: dict[tuple[str, str], list[int]] = {}
    for index, reason in sorted(_reasons(answers)):
        name, draft = answers.rows[index]
        lines.setdefault((name, reason), []).append(draft.line)
    return list(lines.items())


def _reasons(answers: Answers) -> "Iterator[tuple[int, str]]":
    for index in answers.questions.unnamed:
        yield index, "not completed: no identifier and no page of it to ask by"
    for place, error in answers.failed.items():
        question = answers.questions.asked[place]
        yield question.index, f"not completed: {_reason(question, error)}"
    for place, told in answers.told.items():
        for said in told.notes:
            yield answers.questions.asked[place].index, f"warning: {said}"


def _reason(question: "Question", error: SourceError) -> str:
    """Return why nothing is known of a paper; a service that does not answer is told once for all papers."""
    said = error.message
    if not isinstance(error, NoSuchRecordError):
        for way in question.ways:
            said = said.removeprefix(f"{way.identifier}: ").removeprefix(f"{way.link}: ")
    return f"{said} ({error.hint})" if error.hint else said


def _listed(lines: "Sequence[int]") -> str:
    first = ", ".join(map(str, lines[:_MOST_LINES]))
    return first if len(lines) <= _MOST_LINES else f"{first} and {len(lines) - _MOST_LINES} more"


def as_json(answers: Answers) -> dict[str, object]:
    """Return what was asked and what came of it, for the documented JSON."""
    asked = answers.questions.asked
    return {
        "asked": len(asked),
        "left": answers.left,
        "completed": [
            {
                **_row(answers, asked[place].index),
                "source": told.source,
                "fields": list(answers.added[asked[place].index]),
            }
            | {"notes": list(told.notes)}
            for place, told in sorted(answers.told.items())
        ],
        "failed": [
            {**_row(answers, asked[place].index), "reason": error.message, "hint": error.hint}
            for place, error in sorted(answers.failed.items())
        ],
        "unnamed": [_row(answers, index) for index in answers.questions.unnamed],
    }


def _row(answers: Answers, index: int) -> dict[str, object]:
    name, draft = answers.rows[index]
    return {"file": name, "line": draft.line, "title": draft.title}
