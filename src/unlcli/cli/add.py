"""`unl add`."""

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from unlcli.cli import console, duplicates, options
from unlcli.cli.apply import apply_changes
from unlcli.cli.session import Session, changing, start, venues
from unlcli.errors import ExitCode, StoreError, UsageError

Answer = TypeVar("Answer")

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from unlcli.domain.draft import Draft
    from unlcli.services.add import AddOptions, AddPlan, Duplicates
    from unlcli.store.bibfile import BibFile


def add(
    library: options.Library = "",
    encoding: options.DocumentEncoding = "",
    title: Annotated[str, typer.Option("--title", "-t", metavar="TEXT", help="The title in plain text.")] = "",
    author: Annotated[
        list[str] | None,
        typer.Option("--author", "-a", metavar="NAME", help="An author, or several with 'and' between; repeatable."),
    ] = None,
    year: Annotated[str, typer.Option("--year", metavar="YEAR", help="The year.")] = "",
    venue: Annotated[
        str, typer.Option("--venue", "-v", metavar="VENUE", help="NeurIPS, Findings of ACL, TMLR, arXiv, ...")
    ] = "",
    url: Annotated[
        list[str] | None,
        typer.Option("--url", "-u", metavar="URL", help="A link to the paper; repeatable, the best becomes url."),
    ] = None,
    code: Annotated[
        list[str] | None, typer.Option("--code", "-c", metavar="URL", help="A link to its code; repeatable.")
    ] = None,
    category: Annotated[
        list[str] | None,
        typer.Option("--category", metavar="CATEGORY", help="A category, 'Benchmark > Multimodal'; repeatable."),
    ] = None,
    bibtex: Annotated[
        str, typer.Option("--bibtex", "-b", metavar="FILE|-", help="BibTeX entries from a file or standard input.")
    ] = "",
    update: Annotated[bool, typer.Option("--update", help="Bring a paper that is there up to date.")] = False,
    allow_duplicate: Annotated[bool, typer.Option("--allow-duplicate", help="Add it even if it is there.")] = False,
    dry_run: options.DryRun = False,
    yes: options.NoConsent = False,
    format: options.Format = "text",
    json: options.Json = False,
) -> None:
    """Add a paper; one that the library has is refused with its key and line.

    \b
    unl add --title "Attention Is All You Need" --author "Ashish Vaswani and others" --year 2017 --venue NeurIPS
    unl add --bibtex paper.bib --category Survey
    pbpaste | unl add --bibtex -
    unl add
    """
    from unlcli.domain import names
    from unlcli.domain.draft import Draft
    from unlcli.services.add import AddOptions, Duplicates, macros_of

    as_json = options.wants_json("add", format, json)
    if update and allow_duplicate:
        raise UsageError("--update and --allow-duplicate exclude each other", "say one of them")
    session = start(library, read=[bibtex])
    chosen = _checked_categories(category or ())
    if bibtex:
        if title or author or year or venue or url or code:
            raise UsageError("--bibtex brings its own fields", "only --category goes with it")
        drafts = _from_bibtex(session, bibtex, chosen, encoding)
    else:
        given = Draft(
            _checked_title(title),
            0,
            year=_checked_year(year),
            venue=venue,
            authors=" and ".join(names.from_typed(a) for a in author or ()),
            urls=_links(url),
            code=_links(code),
            categories=chosen,
        )
        drafts = [_asked(given)]
    way = Duplicates.ALLOW if allow_duplicate else Duplicates.UPDATE if update else Duplicates.REFUSE
    may_ask = not (yes or as_json or dry_run) and way is Duplicates.REFUSE and console.can_ask()
    with changing(session, creates=True) as bib:
        how = AddOptions(way, session.settings.key_pattern, session.today, lambda: macros_of(bib.data, bib.blocks))
        plan = _planned(session, bib, drafts, how, may_ask=may_ask, dry_run=dry_run)
        if plan.changes:
            told = (("added", [e.key for e in plan.added]), ("updated", list(duplicates.updated(plan))))
            done = "; ".join(f"{verb} {', '.join(listed)}" for verb, listed in told if listed)
            apply_changes(session, bib, plan.changes, done, command="add", dry_run=dry_run, quiet_when_dry=as_json)
        elif may_ask and plan.refused:
            console.note("unl: nothing was added")
        elif not plan.refused:
            console.note("unl: nothing to change")
    keys = [entry.key for entry in (*plan.added, *plan.updated)]
    if as_json:
        console.out_json(_as_json(plan, str(bib.path)))
    elif keys and not dry_run and not console.is_terminal():
        console.out("\n".join(keys))
    if plan.refused:
        raise typer.Exit(ExitCode.NO)


def _planned(
    session: Session, bib: "BibFile", drafts: "Sequence[Draft]", how: "AddOptions", *, may_ask: bool, dry_run: bool
) -> "AddPlan":
    """Plan the additions, ask about what is there where that may be asked, and say what is refused, doubtful or lost."""
    from dataclasses import replace

    from unlcli.services.add import plan_additions

    plan = plan_additions(drafts, bib.entries, venues(session), how)
    decided: dict[int, Duplicates] = {}
    if plan.refused and may_ask:
        decided = duplicates.ask_about(plan.refused, str(bib.path))
        plan = plan_additions(drafts, bib.entries, venues(session), replace(how, decided=decided))
    for clash in plan.refused:
        if clash.index not in decided:
            console.error(*duplicates.refusal(clash, str(bib.path)))
    duplicates.warn(plan.doubtful, str(bib.path), names_draft=False, with_remedies=not dry_run)
    for conflict in plan.conflicts:
        console.note(f"unl: warning: {conflict}")
    return plan


def _as_json(plan: "AddPlan", path: str) -> dict[str, object]:
    return {
        "version": 1,
        "added": [entry.key for entry in plan.added],
        "updated": [entry.key for entry in plan.updated],
        "refused": duplicates.as_json(plan.refused, path, are_added=False),
        "possible": duplicates.as_json(plan.doubtful, path, are_added=True),
    }


def _checked_categories(given: "Sequence[str]") -> tuple[str, ...]:
    from unlcli.domain import categories

    return tuple(categories.written(tuple(map(categories.checked_name, name.split(">")))) for name in given)


def _checked_title(title: str) -> str:
    from unlcli.domain import identifiers

    if identifiers.recognise(title) is not None:
        raise UsageError(
            f"{title!r} is an identifier or a link, and no title",
            "papers are not fetched by identifier yet: give the title, and this as a link (--url)",
        )
    return title


def _checked_year(year: str) -> str:
    if year and not re.search(r"(?<!\d)\d{4}(?!\d)", year):
        raise UsageError(f"{year!r} is no year", "write four digits: 2024")
    return year


def _links(given: list[str] | None) -> tuple[str, ...]:
    from unlcli.domain import identifiers

    links = []
    for link in given or ():
        found = link if identifiers.is_web_link(link) else getattr(identifiers.recognise(link), "url", "")
        if not found:
            raise UsageError(f"{link!r} is no web link and no identifier", "write https://... or an arXiv id or DOI")
        links.append(identifiers.clean_url(found).url)
    return tuple(links)


def _asked(draft: "Draft") -> "Draft":
    """Complete a draft without a title by asking, where there is somebody to ask."""
    from dataclasses import replace

    from unlcli.domain import names, text

    if text.to_bibtex(draft.title):
        return draft
    if not console.can_ask():
        raise UsageError(
            "nothing to add: no --title and no --bibtex",
            "for instance: unl add --title '...' --year 2024 --url https://...",
        )
    console.note("An empty answer leaves a field out.")
    title = _answer("Title", _checked_title)
    if not title:
        raise UsageError("nothing to add: the title is empty")
    return replace(
        draft,
        title=title,
        authors=draft.authors or _answer("Authors (A. One, B. Two)", names.from_typed),
        year=draft.year or _answer("Year", _checked_year),
        venue=draft.venue or _answer("Venue", str),
        urls=draft.urls or _answer("Links or identifiers", lambda given: _links(given.split())),
        code=draft.code or _answer("Code", lambda given: _links(given.split())),
        categories=draft.categories
        or _answer(
            "Categories (; between)", lambda given: _checked_categories(list(filter(str.strip, given.split(";"))))
        ),
    )


def _answer(question: str, read: "Callable[[str], Answer]") -> "Answer":
    """Ask until an answer can be read; one that cannot is told why."""
    while True:
        try:
            return read(console.ask_text(question))
        except UsageError as error:
            console.error(error.message, error.hint)


def _from_bibtex(session: Session, source: str, category: tuple[str, ...], encoding: str) -> "list[Draft]":
    from dataclasses import replace

    from unlcli.bibtex import encoding as codec
    from unlcli.importers import bibtex_file

    try:
        data = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    except OSError as error:
        raise StoreError(f"{source}: cannot be read: {error.strerror}", "check the path") from error
    text = codec.document(data, "standard input" if source == "-" else source, encoding)
    reading = bibtex_file.read(text, venues=venues(session))
    for skipped in reading.skipped:
        console.note(f"{source}:{skipped.line}: not read: {skipped.reason}")
    for repair in reading.repairs:
        console.note(f"unl: warning: {source}:{repair.line}: {repair.what}")
    if not reading.drafts:
        raise UsageError(f"{source}: holds no BibTeX entry", "an entry looks like @article{key, title = {...}, ...}")
    return [replace(draft, categories=(*draft.categories, *category)) for draft in reading.drafts]
