"""What an answer says of one paper, for comparison with what unl makes of it."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Facts:
    """What one answer says of one paper, as it writes it; of `titles`, `years`, `venues` and `dois` it names several that will do.

    `authors_too` are the authors as the BibTeX inside a page spells them. An empty `years` or `venues` means that it says none;
    `id` is what the paper is asked for by.
    """

    titles: tuple[str, ...]
    authors: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    venues: tuple[str, ...] = ()
    dois: tuple[str, ...] = ("",)
    arxiv: str = ""
    id: str = ""
    authors_too: tuple[str, ...] = ()


def bare_doi(value: object) -> str:
    """Return a DOI without what people put before it, in small letters; empty for what is none."""
    found = re.search(r"10\.\d{4,9}(?:\.\d+)*/\S+", str(value or "").replace("\\_", "_"))
    return found[0].lower() if found else ""


def arxiv_of_doi(doi: str) -> str:
    """Return the arXiv id that an arXiv DOI holds."""
    found = re.fullmatch(r"10\.48550/arxiv\.(.+?)(?:v\d+)?", doi, re.I)
    return found[1] if found else ""


def or_none(doi: str) -> tuple[str, ...]:
    """Return a DOI as it may be written: one that only repeats the arXiv id may be left out."""
    return (doi, "") if arxiv_of_doi(doi) else (doi,)


def natural(name: str) -> str:
    """Return a name as it is spoken: `Family, Given` is turned."""
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family.strip()}" if comma else name.strip()


def no_preprint_server(venues: tuple[str, ...]) -> tuple[str, ...]:
    """Return the venues of a paper; a preprint server is none."""
    return tuple(
        dict.fromkeys(name for name in venues if name and not re.match(r"(?:corr|arxiv)\b", name.strip(), re.I))
    )
