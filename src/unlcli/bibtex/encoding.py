"""The encoding of a BibTeX file: what it says of itself, and its bytes to UTF-8 and back without losing one.

Everything else in this room works on UTF-8. A file in another encoding is converted whole when it is read; when it is
written, only the stretches that an edit replaces are converted back, and the bytes between them are the old ones.
"""

import codecs
import contextlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from unlcli.bibtex.splice import Edit
from unlcli.errors import EncodingError, UsageError

UTF8 = "utf-8"
_UNKNOWN = "unknown"

#: Lines in which editors and bibliography managers state an encoding: TeX editors, JabRef, BibDesk, Emacs, Vim.
_STATED = re.compile(
    r"^[ \t\ufeff]*%+[ \t]*(?:!\s*(?:TeX|BIB)\s+encoding\s*=\s*(?P<tex>[^\r\n]+)|Encoding:\s*(?P<jabref>[^\r\n]+)"
    r"|Saved with string encoding\s+(?P<bibdesk>[^\r\n]+)|[^\r\n]*-\*-[^\r\n]*coding:\s*(?P<emacs>[\w.-]+)"
    r"|[^\r\n]*\bvim?:[^\r\n]*\b(?:fileencoding|fenc)=(?P<vim>[\w.-]+))",
    re.IGNORECASE | re.MULTILINE,
)
_HEAD = 4096
_PIECE = 1 << 20

#: Names that Python does not know: of TeX editors and inputenc, Java, BibDesk.
_NAMES = {
    "ansinew": "cp1252", "applemac": "mac-roman", "macosroman": "mac-roman", "macroman": "mac-roman",
    "isolatin": "latin1", "isolatin1": "latin1", "isolatin2": "latin2", "isolatin9": "latin9",
    "windowslatin1": "cp1252", "unicode": UTF8, "utf8x": UTF8, "utf8mb4": UTF8, "westernascii": "ascii",
    "unicodeutf8": UTF8, "westernisolatin1": "latin-1", "westernmacosroman": "mac-roman",
    "westernwindowslatin1": "cp1252", "westerneuropeiso": "latin-1", "ansi": "cp1252", "gb2312": "gbk", "cp936": "gbk",
}  # fmt: skip
#: Codecs of Python that are for names and not for files, or whose bytes depend on those before them.
_NO_FILES = ("idna", "punycode", "raw-unicode", "unicode", "undefined", "mbcs", "oem", "hz", "utf-7", "iso2022")
_ASCII = bytes(range(128))


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a file's characters are written: a codec's name. UTF-8 needs no conversion.

    `only_ascii` says that nothing else is to be written, because the file contradicts itself.
    """

    codec: str = UTF8
    only_ascii: bool = False

    @property
    def is_utf8(self) -> bool:
        """Tell whether bytes are used as they are."""
        return self.codec == UTF8

    @property
    def is_wide(self) -> bool:
        """Tell whether a character takes two bytes or four."""
        return self.codec.startswith("utf-16")

    def can_write(self, text: str) -> bool:
        """Tell whether a text has a form in this encoding."""
        try:
            text.encode("ascii" if self.only_ascii else self.codec)
        except UnicodeEncodeError:
            return False
        return True

    def to_utf8(self, data: bytes) -> bytes:
        """Return a file's bytes as UTF-8."""
        return data if self.is_utf8 else data.decode(self.codec).encode(UTF8)

    def from_utf8(self, data: bytes) -> bytes:
        """Return UTF-8 in this encoding. Raises UnicodeEncodeError for a character it lacks."""
        return data if self.is_utf8 else data.decode(UTF8).encode(self.codec)

    def edits(self, data: bytes, wanted: Sequence[Edit]) -> tuple[Edit, ...]:
        """Return edits of UTF-8 `data` as edits of the file's own bytes."""
        return tuple(wanted) if self.is_utf8 else _moved(data, wanted, self.from_utf8)

    def shown(self, data: bytes, wanted: Sequence[Edit]) -> tuple[Edit, ...]:
        """Return edits of the file's own bytes as edits of their UTF-8."""
        return tuple(wanted) if self.is_utf8 else _moved(data, wanted, self.to_utf8)


#: What a file is written in that says nothing else.
DEFAULT = Encoding()


def _moved(data: bytes, wanted: Sequence[Edit], convert: Callable[[bytes], bytes]) -> tuple[Edit, ...]:
    found = []
    position = start = 0
    for edit in wanted:
        start += len(convert(data[position : edit.start]))
        end = start + len(convert(data[edit.start : edit.end]))
        found.append(Edit(start, end, convert(edit.text)))
        position, start = edit.end, end
    return tuple(found)


def find(data: bytes, path: str, named: str = "") -> Encoding:
    """Return the encoding of a file: by its byte-order mark, else the one it states, else the one named, else UTF-8.

    A file that reads as UTF-8 although another encoding is stated or named is read as UTF-8, and only ASCII is written to it;
    so it is with one that states an encoding that is not known. Raises UsageError for a name that is no encoding,
    EncodingError for bytes that are not text in the one that was found or would not come back from it byte for byte.
    """
    wanted = _named(named) if named else ""
    if marked := _by_mark(data):
        return _fits(data, path, Encoding(marked))
    stated = _stated(data)
    if is_wide(data) and not stated.startswith("utf-16"):
        raise EncodingError(
            f"{path}:1: is a binary file, or its encoding is UTF-16 without a mark at byte 0; it was not touched",
            f"name the .bib file with -l, or convert it: iconv -f utf-16le -t utf-8 {path} > utf8.bib",
        )
    is_utf8 = _first_not_utf8(data) < 0
    if stated == UTF8 and is_utf8:
        return DEFAULT
    if stated == _UNKNOWN and is_utf8 and b"\x1b" not in data:
        return Encoding(UTF8, only_ascii=True)
    chosen = stated if stated not in ("", UTF8, _UNKNOWN) else wanted or UTF8
    if chosen != UTF8 and is_utf8 and not data.isascii():
        return Encoding(UTF8, only_ascii=True)
    if stated == _UNKNOWN and not wanted:
        raise EncodingError(
            f"{path}:1: states an encoding that unl does not know, from byte 0 on; the file was not touched",
            "convert it to UTF-8, and drop that line",
        )
    return DEFAULT if chosen == UTF8 and is_utf8 else _fits(data, path, Encoding(chosen))


def is_known(name: str) -> bool:
    """Tell whether there is an encoding of this name that a file can have."""
    return bool(_codec(name))


def document(data: bytes, path: str, named: str = "") -> str:
    """Return the text of a document that is read and never written: UTF-8, else in the encoding named or stated.

    Raises UsageError and EncodingError as `find` does.
    """
    if not _by_mark(data) and not is_wide(data) and _first_not_utf8(data) < 0:
        return data.decode("utf-8-sig")
    return find(data, path, named).to_utf8(data).decode("utf-8-sig")


def _stated(data: bytes) -> str:
    """Return the encoding a file states; empty when it states none, _UNKNOWN when it cannot be that one."""
    match = _STATED.search(data[:_HEAD].replace(b"\x00", b"").decode("latin-1"))
    if match is None:
        return ""
    codec = _codec(next(filter(None, match.groups())))
    return codec if codec and is_wide(data) == codec.startswith("utf-16") else _UNKNOWN


def is_wide(data: bytes) -> bool:
    """Tell whether a file seems to have two bytes a character, as UTF-16 has, or to be no text at all: by its many NULs.

    A stray NUL, which other programs leave behind now and then, is no such sign.
    """
    head = data[:_HEAD]
    return head.count(b"\x00") > max(8, len(head) // 4)


def _named(name: str) -> str:
    codec = _codec(name)
    if not codec:
        raise UsageError(f"--encoding {name!r}: there is no such encoding", "for instance: latin-1, cp1252, gbk, utf-8")
    return codec


def _codec(name: str) -> str:
    """Return the name Python has for an encoding that holds ASCII as it is; empty when there is none."""
    name = re.sub(r"^x-|-(?:unix|dos|mac)$", "", name.strip().strip("\"'").lower())
    squashed = re.sub(r"[^a-z0-9]", "", name)
    if squashed.startswith(("utf8", "unicodeutf8")):
        return UTF8
    for spelling in filter(None, (_NAMES.get(squashed), name, squashed)):
        with contextlib.suppress(LookupError, ValueError):
            codec = codecs.lookup(spelling).name
            if codec in ("utf-16-le", "utf-16-be"):
                return codec
            if not codec.startswith(_NO_FILES) and _ASCII.decode(codec) == _ASCII.decode("ascii"):
                return UTF8 if codec == "utf-8-sig" else codec
    return ""


def _by_mark(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return ""
    if data.startswith(codecs.BOM_UTF8):
        return UTF8
    if data.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    return "utf-16-be" if data.startswith(codecs.BOM_UTF16_BE) else ""


def _fits(data: bytes, path: str, encoding: Encoding) -> Encoding:
    """Return the encoding if it reads every byte and would write each back. Raises EncodingError with the first it does not."""
    at = _first_not_utf8(data) if encoding.is_utf8 else _first_lost(data, encoding.codec)
    if at < 0:
        return encoding
    line = 1 + len(re.findall(rb"\r\n|\r|\n", data[:at]))
    example = "gbk" if encoding.codec == "cp1252" else "cp1252"
    raise EncodingError(
        f"{path}:{line}: encoding is not {_shown(encoding.codec)}: byte {at} cannot be read; the file was not touched",
        f"name its encoding: --encoding {example}, or for good a first line `% !TeX encoding = {example}`",
    )


def _shown(codec: str) -> str:
    return codec.upper() if codec.startswith("utf") else codec


def _first_not_utf8(data: bytes) -> int:
    """Return the offset of the first byte that is not UTF-8, or -1; decoded in pieces, so that memory stays what the file takes."""
    if data.isascii():
        return -1
    decoder = codecs.getincrementaldecoder(UTF8)()
    for start in range(0, len(data), _PIECE):
        piece = data[start : start + _PIECE]
        try:
            decoder.decode(piece, final=start + _PIECE >= len(data))
        except UnicodeDecodeError as error:
            return start - (len(error.object) - len(piece)) + error.start
    return -1


def _first_lost(data: bytes, codec: str) -> int:
    """Return the offset of the first byte that a codec does not read, or does not write as it was; -1 when there is none."""
    try:
        back = data.decode(codec).encode(codec)
    except UnicodeDecodeError as error:
        return error.start
    except UnicodeEncodeError:
        return 0
    if back == data:
        return -1
    return next((at for at, (a, b) in enumerate(zip(data, back, strict=False)) if a != b), min(len(data), len(back)))
