"""The registry: which importer reads what."""

from collections.abc import Callable

from unlcli.domain.draft import Reading

Read = Callable[..., Reading]

ENTRY = "% my papers\n\n@article{ada2020, title = {On Bees}, year = 2020}\n"


def test_bibtex_is_known_by_name_or_text(read: Read) -> None:
    for name in ("papers.bib", "papers.txt"):
        (draft,) = read(ENTRY, name).drafts
        assert (draft.key, draft.title) == ("ada2020", "On Bees")


def test_bibtex_in_a_code_block_is_markdown(read: Read) -> None:
    text = f"# Cite us\n```\n{ENTRY}```\n| Title | Year |\n|--|--|\n| One | 2020 |\n"
    assert [draft.title for draft in read(text, "README").drafts] == ["One"]
