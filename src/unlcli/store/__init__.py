"""The .bib file, settings files, history and locks on disk. Only this room touches them."""
