"""Add the papers that a file names, one a line, and fail when the library has certain duplicates: add_all.py FILE."""

import sys
from pathlib import Path

from unlcli import Library, UnlError


def main(file: str) -> int:
    """Return the exit code: 0, 1 for duplicates, that of the error for anything that could not be done."""
    wanted = [line.strip() for line in Path(file).read_text(encoding="utf-8").splitlines() if line.strip()]
    try:
        with Library.open("library.bib", create=True) as library:
            done = library.add(*wanted)
            for entry in done.added:
                print(f"{entry.key}: {entry.plain('title')}")
            for clash in done.refused:
                print(f"{clash.there.key} is there already: {clash.reason}")
            certain = [group for group in library.find_duplicates() if group.verdict == "certain"]
    except UnlError as error:
        print(f"{error.message} ({error.hint})", file=sys.stderr)
        return int(error.exit_code)
    for group in certain:
        print(f"{', '.join(entry.key for entry in group.entries)}: {group.reason}")
    return 1 if certain else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
