"""The columns of an index, and what a list of hits shows of an entry; light, for it is loaded by every search."""

from typing import NamedTuple

#: The columns of words. `forms` holds what else a title's words may be written like; `facets` exact facts.
COLUMNS = (
    "title", "alttitle", "author", "key", "venue", "category", "keyword", "abstract", "rest", "forms", "facets",
)  # fmt: skip
#: Stands between two values in a column, so that no phrase runs over their border.
BORDER = " \uf8fe "


class Shown(NamedTuple):
    """What a list of hits shows, sorts and ranks by, in readable text; several names have `; ` between, titles ` || `.

    `by` says whom it is by, in short, where that cannot be told from the names: where the library marks what belongs together.
    """

    key: str
    title: str
    authors: str
    year: str
    venue: str
    series: str
    url: str
    code: str
    is_preprint: bool
    type: str
    added: str
    alttitle: str
    ids: str
    written_venue: str
    category: str
    forms: str
    by: str = ""
