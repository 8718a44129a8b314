"""Time the filter of a page in Chromium: letters typed into its search box, from the input event to what is then shown.

Measured is the time from the event to the end of the second animation frame after it, so with all that the page does of its
script, style and layout, and also the waiting for a frame. Needs Playwright and a Chromium; says so where they are not there.
"""

import importlib.util
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

MOST_MILLISECONDS = 50.0
WORDS = ("learning", "zu", "federated vi", "2021", "nothinghasthis")
_ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
)  # fmt: skip
_BOX = "input[type=search]"
#: Sets the box as if the text had been typed; resolves to the milliseconds until two frames have ended.
_TYPE = """([selector, text]) => new Promise(resolve => {
  const box = document.querySelector(selector);
  box.focus();
  box.value = text;
  const start = performance.now();
  box.dispatchEvent(new InputEvent("input", {bubbles: true}));
  requestAnimationFrame(() => requestAnimationFrame(() => {
    const channel = new MessageChannel();  // a task of its own comes after style, layout and paint of the frame
    channel.port1.onmessage = () => resolve(performance.now() - start);
    channel.port2.postMessage(0);
  }));
})"""
#: The same two frames with nothing to do: what waiting for them takes by itself.
_IDLE = _TYPE.replace("box.value = text;", "").replace("box.dispatchEvent", "void ")


def missed(page: Path, papers: int) -> list[str]:
    """Print how long keystrokes take on a page, and return the bar when it was missed."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if importlib.util.find_spec("playwright") is None or chromium is None:
        print("\nthe page was not typed into: that needs Playwright and a Chromium")
        return []
    typed, idle = _typed(page, chromium)
    if not typed:
        return [f"the page has no search box ({_BOX})"]
    worst, middle = max(typed, key=lambda stroke: stroke[1]), sorted(took for _, took in typed)[len(typed) // 2]
    print(
        f"\ntyping into the page of {papers:,} papers, {len(typed)} keystrokes: middle {middle:.0f} ms, worst {worst[1]:.0f} ms"
        f" (at {worst[0]!r}); bar {MOST_MILLISECONDS:.0f} ms; two frames with nothing to do take {idle:.0f} ms"
    )
    if middle <= MOST_MILLISECONDS:
        return []
    return [f"a keystroke on the page takes {middle:.0f} ms, at most {MOST_MILLISECONDS:.0f} ms"]


def _typed(page: Path, chromium: str) -> tuple[Sequence[tuple[str, float]], float]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(_ARGUMENTS))
        try:
            shown = browser.new_page()
            shown.goto(page.resolve().as_uri(), timeout=120_000)
            if shown.locator(_BOX).count() == 0:
                return (), 0.0
            idle = sorted(_took(shown, _IDLE, "") for _ in range(9))[4]
            beginnings = [word[:length] for word in WORDS for length in (*range(1, len(word) + 1), 0)]
            return [(text, _took(shown, _TYPE, text)) for text in beginnings], idle
        finally:
            browser.close()


def _took(page: Any, script: str, text: str) -> float:
    return float(page.evaluate(script, [_BOX, text]))
