"""Settings: every name checked, each level overruled by the nearer one."""

from pathlib import Path

import pytest

from unlcli.errors import SettingsError
from unlcli.store import config

WHOLE = """
library = "papers/library.bib"
key_pattern = "{author}:{year}"
creationdate = false
[fields]
category = "Awesome-Category"
[[category]]
name = "Survey"
title = "Surveys"
intro = "Start here."
[venues]
"MyConf" = ["My Conference", "MC"]
[check]
ignore = ["D002"]
[[export]]
path = "README.md"
group_by = ["category"]
[sources]
arxiv = "http://localhost:1"
"""


def write(folder: Path, text: str, name: str = "unl.toml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_all_settings_are_read(tmp_path: Path) -> None:
    found = config.load(write(tmp_path, WHOLE), tmp_path / "user")
    assert found.library == str(tmp_path / "papers" / "library.bib")
    assert found.key_pattern == "{author}:{year}"
    assert found.creationdate is False
    assert found.renamed == {"awesome-category": "category"}
    assert found.categories == (config.CategorySetting("Survey", "Surveys", "Start here."),)
    assert found.venues == {"MyConf": ("My Conference", "MC")}
    assert found.check.ignore == ("D002",)
    assert found.exports[0].path == str(tmp_path / "README.md")
    assert found.sources == {"arxiv": "http://localhost:1"}


def test_the_nearest_file_upwards_counts_and_the_users_own_stands_behind(tmp_path: Path) -> None:
    user = write(tmp_path / "user", 'key_pattern = "{year}"\ncreationdate = false\n')
    project = write(tmp_path / "project", 'key_pattern = "{word}"\n')
    (project / "deep" / "er").mkdir(parents=True)
    found = config.load(project / "deep" / "er", user)
    assert (found.key_pattern, found.creationdate) == ("{word}", False)
    assert found.origins["key_pattern"] == str(project / "unl.toml")


def test_pyproject_counts_only_with_a_table(tmp_path: Path) -> None:
    write(tmp_path, '[tool.unl]\nkey_pattern = "{word}"\n', "pyproject.toml")
    inner = write(tmp_path / "inner", "[tool.other]\nx = 1\n", "pyproject.toml")
    assert config.load(inner, tmp_path / "user").key_pattern == "{word}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('libary = "x"', "no setting 'libary'"),
        ("creationdate = 1", "creationdate must be true or false"),
        ('key_pattern = "{autor}"', "autor"),
        ("[fields]\ntag = 'x'", "no setting 'tag'"),
        ("[[category]]\ntitle = 'x'", "given a name"),
        ("[[category]]\nname = 'a;b'", "cannot be a category's name"),
        ("[check]\nselect = 1", "a list of texts"),
        ("[[export]]\nformat = 'html'", "given a path"),
        ("[sources]\nhal = 'x'", "no setting 'hal'"),
        ("[sources]\narxiv = 'arxiv.example.org'", "sources.arxiv must be an address that begins with http"),
        ("[sources]\narxiv = 'http://localhost:99999'", "sources.arxiv must be an address that begins with http"),
        ("[sources]\narxiv = 'http://localhost/a b'", "sources.arxiv must be an address that begins with http"),
        *(
            (f"[sources]\narxiv = 'http://{host}/x'", "at which machines are told their secrets")
            for host in "169.254.169.254 169.254.0.1:80 [fe80::1] [::ffff:169.254.169.254] [fd00:ec2::254] 2852039166 0xA9FEA9FE "
            "100.100.100.200 metadata.google.internal METADATA.google.internal. metadata".split()
        ),
        ("[sources]\narxiv = 'file:///x'", "sources.arxiv must be an address that begins with http"),
        ("contact = 'nobody'", "contact must be an e-mail address or a web address"),
        ('contact = "a@b.example\\r\\nX: y"', "contact must be an e-mail address or a web address"),
        ("library = [", "is not TOML"),
    ],
)
def test_what_is_wrong_is_told_with_its_file(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SettingsError, match=r"unl\.toml") as caught:
        config.load(write(tmp_path, text), tmp_path / "user")
    assert message in caught.value.message


def test_a_near_miss_is_suggested(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        config.load(write(tmp_path, 'libary = "x"'), tmp_path / "user")
    assert "did you mean 'library'" in caught.value.hint
