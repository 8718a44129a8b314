"""`unl remove`."""

from unlcli.cli import console, options
from unlcli.cli.apply import apply_changes
from unlcli.cli.naming import named
from unlcli.cli.session import changing, start


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
    from unlcli.services.remove import has_references, left_naming, remove_entries

    session = start(library, encoding)
    with changing(session) as bib:
        found = named(session, bib.entries, keys)
        entries = [each.entry for each in found]
        listed = ", ".join(dict.fromkeys(entry.key for entry in entries))
        ask = f"remove {listed}" if any(each.by_words for each in found) else ""
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
