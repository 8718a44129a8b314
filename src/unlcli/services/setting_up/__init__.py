"""A repository of a hand-kept list made one of a library: blocks in the list, settings, a workflow, a contributing section."""
