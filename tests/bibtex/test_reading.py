"""Every odd spelling as BibTeX itself reads it, and where `unl` reads more on purpose.

The expected values were printed by BibTeX 0.99d, with blanks and line ends made one blank, as it does. BibTeX stops at the
first mistake in an entry and keeps what it had; there `unl` reads on, never takes less, and reports the entry.
"""

import re
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unlcli.bibtex import fields, grammar, read
from unlcli.bibtex.scan import BlockKind, scan

Read = list[tuple[str, str, dict[str, str]]]


class Case(NamedTuple):
    """A text, what BibTeX takes of it, what is reported, and what `unl` takes where that is not the same, with a reason."""

    name: str
    text: bytes
    bibtex: Read
    stumbles: str = ""
    ours: Read | None = None
    because: str = ""


CASES = [
    Case(
        "a % line inside an entry",
        b"@misc{a, t = {x},\n% c\nu = {y}}",
        [("misc", "a", {"t": "x"})],
        stumbles="a % inside the entry",
        ours=[("misc", "a", {"t": "x", "u": "y"})],
        because="BibTeX stops at the mistake; what can be read is read",
    ),
    Case(
        "a % after the last field",
        b"@misc{a, t = {x} % c\n}",
        [("misc", "a", {"t": "x"})],
        stumbles="a % inside the entry",
    ),
    Case(
        "a % in a value is text",
        b'@misc{a, t = {50 % of x},\nu = "1 % y"}',
        [("misc", "a", {"t": "50 % of x", "u": "1 % y"})],
    ),
    Case("a % in a key", b"@misc{a%b, t = {x}}", [("misc", "a%b", {"t": "x"})]),
    Case("@ in text is skipped", b"mail me@example.org about it\n@misc{a, t = {x}}", [("misc", "a", {"t": "x"})]),
    Case(
        "@ in an abstract",
        b"@misc{a, t = {me@home {x} and @misc{b, u = {y}}}, u = {z}}",
        [("misc", "a", {"t": "me@home {x} and @misc{b, u = {y}}", "u": "z"})],
    ),
    Case(
        "@ in quotes",
        b'@misc{a, t = "me@home, @misc{b, u = 1}", u = {z}}',
        [("misc", "a", {"t": "me@home, @misc{b, u = 1}", "u": "z"})],
    ),
    Case(
        "an entry in the middle of a line",
        b"some text @misc{a, t = {x}} more text\n@misc{b}",
        [("misc", "a", {"t": "x"}), ("misc", "b", {})],
    ),
    Case(
        "two entries on one line",
        b"@misc{a, t = {x}}@book{b, t = {y}} @misc{c}",
        [("misc", "a", {"t": "x"}), ("book", "b", {"t": "y"}), ("misc", "c", {})],
    ),
    Case(
        "an entry behind a percent sign",
        b"% @article{a, t = {x}}\n@misc{b}",
        [("article", "a", {"t": "x"}), ("misc", "b", {})],
    ),
    Case(
        "text between entries",
        b'one { two } " three\n@misc{a, t = {x}}\n} four\n@misc{b}',
        [("misc", "a", {"t": "x"}), ("misc", "b", {})],
    ),
    Case(
        "a backslash before a closing brace",
        b"@misc{a, file = {C:\\dir\\}, t = {x}}",
        [("misc", "a", {"file": "C:\\dir\\", "t": "x"})],
    ),
    Case(
        "a backslash before an opening brace",
        b"@misc{a, t = {x \\{ y}, u = {z}}}",
        [("misc", "a", {"t": "x \\{ y}, u = {z}"})],
    ),
    Case("escaped braces that balance", b"@misc{a, t = {\\{x\\}}}", [("misc", "a", {"t": "\\{x\\}"})]),
    Case(
        "a backslash before a quotation mark", b'@misc{a, t = "x\\", u = {y}}', [("misc", "a", {"t": "x\\", "u": "y"})]
    ),
    Case(
        "no comma between fields",
        b"@misc{a, t = {x} u = {y}}",
        [("misc", "a", {"t": "x"})],
        stumbles="no comma before u",
        ours=[("misc", "a", {"t": "x", "u": "y"})],
        because="BibTeX stops at the mistake; what can be read is read",
    ),
    Case(
        "no comma after the key",
        b"@misc{a t = {x}, u = {y}}",
        [("misc", "a", {})],
        stumbles="no comma after the citation key",
        ours=[("misc", "a", {"t": "x", "u": "y"})],
        because="BibTeX stops at the mistake; what can be read is read",
    ),
    Case(
        "no comma after the key, on the next line",
        b"@misc{a\nt = {x}, u = {y}}",
        [("misc", "a", {})],
        stumbles="no comma after the citation key",
        ours=[("misc", "a", {"t": "x", "u": "y"})],
        because="BibTeX stops at the mistake; what can be read is read",
    ),
    Case(
        "no =",
        b"@misc{a, t {x}, u = {y}}",
        [("misc", "a", {})],
        stumbles="no = after 't'",
        ours=[("misc", "a", {"u": "y"})],
        because="BibTeX stops at the mistake; what can be read is read",
    ),
    Case(
        "no = after a good field",
        b"@misc{a, t = {x}, u {y}, v = {z}}",
        [("misc", "a", {"t": "x"})],
        stumbles="no = after 'u'",
        ours=[("misc", "a", {"t": "x", "v": "z"})],
        because="BibTeX stops at the mistake; what can be read is read",
    ),
    Case(
        "no value",
        b"@misc{a, t = , u = {y}}",
        [("misc", "a", {})],
        stumbles="the value of t does not end",
        ours=[("misc", "a", {"u": "y"})],
        because="BibTeX stops at the mistake; what can be read is read",
    ),
    Case(
        "no key, braces",
        b"@misc{t = {x}, u = {y}}",
        [("misc", "t", {})],
        stumbles="no citation key",
        ours=[("misc", "", {"t": "x", "u": "y"})],
        because="BibTeX takes t for the key and stops at =",
    ),
    Case(
        "no key, no blanks",
        b"@misc{t={x}, u={y}}",
        [("misc", "t={x", {})],
        stumbles="no citation key",
        ours=[("misc", "", {"t": "x", "u": "y"})],
        because="BibTeX takes t={x for the key and the rest for text",
    ),
    Case(
        "no key, quotes",
        b'@misc{t="x", u={y}}',
        [("misc", 't="x"', {"u": "y"})],
        stumbles="no citation key",
        ours=[("misc", "", {"t": "x", "u": "y"})],
        because='BibTeX takes t="x" for the key',
    ),
    Case("an empty key", b"@misc{, t = {x}}", [("misc", "", {"t": "x"})]),
    Case("nothing inside", b"@misc{}\n@misc{b}", [("misc", "", {}), ("misc", "b", {})]),
    Case("a key and nothing else", b"@misc{a}", [("misc", "a", {})]),
    Case("a key and a comma", b"@misc{a,}", [("misc", "a", {})]),
    Case(
        "two commas",
        b"@misc{a, t = {x},, u = {y}}",
        [("misc", "a", {"t": "x"})],
        stumbles="two commas in a row",
        ours=[("misc", "a", {"t": "x", "u": "y"})],
        because="BibTeX stops at the mistake; what can be read is read",
    ),
    Case(
        "two commas after the key",
        b"@misc{a,, t = {x}}",
        [("misc", "a", {})],
        stumbles="two commas in a row",
        ours=[("misc", "a", {"t": "x"})],
        because="BibTeX stops at the mistake; what can be read is read",
    ),
    Case("two commas at the end", b"@misc{a, t = {x},,}", [("misc", "a", {"t": "x"})], stumbles="two commas in a row"),
    Case("a trailing comma", b"@misc{a, t = {x},\n}", [("misc", "a", {"t": "x"})]),
    Case("type and brace on two lines", b"@article\n{a, t = {x}}", [("article", "a", {"t": "x"})]),
    Case("blanks around the type", b"@ article {a, t = {x}}", [("article", "a", {"t": "x"})]),
    Case("line ends everywhere", b"@\nmisc\n{\na\n,\nt\n=\n{x}\n#\n{y}\n,\n}", [("misc", "a", {"t": "xy"})]),
    Case("tabs", b"@misc\t{\ta\t,\tt\t=\t{x}\t}", [("misc", "a", {"t": "x"})]),
    Case("a type with a hyphen", b"@in-proceedings{a, t = {x}}", [("in-proceedings", "a", {"t": "x"})]),
    Case("a type with a full stop", b"@my.type{a, t = {x}}", [("my.type", "a", {"t": "x"})]),
    Case("a type with odd characters", b"@a+b/c*d!{a, t = {x}}", [("a+b/c*d!", "a", {"t": "x"})]),
    Case("a type in capitals", b"@InProceedings{a, t = {x}}", [("inproceedings", "a", {"t": "x"})]),
    Case(
        "a type that begins with a digit",
        b"@3d{a, t = {x}}\n@misc{b}",
        [("misc", "b", {})],
        stumbles="an entry type cannot begin with a digit",
        ours=[("3d", "a", {"t": "x"}), ("misc", "b", {})],
        because="BibTeX skips the entry",
    ),
    Case("a type of letters beyond ASCII", b"@gr\xc3\xb6\xc3\x9fe{a, t = {x}}", [("größe", "a", {"t": "x"})]),
    Case(
        "@ twice",
        b"@@misc{a, t = {x}}",
        [("@misc", "a", {"t": "x"})],
        ours=[("misc", "a", {"t": "x"})],
        because="BibTeX takes @misc for the type",
    ),
    Case("a head without a brace", b"@article a title\n@misc{b}", [("misc", "b", {})]),
    Case(
        "@ in a sentence with parentheses",
        b"me@home (or not)\n@misc{b}",
        [("home", "or", {}), ("misc", "b", {})],
        stumbles="a blank in the citation key",
        ours=[("home", "or not", {}), ("misc", "b", {})],
        because="BibTeX takes the first word for the key and stops",
    ),
    Case("parentheses", b"@misc(a, t = {x}, u = 2)", [("misc", "a", {"t": "x", "u": "2"})]),
    Case(
        "parentheses in parentheses",
        b'@misc(a, t = {x ) y}, u = "p ) q", v = 1)',
        [("misc", "a", {"t": "x ) y", "u": "p ) q", "v": "1"})],
    ),
    Case(
        "parentheses and a brace",
        b"@misc(a, t = {x}, u = {)}, )\n@misc{b}",
        [("misc", "a", {"t": "x", "u": ")"}), ("misc", "b", {})],
    ),
    Case("braces and a parenthesis", b'@misc{a, t = {(x}, u = ")"}', [("misc", "a", {"t": "(x", "u": ")"})]),
    Case(
        "parentheses around a key alone",
        b"@misc(a)\n@misc{b, t = {x}}",
        [("misc", "a)", {}), ("misc", "b", {"t": "x"})],
        stumbles="BibTeX would not read it to its end",
        ours=[("misc", "a", {}), ("misc", "b", {"t": "x"})],
        because="BibTeX takes the parenthesis into the key and reads on to the next one",
    ),
    Case(
        "parentheses around a key and a blank",
        b"@misc(a )\n@misc{b, t = {x}}",
        [("misc", "a", {}), ("misc", "b", {"t": "x"})],
    ),
    Case("a key with a parenthesis in parentheses", b"@misc(a)b, t = {x})", [("misc", "a)b", {"t": "x"})]),
    Case(
        "the wrong closing mark",
        b"@misc{a, t = {x})\n\n@misc{b, t = {y}}",
        [("misc", "a", {"t": "x"}), ("misc", "b", {"t": "y"})],
        stumbles="the entry is not closed",
    ),
    Case(
        "a mark inside braces",
        b'@misc{a, t = {say "x"}, u = {"}, v = {y}}',
        [("misc", "a", {"t": 'say "x"', "u": '"', "v": "y"})],
    ),
    Case(
        "a mark in braces in quotes",
        b'@misc{a, t = "say {"}x{"}", u = {y}}',
        [("misc", "a", {"t": 'say {"}x{"}', "u": "y"})],
    ),
    Case("braces in quotes", b'@misc{a, t = "{x} {y {z}}"}', [("misc", "a", {"t": "{x} {y {z}}"})]),
    Case(
        "a closing brace in quotes",
        b'@misc{a, t = "x } y", u = {z}}',
        [("misc", "a", {})],
        stumbles="the value of t does not end",
    ),
    Case(
        "an opening brace in quotes",
        b'@misc{a, t = "x { y", u = {z}}\n\n@misc{b}',
        [("misc", "a", {})],
        stumbles="the entry is not closed",
        ours=[("misc", "a", {"u": "z"}), ("misc", "b", {})],
        because="BibTeX stops at the mistake; what can be read is read",
    ),
    Case("parts joined", b'@misc{a, t = {x} # " y" # 12}', [("misc", "a", {"t": "x y12"})]),
    Case("parts joined without blanks", b'@misc{a,t={x}#"y"#1}', [("misc", "a", {"t": "xy1"})]),
    Case(
        "macros joined",
        b'@string{j = {Journal of }}@misc{a, t = j # "Tests" # {, }\n# j}',
        [("misc", "a", {"t": "Journal of Tests, Journal of"})],
    ),
    Case("# inside values", b'@misc{a, t = {C# and #}, u = "#"}', [("misc", "a", {"t": "C# and #", "u": "#"})]),
    Case(
        "# with nothing after it",
        b"@misc{a, t = {x} # , u = {y}}",
        [("misc", "a", {})],
        stumbles="the value of t does not end",
        ours=[("misc", "a", {"u": "y"})],
        because="BibTeX stops at the mistake; what can be read is read",
    ),
    Case(
        "# with nothing before it",
        b"@misc{a, t = # {x}, u = {y}}",
        [("misc", "a", {})],
        stumbles="the value of t does not end",
        ours=[("misc", "a", {"u": "y"})],
        because="BibTeX stops at the mistake; what can be read is read",
    ),
    Case(
        "a macro of macros", b"@string{a = {x}}@string{b = a # {y} # a}@misc{k, t = b}", [("misc", "k", {"t": "xyx"})]
    ),
    Case("a macro from a number", b"@string{a = 12}@misc{k, t = a}", [("misc", "k", {"t": "12"})]),
    Case("a macro in capitals", b'@STRING{JoUrnal = "x"}@misc{a, t = journaL}', [("misc", "a", {"t": "x"})]),
    Case(
        "a macro defined anew",
        b"@string{j = {x}}@misc{a, t = j}@string{j = {y}}@misc{b, t = j}",
        [("misc", "a", {"t": "x"}), ("misc", "b", {"t": "y"})],
    ),
    Case(
        "a macro that uses its own name",
        b"@string{j = {x}}@string{j = j # {y}}@misc{a, t = j}",
        [("misc", "a", {"t": "y"})],
    ),
    Case(
        "a macro with odd characters", b"@string{a.b-c/d:e = {x}}@misc{k, t = a.b-c/d:e}", [("misc", "k", {"t": "x"})]
    ),
    Case("a macro in parentheses", b'@string(j = "a ) b")@misc{a, t = j}', [("misc", "a", {"t": "a ) b"})]),
    Case("a macro over lines", b"@string\n{\nj\n=\n{x}\n}\n@misc{a, t = j}", [("misc", "a", {"t": "x"})]),
    Case(
        "two macros in one",
        b"@string{j = {x}, k = {y}}@misc{a, t = j}",
        [("misc", "a", {"t": "x"})],
        stumbles="more than one macro in one definition",
    ),
    Case(
        "a macro without a value",
        b"@string{j}@misc{a, t = {x}}",
        [("misc", "a", {"t": "x"})],
        stumbles="no = after 'j'",
    ),
    Case(
        "a macro with a comma at the end",
        b"@string{j = {x},}@misc{a, t = j}",
        [("misc", "a", {"t": "x"})],
        stumbles="more than one macro in one definition",
    ),
    Case(
        "an unclosed macro",
        b"@string{j = {x}\n@misc{a, t = j}\n",
        [("misc", "a", {"t": "x"})],
        stumbles="the entry is not closed",
    ),
    Case(
        "an unknown macro",
        b"@misc{a, t = foo, u = {x}}",
        [("misc", "a", {"t": "", "u": "x"})],
        ours=[("misc", "a", {"t": "foo", "u": "x"})],
        because="a reader wants to see the name that is missing; BibTeX warns and takes nothing",
    ),
    Case(
        "an unknown macro among parts",
        b"@misc{a, t = foo # {x}}",
        [("misc", "a", {"t": "x"})],
        ours=[("misc", "a", {"t": "foox"})],
        because="as above",
    ),
    Case(
        "a macro defined later",
        b"@misc{a, t = j}@string{j = {x}}",
        [("misc", "a", {"t": ""})],
        ours=[("misc", "a", {"t": "j"})],
        because="as above: a definition holds for what follows it",
    ),
    Case(
        "a month",
        b'@misc{a, month = jan, u = "1 " # feb}',
        [("misc", "a", {"month": "", "u": "1"})],
        ours=[("misc", "a", {"month": "jan", "u": "1 feb"})],
        because="months are macros of the style, so without one BibTeX does not know them either",
    ),
    Case("a preamble", b'@preamble{"\\newcommand{\\x}{@misc{no}}"}@misc{a, t = {x}}', [("misc", "a", {"t": "x"})]),
    Case("a preamble in parentheses", b'@preamble("x ) y" # {z})@misc{a, t = {x}}', [("misc", "a", {"t": "x"})]),
    Case("a comment in braces", b"@comment{jabref-meta: databaseType:bibtex;}\n@misc{a}", [("misc", "a", {})]),
    Case(
        "an entry in a comment in braces",
        b"@comment{ @misc{a, t = {x}} }\n@misc{b}",
        [("misc", "a", {"t": "x"}), ("misc", "b", {})],
        ours=[("misc", "b", {})],
        because="JabRef, biber and BibTeX's successors skip the braces; old BibTeX reads on inside them",
    ),
    Case("a comment without braces", b"@comment text here\n@misc{a}", [("misc", "a", {})]),
    Case("a comment before an entry on its line", b"@comment @misc{a, t = {x}}", [("misc", "a", {"t": "x"})]),
    Case("a comment in capitals", b"@Comment{x}\n@misc{a}", [("misc", "a", {})]),
    Case(
        "a key twice",
        b"@misc{a, t = {x}}\n@misc{a, t = {y}}\n@misc{b}",
        [("misc", "a", {"t": "x"}), ("misc", "b", {})],
        ours=[("misc", "a", {"t": "x"}), ("misc", "a", {"t": "y"}), ("misc", "b", {})],
        because="BibTeX skips the second entry; nobody should lose it to a reader",
    ),
    Case(
        "keys that differ in case",
        b"@misc{a, t = {x}}\n@misc{A, t = {y}}\n@misc{b}",
        [("misc", "a", {"t": "x"}), ("misc", "b", {})],
        ours=[("misc", "a", {"t": "x"}), ("misc", "A", {"t": "y"}), ("misc", "b", {})],
        because="as above",
    ),
    Case("a field twice", b"@misc{a, t = {x}, T = {y}, t = {z}}", [("misc", "a", {"t": "x"})]),
    Case(
        "an unclosed entry",
        b"@misc{a, t = {x},\n\n@book{b, t = {y}}\n",
        [("misc", "a", {"t": "x"})],
        stumbles="the entry is not closed",
        ours=[("misc", "a", {"t": "x"}), ("book", "b", {"t": "y"})],
        because="BibTeX loses the rest of the file or the next entry; a line that begins like an entry ends an open one",
    ),
    Case(
        "an unclosed value",
        b"@misc{a, t = {x\n\n@book{b, t = {y}}\n",
        [("misc", "a", {})],
        stumbles="the entry is not closed",
        ours=[("misc", "a", {}), ("book", "b", {"t": "y"})],
        because="BibTeX stops at the mistake; what can be read is read",
    ),
    Case(
        "an unclosed quotation",
        b'@misc{a, t = "x\n\n@book{b, u = {y}}\n',
        [("misc", "a", {})],
        stumbles="the entry is not closed",
        ours=[("misc", "a", {}), ("book", "b", {"u": "y"})],
        because="BibTeX stops at the mistake; what can be read is read",
    ),
    Case(
        "an unclosed parenthesis",
        b"@misc(a, t = {x}\n\n@book{b, t = {y}}\n",
        [("misc", "a", {"t": "x"}), ("book", "b", {"t": "y"})],
        stumbles="the entry is not closed",
    ),
    Case(
        "an unclosed entry without a comma",
        b"@misc{a, t = {x}\n\n@book{b, t = {y}}\n",
        [("misc", "a", {"t": "x"}), ("book", "b", {"t": "y"})],
        stumbles="the entry is not closed",
    ),
    Case(
        "an entry unclosed at the end",
        b"@misc{a, t = {x}, u = {y}",
        [("misc", "a", {"t": "x"})],
        stumbles="the entry is not closed",
        ours=[("misc", "a", {"t": "x", "u": "y"})],
        because="BibTeX stops at the mistake; what can be read is read",
    ),
    Case(
        "a key unclosed at the end",
        b"@misc{a",
        [("misc", "a", {})],
        stumbles="the entry is not closed",
        ours=[],
        because="nothing but a key, and that may be half of one",
    ),
    Case("a brace too many", b"@misc{a, t = {x}}}\n@misc{b}", [("misc", "a", {"t": "x"}), ("misc", "b", {})]),
    Case(
        "a head at the start of a line in a value",
        b"@misc{a, t = {x\n@home {y} and\n@misc{b, u = {z}}\n}, u = {w}}",
        [("misc", "a", {"t": "x @home {y} and @misc{b, u = {z}}", "u": "w"})],
    ),
    Case(
        "a head at the start of a line in quotes",
        b'@misc{a, t = "x\n@misc{b, u = {z}}\n", u = {w}}',
        [("misc", "a", {"t": "x @misc{b, u = {z}}", "u": "w"})],
    ),
    Case(
        "a head in a value of a wrong entry",
        b"@misc{a, u = {w}, t {x\n@home{y} and\n}}\n@misc{b}",
        [("misc", "a", {"u": "w"}), ("home", "y", {}), ("misc", "b", {})],
        stumbles="no = after 't'",
        ours=[("misc", "a", {"u": "w"}), ("misc", "b", {})],
        because="BibTeX goes on reading behind the mistake and takes a phantom",
    ),
    Case(
        "a key with odd characters",
        b"@misc{a:b/c.d+e_f-g*h'i!?|~^&;<>[]`$, t = {x}}",
        [("misc", "a:b/c.d+e_f-g*h'i!?|~^&;<>[]`$", {"t": "x"})],
    ),
    Case("a key with a quotation mark", b'@misc{a"b, t = {x}}', [("misc", 'a"b', {"t": "x"})]),
    Case("a key with @", b"@misc{a@b, t = {x}}", [("misc", "a@b", {"t": "x"})]),
    Case("a key with #", b"@misc{a#b, t = {x}}", [("misc", "a#b", {"t": "x"})]),
    Case("a key with a parenthesis", b"@misc{a(b)c, t = {x}}", [("misc", "a(b)c", {"t": "x"})]),
    Case("a key with a backslash", b"@misc{a\\b, t = {x}}", [("misc", "a\\b", {"t": "x"})]),
    Case("a key of letters beyond ASCII", b"@misc{gr\xc3\xb6\xc3\x9fe, t = {x}}", [("misc", "größe", {"t": "x"})]),
    Case(
        "a key with a blank",
        b"@misc{my key, t = {x}}",
        [("misc", "my", {})],
        stumbles="a blank in the citation key",
        ours=[("misc", "my key", {"t": "x"})],
        because="BibTeX takes the first word and stops",
    ),
    Case(
        "a key with an opening brace",
        b"@misc{a{b, t = {x}}\n@misc{c}",
        [("misc", "a{b", {"t": "x"}), ("misc", "c", {})],
        stumbles="the entry is not closed",
        ours=[("misc", "a", {"t": "x"}), ("misc", "c", {})],
        because="BibTeX takes it, LaTeX could not cite it; braces count here too",
    ),
    Case(
        "a key with =",
        b"@misc{a=b, t = {x}}",
        [("misc", "a=b", {"t": "x"})],
        stumbles="no citation key",
        ours=[("misc", "", {"a": "b", "t": "x"})],
        because="BibTeX takes it; far more often a key is missing",
    ),
    Case("a field name with odd characters", b"@misc{a, a-b.c:d/e+f = {x}}", [("misc", "a", {"a-b.c:d/e+f": "x"})]),
    Case("a field name with @", b"@misc{a, @b = {x}}", [("misc", "a", {"@b": "x"})]),
    Case(
        "a field name that begins with a digit",
        b"@misc{a, 1t = {x}, u = {y}}",
        [("misc", "a", {})],
        stumbles="a field's name cannot begin with a digit",
        ours=[("misc", "a", {"1t": "x", "u": "y"})],
        because="BibTeX stops at the mistake; what can be read is read",
    ),
    Case("a field name in capitals", b"@misc{a, TiTle = {x}}", [("misc", "a", {"title": "x"})]),
    Case(
        "a field name of two words",
        b"@misc{a, t u = {x}, v = {y}}",
        [("misc", "a", {})],
        stumbles="no = after 't'",
        ours=[("misc", "a", {"v": "y"})],
        because="BibTeX stops at the mistake; what can be read is read",
    ),
    Case("an empty value in braces", b"@misc{a, t = {}, u = {y}}", [("misc", "a", {"t": "", "u": "y"})]),
    Case("an empty value in quotes", b'@misc{a, t = "", u = "" # {}}', [("misc", "a", {"t": "", "u": ""})]),
    Case("a number", b"@misc{a, t = 007}", [("misc", "a", {"t": "007"})]),
    Case(
        "a number with a hyphen",
        b"@misc{a, t = 10--20, u = {y}}",
        [("misc", "a", {"t": "10"})],
        stumbles="the value of t is neither a number nor a macro",
        ours=[("misc", "a", {"t": "10--20", "u": "y"})],
        because="BibTeX takes the digits and stops",
    ),
    Case(
        "a number with a letter",
        b"@misc{a, t = 1990a, u = {y}}",
        [("misc", "a", {"t": "1990"})],
        stumbles="the value of t is neither a number nor a macro",
        ours=[("misc", "a", {"t": "1990a", "u": "y"})],
        because="BibTeX takes the digits and stops",
    ),
    Case("a bare word of letters and signs", b"@string{x+y = {z}}@misc{a, t = x+y}", [("misc", "a", {"t": "z"})]),
    Case(
        "blanks and line ends in a value",
        b'@misc{a, t = {  x\n   y\t z  }, u = "\n\n p\n"}',
        [("misc", "a", {"t": "x y z", "u": "p"})],
    ),
    Case("double braces", b"@misc{a, t = {{x} y}, u = {{z}}}", [("misc", "a", {"t": "{x} y", "u": "{z}"})]),
    Case(
        "braces in braces in braces",
        b"@misc{a, t = {{{{{{{{deep}}}}}}}}}",
        [("misc", "a", {"t": "{{{{{{{deep}}}}}}}"})],
    ),
    Case("a byte-order mark", b"\xef\xbb\xbf@misc{a, t = {x}}\n", [("misc", "a", {"t": "x"})]),
    Case(
        "lines that end with CR",
        b"text\r@misc{a,\r  t = {x\r  y},\r  u = 1\r}\r@misc{b}\r",
        [("misc", "a", {"t": "x y", "u": "1"}), ("misc", "b", {})],
    ),
    Case("lines that end with CRLF", b"@misc{a,\r\n  t = {x\r\n  y}\r\n}\r\n", [("misc", "a", {"t": "x y"})]),
    Case(
        "lines that end in all ways",
        b"@misc{a,\r  t = {x},\r\n  u = {y}\n}\r@misc{b}",
        [("misc", "a", {"t": "x", "u": "y"}), ("misc", "b", {})],
    ),
    Case("CR before the comma", b"@misc{a\r,\rt = {x}\r,\ru = {y}\r}", [("misc", "a", {"t": "x", "u": "y"})]),
    Case("NUL in a value", b"@misc{a, t = {x\x00y}}", [("misc", "a", {"t": "x\x00y"})]),
    Case("NUL between entries", b"\x00@misc{a, t = {x}}\x00\n@misc{b}", [("misc", "a", {"t": "x"}), ("misc", "b", {})]),
    Case(
        "NUL between fields",
        b"@misc{a, t = {x},\x00 u = {y}}",
        [("misc", "a", {"t": "x"})],
        stumbles="no field begins at '\\x00 u = {y}}'",
    ),
    Case(
        "control characters in a value",
        b"@misc{a, t = {\x01\x07\x1b[0m\x7f}}",
        [("misc", "a", {"t": "\x01\x07\x1b[0m\x7f"})],
    ),
    Case(
        "a form feed between fields",
        b"@misc{a,\x0ct = {x}}",
        [("misc", "a", {})],
        stumbles="BibTeX would not read it to its end",
        ours=[("misc", "a", {"t": "x"})],
        because="BibTeX stops at the mistake; what can be read is read",
    ),
    Case("a form feed between entries", b"@misc{a}\x0c\n@misc{b}", [("misc", "a", {}), ("misc", "b", {})]),
    Case("U+2028 in a value", b"@misc{a, t = {x\xe2\x80\xa8y}}", [("misc", "a", {"t": "x\u2028y"})]),
    Case(
        "a no-break space between fields",
        b"@misc{a, t = {x},\xc2\xa0u = {y}}",
        [("misc", "a", {"t": "x", "\xa0u": "y"})],
    ),
    Case("bytes that are not UTF-8", b"@misc{a, t = {\xe9t\xe9}}", [("misc", "a", {"t": "�t�"})]),
    Case("no final line end", b"@misc{a, t = {x}}", [("misc", "a", {"t": "x"})]),
    Case("nothing", b"", []),
]

each_case = pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])


def squeezed(value: str) -> str:
    return re.sub(r"[ \t\r\n]+", " ", value).strip(" ")


def taken(text: bytes) -> Read:
    return [(e.type, e.key, {name: squeezed(value) for name, value in e.fields.items()}) for e in read.read(text)]


@each_case
def test_entries_and_values_are_those_bibtex_takes(case: Case) -> None:
    assert taken(case.text) == (case.bibtex if case.ours is None else case.ours)


@each_case
def test_what_bibtex_stumbles_over_is_reported(case: Case) -> None:
    assert "; ".join(f.reason for f in read.read(case.text).failures) == case.stumbles


@each_case
def test_every_difference_is_one_and_has_a_reason(case: Case) -> None:
    assert (case.ours is not None) == bool(case.because)
    assert case.ours != case.bibtex


def test_values_keep_their_blanks() -> None:
    entry = read.read(b"@misc{a, t = {  x\n   y\t z  }}").entries[0]
    assert entry.fields["t"] == "  x\n   y\t z  "


MACROS = {"j": "Journal", "jan": "January"}


def both_lanes(text: bytes) -> list[tuple[dict[str, str] | None, dict[str, str], str]]:
    """Return, for each entry, what the fast lane reads (None: it leaves it), what the careful one reads, and its problem."""
    found = []
    for block in scan(text):
        if block.kind is BlockKind.ENTRY:
            spans = fields.parse(text, block.start, block.end)
            careful: dict[str, str] = {}
            for span in spans.fields:
                careful.setdefault(span.name, fields.value_text(text[span.value_start : span.value_end], MACROS))
            fast = fields.plain_values(text, block.start, block.end, MACROS, {})
            found.append((fast, careful, spans.problem))
    return found


def test_the_fast_lane_reads_what_the_careful_one_reads() -> None:
    lanes = [lane for case in CASES for lane in both_lanes(case.text)]
    fast = [lane for lane in lanes if lane[0] is not None]
    assert [lane[0] for lane in fast] == [lane[1] for lane in fast]
    assert {lane[2] for lane in fast} == {""}
    assert len(fast) > 50  # else this would say nothing
    assert len(lanes) - len(fast) > 50


PIECES = [
    b"{x}", b'"y"', b"12", b"jan", b"J", b" # ", b",", b" = ", b"=", b"t", b"u-v", b"\n", b"\r\n", b" ", b"{", b"}", b'"', b"(",
    b")", b"\\", b"%", b"@", b"\t", b"{a{b}c}", b'"{"}"', b", t = {x}", b', u = "y"', b",v=1", b", t = j # {k}",
    b"\n@misc{q, t={r}}", b"\x00", b"\x0c", b"'", b"#", b"\xc3\xa9", b"\xff",
]  # fmt: skip
BODIES = st.lists(st.sampled_from(PIECES), max_size=12).map(b"".join)
DELIMITERS = st.sampled_from([(b"{", b"}"), (b"(", b")")])


@given(BODIES, DELIMITERS)
def test_both_lanes_agree_on_anything(body: bytes, delimiters: tuple[bytes, bytes]) -> None:
    for fast, careful, problem in both_lanes(b"@misc" + delimiters[0] + b"k" + body + delimiters[1]):
        if fast is not None:
            assert (fast, "") == (careful, problem)


@given(BODIES, DELIMITERS)
def test_an_entry_without_a_problem_ends_where_bibtex_ends_it(body: bytes, delimiters: tuple[bytes, bytes]) -> None:
    text = b"@misc" + delimiters[0] + b"k" + body + delimiters[1]
    first = next(block for block in scan(text) if block.kind is not BlockKind.TEXT)
    strict = grammar.entry_end(text, 5, grammar.Braces(text))
    assert strict is None or (first.kind, first.end) == (BlockKind.ENTRY, strict)
    if first.kind is BlockKind.ENTRY:
        assert (fields.parse(text, first.start, first.end).problem == "") == (strict is not None)
