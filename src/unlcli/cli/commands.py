"""The commands: their names, the modules that hold them, and the line that help says of each.

A module has a function of its own name. It is imported when its command runs; listing or completing names costs no import.
"""

from typing import NamedTuple


class Command(NamedTuple):
    """Where a command is; `takes_query` when its arguments are words to search for and may begin with a dash."""

    module: str
    short_help: str
    takes_query: bool = False


COMMANDS = {
    "search": Command("search", "Find papers.", takes_query=True),
    "show": Command("show", "Show entries whole."),
    "open": Command("open_entry", "Open papers in the browser."),
    "add": Command("add", "Add papers by identifier, link or by hand."),
    "import": Command("import_list", "Bring in lists kept by hand."),
    "init": Command("init", "Move a list that is kept by hand in."),
    "edit": Command("edit", "Change fields."),
    "remove": Command("remove", "Take entries out."),
    "check": Command("check", "Report duplicates and other problems."),
    "dedupe": Command("dedupe", "Show and merge entries that are one work."),
    "upgrade": Command("upgrade", "Make preprints their published versions."),
    "verify": Command("verify", "Compare entries with their sources."),
    "links": Command("links", "Check where links lead.", takes_query=True),
    "export": Command("export", "Write the list as pages or data.", takes_query=True),
    "serve": Command("serve", "Show the list as a page in the browser.", takes_query=True),
    "categories": Command("categories", "Count or rename categories."),
    "stats": Command("stats", "Count papers by year, venue and category.", takes_query=True),
    "log": Command("log", "Show what unl changed."),
    "undo": Command("undo", "Take back the last change."),
    "config": Command("config", "Show or set settings."),
    "cache": Command("cache", "Show or clear what is cached."),
}
