"""BibTeX bytes to blocks, entries and fields with exact spans, and values to text. Pure; bytes are UTF-8."""
