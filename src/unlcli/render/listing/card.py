"""An entry whole, for reading: title, authors, venue, then its fields."""

from typing import cast

from unlcli.domain.listing import Listing
from unlcli.render.escape import terminal
from unlcli.render.options import RenderOptions

# What the card's head says already.
_IN_HEAD = frozenset({"title", "author", "year", "booktitle", "journal"})


def render(listing: Listing, _: RenderOptions) -> str:
    """Return the rows' records as cards, a blank line between."""
    return "\n".join(_card(row.record) for row in listing.rows)


def _card(record: object) -> str:
    facts = cast(dict[str, object], record)
    fields = cast(dict[str, str], facts["fields"])
    authors = ", ".join(cast(list[str], facts["authors"]))
    published = " ".join(str(facts[name]) for name in ("venue", "year") if facts[name])
    lines = [str(facts["title"]) or "(no title)", authors, published]
    lines.append(f"{facts['key']} ({facts['type']}, line {facts['line']})")
    full = fields.get("booktitle") or fields.get("journal") or ""
    shown = {"published in": full} if full and full != facts["venue"] else {}
    shown |= {name: value for name, value in fields.items() if name not in _IN_HEAD}
    width = max((len(name) for name in shown), default=0)
    lines += [f"  {name.ljust(width)}  {value}" for name, value in shown.items() if value]
    return "".join(terminal(line) + "\n" for line in lines if line)
