"""The Python interface: a front end beside the command line, documented in docs/api.md; `unlcli` itself offers its names."""
