"""Files in other encodings: what they state is believed, what contradicts it is said, and no byte is lost on the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unlcli.bibtex import encoding
from unlcli.bibtex.splice import Edit, apply
from unlcli.domain import latex, text
from unlcli.errors import EncodingError, UsageError


@pytest.mark.parametrize(
    ("line", "codec"),
    [
        ("% !TeX encoding = latin1", "iso8859-1"),
        ("% !TEX encoding = IsoLatin9", "iso8859-15"),
        ("% !BIB encoding = windows-1252", "cp1252"),
        ("% Encoding: Cp1251", "cp1251"),
        ("% Encoding: ISO8859_1", "iso8859-1"),
        ("% Encoding: GB2312", "gbk"),
        ("% Encoding: x-MacRoman", "mac-roman"),
        ("%% Saved with string encoding Western (ISO Latin 1) ", "iso8859-1"),
        ("%% Saved with string encoding Western (ASCII) ", "ascii"),
        ("% -*- mode: bibtex; coding: latin-2-unix -*-", "iso8859-2"),
        ("% vim: set fileencoding=koi8-r :", "koi8-r"),
        ("% Encoding: UTF-8", "utf-8"),
        ("% !TeX encoding = UTF-8 Unicode", "utf-8"),
        ("@misc{a, note = {% Encoding: latin1}}", "utf-8"),
        ("the text says Encoding: latin1", "utf-8"),
    ],
)
def test_a_file_says_what_it_is_written_in(line: str, codec: str) -> None:
    assert encoding.find(f"{line}\r\n@misc{{a}}\n".encode(), "x.bib").codec == codec


@pytest.mark.parametrize("codec", ["latin-1", "cp1252", "gbk", "shift_jis", "big5", "euc_kr", "koi8-r", "mac-roman"])
def test_what_is_stated_or_named_is_read(codec: str) -> None:
    body = {
        "gbk": "深度学习",
        "shift_jis": "機械学習ソ表",
        "big5": "深度學習功",
        "euc_kr": "기계 학습",
        "koi8-r": "Обучение",
    }
    data = f"@misc{{a, title = {{{body.get(codec, 'naïve')}}}}}\n".encode(codec)
    header = f"% !TeX encoding = {codec}\n".encode()
    for found, whole in (
        (encoding.find(data, "x.bib", codec), data),
        (encoding.find(header + data, "x.bib"), header + data),
    ):
        assert found.to_utf8(whole).decode() == whole.decode(codec)
        assert found.from_utf8(found.to_utf8(whole)) == whole


def test_undeclared_bytes_are_refused_with_their_place_and_a_remedy() -> None:
    with pytest.raises(EncodingError, match=r"x\.bib:3: encoding is not UTF-8: byte 10 ") as refused:
        encoding.find(b"% one\n\n@mi\xe4{a}\n", "x.bib")
    assert "--encoding cp1252" in refused.value.hint


def test_the_place_is_found_behind_many_bytes() -> None:
    lead = "é" * (1 << 20)
    with pytest.raises(EncodingError, match=f"byte {len(lead.encode())} "):
        encoding.find(lead.encode() + b"\xff", "x.bib")
    with pytest.raises(EncodingError, match=f"byte {len(lead.encode())} "):
        encoding.find(lead.encode() + b"\xc3", "x.bib")


def test_bytes_that_a_stated_encoding_lacks_are_refused_with_their_place() -> None:
    with pytest.raises(EncodingError, match=r"x\.bib:2: encoding is not cp1252: byte 22 "):
        encoding.find(b"% Encoding: cp1252   \n\x81", "x.bib")


def test_an_encoding_that_would_not_give_the_bytes_back_is_refused() -> None:
    # two byte sequences of this code page stand for one character, and only one of them would be written again
    lossy = b"\xfc\x4b"
    assert lossy.decode("cp932").encode("cp932") != lossy
    with pytest.raises(EncodingError, match="byte 0 "):
        encoding.find(lossy, "x.bib", "cp932")


def test_a_name_that_is_no_encoding_is_told() -> None:
    for name in ("nonsense", "utf-7", "utf-16", "hz", "cp037", "idna", "rot13", "base64", "iso2022_jp"):
        with pytest.raises(UsageError, match="no such encoding"):
            encoding.find(b"x", "x.bib", name)
    assert not encoding.is_known("a\0b")


def test_a_file_that_contradicts_itself_is_read_as_utf8_and_given_ascii_only() -> None:
    found = encoding.find("% Encoding: Cp1252\n@misc{a, title = {naïve}}".encode(), "x.bib")
    assert (found.codec, found.only_ascii) == ("utf-8", True)
    assert found.can_write("plain")
    assert not found.can_write("naïve")


@pytest.mark.parametrize("name", ["no such thing", "UTF-7", "iso-2022-jp", "utf-16"])
def test_a_file_that_states_what_is_not_known_is_given_ascii_only(name: str) -> None:
    found = encoding.find(f"% Encoding: {name}\n@misc{{a}}".encode(), "x.bib")
    assert (found.codec, found.only_ascii) == ("utf-8", True)
    with pytest.raises(EncodingError, match="does not know"):
        encoding.find(f"% Encoding: {name}\n@misc{{a, title = {{".encode() + b"\xe9\x1b}}", "x.bib")


@pytest.mark.parametrize("head", ["", "% Encoding: UTF-8\n", "\ufeff"])
def test_a_name_does_not_make_another_encoding_of_what_reads_as_utf8(head: str) -> None:
    found = encoding.find(f"{head}@misc{{a, title = {{naïve}}}}".encode(), "x.bib", "latin-1")
    assert found.codec == "utf-8"
    assert found.only_ascii == (head == "")


def test_what_a_file_states_goes_before_a_name() -> None:
    assert encoding.find(b"% Encoding: Cp1252\n\xe9", "x.bib", "latin-1").codec == "cp1252"
    assert encoding.find(b"% Encoding: UTF-8\n\xe9", "x.bib", "latin-1").codec == "iso8859-1"


def test_utf16_without_a_mark_is_refused_in_words() -> None:
    with pytest.raises(EncodingError, match="UTF-16 without a mark at byte 0"):
        encoding.find("@misc{a, title = {naïve}}".encode("utf-16-le"), "x.bib")


def test_a_byte_order_mark_tells_utf16() -> None:
    for codec, mark in (("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")):
        data = mark + "@misc{a, title = {naïve}}".encode(codec)
        found = encoding.find(data, "x.bib")
        assert found.codec == codec
        assert found.to_utf8(data).decode() == "\ufeff@misc{a, title = {naïve}}"
        assert found.from_utf8(found.to_utf8(data)) == data


@given(
    st.sampled_from(["utf-8", "latin-1", "utf-16-le", "gbk"]),
    st.lists(st.text("aé {}\n§", max_size=5), min_size=3, max_size=3),
    st.text("bö=°", max_size=4),
)
def test_edits_move_between_the_file_and_its_utf8(codec: str, parts: list[str], new: str) -> None:
    if codec == "gbk":
        parts, new = ([text.replace("ö", "学").replace("é", "习") for text in group] for group in (parts, [new]))
        new = new[0]
    found = encoding.Encoding(codec)
    stored = "".join(parts).encode(codec)
    data = found.to_utf8(stored)
    start, end = len(parts[0].encode()), len((parts[0] + parts[1]).encode())
    edit = Edit(start, end, new.encode())
    own = found.edits(data, [edit])
    assert apply(stored, own).decode(codec) == parts[0] + new + parts[2]
    assert found.shown(stored, own) == (edit,)


@pytest.mark.parametrize("char", "éÉñçåøßŁčőğşœ§–—“”α→≤°\u00a0")
def test_latex_for_a_character_reads_back_as_it(char: str) -> None:
    assert latex.written(char).isascii()
    assert text.plain(f"a{latex.written(char)}b") == f"a{char}b".replace("\u00a0", " ")


@pytest.mark.parametrize("char", ["学", "\u202e", "😀", "\u0301"])
def test_a_character_without_latex_has_none(char: str) -> None:
    assert latex.written(char) == ""


@given(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]))
def test_latex_is_never_wrong(char: str) -> None:
    form = latex.written(char)
    if form and not char.isascii():
        assert text.plain(f"a{form}b") == text.plain(f"a{char}b")
