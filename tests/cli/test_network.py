"""What the environment and the settings say of the network, as requests show it."""

from pathlib import Path
from typing import Any

import pytest
from replay import Replay

from unlcli import __version__
from unlcli.cli import network, session
from unlcli.errors import OfflineError, RefusedError, SettingsError
from unlcli.sources.asking import Request

GITHUB = "https://api.github.com/repos/a/b"


@pytest.fixture
def replay(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    monkeypatch.chdir(tmp_path)
    for name in ("UNL_CONTACT", "GITHUB_TOKEN", "UNL_S2_API_KEY", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
    with Replay() as server:
        server.stand_in(monkeypatch)
        yield server


def ask(url: str = GITHUB, *, offline: bool = False) -> Any:
    with network.connected(session.start(""), offline=offline) as client:
        return client.ask(Request(url))


def test_the_user_agent_names_the_program_and_who_to_write_to(replay: Replay, monkeypatch: pytest.MonkeyPatch) -> None:
    ask("https://dblp.org/a")
    Path("unl.toml").write_text('contact = "me@example.org"\n', encoding="utf-8")
    ask("https://dblp.org/b")
    monkeypatch.setenv("UNL_CONTACT", "https://example.org/~us")
    ask("https://dblp.org/c")
    start = f"unl/{__version__}"
    agents = [seen.headers["user-agent"] for seen in replay.seen]
    assert agents == [start, f"{start} (+mailto:me@example.org)", f"{start} (+https://example.org/~us)"]


@pytest.mark.parametrize(
    "contact", ["me", "me@example.org\r\nX: 1", "a b@example.org", "me@example.org)", "ftp://x", "x" * 300]
)
def test_a_contact_that_does_not_fit_is_told(replay: Replay, monkeypatch: pytest.MonkeyPatch, contact: str) -> None:
    monkeypatch.setenv("UNL_CONTACT", contact)
    with pytest.raises(SettingsError, match="UNL_CONTACT"):
        ask()
    assert replay.seen == []


def test_tokens_of_the_environment_are_sent(replay: Replay, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "ghp_secret\n")
    monkeypatch.setenv("UNL_S2_API_KEY", "hidden")
    ask()
    ask("https://api.semanticscholar.org/graph/v1/paper/x")
    assert replay.seen[0].headers["authorization"] == "Bearer ghp_secret"
    assert replay.seen[1].headers["x-api-key"] == "hidden"


def test_a_token_goes_to_no_place_that_a_settings_file_names(replay: Replay, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who sends somebody a project with a settings file does not get their tokens."""
    monkeypatch.setenv("GITHUB_TOKEN", "secret")
    monkeypatch.delenv("UNL_SOURCE_GITHUB_URL")
    Path("unl.toml").write_text(f'[sources]\ngithub = "{replay.origin}/github"\n', encoding="utf-8")
    ask()
    assert replay.seen[0].service == "github"
    assert "authorization" not in replay.seen[0].headers


@pytest.mark.usefixtures("replay")
def test_a_broken_token_is_told_without_showing_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "sec ret")
    with pytest.raises(SettingsError, match="GITHUB_TOKEN") as caught:
        ask()
    assert "ret" not in caught.value.message.replace("GITHUB_TOKEN", "").replace("characters", "")


def test_a_variable_wins_over_the_setting_of_a_service(replay: Replay) -> None:
    Path("unl.toml").write_text('[sources]\ngithub = "http://127.0.0.1:9/"\n', encoding="utf-8")
    ask()
    assert [seen.service for seen in replay.seen] == ["github"]


def test_certificates_of_the_environment_must_be_there(
    replay: Replay, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CURL_CA_BUNDLE", str(tmp_path / "none.pem"))
    with pytest.raises(SettingsError, match="CURL_CA_BUNDLE"):
        ask()
    (tmp_path / "none.pem").write_text("no certificate")
    with pytest.raises(SettingsError, match="no certificates"):
        ask("https://publisher.example/")
    assert replay.seen == []


@pytest.mark.usefixtures("replay")
def test_the_trap_of_programs_that_web_servers_start_is_kept_shut(monkeypatch: pytest.MonkeyPatch) -> None:
    """With REQUEST_METHOD set, HTTP_PROXY is a header of whoever asked the web server."""
    monkeypatch.delenv("http_proxy")
    monkeypatch.setenv("REQUEST_METHOD", "GET")
    with network.connected(session.start(""), offline=False) as client:
        assert "http" not in client._manners.proxies


def test_offline_takes_what_an_earlier_run_kept(replay: Replay) -> None:
    replay.answer(GITHUB, "{}")
    ask()
    assert ask(offline=True).body == b"{}"
    with pytest.raises(OfflineError, match=r"--offline"):
        ask("https://dblp.org/a", offline=True)
    assert len(replay.seen) == 1


def test_what_is_kept_is_shown_and_cleared_with_the_rest(replay: Replay, unl: Any) -> None:
    replay.answer(GITHUB, "{}")
    ask()
    document = unl.ok("cache", "--json").json
    assert document["answers"]["count"] == 1
    assert document["answers"]["bytes"] > 2
    assert "1 answer of a service" in unl.ok("cache").err
    assert "would have removed 1 answer" in unl.ok("cache", "--clear", "--dry-run").err
    assert "removed 1 answer of a service" in unl.ok("cache", "--clear").err
    assert unl.ok("cache", "--json").json["answers"]["count"] == 0
    with pytest.raises(OfflineError):
        ask(offline=True)


def test_the_contact_is_a_setting_that_can_be_set(replay: Replay, unl: Any) -> None:
    unl.ok("config", "contact", "me@example.org")
    ask("https://dblp.org/a")
    assert replay.seen[0].headers["user-agent"].endswith("(+mailto:me@example.org)")
    unl.refused(3, "config", "contact", "no address")


def test_a_refusal_ends_with_the_code_of_services(replay: Replay) -> None:
    replay.answer(GITHUB, status=429, headers={"Retry-After": "4000"})
    with pytest.raises(RefusedError) as caught:
        ask()
    assert caught.value.exit_code == 4
