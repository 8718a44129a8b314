"""Formulas of LaTeX in one line of text: fractions, roots, accents, numbers above and below the line."""

import re
import unicodedata

#: Characters that stand above or below the line. All of them fold to what they stand for.
RAISED = str.maketrans(
    "0123456789+-\u2212\u2013=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ",
)
LOWERED = str.maketrans("0123456789+-\u2212\u2013=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
#: Signs that stand between two things, with blanks around them where the writer has some.
BETWEEN = frozenset("≤≥≠≈∼→←↔⇒×±∈∪∩⊂·")
_TABLES = {"^": RAISED, "_": LOWERED}
#: What stands in the braces of an index, as a pattern, alone or in a command that says it is text.
_INDEX = r"(?:[0-9A-Za-z+()=,./ ]|-(?!-))*"
_AS_TEXT = r"\\(?:mbox|text|textrm|textbf|textit|textnormal|mathrm|mathbf|mathit|mathsf|mathtt|rm|bf|it)[ ]*"
#: An index above or below the line with its argument, for verbose patterns; with any other argument the mark alone.
SCRIPT = rf"[_^](?:[0-9A-Za-z+*]|-(?!-)|\{{{_INDEX}\}}|\{{[ ]*{_AS_TEXT}\{{{_INDEX}\}}[ ]*\}})?"
_WRAPPING = re.compile(rf"[{{}}]|{_AS_TEXT}")
_ORDINAL = frozenset(("st", "nd", "rd", "th"))


_PLAIN = {placed: (mark, chr(plain)) for mark, table in _TABLES.items() for plain, placed in reversed(table.items())}
_LETTERS = "".join(chr(placed) for placed, (_, plain) in _PLAIN.items() if plain.isalpha())
_PLACED = "".join(map(chr, _PLAIN))
_PLACED_LETTERS = re.compile(rf"[{_PLACED}]*[{_LETTERS}][{_PLACED}]*")


def in_latex(value: str) -> str:
    """Return a value with letters above or below the line, which few LaTeX fonts have, as formulas that read as these."""
    return value if value.isascii() else _PLACED_LETTERS.sub(_formula, value)


def _formula(match: re.Match[str]) -> str:
    return "$" + "{}".join([f"{mark}{{{plain}}}" for mark, plain in (_PLAIN[ord(char)] for char in match[0])]) + "$"


def bare_script(written: str) -> str:
    """Return an index, as `SCRIPT` matches it, without braces and commands: `^{2n}` to `^2n`."""
    return _WRAPPING.sub("", written) if len(written) > 2 else written


def script(written: str) -> str:
    """Return an index of a formula as characters above or below the line, where there are such.

    Words of several letters are names (`BERT_{large}`) and stay on the line, as do letters without such a form.
    A power that has none is marked: `n^{1.5}` reads `n^1.5`.
    """
    mark, index = written[0], bare_script(written)[1:].strip()
    if index.isalpha() and len(index) > 2 or index in _ORDINAL or index == "*":
        return index
    placed = index.replace(" ", "").translate(_TABLES[mark])
    if placed.isascii() or any(char.isascii() for char in placed):
        is_power = mark == "^" and any(char.isdigit() for char in index)
        return (f"^{index}" if re.fullmatch(r"[\w.]+", index) else f"^({index})") if is_power else index
    return placed


_ACCENTS = {
    "tilde": "\u0303", "hat": "\u0302", "bar": "\u0304", "overline": "\u0304", "dot": "\u0307", "ddot": "\u0308",
    "acute": "\u0301", "grave": "\u0300", "check": "\u030c", "breve": "\u0306", "vec": "\u20d7",
}  # fmt: skip
_ACCENT = re.compile(
    rf"\\(?:wide)?({'|'.join(_ACCENTS)})(?![a-zA-Z])\s*+\{{?+\s*+"
    r"(?:\\(?:math|text|bold)[a-z]*+\s*+)?+\{?+\s*+([a-zA-Z])(?![a-zA-Z])(?:\s*\}){0,2}"
)
_FORMULA = re.compile(
    rf"\\(?:[dtc]?frac|[dt]?binom|sqrt|text(?:super|sub)script|(?:wide)?(?:{'|'.join(_ACCENTS)}))(?![a-zA-Z])"
)
_GROUP = r"\{([^{}]{0,200}(?:\{[^{}]{0,200}\}[^{}]{0,200}){0,20})\}"
_ARGUMENT = rf"\s*(?:{_GROUP}|([0-9A-Za-z]))"
_FRACTION = re.compile(rf"\\(?:[dtc]?frac|(?P<binom>[dt]?binom))(?![a-zA-Z]){_ARGUMENT}{_ARGUMENT}")
_ROOT = re.compile(rf"\\sqrt(?![a-zA-Z])\s*(?:\[([^\[\]{{}}$]{{0,20}})\])?{_ARGUMENT}")
_TEXT_SCRIPT = re.compile(r"\\text(super|sub)script\s*\{\s*([-+]?\d{1,4})\s*\}")
#: What needs no brackets around it: one number or name, with an index, an accent or in brackets of its own.
_SINGLE = re.compile(
    rf"\s*(?:\([^()]*\)|\\?[^\W_\d]+|\d+(?:\.\d+)?|\d*[^\W\d_])\s*(?:{SCRIPT}|[\u0300-\u036f\u20d7])*\s*"
)
_UNDER_ROOT = re.compile(r"\s*(?:\([^()]*\)|\d+|\\[A-Za-z]+|[^\W\d_])\s*")
#: Formulas within formulas: how often that is looked through.
_ROUNDS = 6


def in_line(value: str) -> str:
    """Return a BibTeX value with fractions, roots, accents and raised numbers in one line; all else stays LaTeX."""
    if _FORMULA.search(value) is None:
        return value
    value = _ACCENT.sub(lambda match: unicodedata.normalize("NFC", match[2] + _ACCENTS[match[1]]), value)
    value = _TEXT_SCRIPT.sub(lambda match: match[2].translate(RAISED if match[1] == "super" else LOWERED), value)
    for _ in range(_ROUNDS):
        before = value
        value = _ROOT.sub(_root, _FRACTION.sub(_fraction, value))
        if value == before:
            break
    return value


def _fraction(match: re.Match[str]) -> str:
    binom, upper, upper_bare, lower, lower_bare = match.groups()
    above, below = (upper or upper_bare or "").strip(), (lower or lower_bare or "").strip()
    if binom:
        return f"({above} choose {below})"
    # a number or name right before a fraction is a factor: 2\frac{1}{3} is not 21/3
    factor = match.start() > 0 and match.string[match.start() - 1].isalnum()
    return " " * factor + f"{_in_brackets(above)}/{_in_brackets(below, is_below=True)}"


def _in_brackets(part: str, *, is_below: bool = False) -> str:
    is_single = _SINGLE.fullmatch(part) is not None and not (is_below and re.fullmatch(r"\d+[^\W\d_]", part))
    return part if is_single else f"({part})"


def _root(match: re.Match[str]) -> str:
    degree, inner, bare = match.groups()
    under = (inner or bare or "").strip()
    above = degree.strip().translate(RAISED) if degree else ""
    return f"{above}√{under}" if _UNDER_ROOT.fullmatch(under) else f"{above}√({under})"
