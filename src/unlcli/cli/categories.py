"""`unl categories`."""

from typing import Annotated

import typer

from unlcli.cli import completion_names, console, options
from unlcli.cli.apply import apply_changes
from unlcli.cli.session import changing, reading, start


def categories(
    library: options.Library = "",
    encoding: options.Encoding = "",
    rename: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--rename",
            metavar="OLD NEW",
            help="Give a category another name.",
            autocompletion=completion_names.categories,
        ),
    ] = None,
    format: options.Format = "text",
    json: options.Json = False,
    dry_run: options.DryRun = False,
    yes: options.NoConsent = False,
) -> None:
    """Count the papers of each category, or rename one.

    \b
    unl categories
    unl categories --rename Benchmark Evaluation
    unl categories --rename 'Benchmark > Multimodal' 'Multimodal > Benchmark'
    """
    from unlcli.domain.categories import written
    from unlcli.services.categories import count_categories, rename_category

    as_json = options.wants_json("categories", format, json)
    session = start(library, encoding)
    if rename is not None and rename != ("", ""):
        with changing(session) as bib:
            changes = rename_category(bib.entries, *rename)
            done = f"renamed {rename[0]} to {rename[1]} in {len(changes)} {'entry' if len(changes) == 1 else 'entries'}"
            apply_changes(session, bib, changes, done, command="categories --rename", dry_run=dry_run)
        return
    counts = count_categories(reading(session).entries)
    if as_json:
        found = [{"category": written(c.path) or None, "count": c.count} for c in counts]
        console.out_json({"version": 1, "categories": found})
        return
    lines = (
        f"{count.count:6}  {'  ' * (len(count.path) - 1)}{count.path[-1] if count.path else '(no category)'}\n"
        for count in counts
    )
    console.out("".join(lines))
