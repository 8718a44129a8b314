"""A real browser for tests: Chromium as the system has it, driven by Playwright, with all that a page did recorded."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Request, sync_playwright

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


class Visits:
    """Opens pages, each in a context of its own (nothing is shared), and keeps what none of them may do.

    `troubles` are messages on the console, errors of scripts, dialogs, and requests other than for the page itself.
    """

    def __init__(self, browser: Browser) -> None:
        self.troubles: list[str] = []
        self._browser = browser
        self._opened: set[str] = set()
        self._contexts: list[BrowserContext] = []

    def __call__(self, target: Path | str, after: str = "", **options: Any) -> Page:
        """Open a file or an address; `after` is what follows the address (?q=x#y), options are those of Playwright's contexts."""
        page = self.blank(**options)
        address = target.resolve().as_uri() if isinstance(target, Path) else target
        self._opened.add(_document(address))
        page.goto(address + after)
        return page

    def blank(self, **options: Any) -> Page:
        """Return an empty page in a new context."""
        context = self._browser.new_context(**options)
        context.set_default_timeout(PATIENCE)
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.troubles.append(f"error: {error.error}"))
        context.on("dialog", self._refuse)
        context.on("request", self._note)
        self._contexts.append(context)
        return context.new_page()

    def close(self) -> None:
        """Close all pages."""
        for context in self._contexts:
            context.close()

    def _hear(self, message: ConsoleMessage) -> None:
        # Remarks on how it draws, which a console shows to nobody who does not ask: that a test looked at hidden rows.
        if message.type != "verbose":
            self.troubles.append(f"console {message.type}: {message.text}")

    def _refuse(self, dialog: Dialog) -> None:
        self.troubles.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _note(self, request: Request) -> None:
        if not (request.is_navigation_request() and _document(request.url) in self._opened):
            self.troubles.append(f"request: {request.method} {request.url}")


def _document(address: str) -> str:
    return address.partition("#")[0].partition("?")[0]
