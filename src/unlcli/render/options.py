"""What a reader asked about the looks of the output; every format takes what concerns it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """How to render: width 0 is uncut; layout, permalink, description are for pages; terms are words to highlight."""

    width: int = 0
    colour: bool = False
    title: str = ""
    layout: str = "topic"
    permalink: str = ""
    description: str = ""
    terms: tuple[str, ...] = ()
