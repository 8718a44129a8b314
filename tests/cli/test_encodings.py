"""Libraries and documents in other encodings, from the command line."""

from pathlib import Path

import pytest
from cli_runs import Unl

GBK = "% !TeX encoding = GBK\n@article{li2024,\n  title = {深度学习},\n  author = {李华},\n}\n".encode("gbk")
LATIN = "@article{unal2024,\r\n  title = {Naïve \\v{c}},\r\n  author = {Ünal},\r\n}\r\n".encode("cp1252")
WIDE = b"\xff\xfe" + "@article{unal2024,\n  title = {Naïve},\n}\n".encode("utf-16-le")


def test_a_stated_encoding_is_read_and_written(unl: Unl) -> None:
    path = unl.write("x.bib", GBK)
    assert "深度学习" in unl.ok("search", "深度学习", "-l", "x.bib").out
    unl.ok("add", "--title", "Another 学习 by Kovač", "-l", "x.bib", "--category", "学习")
    after = path.read_bytes()
    header, entry = GBK.split(b"\n", 1)
    assert after.startswith(header + b"\n@misc{")
    assert after.endswith(b"}\n\n" + entry)
    assert "  title = {Another 学习 by Kova{\\v{c}}},\n".encode("gbk") in after
    assert "  category = {学习},\n".encode("gbk") in after
    assert "Kovač" in unl.ok("search", "another", "-l", "x.bib").out
    assert "+  title = {Another 学习 by Kova{\\v{c}}}," in unl.ok("log", "-l", "x.bib").out
    assert "-  title = {Another 学习" in unl.ok("undo", "--dry-run", "-l", "x.bib").out
    unl.ok("undo", "-l", "x.bib")
    assert path.read_bytes() == GBK


def test_a_named_encoding_is_read_and_written_by_every_command(unl: Unl) -> None:
    path = unl.write("x.bib", LATIN)
    assert "Ünal" in unl.ok("show", "unal2024", "-l", "x.bib", "--encoding", "cp1252").out
    for command in (["check"], ["categories"], ["dedupe"], ["export"]):
        unl.ok(*command, "-l", "x.bib", "--encoding", "latin1")
    unl.ok("edit", "unal2024", "--set", "note=“é”", "-l", "x.bib", "--encoding", "cp1252")
    assert path.read_bytes() == LATIN.replace(b"{\xdcnal},\r\n", b"{\xdcnal},\r\n  note = {\x93\xe9\x94},\r\n")
    unl.ok("undo", "-l", "x.bib")
    assert path.read_bytes() == LATIN
    unl.ok("remove", "unal2024", "-l", "x.bib", "--encoding", "cp1252")
    unl.ok("undo", "-l", "x.bib")
    assert path.read_bytes() == LATIN


def test_a_setting_names_the_encoding_for_good(unl: Unl) -> None:
    unl.write("x.bib", LATIN)
    unl.write("unl.toml", 'encoding = "cp1252"\n')
    assert "Naïve č" in unl.ok("search", "naive", "-l", "x.bib").out
    unl.write("unl.toml", 'encoding = "nonsense"\n')
    assert "encoding must be" in unl.refused(3, "search", "naive", "-l", "x.bib").err


def test_what_is_neither_stated_nor_named_is_refused_with_place_and_remedy(unl: Unl) -> None:
    unl.write("x.bib", LATIN)
    for command in (["search", "x"], ["add", "--title", "T"], ["edit", "unal2024", "--unset", "note"], ["check"]):
        refused = unl.refused(3, *command, "-l", "x.bib")
        assert "x.bib:2: encoding is not UTF-8: byte 33 " in refused.err
        assert "--encoding cp1252" in refused.err
    assert "no such encoding" in unl.refused(2, "search", "x", "-l", "x.bib", "--encoding", "nonsense").err


def test_a_character_that_cannot_be_written_is_named_and_nothing_is(unl: Unl) -> None:
    path = unl.write("x.bib", b"% Encoding: latin1\n" + LATIN)
    refused = unl.refused(3, "add", "--title", "深度", "-l", "x.bib")
    assert "'深' (U+6DF1) cannot be written in its encoding, iso8859-1" in refused.err
    unl.refused(3, "edit", "unal2024", "--set", "url=https://example.org/č", "-l", "x.bib")
    assert path.read_bytes() == b"% Encoding: latin1\n" + LATIN


def test_a_file_that_contradicts_itself_gets_ascii_only(unl: Unl) -> None:
    content = "% Encoding: Cp1252\n@misc{a,\n  title = {Naïve},\n}\n".encode()
    path = unl.write("x.bib", content)
    unl.ok("edit", "a", "--set", "note=é ü", "-l", "x.bib")
    assert path.read_bytes() == content.replace(b"ve},\n", b"ve},\n  note = {{\\'{e}} {\\\"{u}}},\n")


def test_utf16_is_read_and_not_written_for_bibtex_could_not_read_it(unl: Unl) -> None:
    path = unl.write("x.bib", WIDE)
    assert "Naïve" in unl.ok("search", "naive", "-l", "x.bib").out
    for command in (["edit", "unal2024", "--set", "note=x"], ["add", "--title", "T"], ["remove", "unal2024"]):
        assert "x.bib:1: encoding is UTF-16 from byte 0 on" in unl.refused(3, *command, "-l", "x.bib").err
    assert path.read_bytes() == WIDE


@pytest.mark.usefixtures("lib")
def test_documents_are_read_in_the_encoding_named_and_the_library_stays_in_its_own(unl: Unl, lib: Path) -> None:
    unl.write("list.md", "| Title | Year |\n| --- | --- |\n| Naïve Bowlines | 2020 |\n".encode("cp1252"))
    assert "list.md:3: encoding is not UTF-8" in unl.refused(3, "import", "list.md").err
    unl.ok("import", "list.md", "--encoding", "cp1252")
    assert "Naïve Bowlines" in lib.read_text(encoding="utf-8")
    unl.write("x.bib", GBK)
    unl.ok("add", "--bibtex", "x.bib")
    assert "{深度学习}" in lib.read_text(encoding="utf-8")
    unl.ok("import", "-", "--encoding", "gbk", stdin=GBK.replace(b"% !TeX encoding = GBK\n", b""))
