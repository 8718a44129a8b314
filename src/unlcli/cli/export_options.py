"""The options of `unl export` that say what is exported, as Typer reads them."""

from typing import Annotated

import typer

from unlcli.cli import completion_names

Format = Annotated[
    str,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help="markdown, html, html-table, jekyll, csv, json, csl-json, ris, bibtex, atom, lines, keys, template.",
        autocompletion=completion_names.export_formats,
    ),
]
Style = Annotated[
    str,
    typer.Option(
        "--style",
        metavar="STYLE",
        help="The looks of Markdown: table, or list (nested bullets).",
        autocompletion=completion_names.styles,
    ),
]
GroupBy = Annotated[
    str,
    typer.Option(
        "--group-by",
        "-g",
        metavar="NAMES",
        help="category, venue, year or any field; venue,year for two levels; none.",
        autocompletion=completion_names.columns,
    ),
]
Columns = Annotated[
    str,
    typer.Option(
        "--columns",
        "-c",
        metavar="NAMES",
        help="title,authors,venue,year,code,link,... or any field; all.",
        autocompletion=completion_names.columns,
    ),
]
Facets = Annotated[
    str,
    typer.Option(
        "--facets",
        metavar="NAMES",
        help="What readers of a page choose papers by: category,venue,... or any field.",
        autocompletion=completion_names.columns,
    ),
]
Output = Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Where to; its ending tells the format.")]
Into = Annotated[
    list[str] | None,
    typer.Option(
        "--into",
        metavar="FILE",
        help="Bring the blocks between unl:begin and unl:end in a document up to date; may be repeated.",
    ),
]
SplitBy = Annotated[
    str,
    typer.Option(
        "--split-by",
        metavar="NAME",
        help="A file for each year or category beside FILE, which becomes their index.",
        autocompletion=completion_names.splits,
    ),
]
Title = Annotated[str, typer.Option("--title", metavar="TEXT", help="The page's title.")]
Description = Annotated[str, typer.Option("--description", metavar="TEXT", help="A line or two below the title.")]
Template = Annotated[
    str, typer.Option("--template", metavar="FILE", help="A Jinja2 template of your own that makes the text.")
]
Layout = Annotated[str, typer.Option("--layout", metavar="NAME", help="Jekyll layout.")]
Permalink = Annotated[str, typer.Option("--permalink", metavar="PATH", help="Jekyll permalink.")]
Url = Annotated[str, typer.Option("--url", metavar="URL", help="Where the page or the feed will stand.")]
Image = Annotated[
    str, typer.Option("--image", metavar="URL", help="A picture that is shown where a link to the page is shared.")
]
Counts = Annotated[bool, typer.Option("--counts", help="Say how many papers each section has.")]
Updated = Annotated[bool, typer.Option("--updated", help="Say on which day the newest of the papers was added.")]
Check = Annotated[
    bool,
    typer.Option("--check", help="Write nothing; exit 1 with a diff when a file is not what would be written."),
]
Force = Annotated[bool, typer.Option("--force", help="Write over blocks and their text that were edited by hand.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Write nothing; show what would change as a diff.")]
