"""An index that was brought up to date answers as one made anew, and as the library itself."""

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bib_files import Part, bib_texts
from tests.store.index_answers import PLAIN, Searches, answers, holds, is_text
from unlcli.store import index_content, index_scan, index_update


@st.composite
def edited(draw: st.DrawFn) -> list[bytes]:
    """A library and what random edits make of it: parts taken out, put in, moved, repeated, cut."""
    parts: Sequence[Part] = draw(bib_texts()).parts
    others: Sequence[Part] = draw(bib_texts()).parts
    texts = [part.text.encode() for part in parts]
    spare = [part.text.encode() for part in others] or [b"@misc{new, title = {Ropes}}"]
    states = [b"".join(texts)]
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(0, len(texts) - 1)))
        edit = draw(st.sampled_from(["out", "in", "in", "again", "move", "cut", "end"]))
        if edit == "out" and texts:
            del texts[at : at + draw(st.integers(1, 3))]
        elif edit == "in":
            texts.insert(at, draw(st.sampled_from(spare)))
        elif edit == "end":
            texts += [b"\n", draw(st.sampled_from(spare))]
        elif texts and edit == "again":
            texts.insert(draw(st.integers(0, len(texts))), texts[at])
        elif texts and edit == "move":
            texts.insert(draw(st.integers(0, len(texts) - 1)), texts.pop(at))
        elif texts:
            texts[at] = texts[at][: draw(st.integers(0, len(texts[at])))]
        states.append(b"".join(texts))
    return [state for state in states if is_text(state)]


@settings(max_examples=25)
@given(edited(), st.integers(1, 3))
def test_an_index_brought_up_to_date_answers_as_a_new_one(states: list[bytes], size: int) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        mock.patch.object(index_scan, "_ENTRIES", size),
        mock.patch.object(index_content, "_FEW", 3),
    ):
        library = Path(folder) / "library.bib"
        searches = Searches(library, Path(folder) / "cache")
        for number, state in enumerate(states):
            library.write_bytes(state)
            os.utime(library, (10**9 + number, 10**9 + number))
            index = searches.open()
            new = index_update.refreshed(library, PLAIN, searches.cache, cached=False)
            assert answers(index) == answers(new)
            holds(library, index)
            index.close()
            trusted = index_update.index_open.opened(library, PLAIN, searches.cache)
            assert trusted is not None
            assert answers(trusted[0]) == answers(new)
            trusted[0].close()
            new.close()
