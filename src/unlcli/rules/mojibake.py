"""Undo wrong decodings. A module of its own for the time that ftfy takes to load: few libraries need it."""

import ftfy

# Encoding only: quotes, ligatures, widths and line breaks are the author's business.
_ENCODING_ONLY = ftfy.TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    fix_surrogates=False,
    remove_control_chars=False,
    normalization=None,
    explain=False,
)


def undone(text: str) -> str:
    """Return a text as it was before it was decoded wrongly."""
    return str(ftfy.fix_text(text, _ENCODING_ONLY))
