"""`unl remove`."""

from unlcli.cli import console, options
from unlcli.cli.apply import apply_changes
from unlcli.cli.session import changing, start, venues


def remove(
    keys: options.Keys,
    library: options.Library = "",
    encoding: options.Encoding = "",
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
) -> None:
    """Take entries out. Named by words instead of a key or identifier, it shows the entry and asks.

    \b
    unl remove yao2024large
    unl remove 2310.02238 --dry-run
    """
    from unlcli.services.find_entry import find_entries
    from unlcli.services.remove import has_references, left_naming, remove_entries

    session = start(library, encoding)
    with changing(session) as bib:
        named = find_entries(bib.entries, keys, venues(session))
        entries = [n.entry for n in named]
        listed = ", ".join(dict.fromkeys(entry.key for entry in entries))
        ask = f"remove {listed}" if any(n.by_words for n in named) else ""
        if has_references(bib.data):
            for entry, field, key in left_naming(entries, bib.entries):
                console.note(f"unl: warning: {entry.place(str(bib.path))} still names {key} in its {field}")
        apply_changes(
            session,
            bib,
            remove_entries(entries),
            f"removed {listed}",
            command="remove",
            dry_run=dry_run,
            ask=ask,
            yes=yes,
        )
