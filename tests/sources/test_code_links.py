import time

import pytest

from unlcli.sources.reading.code_links import stated

OURS = "https://github.com/lab/tool"


@pytest.mark.parametrize(
    "text",
    [
        "Our code is available at https://github.com/lab/tool.",
        "Code: https://github.com/lab/tool",
        "18 pages, 4 figures; code at github.com/lab/tool",
        "We release our implementation (https://github.com/lab/tool).",
        "Source code is available at \\url{https://github.com/lab/tool}.",
        "Code is released at https://www.github.com/lab/tool/tree/main/src, see also https://github.com/lab/tool.git.",
        "We make the code public. https://github.com/lab/tool",
        "Our implementation, based on PyTorch, is available at https://github.com/lab/tool.",
        "Our code is available at https://github.com/lab/tool and builds on https://github.com/other/base.",
        "We evaluate on Bench (https://github.com/other/bench). The code is available at https://github.com/lab/tool.",
        "12 pages, using amsart, code at https://github.com/lab/tool",
        "All results were made using our code (https://github.com/lab/tool).",
        "GitHub: https://github.com/lab/tool",
        "Code and data are at https://github.com/lab/tool and https://huggingface.co/datasets/lab/tool.",
        "The repository is at http://GitHub.com/lab/tool!",
    ],
)
def test_a_repository_stated_as_the_papers_own_is_found(text: str) -> None:
    assert stated(text) == (OURS,)


@pytest.mark.parametrize(
    "text",
    [
        "We build on https://github.com/other/base.",
        "Our implementation is based on https://github.com/other/base.",
        "Our code is based on the implementation available at https://github.com/other/base.",
        "We use the official code released at https://github.com/other/base.",
        "We evaluate on Bench (https://github.com/other/bench).",
        "We use the official code: https://github.com/other/base.",
        "We follow the code of Smith (https://github.com/other/base).",
        "Their code is available at https://github.com/other/base.",
        "Code is available at https://github.com/lab.",
        "Code is available at https://example.org/lab/tool.",
        "Code is available at https://notgithub.com/lab/tool.",
        "Code is available at https://github.com/lab/tool-\nkit.",
        "Code and models will be released.",
        "Code for A is at https://github.com/lab/a, code for B is at https://github.com/lab/b.",
        "The model is available at https://huggingface.co/lab/model.",
        "",
    ],
)
def test_a_repository_of_others_or_one_that_is_not_named_for_certain_is_not(text: str) -> None:
    assert stated(text) == ()


def test_several_are_given_when_each_is_called_the_authors_own() -> None:
    text = "We release our code at https://github.com/lab/a. Our data is available at https://github.com/lab/b."
    assert stated(text) == ("https://github.com/lab/a", "https://github.com/lab/b")


def test_other_code_hosts_and_nested_groups_are_known() -> None:
    assert stated("Code: https://gitlab.com/group/sub/tool/-/tree/main") == ("https://gitlab.com/group/sub/tool",)
    assert stated("Code: https://codeberg.org/lab/tool/src") == ("https://codeberg.org/lab/tool",)
    assert stated("Our code is at https://huggingface.co/datasets/lab/tool") == (
        "https://huggingface.co/datasets/lab/tool",
    )


def test_a_hostile_text_costs_little() -> None:
    start = time.perf_counter()
    for part in ("github.com/", "code based on the ", "use a a a ", "https://github.com/a/b ", ". \n", "available "):
        stated(part * (300_000 // len(part)))
    assert time.perf_counter() - start < 5
