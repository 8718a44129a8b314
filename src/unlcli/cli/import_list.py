"""`unl import`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from unlcli.cli import completing, console, duplicates, options
from unlcli.cli.apply import apply_changes
from unlcli.cli.session import Session, changing, start, venues
from unlcli.errors import ExitCode, StoreError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from unlcli.domain.draft import Repair
    from unlcli.services.import_list import Document, ImportPlan

_STDIN = "standard input"


def import_list(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE", help="Markdown, HTML, YAML, CSV, JSON, BibTeX, CSL-JSON or RIS; - for standard input."
        ),
    ],
    library: options.Library = "",
    encoding: options.DocumentEncoding = "",
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit 1 when a row could not be read, 4 when a source could not be asked.")
    ] = False,
    fetch: Annotated[
        bool, typer.Option("--fetch", help="Ask the sources for what the lists lack: authors, venues, years, DOIs.")
    ] = False,
    offline: options.Offline = False,
    dry_run: options.DryRun = False,
    yes: Annotated[bool, typer.Option("--yes", hidden=True)] = False,
    format: options.Format = "text",
    json: options.Json = False,
) -> None:
    """Bring in lists kept by hand: each paper becomes one entry, repairs and unread rows are reported with their lines.

    \b
    unl import README.md
    unl import README.md topic-page.md -l library.bib
    unl import README.md --fetch
    unl import papers.yml zotero.json endnote.ris table.csv
    unl import README.md --dry-run --json
    curl -s https://example.org/list.md | unl import -
    """
    from unlcli.services.add import AddOptions, Duplicates, macros_of
    from unlcli.services.import_list import plan_import, read_lists

    as_json = options.wants_json("import", format, json)
    session = start(library, read=files)
    documents = [_document(file, encoding) for file in files]
    readings = read_lists(documents, venues(session))
    answers = completing.complete(session, readings, offline=offline) if fetch else None
    with changing(session, creates=True) as bib:
        how = AddOptions(
            Duplicates.UPDATE, session.settings.key_pattern, session.today, lambda: macros_of(bib.data, bib.blocks)
        )
        plan = plan_import(answers.readings if answers else readings, bib.entries, venues(session), how)
        if as_json:
            fetched = {"fetch": completing.as_json(answers)} if answers else {}
            console.out_json(_as_json(plan, str(bib.path)) | fetched)
        else:
            empty = {name for name, reading in readings if not reading.drafts}
            hints = {each.name: _names_for_add(each, session) for each in documents if each.name in empty}
            report(plan, str(bib.path), hints, dry_run=dry_run)
        skipped = sum(len(reading.skipped) for _, reading in plan.readings)
        outcome = done(plan, skipped)
        if plan.additions.changes:
            apply_changes(
                session, bib, plan.additions.changes, outcome, command="import", dry_run=dry_run, quiet_when_dry=as_json
            )
        else:
            console.note(f"unl: {outcome}; nothing to change")
    if answers:
        completing.tell(answers, dry_run=dry_run)
        if code := answers.code or (ExitCode.SOURCE if strict and answers.silent else 0):
            raise typer.Exit(int(code))
    if strict and skipped:
        raise typer.Exit(ExitCode.NO)


def _document(name: str, encoding: str) -> "Document":
    from unlcli.bibtex import encoding as codec
    from unlcli.services.import_list import Document

    if name == "-":
        return Document(_STDIN, codec.document(sys.stdin.buffer.read(), _STDIN, encoding))
    path = Path(name)
    if path.is_dir():
        raise StoreError(f"{name}: is a folder", "name the list's file, for instance README.md")
    try:
        data = path.read_bytes()
    except OSError as error:
        hint = "import reads files: curl -sL ADDRESS | unl import -" if "://" in name else "check the path"
        raise StoreError(f"{name}: cannot be read: {error.strerror}", hint) from error
    text = codec.document(data, name, encoding)
    if "\x00" in text:
        raise StoreError(
            f"{name}: is a binary file", "import reads text: Markdown, HTML, YAML, CSV, JSON, BibTeX, CSL-JSON, RIS"
        )
    return Document(name, text)


def done(plan: "ImportPlan", skipped: int) -> str:
    """Say what became of the rows; those that were read are all accounted for."""
    made = plan.additions
    rows = "1 row" if len(plan.drafts) == 1 else f"{len(plan.drafts)} rows"
    told = [f"read {rows}: {len(made.added)} new", f"{len(made.updated)} brought up to date"]
    if made.unchanged:
        told.append(f"{made.unchanged} there already")
    if made.repeats:
        told.append(f"{made.repeats} repeating another row")
    if skipped:
        told.append(f"{skipped} not read")
    return ", ".join(told)


def _names_for_add(document: "Document", session: Session) -> str:
    """Return what reads a document of identifiers and links, in brackets; nothing where it holds none."""
    import shlex

    from unlcli.services import things

    pasted = things.of_text(document.text, document.name, venues(session))
    if len(pasted.things) <= len(pasted.unknown):
        return ""
    file = "-" if document.name == _STDIN else shlex.quote(document.name)
    return f" (unl add {file} looks up identifiers and links)"


def report(plan: "ImportPlan", path: str, hints: "Mapping[str, str]", *, dry_run: bool) -> None:
    """Tell what was put right, what was not read, and which papers may be there already."""
    for name, reading in plan.readings:
        for what, lines in _grouped(reading.repairs):
            also = f" (so in {len(lines)} lines: {', '.join(map(str, lines))})" if len(lines) > 1 else ""
            console.note(f"{name}:{lines[0]}: repaired: {what}{also}")
        for skipped in reading.skipped:
            console.note(f"{name}:{skipped.line}: not read: {skipped.reason}: {skipped.text}")
        if name in hints:
            console.note(f"{name}: no paper found in it{hints[name]}")
    duplicates.warn(plan.additions.doubtful, path, with_remedies=not dry_run)
    for key, venue in plan.additions.published:
        console.note(f"unl: {key} is the {venue} version now")
    for conflict in plan.additions.conflicts:
        console.note(f"unl: warning: {conflict}")


def _grouped(repairs: "Sequence[Repair]") -> "list[tuple[str, list[int]]]":
    """Return each kind of repair once with its lines, so that the rare ones can be seen among the many."""
    lines: dict[str, list[int]] = {}
    for repair in repairs:
        lines.setdefault(repair.what, []).append(repair.line)
    return list(lines.items())


def _as_json(plan: "ImportPlan", path: str) -> dict[str, object]:
    return {
        "version": 1,
        "drafts": [
            {
                "file": name,
                "line": draft.line,
                "title": draft.title,
                "urls": list(draft.urls),
                "code": list(draft.code),
                "categories": list(draft.categories),
                "year": draft.year,
                "venue": draft.venue,
                "authors": draft.authors,
                "links": {kind: list(links) for kind, links in draft.links.items()},
                "extra": dict(draft.extra),
            }
            for name, reading in plan.readings
            for draft in reading.drafts
        ],
        "skipped": [
            {"file": name, "line": s.line, "text": s.text, "reason": s.reason}
            for name, reading in plan.readings
            for s in reading.skipped
        ],
        "repairs": [
            {"file": name, "line": r.line, "what": r.what} for name, reading in plan.readings for r in reading.repairs
        ]
        + _left_out(plan),
        "added": [entry.key for entry in plan.additions.added],
        "updated": [entry.key for entry in plan.additions.updated],
        "possible": duplicates.as_json(plan.additions.doubtful, path, are_added=True),
    }


def _left_out(plan: "ImportPlan") -> list[dict[str, object]]:
    """Return what of a row could not stand beside what another row, or the entry there, says of its paper."""
    rows = [(name, draft.line) for name, reading in plan.readings for draft in reading.drafts]
    return [
        {"file": rows[index][0], "line": rows[index][1], "what": what}
        for index, told in sorted(plan.additions.left_out.items())
        for what in told
    ]
