"""Text of fields: LaTeX to readable text and back, and the folded form used for comparison. Pure functions."""

import re
import unicodedata
from functools import lru_cache

from unlcli.domain import maths

#: Accent commands and the combining characters they stand for.
COMBINING = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
    "b": "\u0331", "t": "\u0361",
}  # fmt: skip

#: Commands that stand for one character. Those from `times` on belong in math.
SYMBOLS = {
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å",
    "AA": "Å", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ", "i": "ı",
    "j": "ȷ", "S": "§", "P": "¶", "pounds": "£", "copyright": "©", "dots": "…", "ldots": "…", "textellipsis": "…",
    "textbackslash": "\\", "backslash": "\\", "textbraceleft": "{", "textbraceright": "}", "lbrace": "{",
    "rbrace": "}", "textasciitilde": "~", "textasciicircum": "^", "textbar": "|", "textless": "<",
    "textgreater": ">", "textendash": "–", "textemdash": "—", "textquoteright": "’", "textquoteleft": "‘",
    "textquotedblleft": "“", "textquotedblright": "”", "textquotesingle": "'", "textquotedbl": '"', "textdollar": "$",
    "textunderscore": "_", "textdegree": "°", "textregistered": "®", "texttrademark": "™", "textmu": "µ",
    "textonehalf": "½", "quotesinglbase": "‚", "quotedblbase": "„", "guillemotleft": "«", "guillemotright": "»",
    "texttimes": "×", "textpm": "±", "textperiodcentered": "·",
    "slash": "/", "times": "×", "cdot": "·", "pm": "±", "infty": "∞", "sim": "∼", "approx": "≈", "leq": "≤",
    "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠", "to": "→", "rightarrow": "→", "leftarrow": "←",
    "leftrightarrow": "↔", "Rightarrow": "⇒", "in": "∈", "forall": "∀", "exists": "∃", "partial": "∂",
    "nabla": "∇", "ell": "ℓ", "circ": "°", "prime": "′", "star": "⋆", "ast": "∗", "bullet": "•", "langle": "⟨",
    "rangle": "⟩", "sqrt": "√", "sum": "∑", "prod": "∏", "int": "∫", "cup": "∪", "cap": "∩", "subset": "⊂",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ",
    "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ", "varphi": "φ", "chi": "χ",
    "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π",
    "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip

# Commands that change how their argument looks and not what it says.
_DECORATION = frozenset(
    "emph textit textbf texttt textsc textrm textsf textsl textup textmd textnormal text mathrm mathbf mathit mathcal "
    "mathbb mathsf mathtt mathfrak boldsymbol bm ensuremath mbox hbox uppercase lowercase underline em it bf tt sc rm "
    "sf sl bfseries itshape ttfamily scshape url path protect relax left right big Big bigl bigr noopsort mathop "
    "operatorname textsuperscript textsubscript sup sub enquote nolinkurl hspace vspace xspace small large mathscr "
    "mathbbm mathnormal pmb hat tilde bar overline vec widehat widetilde displaystyle textstyle limits nolimits "
    "textsw".split()
)

# Each alternative begins with a plain character, so that the search for the next one runs fast over what lies between. No
# letter has more accents than are looked for: without a bound, a row of accents for no letter is read again at each.
_TOKEN = re.compile(
    r"""
      \\(?P<stacked>(?:["'`^~=.]|[uvHcdbrkt](?![A-Za-z]))[ {]*+
          (?:\\(?:["'`^~=.]|[uvHcdbrkt](?![A-Za-z]))[ {]*+){1,8}+)
          (?:\\(?=[ij](?![A-Za-z])))?(?P<base>[^\W\d_])
    | \\(?P<accent>["'`^~=.]|[uvHcdbrkt](?![A-Za-z]))[ ]*
          (?:\{[ ]*\\?(?P<in_braces>[^\W\d_])[ ]*\}|\\?(?P<bare>[^\W\d_])(?![A-Za-z]))
    | \\(?P<accent2>["'`^~=.])(?P<bare2>[^\W\d_])
    | \\(?P<href>href)[ ]*\{[^{}]*\}
    | \\(?P<word>[A-Za-z]+)\*?[ \t\n]*
    | \\(?P<escaped>.)
    | \{[{}]*
    | \}[{}]*
    | \$\$*
    | """
    + maths.SCRIPT
    + r"""
    | ---?
    | ``
    | ''
    | ~
    """,
    re.VERBOSE | re.DOTALL,
)
_SPACE = re.compile(r"\s+")


def plain(value: str) -> str:
    """Return the readable form of a BibTeX value: LaTeX accents, symbols, braces and math marks resolved.

    Unknown commands keep their name (`\\TeXpert` reads `TeXpert`), so that nothing searched for disappears.
    """
    if is_marked(value):
        value = _decode(value)
    return " ".join(value.split())


def is_marked(value: str) -> bool:
    """Tell whether a value holds a mark that reads as something else; one search a mark is far faster than one for all."""
    return (
        "{" in value
        or "\\" in value
        or "}" in value
        or "$" in value
        or "~" in value
        or "--" in value
        or "``" in value
        or "''" in value
    )


#: What marks outside commands read as; those of `_` and `^` depend on where they stand.
_MARKS = {"--": "–", "---": "—", "``": "“", "''": "”", "~": " "}


def _decode(value: str) -> str:
    in_math = False

    def readable(match: re.Match[str]) -> str:
        nonlocal in_math
        mark = match[0]
        if mark[0] == "\\":
            if mark[1:] in ("(", ")"):
                in_math = mark[1:] == "("
                return ""
            return _spaced(match, in_math=in_math)
        if mark[0] == "$":
            in_math = not in_math if len(mark) != 2 or in_math else in_math
            return ""
        if mark[0] in "_^":
            return maths.script(mark) if in_math else maths.bare_script(mark)
        return _MARKS.get(mark, "")

    return _TOKEN.sub(readable, maths.in_line(value) if "\\" in value else value)


def _after_backslash(match: re.Match[str]) -> str:
    kind = match.lastgroup
    if kind in ("in_braces", "bare", "bare2"):
        accent = match["accent"] or match["accent2"]
        return _accented(match[kind], accent, is_dotless="\\i" in match[0])
    if kind == "base":
        inwards = [char for char in match["stacked"] if char in COMBINING]
        return _accented(match["base"], *reversed(inwards), is_dotless="\\i" in match[0])
    if kind == "word":
        return _command(match["word"])
    return _escaped(match["escaped"]) if kind == "escaped" else ""


def _accented(letter: str, *accents: str, is_dotless: bool) -> str:
    """Return a letter with accents, the one next to it first; a dot over a letter without one is but its own."""
    if is_dotless and letter == "i" and accents[0] == ".":
        accents = accents[1:]
    return unicodedata.normalize("NFC", letter + "".join([COMBINING[accent] for accent in accents]))


def _spaced(match: re.Match[str], *, in_math: bool) -> str:
    """Return what a command reads as; one that keeps its name stands apart from its argument, in math from all words."""
    read = _after_backslash(match)
    name = match["word"]
    if not name or read != name:
        # blanks around a sign between two things, as in `a \leq b`, are the writer's
        is_apart = in_math and read in maths.BETWEEN and match[0][-1].isspace() and _before(match) in " $"
        return read + " " * is_apart
    is_before_word = in_math and match[0][-1].isspace() and _WORD_NEXT.match(match.string, match.end())
    after = " " if is_before_word or _ARGUMENT_NEXT.match(match.string, match.end()) else ""
    return " " * (in_math and _before(match).isalnum()) + read + after


def _before(match: re.Match[str]) -> str:
    return match.string[match.start() - 1] if match.start() else ""


_WORD_NEXT = re.compile(r"\{*(?:[^\W_]|\\[A-Za-z])")
_ARGUMENT_NEXT = re.compile(r"\{[{ ]*[^\s{}]")


def _command(name: str) -> str:
    if name in SYMBOLS:
        return SYMBOLS[name]
    if name in _DECORATION:
        return ""
    return " " if name in ("quad", "qquad", "newline", "linebreak", "par") else name


def _escaped(char: str) -> str:
    if char in "-!/@":
        return ""
    return " " if char in "\\,;: \n\t" else char


def without_latex(typed: str) -> str:
    """Return text that was typed or pasted with its LaTeX commands and braces resolved; all other marks stay."""
    if "\\" not in typed and "{" not in typed and "}" not in typed:
        return typed
    return _TOKEN.sub(_without_command, maths.in_line(typed))


def _without_command(match: re.Match[str]) -> str:
    if match[0][0] == "\\":
        return _spaced(match, in_math=match.string.count("$", 0, match.start()) % 2 == 1)
    if match[0][0] in "_^":
        return maths.bare_script(match[0])
    return "" if match[0][0] in "{}" else match[0]


_ESCAPES = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "$": r"\$", "&": r"\&",
    "%": r"\%", "#": r"\#", "_": r"\_", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
}  # fmt: skip
_SPECIAL = re.compile(r"[\\{}$&%#_^~]|(?<=-)-|(?<=`)`|(?<=')'")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def to_bibtex(text: str) -> str:
    """Return a BibTeX value that reads back (`plain`) as `text`, with white space collapsed and controls dropped."""
    text = _SPACE.sub(" ", _CONTROL.sub(" ", text)).strip()
    return _SPECIAL.sub(lambda m: _ESCAPES.get(m[0], "{}" + m[0]), text)


def title_to_bibtex(title: str) -> str:
    """Return a title's value that reads back as it: its capitals protected, letters above and below the line in formulas."""
    return maths.in_latex(protect_capitals(to_bibtex(title)))


def is_balanced(value: str) -> bool:
    """Tell whether braces balance as BibTeX counts them (a backslash does not hide one)."""
    depth = 0
    for char in value:
        if char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
            if depth < 0:
                return False
    return depth == 0


def contained(value: str) -> str:
    """Return a value that cannot leave its field: kept as it is when its braces balance, else those alone are escaped.

    A backslash before such a brace, which hides nothing from BibTeX, goes into the escape.
    """
    value = value.replace("\x00", "")
    if is_balanced(value):
        return value
    alone = _alone(value)
    parts: list[str] = []
    is_escaped = False
    for place, char in enumerate(value):
        if place not in alone:
            parts.append(char)
            is_escaped = char == "\\" and not is_escaped
            continue
        if is_escaped:
            parts.pop()
        parts.append(_ESCAPES[char])
        is_escaped = False
    return "".join(parts)


def _alone(value: str) -> set[int]:
    """Return where braces stand that have no partner."""
    opened: list[int] = []
    alone: set[int] = set()
    for place, char in enumerate(value):
        if char == "{":
            opened.append(place)
        elif char == "}" and opened:
            opened.pop()
        elif char == "}":
            alone.add(place)
    return alone | set(opened)


def protect_capitals(title: str) -> str:
    """Return a BibTeX title in which words with capitals inside (LLM, NeurIPS, MLLMU-Bench) stand in braces.

    BibTeX styles lower-case titles; a title written in capitals throughout is left alone.
    """
    words = title.split(" ")
    marked = [_has_inner_capital(word) for word in words]
    if len(words) > 2 and all(m or not any(c.isalpha() for c in w) for m, w in zip(marked, words, strict=True)):
        return title
    return " ".join(_braced(w) if m else w for w, m in zip(words, marked, strict=True))


def _has_inner_capital(word: str) -> bool:
    if "{" in word or "\\" in word:
        return False
    return any(any(c.isupper() for c in part[1:]) for part in re.findall(r"[^\W_]+", word))


def _braced(word: str) -> str:
    match = re.match(r"^([\W_]*)(.*?)([\W_]*)$", word, re.DOTALL)
    return f"{match[1]}{{{match[2]}}}{match[3]}" if match else word


_FOLD_SPECIAL = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "æ": "ae", "Æ": "ae", "œ": "oe",
     "Œ": "oe", "ı": "i", "ȷ": "j", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th"}
)  # fmt: skip
_APOSTROPHES = re.compile(r"['’‘`´ʼ]")
_NO_WORD = re.compile(r"[\W_]")
# One character and what follows, for the search for `x+` is slower than that for `xx*`.
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f][^\x00-\x7f]*")
_DROPPED = b"'`"
#: Bytes of UTF-8: capitals become small, ASCII marks blanks, the bytes of all other characters stay.
_LOWER = bytes(ord(chr(n).lower()) if chr(n).isalnum() else 32 for n in range(128)) + bytes(range(128, 256))
#: The same, but that line ends stay.
_LOWER_LINES = _LOWER[:10] + b"\n" + _LOWER[11:]


def fold(text: str) -> str:
    """Return the comparison form of readable text: lower case, no accents, words of letters and digits, one blank between."""
    if not text.isascii():
        text = _BEYOND_ASCII.sub(_folded_run, text)
    return " ".join(text.encode().translate(_LOWER, _DROPPED).decode().split())


def _folded_run(match: re.Match[str]) -> str:
    """Return what a run of characters beyond ASCII folds to; what ASCII marks it holds are the caller's to fold."""
    run = match[0]
    return _folded_short(run) if len(run) < 8 else _folded(run)


def _folded(run: str) -> str:
    run = unicodedata.normalize("NFKD", run.translate(_FOLD_SPECIAL))
    bare = "".join([char for char in run if not unicodedata.combining(char)])
    return _NO_WORD.sub(" ", _APOSTROPHES.sub("", bare.casefold()))


_folded_short = lru_cache(1024)(_folded)


def search_words(text: str) -> str:
    """Return the words of readable text as an index holds them: folded, scripts without blanks cut into characters."""
    return set_apart(fold(text))


def query_words(text: str) -> list[str]:
    """Return the words of a query: as `search_words`, but that characters next to each other are one word of several."""
    folded = fold(text)
    if folded.isascii():
        return folded.split()
    return [" ".join(run) if _NO_BLANKS.match(run) else run for run in _RUNS.findall(folded)]


def search_list(texts: list[str], border: str) -> str:
    """Return the words of several readable texts, with a border between one text and the next."""
    together = "\n".join(texts)
    if not together.isascii() or together.count("\n") >= len(texts):
        return border.join([search_words(text) for text in texts])
    # folding one text is faster than folding several
    lines = together.encode().translate(_LOWER_LINES, _DROPPED).decode()
    return " ".join(lines.replace("\n", border).split())


#: Characters of scripts that are written without blanks between words: Chinese and Japanese.
_NO_BLANKS = re.compile(r"[\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")


def is_run(word: str) -> bool:
    """Tell whether a word of a query is several characters of a script that is written without blanks."""
    return " " in word and not word.isascii() and all(map(_NO_BLANKS.match, word.split()))


_RUNS = re.compile(rf"{_NO_BLANKS.pattern}+|(?:(?!{_NO_BLANKS.pattern})\S)+")


def set_apart(folded: str) -> str:
    """Return folded words with a blank around each character of scripts that are written without blanks."""
    if folded.isascii() or _NO_BLANKS.search(folded) is None:
        return folded
    return " ".join(_NO_BLANKS.sub(r" \g<0> ", folded).split())


def search_text(value: str, *, is_verbatim: bool = False) -> str:
    """Return text of which a search at ASCII marks, blind to ASCII case, finds the words of a BibTeX value.

    They are those of `search_words(plain(value))`, or of the value itself when it is verbatim. Most values have them as
    they are written, and to fold what is never shown would cost more than to index it.
    """
    if is_searched_as_written(value):
        return value
    if is_verbatim:
        return _searched(value)
    before, decoded = _without_marks(value)
    # most values hold few marks and no other script; what comes before them is not looked through for either
    return before + _searched(decoded) if is_searched_as_written(before) else _searched(before + decoded)


def _without_marks(value: str) -> tuple[str, str]:
    """Return a BibTeX value with LaTeX resolved as far as that makes words: what comes before the first command, and the rest."""
    first = min([at for mark in "\\$" if (at := value.find(mark)) >= 0], default=len(value))
    before = value[:first]
    if "{" in before or "}" in before or "'" in before or "`" in before:
        before = before.replace("''", " ").replace("``", " ").replace("{", "").replace("}", "")
    return before, _decode(value[first:])


def _searched(value: str) -> str:
    if not value.isascii():
        value = _BEYOND_ASCII.sub(_search_run, value)
    return value.replace("'", "").replace("`", "") if "'" in value or "`" in value else value


def is_searched_as_written(value: str) -> bool:
    """Tell whether `search_text` has nothing to do for a value, verbatim or not."""
    return (
        value.isascii()
        and "\\" not in value
        and "{" not in value
        and "$" not in value
        and "}" not in value
        and "'" not in value
        and "`" not in value
    )


def _search_run(match: re.Match[str]) -> str:
    # no character before these is one of Chinese or Japanese, or folds to one
    return (
        _folded_run(match)
        if match[0] < "\u2e80" and len(match[0]) == 1
        else _NO_BLANKS.sub(r" \g<0> ", _folded_run(match))
    )


def squash(text: str) -> str:
    """Return the folded form without blanks: equal for `few-shot`, `few shot` and `fewshot`."""
    return fold(text).replace(" ", "")


def without_controls(text: str) -> str:
    """Return text safe for a terminal and a line-based format: controls and bidi overrides are made visible or blank."""
    return _UNSAFE.sub(_visible, text)


_UNSAFE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)


def _visible(match: re.Match[str]) -> str:
    char = match[0]
    return " " if char in "\t\n\r\x0b\x0c\x85\u2028\u2029" else f"<U+{ord(char):04X}>"
