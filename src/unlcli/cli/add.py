"""`unl add`."""

from typing import TYPE_CHECKING, Annotated

import typer

from unlcli.cli import adding, completion_names, console, duplicates, given_documents, options, typed_paper
from unlcli.cli.apply import apply_changes
from unlcli.cli.given import Given, listed
from unlcli.cli.session import Session, changing, start, venues
from unlcli.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unlcli.services.add import AddOptions, AddPlan, Duplicates
    from unlcli.store.bibfile import BibFile


def add(
    things: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="THING",
            help="A DOI, an arXiv, ACL, OpenReview or DBLP id, a URL, BibTeX, or a file of these; - for standard input.",
        ),
    ] = None,
    library: options.Library = "",
    encoding: options.DocumentEncoding = "",
    title: Annotated[str, typer.Option("--title", "-t", metavar="TEXT", help="The title in plain text.")] = "",
    author: Annotated[
        list[str] | None,
        typer.Option("--author", "-a", metavar="NAME", help="An author, or several with 'and' between; repeatable."),
    ] = None,
    year: Annotated[str, typer.Option("--year", metavar="YEAR", help="The year.")] = "",
    venue: Annotated[
        str,
        typer.Option(
            "--venue",
            "-v",
            metavar="VENUE",
            help="NeurIPS, Findings of ACL, TMLR, arXiv, ...",
            autocompletion=completion_names.venues,
        ),
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
        typer.Option(
            "--category",
            metavar="CATEGORY",
            help="A category, 'Benchmark > Multimodal'; repeatable.",
            autocompletion=completion_names.categories,
        ),
    ] = None,
    bibtex: Annotated[
        str, typer.Option("--bibtex", "-b", metavar="FILE|-", help="BibTeX entries from a file or standard input.")
    ] = "",
    update: Annotated[bool, typer.Option("--update", help="Bring a paper that is there up to date.")] = False,
    allow_duplicate: Annotated[bool, typer.Option("--allow-duplicate", help="Add it even if it is there.")] = False,
    offline: options.Offline = False,
    dry_run: options.DryRun = False,
    yes: options.NoConsent = False,
    format: options.Format = "text",
    json: options.Json = False,
) -> None:
    """Add papers by identifier, link or BibTeX, or a paper that is typed; one that the library has is refused.

    \b
    unl add https://arxiv.org/abs/1706.03762 10.18653/v1/N19-1423
    unl add papers.txt --category Survey
    pbpaste | unl add -
    unl add --title "Attention Is All You Need" --year 2017 --venue NeurIPS
    unl add
    """
    as_json = options.wants_json("add", format, json)
    _check_together(things or (), bool(title or author or year or venue or url), bool(code), bibtex)
    way = _way(update=update, allow_duplicate=allow_duplicate)
    session = start(library, read=[*given_documents.files(things or ()), bibtex])
    chosen = typed_paper.checked_categories(category or ())
    if things:
        given = adding.read_things(session, things, encoding, chosen, typed_paper.links(code or ()))
        if way == "refuse":
            adding.leave_known(session, given)
        adding.fetch_things(session, given, offline=offline)
    elif bibtex:
        given = adding.read_bibtex(session, bibtex, encoding, chosen)
    else:
        given = adding.of_draft(typed_paper.draft(title, author or (), year, venue, url or (), code or (), chosen))
    may_ask = not (yes or as_json or dry_run or given.code) and way == "refuse" and console.can_ask()
    refused = bool(given.known)
    if not given.is_empty:
        refused |= _add(session, given, way, may_ask=may_ask, dry_run=dry_run, as_json=as_json)
    elif as_json:
        from unlcli.services.add import AddPlan

        console.out_json(_as_json(AddPlan(), str(session.located.path), given))
    given.tell_failures()
    if given.error is not None:
        raise given.error
    if exit_code := given.code or (ExitCode.SOURCE if given.failed else ExitCode.NO if refused else ExitCode.OK):
        raise typer.Exit(int(exit_code))


def _check_together(things: "Sequence[str]", is_typed: bool, has_code: bool, bibtex: str) -> None:
    if things and (is_typed or bibtex):
        raise UsageError(
            f"{things[0]!r} brings its own fields",
            "only --category and, with one paper, --code go with what is looked up",
        )
    if bibtex and (is_typed or has_code):
        raise UsageError("--bibtex brings its own fields", "only --category goes with it")


def _way(*, update: bool, allow_duplicate: bool) -> "Duplicates":
    from unlcli.services.add import Duplicates

    if update and allow_duplicate:
        raise UsageError("--update and --allow-duplicate exclude each other", "say one of them")
    return Duplicates.ALLOW if allow_duplicate else Duplicates.UPDATE if update else Duplicates.REFUSE


def _add(session: Session, given: Given, way: "Duplicates", *, may_ask: bool, dry_run: bool, as_json: bool) -> bool:
    """Add what was read and fetched, and tell; return whether papers were refused."""
    from unlcli.services.add import AddOptions, macros_of

    with changing(session, creates=True) as bib:
        how = AddOptions(way, session.settings.key_pattern, session.today, lambda: macros_of(bib.data, bib.blocks))
        plan = _planned(session, bib, given, how, may_ask=may_ask, dry_run=dry_run)
        if plan.changes:
            told = (("added", [e.key for e in plan.added]), ("updated", list(duplicates.updated(plan))))
            done = "; ".join(f"{verb} {listed(keys)}" for verb, keys in told if keys)
            apply_changes(session, bib, plan.changes, done, command="add", dry_run=dry_run, quiet_when_dry=as_json)
        elif may_ask and plan.refused:
            console.note("unl: nothing was added")
        elif not plan.refused:
            console.note("unl: nothing to change")
    written = (*plan.added, *plan.updated)
    given.tell_published(plan.keys, written)
    keys = [entry.key for entry in written]
    if as_json:
        console.out_json(_as_json(plan, str(bib.path), given))
    elif keys and not dry_run and not console.is_terminal():
        console.out("\n".join(keys))
    return bool(plan.refused)


def _planned(
    session: Session, bib: "BibFile", given: Given, how: "AddOptions", *, may_ask: bool, dry_run: bool
) -> "AddPlan":
    """Plan the additions, ask about what is there where that may be asked, and say what is refused, doubtful or lost."""
    from dataclasses import replace

    from unlcli.services.add import plan_additions

    drafts = given.drafts(session, bib.entries)
    plan = plan_additions(drafts, bib.entries, venues(session), how)
    decided: dict[int, Duplicates] = {}
    if plan.refused and may_ask:
        decided = duplicates.ask_about(plan.refused, str(bib.path))
        plan = plan_additions(drafts, bib.entries, venues(session), replace(how, decided=decided))
    given.tell_fetched(plan.keys)
    for clash in plan.refused:
        if clash.index not in decided:
            console.error(*duplicates.refusal(clash, str(bib.path), given.where(clash.index)))
    duplicates.warn(plan.doubtful, str(bib.path), where=given.where, with_remedies=not dry_run)
    for conflict in plan.conflicts:
        console.note(f"unl: warning: {conflict}")
    return plan


def _as_json(plan: "AddPlan", path: str, given: Given) -> dict[str, object]:
    return {
        "version": 1,
        "added": [entry.key for entry in plan.added],
        "updated": [entry.key for entry in plan.updated],
        "refused": duplicates.as_json((*given.known.values(), *plan.refused), path, are_added=False),
        "possible": duplicates.as_json(plan.doubtful, path, are_added=True),
        **given.as_json(),
    }
