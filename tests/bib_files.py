"""BibTeX files for tests: a grammar that makes valid, odd and broken ones, and a second, plain way to read an entry."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

NEWLINES = st.sampled_from(["\n", "\r\n", "\r", "mixed"])
NAMES = st.sampled_from(["title", "Author", "YEAR", "note", "url", "x-y", "category", "keywords"])
KEYS = st.sampled_from(["a", "b", "Key:1", "z9", "k-1", "a", "müller+2", "c.d/e", "Z9"])
TYPES = st.sampled_from(["article", "Misc", "INPROCEEDINGS", "online"])
TEXTS = [
    "a", "Deep {L}earning", "x = y", "50\\%", '{\\"o}', "naïve", "«»", "@home", "100 # 2", "", "  ", "a, b", "% no comment",
    "\\{x\\}", "Ropes > Knots; Sails", "{{Whole}}", "red \x1b[31m", "\u202eright to left", "two\n  lines", "tab\there",
]  # fmt: skip
#: What people, web pages and attackers put into a value.
HOSTILE = [
    "}", "{", "}}", "{{", "@", '"', "#", "%", "\\", "\\}", "\\{", '"}', "},\n@misc{evil, title = {x}}", "}\n\n@comment{", "a\nb",
    "a\r\nb", "\r", "\n@misc{evil,", "\x1b[2J", "\x07", "\x7f", "\x85", "\u2028", "\u202e", "\ufeff", "$x_1^2$", "--", "``''", "~", "&amp;",
    "|", "a | b", "<b>", "](x)", ", note = {evil}", "=", "{x}", "a ; b", "a > b", "and", "\\textbraceleft{}",
]  # fmt: skip


def hostile_texts() -> st.SearchStrategy[str]:
    """Texts with what could break out of a field, among words."""
    piece = st.one_of(
        st.sampled_from(HOSTILE), st.sampled_from(["Ropes", "on", "LLM", " ", "é", "1"]), st.text(max_size=4)
    )
    return st.lists(piece, min_size=1, max_size=5).map("".join).map(lambda text: text.replace("\x00", ""))


@dataclass(frozen=True)
class Value:
    """A value as a file writes it, and its parts: `(text, is_macro)`."""

    source: str
    parts: tuple[tuple[str, bool], ...]

    def reading(self, macros: dict[str, str]) -> str:
        """Return what BibTeX makes of it; an unknown macro reads as its name."""
        return "".join(macros.get(text, text) if is_macro else text for text, is_macro in self.parts)


@dataclass(frozen=True)
class Part:
    """A stretch of a file: an entry with its key and fields in order, a macro's definition, or anything else."""

    text: str
    key: str = ""
    type: str = ""
    fields: tuple[tuple[str, Value], ...] = ()
    defines: tuple[str, str] | None = None
    is_broken: bool = False

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # noqa: ARG002
        printer.text(repr(self))

    def __repr__(self) -> str:
        return f"<{self.text!r}{' broken' if self.is_broken else ''}>"

    @property
    def is_entry(self) -> bool:
        """Tell whether this is an entry that BibTeX reads without complaint."""
        return bool(self.type)


@dataclass(frozen=True)
class BibText:
    """A file made of parts, gaps among them."""

    parts: tuple[Part, ...]

    _repr_pretty_ = Part._repr_pretty_

    def __repr__(self) -> str:
        return f"BibText({self.data!r})"

    @property
    def data(self) -> bytes:
        """The file's bytes."""
        return "".join(part.text for part in self.parts).encode()

    @property
    def is_well_formed(self) -> bool:
        """Tell whether no part is broken; a broken one may swallow what follows it."""
        return not any(part.is_broken for part in self.parts)

    @property
    def entries(self) -> list[Part]:
        """The well-formed entries in order."""
        return [part for part in self.parts if part.is_entry]

    def span(self, wanted: Part) -> tuple[int, int]:
        """Return where a part stands, in bytes."""
        start = 0
        for part in self.parts:
            end = start + len(part.text.encode())
            if part is wanted:
                return start, end
            start = end
        raise ValueError("no part of this file")

    def named_once(self) -> list[Part]:
        """Return the entries whose key, case ignored, no other entry has."""
        keys = [part.key.casefold() for part in self.parts if part.key]
        return [part for part in self.entries if keys.count(part.key.casefold()) == 1]

    def readings(self) -> list[tuple[str, str, dict[str, str]]]:
        """Return type, key and fields of all entries as BibTeX reads them: the first of a repeated field counts."""
        macros: dict[str, str] = {}
        found = []
        for part in self.parts:
            if part.defines:
                macros = macros | {part.defines[0]: part.defines[1]}
            elif part.is_entry:
                fields: dict[str, str] = {}
                for name, value in part.fields:
                    fields.setdefault(name.lower(), value.reading(macros))
                found.append((part.type.lower(), part.key, fields))
        return found


@st.composite
def values(draw: st.DrawFn) -> Value:
    """Values in braces, quotes, digits, and joined by `#` with macros."""

    def literal() -> Value:
        text = draw(st.sampled_from(TEXTS))
        if '"' in text or draw(st.booleans()):
            return Value("{" + text + "}", ((text, False),))
        return Value(f'"{text}"', ((text, False),))

    kind = draw(st.sampled_from(["literal"] * 6 + ["number", "macro", "joined"]))
    if kind == "number":
        return Value("2001", (("2001", False),))
    if kind == "macro":
        return Value("rope", (("rope", True),))
    if kind == "joined":
        first, last = literal(), literal()
        return Value(f"{first.source} # rope#{last.source}", (*first.parts, ("rope", True), *last.parts))
    return literal()


@st.composite
def entries(draw: st.DrawFn, newline: str, keys: st.SearchStrategy[str] = KEYS) -> Part:
    """Well-formed entries in many hands: braces and parentheses, repeated fields, odd spacing and case."""
    opening, closing = draw(st.sampled_from(["{}", "{}", "()"]))
    fields = tuple(draw(st.lists(st.tuples(NAMES, values()), max_size=4)))
    indent, equals = draw(st.sampled_from(["  ", "\t", ""])), draw(st.sampled_from([" = ", "=", "   =  "]))
    separator = "," + draw(st.sampled_from([newline, " ", newline * 2])) + indent
    ending = draw(st.sampled_from(["", ",", "," + newline, newline]))
    kind, key = draw(TYPES), draw(keys)
    listed = [f"{name}{equals}{value.source}" for name, value in fields]
    if opening == "(" and not listed and not ending:
        ending = ","  # between parentheses BibTeX reads a key up to a comma or blank: `@misc(a)@misc(b,` has one key
    text = f"@{kind}{opening}{separator.join([key, *listed])}{ending}{closing}"
    return Part(text, key, kind, fields)


def _odd(newline: str) -> list[Part]:
    texts = [
        "% a comment", "% unl: keep", "% Encoding: UTF-8", "@comment{jabref-meta: databaseType:bibtex;}", '@preamble{"x" # {y}}',
        "free text, e@mail.org", "\ufeff", "\x00", "%% } {", "@Comment a line",
        "@Comment{jabref-meta: grouping:|0 AllEntriesGroup:;|1 StaticGroup:Ropes\\;0\\;1\\;0x8a8a8aff\\;\\;\\;;|}",
        "@comment{@misc{hidden, title = {Not an entry}}}",
    ]  # fmt: skip
    plain = [Part(text.replace("|", newline)) for text in texts]
    strings = [("@string{rope = {Journal of Ropes}}", "Journal of Ropes"), ('@STRING(rope = "R")', "R")]
    return [*plain, *(Part(text, defines=("rope", value)) for text, value in strings)]


def _broken(newline: str) -> list[Part]:
    texts = [
        "@article{broken, title = {x", "@article broken}", "}", "@misc{u, note = {a} year = 1}", "@misc{u, title = {a}},",
        "@misc{cut,|  title = {A title that", '@misc{q, title = "open }', "@misc(paren, title = {x}", "@misc{, title = {No key}}",
        "@misc{p, % a remark|  title = {x}}", "@article{", "@string{open = {", "@misc{e title = {x}}", "@misc{l, title {x}}", "{",
    ]  # fmt: skip
    return [Part(text.replace("|", newline), is_broken=True) for text in texts]


@st.composite
def bib_texts(draw: st.DrawFn, *, broken: bool = True, keys: st.SearchStrategy[str] = KEYS) -> BibText:
    """Whole files: entries between odd and, unless told otherwise, broken parts, with all kinds of line ends."""
    chosen = draw(NEWLINES)

    def newline() -> str:
        return draw(st.sampled_from(["\n", "\r\n", "\r"])) if chosen == "mixed" else chosen

    parts: list[Part] = [Part("\ufeff")] if draw(st.booleans()) else []
    for _ in range(draw(st.integers(0, 8))):
        end = newline()
        kind = draw(st.sampled_from(["entry", "entry", "entry", "odd", "broken" if broken else "odd"]))
        if kind == "entry":
            part = draw(entries(end, keys))
        else:
            part = draw(st.sampled_from(_odd(end) if kind == "odd" else _broken(end)))
        # without a line end after it, a comment or free text would take in what follows
        gaps = [end, end * 2, end * 3 + " ", end, *([" ", ""] if part.is_entry else [])]
        # Equal parts are one object when drawn twice, and a part is known by being itself.
        parts += [Part(**vars(part)), Part(draw(st.sampled_from(gaps)))]
    if parts and draw(st.booleans()):
        parts[-1] = Part(parts[-1].text.rstrip())
    return BibText(tuple(parts))


def libraries() -> st.SearchStrategy[bytes]:
    """The bytes of such files."""
    return bib_texts().map(lambda text: text.data)


def one_entry(text: str) -> tuple[str, str, list[tuple[str, str]]]:
    """Return type, key and raw values of a text that is exactly one entry, by counting braces and nothing else."""
    head = re.match(r"\s*@(\w+)\s*([{(])\s*([^,\s{}()]*)", text)
    assert head, f"no entry: {text!r}"
    closing = {"{": "}", "(": ")"}[head[2]]
    position, fields = head.end(), []
    while True:
        blanks = re.compile(r"[\s,]*").match(text, position)
        position = blanks.end() if blanks else position
        if text[position] == closing:
            assert not text[position + 1 :].strip(), f"more than an entry: {text!r}"
            return head[1], head[3], fields
        name = re.compile(r"([^\s=]+)\s*=\s*").match(text, position)
        assert name, f"no field at {text[position:]!r}"
        end = _value_end(text, name.end())
        while joined := re.compile(r"\s*#\s*").match(text, end):
            end = _value_end(text, joined.end())
        fields.append((name[1].lower(), text[name.end() : end]))
        position = end


def _value_end(text: str, start: int) -> int:
    if text[start] not in '{"':
        word = re.compile(r"\w+").match(text, start)
        assert word, f"no value at {text[start:]!r}"
        return word.end()
    depth = 0
    for position in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[position], 0)
        assert depth >= 0, f"a brace too many: {text!r}"
        closes = text[start] == "{" or text[position] == '"' and position > start
        if depth == 0 and closes:
            return position + 1
    raise AssertionError(f"a value does not end: {text!r}")


def common_ends(old: bytes, new: bytes) -> tuple[int, int]:
    """Return how many bytes two texts share at their beginning, and how many at their end."""
    shorter = min(len(old), len(new))
    first = next((i for i in range(shorter) if old[i] != new[i]), shorter)
    last = next((i for i in range(shorter) if old[-1 - i] != new[-1 - i]), shorter)
    return first, last


def are_kept(stretches: Sequence[bytes], new: bytes) -> bool:
    """Tell whether stretches of bytes are all in a text, in order, the first at its front and the last at its end."""
    if not new.startswith(stretches[0]) or not new.endswith(stretches[-1]):
        return False
    position = 0
    for stretch in stretches:
        found = new.find(stretch, position)
        if found < 0:
            return False
        position = found + len(stretch)
    return True
