"""Ask another BibTeX reader about a hand-edited entry."""

from unlcli.bibtex import read, reference


def second_opinion(source: str) -> str:
    """Return what another BibTeX reader would stumble over in a hand-edited entry; empty when it reads the same."""
    ours, theirs = read.read(source.encode("utf-8")).entries, reference.read(source)
    if len(theirs) != len(ours):
        return "other BibTeX programs may not read this entry (a % line, a repeated field or a missing comma?)"
    differing = [name for name in ours[0].fields if name not in theirs[0].fields] if ours else []
    return f"other BibTeX programs may not see {', '.join(differing)}" if differing else ""
