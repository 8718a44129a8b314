import os
from pathlib import Path

import pytest
from cli_runs import Unl

DEFAULT = """\
library in use: library.bib (upwards)
library =   (default)
encoding =   (default)
key_pattern = {author}{year}{word}  (default)
creationdate = true  (default)
fields = {}  (default)
category = []  (default)
venues = {}  (default)
check = {"select": [], "ignore": [], "strict": false}  (default)
export = []  (default)
sources = {}  (default)
contact =   (default)
"""


def _user_file() -> Path:
    return Path(os.environ["UNL_CONFIG_DIR"]) / "unl.toml"


@pytest.mark.usefixtures("lib")
def test_all_settings_with_their_origin(unl: Unl) -> None:
    assert unl.ok("config").out == DEFAULT
    file = unl.write("unl.toml", 'creationdate = false\n[venues]\nICML = ["Int. Conf. ML"]\n')
    out = unl.ok("config").out
    assert f"creationdate = false  ({file})\n" in out
    assert f'venues = {{"ICML": ["Int. Conf. ML"]}}  ({file})\n' in out


@pytest.mark.usefixtures("lib")
def test_one_setting(unl: Unl) -> None:
    assert unl.ok("config", "key_pattern").out == "{author}{year}{word}\n"
    assert unl.ok("config", "creationdate").out == "true\n"


@pytest.mark.usefixtures("lib")
def test_json(unl: Unl) -> None:
    document = unl.ok("config", "--json").json
    assert document["library"] == {"path": "library.bib", "how": "upwards"}
    assert document["settings"]["creationdate"] == {"value": True, "origin": "default"}
    assert unl.ok("config", "creationdate", "--format", "json").json["settings"] == {
        "creationdate": {"value": True, "origin": "default"}
    }


@pytest.mark.usefixtures("lib")
def test_an_unknown_setting(unl: Unl) -> None:
    assert "key_pattern" in unl.refused(2, "config", "nope").err
    assert "cannot be set" in unl.refused(2, "config", "nope", "x").err
    assert "edit " in unl.refused(2, "config", "venues", "x").err


@pytest.mark.usefixtures("lib")
def test_setting_one_keeps_the_rest_of_the_file(unl: Unl) -> None:
    file = unl.user_settings("# mine\ncreationdate = true # yes\n\n[venues]\nX = ['Y']\n")
    done = unl.ok("config", "creationdate", "false")
    assert file.read_text() == "# mine\ncreationdate = false # yes\n\n[venues]\nX = ['Y']\n"
    assert done.err == f"unl: set creationdate = false in {file}\n"
    assert unl.ok("config", "creationdate").out == "false\n"


def test_the_users_own_library_is_kept_as_a_whole_path(unl: Unl) -> None:
    unl.ok("config", "library", "mine.bib")
    assert unl.ok("config", "library").out == f"{unl.folder / 'mine.bib'}\n"
    assert "your own" in unl.ok("config").out


def test_the_users_own_library_can_be_set_from_anywhere(unl: Unl) -> None:
    unl.write("a.bib", "")
    unl.write("b.bib", "")
    unl.ok("config", "library", "a.bib")
    assert _user_file().is_file()


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize(
    ("name", "value"), [("creationdate", "maybe"), ("key_pattern", "{nope}"), ("key_pattern", "x")]
)
def test_a_wrong_value_is_not_written(unl: Unl, name: str, value: str) -> None:
    unl.refused(2, "config", name, value)
    assert not _user_file().exists()


@pytest.mark.usefixtures("lib")
def test_a_dry_run_writes_nothing(unl: Unl) -> None:
    assert "would have set creationdate = false" in unl.ok("config", "creationdate", "false", "--dry-run").err
    assert not _user_file().exists()
