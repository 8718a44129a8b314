import subprocess
import sys
from collections.abc import Callable

import pytest

from unlcli.domain.change import SetField
from unlcli.domain.finding import Finding, Location, Severity


def values(findings: list[Finding]) -> list[str]:
    return [change.value for f in findings for change in f.changes if isinstance(change, SetField)]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("SchrÃ¶dinger, Erwin", "Schrödinger, Erwin"),
        ("Catâ€™s Cradle", "Cat’s Cradle"),
        ("1939â€“1945", "1939–1945"),
        ("Â© 2020", "© 2020"),
        ("Å\x81ukasz", "Łukasz"),
        ("voilÃ  le texte", "voilà le texte"),
        ("M√ºller", "Müller"),
        ("ä½\xa0å¥½", "你好"),
        ("a\x96b", "a–b"),
        ('FranÃ§ois and G{\\"o}del', 'François and G{\\"o}del'),
    ],
)
def test_what_was_decoded_wrongly_is_found_and_mended(
    check: Callable[..., list[Finding]], read: str, meant: str
) -> None:
    found = check("S001", f"@misc{{a,\n  title = {{{read}}},\n}}\n")
    assert values(found) == [meant]
    assert (found[0].location, found[0].severity, found[0].key) == (Location("1.bib", 2), Severity.WARNING, "a")
    assert check("S001", f"@misc{{a,\n  title = {{{meant}}},\n}}\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "São Paulo à noite: NÃO É UMA AÇÃO", "CANÇÃO E REAÇÃO", "MAÇÃ E PERA", "Ãngela", "Nguyễn Văn Đức, Đặng Thị Ánh",
        "中文标题：学习", "日本語のタイトル", "한국어 제목", "Ελληνικά ΑΪΔΗΣ", "Русский «ЁЖИК» И ЯЗЫК", "Žluťoučký KŮŇ ŘÍŠE",
        "Łódź ŚĆ", "İstanbul ŞĞ ğüş", "العربية", "עברית", "ไทย", "हिन्दी", "L’École «É» d’ÉTÉ", "CAFÉ®", "“quoted” – ’n’ …",
        "ﬁne ofﬁce", "10 µm ± 2 °C", "½ £5 €10", "naïve Ångström Ø", "Âme Ânes", "ÎLES ÉÈ", "ÄÖÜß", "Ñandú",
    ],
)  # fmt: skip
def test_other_languages_are_no_mojibake(check: Callable[..., list[Finding]], text: str) -> None:
    assert check("S001", f"@misc{{a, title = {{{text}}}, author = {{{text}}}}}\n") == []


def test_a_lost_letter_has_to_be_looked_up(check: Callable[..., list[Finding]]) -> None:
    (found,) = check("S001", "@misc{a, author = {M\ufffdller, Ann and Byte, Bob}}\n")
    assert found.message == "a: author has \ufffd where a letter was lost: 'M\ufffdller,'"
    assert found.changes == ()


def test_half_a_dash_is_told_and_left_alone(check: Callable[..., list[Finding]]) -> None:
    (found,) = check("S001", "@misc{a, title = {Rivers \x80\x94An obstacle}}\n")
    assert found.changes == ()


def test_links_and_identifiers_are_not_text(check: Callable[..., list[Finding]]) -> None:
    assert check("S001", "@misc{a, url = {https://example.org/MÃ¼ller}, file = {MÃ¼ller.pdf}}\n") == []


def test_only_the_words_that_differ_are_shown(check: Callable[..., list[Finding]]) -> None:
    text = "The life and works of SchrÃ¶dinger " + "and others " * 40
    (found,) = check("S001", f"@misc{{a, abstract = {{{text}}}}}\n")
    assert found.message == "a: abstract was decoded wrongly: 'SchrÃ¶dinger' is 'Schrödinger'"
    text = "MÃ¼ller and " * 40
    (found,) = check("S001", f"@misc{{a, abstract = {{{text}}}}}\n")
    assert len(found.message) < 200


def test_what_takes_time_to_load_is_loaded_when_it_is_needed() -> None:
    code = "import sys; from unlcli import rules; [rules.rule(code) for code in rules.codes()]; sys.exit('ftfy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
