"""`unl init`."""

from typing import Annotated

import typer

from unlcli.cli import options

_PARTS = "library, list, config, hook, workflow, contributing"


def init(
    document: Annotated[
        str, typer.Argument(metavar="[LIST]", help="The list to move in; README.md, if it has papers, without it.")
    ] = "",
    library: options.Library = "",
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="PARTS", help=f"Only these, with commas between: {_PARTS}.")
    ] = None,
    without: Annotated[
        list[str] | None, typer.Option("--without", metavar="PARTS", help="All but these, for instance workflow,hook.")
    ] = None,
    page: Annotated[str, typer.Option("--page", metavar="FILE", help="Also export an HTML page to this file.")] = "",
    package: Annotated[
        str,
        typer.Option(
            "--package", metavar="SPEC", help="What pip installs unl by in the workflow; that of this one without it."
        ),
    ] = "",
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
) -> None:
    """Move a hand-kept list in: library, settings, blocks in the list, hook, workflow. All is shown before it is written.

    \b
    unl init
    unl init docs/papers.md
    unl init --dry-run
    unl init --without workflow,hook --yes
    unl init --only library,list,config
    unl init --page site/index.html
    """
    from unlcli.cli import init_apply, init_plan
    from unlcli.cli.init_plan import Asked
    from unlcli.services.setting_up import scope

    parts = scope.chosen(only or (), without or ())
    session = init_plan.session_for(library, document)
    init_apply.run(session, Asked(document, parts, page, package), dry_run=dry_run, yes=yes)
