"""Repairs of text that went wrong on its way: encoding, leftover entities, invisible characters, full stops, math."""

import html
import re

import ftfy

from unlcli.domain import text as latex

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
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_NO_CHARACTER = "\ufffd"  # what HTML makes of a number that stands for none
_INVISIBLE = re.compile(r"[\u00ad\u200b\u200c\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_STOP = re.compile(r"(?<![.…])\.$")
_ABBREVIATION = re.compile(r"(?:^|[\s.(])(?:[^\W\d_]|al|etc|vs|inc|ltd|co|jr|sr|dr|st|no|vol|eds?|ph\.d)\.$", re.I)
_MATH = re.compile(r"\$(?!\s)([^$]+)(?<!\s)\$")
_LATEX = re.compile(r"[A-Za-z]$|.*[\\^_{]")
_SHOWN = 60


def fixed(text: str) -> tuple[str, tuple[str, ...]]:
    """Return text as it was meant, and in words what was wrong with it."""
    repairs = []
    if not text.isascii():
        meant = ftfy.fix_text(text, _ENCODING_ONLY)
        if meant != text:
            repairs.append(_mojibake(text, meant))
            text = meant
    if "&" in text and (found := [e for e in _ENTITY.findall(text) if html.unescape(e) not in (e, _NO_CHARACTER)]):
        repairs.append(f"entity {', '.join(dict.fromkeys(found))} written out")
        text = _ENTITY.sub(_written_out, text)
    if _INVISIBLE.search(text):
        repairs.append("invisible characters taken out")
        text = _INVISIBLE.sub("", text)
    return _CONTROL.sub(" ", text), tuple(repairs)


def _written_out(match: re.Match[str]) -> str:
    meant = html.unescape(match[0])
    return match[0] if meant == _NO_CHARACTER else meant


def _mojibake(text: str, meant: str) -> str:
    was, now = text.split(" "), meant.split(" ")
    if len(was) == len(now):
        changed = [(a, b) for a, b in zip(was, now, strict=True) if a != b]
        was, now = [a for a, _ in changed], [b for _, b in changed]
    return f"mojibake: '{shortened(' '.join(was), _SHOWN)}' read as '{shortened(' '.join(now), _SHOWN)}'"


def readable(title: str) -> str:
    """Return a title with its math (`$\\ell_2$`) in readable characters."""
    return _MATH.sub(lambda match: latex.plain(match[0]) if _LATEX.match(match[1]) else match[0], title)


def without_full_stop(title: str) -> str:
    """Return a title without the full stop that ends it; an ellipsis and an abbreviation keep theirs."""
    if not _STOP.search(title) or _ABBREVIATION.search(title[-12:]):
        return title
    return title[:-1].rstrip()


def shortened(text: str, most: int) -> str:
    """Return text in one line of at most `most` characters."""
    text = " ".join(text[: most * 8].split())
    return text if len(text) <= most else text[: most - 1] + "…"
