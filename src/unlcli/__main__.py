"""`python -m unlcli` and the `unl` command."""

import gc
import sys

from unlcli.cli import app


def main(argv: list[str] | None = None) -> int:
    """Run the command line in a process of its own and return its exit code."""
    # A command ends before cycles could fill the memory; looking for them costs time.
    gc.disable()
    try:
        return app.main(argv)
    finally:
        gc.enable()


if __name__ == "__main__":
    sys.exit(main())
