"""Tell what `unl verify` could not compare, and how much it did, in lines and for programs."""

from collections.abc import Iterator

from unlcli.domain.entry import Entry
from unlcli.errors import SourceError
from unlcli.services import tell_silence
from unlcli.services.verify import Uncompared, VerifyResult

_NAMED = 8


def lines(result: VerifyResult, path: str) -> Iterator[str]:
    """Yield what could not be compared, each reason once, and which entries have nothing to ask about."""
    silent, asked = _silent(result), result.count - len(result.without)
    in_part = result.heard + len(silent) > asked
    could_not = "could not be compared with all that they name" if in_part else "could not be compared"
    yield from tell_silence.lines(silent, asked, path, "entries", could_not)
    if result.without:
        many = "1 entry has" if len(result.without) == 1 else f"{len(result.without)} entries have"
        keys = ", ".join(entry.key for entry in result.without[:_NAMED])
        more = f" and {len(result.without) - _NAMED} more" if len(result.without) > _NAMED else ""
        yield f"{many} nothing to ask about (no identifier, no page that states a paper): {keys}{more}"


def _silent(result: VerifyResult) -> list[tell_silence.Silent]:
    errors: dict[int, list[SourceError]] = {}
    entries: dict[int, Entry] = {}
    for each in result.uncompared:
        entries[each.placed.entry.position] = each.placed.entry
        errors.setdefault(each.placed.entry.position, []).append(each.error)
    return [tell_silence.Silent(entries[position], tuple(told)) for position, told in errors.items()]


def no_findings(result: VerifyResult) -> str:
    """Return what is said where nothing was found: that it says something of the entries alone that were compared."""
    entries = "1 entry" if result.count == 1 else f"{result.count} entries"
    if not result.count:
        return "no entries to compare"
    if not result.heard:
        return f"none of {entries} could be compared" if result.count > 1 else "the entry could not be compared"
    return f"no findings in {entries if result.heard == result.count else f'{result.heard} of {entries}'}"


def written(old: Entry, new: Entry) -> dict[str, object]:
    """Return what --fix changed in an entry, as the documented JSON document has it."""
    names = (name for name in dict.fromkeys((*old.fields, *new.fields)) if old.get(name) != new.get(name))
    changes = [{"field": name, "from": old.plain(name), "to": new.plain(name)} for name in names]
    kind = [{"field": "type", "from": old.type, "to": new.type}] if old.type != new.type else []
    return {"key": old.key, "changes": kind + changes}


def uncompared(each: Uncompared) -> dict[str, object]:
    """Return an identifier that could not be compared, as the documented JSON document has it."""
    place = each.placed.location
    return {
        "path": place.path, "line": place.line, "key": each.placed.entry.key, "identifier": each.name,
        "source": each.error.source, "reason": each.error.message,
    }  # fmt: skip
