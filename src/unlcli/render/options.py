"""What a reader asked about the looks of the output; every format takes what concerns it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """How to render: width 0 is uncut; layout, permalink, description are for pages; terms are words to highlight.

    For exports: `level` is that of the headings of sections; `style` is `table` or `list`; `counts` tells how many papers
    a section has; `updated` is the day (2026-11-22) to show as that of the last change, empty for none; `url` is where
    the page will stand, `image` the address of a picture of it, `feed` that of its Atom feed as seen from the page, empty where
    there is none, `template` the text of a template and `template_name` its file.

    For findings: `folder` is where relative paths begin, as seen from the top of the repository; `rules` has the
    documentation of rules by code, and `explained_by` is the command whose --explain tells it; `strict` when warnings fail too;
    `no_findings` are the words where there are none, which may say of how much that is true.
    """

    width: int = 0
    colour: bool = False
    title: str = ""
    layout: str = "topic"
    permalink: str = ""
    description: str = ""
    level: int = 2
    style: str = "table"
    counts: bool = False
    updated: str = ""
    url: str = ""
    image: str = ""
    feed: str = ""
    template: str = ""
    template_name: str = ""
    terms: tuple[str, ...] = ()
    folder: str = ""
    rules: Mapping[str, str] = field(default_factory=dict)
    strict: bool = False
    explained_by: str = "unl check"
    no_findings: str = "no findings"
