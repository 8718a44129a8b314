"""`python -m unlcli` and the `unl` command."""

import sys

from unlcli.cli.app import main

if __name__ == "__main__":
    sys.exit(main())
