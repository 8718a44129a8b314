"""The options in a begin marker: the command's, without dashes."""

import re
from collections.abc import Mapping

from unlcli.domain.near_names import near
from unlcli.errors import UsageError

#: Options with a value, and those without.
VALUES = ("format", "style", "group-by", "columns", "facets", "title", "description", "query", "template")
FLAGS = ("counts", "updated")
#: What a block may hold: the rest of the formats are whole documents.
FORMATS = ("markdown", "html-table", "template")
DIGEST = "digest"
_TOKEN = re.compile(r"""\s*(?P<name>[^\s=]+)(?P<equals>=(?P<value>"[^"]*"|'[^']*'|[^\s"']*(?=\s|$))?)?(?=\s|$)""")


def read_options(text: str, place: str) -> Mapping[str, str]:
    """Return the options of a marker by name; a flag has the value `yes`. Raises UsageError that begins with `place`."""
    found: dict[str, str] = {}
    position, text = 0, text.rstrip()
    while position < len(text):
        token = _TOKEN.match(text, position)
        if token is None:
            raise _error(place, f"cannot be read from {text[position:].strip()[:40]!r} on", _QUOTES)
        name, value = token["name"], token["value"]
        if token["equals"] and value is None:
            raise _error(place, f"{name}: its value cannot be read", _QUOTES)
        _check_name(name, place)
        if name in found:
            raise _error(place, f"{name} stands twice", "give it once")
        if (name in FLAGS) == (value is not None):
            wrong = "takes no value" if name in FLAGS else f"needs a value: {name}=..."
            raise _error(place, f"{name} {wrong}", _QUOTES)
        found[name] = "yes" if value is None else value[1:-1] if value[:1] in ("'", '"') else value
        position = token.end()
    return found


_QUOTES = 'values with blanks stand in " or \': query="has:code year:2023.."'


def _check_name(name: str, place: str) -> None:
    known = (*VALUES, *FLAGS, DIGEST)
    if name in known:
        return
    bare = name.lstrip("-").replace("_", "-")
    meant = (bare,) if bare in known else near(bare.lower(), known)
    hint = f"; did you mean {meant[0]}?" if meant else ""
    raise _error(place, f"there is no option {name!r}{hint}", f"there are {', '.join((*VALUES, *FLAGS))}")


def _error(place: str, message: str, hint: str) -> UsageError:
    return UsageError(f"{place}: {message}", hint)
