"""A real browser for tests: Chromium as the system has it, driven by Playwright, with all that a page did recorded."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request, ViewportSize, WebError, sync_playwright

#: The names under which systems have it; tests/conftest.py looks for the same.
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
# Playwright brings most of what keeps a browser to itself; these switch off what could still reach for the network.
OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
EMPTY = "about:blank"
WINDOW: ViewportSize = {"width": 1280, "height": 720}
#: Whether a page put something away for its next visit; an empty one may not even ask.
KEEPS = "() => { try { return localStorage.length + sessionStorage.length > 0; } catch { return false; } }"
PATIENCE = 20_000  # ms: machines that run many tests at once are slow


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the system's Chromium, headless; Playwright's own download is not needed."""
    program = next(filter(None, map(shutil.which, PROGRAMS)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, headless=True, args=list(OPTIONS))
        try:
            yield browser
        finally:
            browser.close()


class Tabs:
    """Tabs of a browser for one test after another: to make one takes longer than most tests need it for.

    A tab is handed on only to who asks for the same options, and emptied before: its page is left, its cookies are gone.
    Size and colours are set anew each time, but for a phone's, which has one size.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[str, list[Page]] = {}
        self._kinds: dict[Page, str] = {}

    def take(self, **options: Any) -> Page:
        """Return an empty tab, alone in its context; options are those of Playwright's contexts."""
        size = options.pop("viewport", WINDOW) if not options.get("is_mobile") else None
        scheme = options.pop("color_scheme", "light")
        kind = repr(sorted(options.items()))
        page = self._free[kind].pop() if self._free.get(kind) else self._made(kind, options)
        if size and page.viewport_size != size:
            page.set_viewport_size(size)
        page.emulate_media(media="null", color_scheme=scheme)
        return page

    def _made(self, kind: str, options: dict[str, Any]) -> Page:
        page = self._browser.new_context(**options).new_page()
        page.context.set_default_timeout(PATIENCE)
        self._kinds[page] = kind
        return page

    def give_back(self, page: Page) -> None:
        """Keep a tab for whoever comes next."""
        page.mouse.move(0, 0)
        page.context.clear_cookies()
        page.context.unroute_all()
        self._free.setdefault(self._kinds[page], []).append(page)


class Visits:
    """Opens pages, each in a tab of its own (no two share anything), and keeps what none of them may do.

    `troubles` are messages on the console, errors of scripts, dialogs, requests other than for the page itself, and what
    it put away in the browser.
    """

    def __init__(self, tabs: Tabs) -> None:
        self.troubles: list[str] = []
        self._tabs = tabs
        self._opened: set[str] = {EMPTY}
        self._pages: list[Page] = []
        self._heard: dict[Any, Any] = {
            "console": self._hear,
            "weberror": self._regret,
            "dialog": self._refuse,
            "request": self._note,
        }

    def __call__(self, target: Path | str, after: str = "", **options: Any) -> Page:
        """Open a file or an address; `after` is what follows the address (?q=x#y), options are those of Playwright's contexts."""
        page = self.blank(**options)
        address = target.resolve().as_uri() if isinstance(target, Path) else target
        self._opened.add(_document(address))
        page.goto(address + after)
        return page

    def blank(self, **options: Any) -> Page:
        """Return an empty page."""
        page = self._tabs.take(**options)
        for event, listener in self._heard.items():
            page.context.on(event, listener)
        self._pages.append(page)
        return page

    def close(self) -> None:
        """Leave all pages."""
        while self._pages:
            page = self._pages.pop()
            if self._is_left_as_it_was(page):
                self._tabs.give_back(page)
            else:
                page.context.close()

    def _is_left_as_it_was(self, page: Page) -> bool:
        """Leave a page, and tell whether its tab can be handed on."""
        if page.is_closed() or len(page.context.pages) > 1:
            return False
        keeps = page.evaluate(KEEPS)
        if keeps:
            self.troubles.append(f"kept: {page.url}")
        page.goto(EMPTY)  # what the page did until now has been heard when this returns
        for event, listener in self._heard.items():
            page.context.remove_listener(event, listener)
        return not keeps

    def _hear(self, message: ConsoleMessage) -> None:
        # Remarks on how it draws, which a console shows to nobody who does not ask: that a test looked at hidden rows.
        if message.type != "verbose":
            self.troubles.append(f"console {message.type}: {message.text}")

    def _regret(self, error: WebError) -> None:
        self.troubles.append(f"error: {error.error}")

    def _refuse(self, dialog: Dialog) -> None:
        self.troubles.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _note(self, request: Request) -> None:
        if not (request.is_navigation_request() and _document(request.url) in self._opened):
            self.troubles.append(f"request: {request.method} {request.url}")


def _document(address: str) -> str:
    return address.partition("#")[0].partition("?")[0]
