"""The command line: options in, one service called, its result rendered, an exit code out."""
