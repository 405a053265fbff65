"""Watches the whole suite: no log line, no error, no finding and no file name may carry a personal number.

Every number of the reserved test persons is looked for, in all the forms it is written in. Errors and findings are looked at
when they are made, in both languages, so that those a test expects are seen too; file names when they are opened for
writing; log lines as they come. What is found fails the test during which it was seen (`tests/conftest.py`).
"""

import logging
import os
import re
import sys
from collections.abc import Callable
from typing import Any, Final

from faktura.core.errors import FakturaError, Finding
from faktura.core.wording import Language
from faktura.testing.identities import COORDINATED, PERSONS

NUMBERS: Final = tuple(number.full for number in (*PERSONS, *COORDINATED))

_PATTERN: Final = re.compile("|".join(rf"(?:{n[:2]})?{n[2:8]}[-+ ]?{n[8:]}" for n in NUMBERS))
_TEMPORARY: Final = re.compile(r".*/pytest-of-[^/]+/pytest-\d+(?:/popen-gw\d+)?(?:/[^/]+)?")
"""The folder that pytest names after the test and its arguments, which may be a number on purpose."""

_LANGUAGES: Final[tuple[Language, ...]] = ("en", "sv")
_MANY: Final = 500
_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def personal(text: str) -> bool:
    """Whether *text* holds the number of a test person, in any usual form."""
    return bool(_PATTERN.search(text))


class PrivacyWatch:
    """What was seen: one line for each place, with the number left out."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self._made: list[FakturaError] = []

    def note(self, where: str, text: str) -> None:
        """Look at *text*, and note *where* when a number stands in it."""
        if personal(text):
            test = os.environ.get("PYTEST_CURRENT_TEST", "").partition(" ")[0]
            self.seen.append(f"{where} during {test}: {_PATTERN.sub('<number>', text)[:200]}")

    def finding(self, finding: Finding) -> None:
        """Look at where *finding* is and at the facts of its sentences."""
        self.note(f"Finding {finding.code}", " ".join((finding.path, *(text for _, text in finding.facts))))

    def error(self, error: FakturaError) -> None:
        """Keep *error*, to look at it when it is whole."""
        self._made.append(error)
        if len(self._made) > _MANY:
            self.look()

    def look(self) -> None:
        """Look at what the errors made so far say, in both languages; the one that is being made now waits."""
        made, self._made = self._made[:-1], self._made[-1:]
        for error in made:
            for language in _LANGUAGES:
                self.note(f"{type(error).__name__} {error.code}", error.explain(language))

    def taken(self) -> list[str]:
        """Return what was seen since the last time."""
        self._made.append(FakturaError.__new__(FakturaError))
        self.look()
        self._made.clear()
        seen, self.seen = self.seen, []
        return seen

    def opened(self, event: str, arguments: tuple[object, ...]) -> None:
        """Look at the name of a file that is written, made or renamed."""
        match event, arguments:
            case ("open", (str() | bytes() as name, _, int() as flags)) if flags & _WRITING:
                names: tuple[str, ...] = (os.fsdecode(name),)
            case ("os.mkdir", (str() as name, *_)):
                names = (name,)
            case ("os.rename", (str() as old, str() as new, *_)):
                names = (old, new)
            case _:
                return
        for name in names:
            self.note("file name", _TEMPORARY.sub("", name))

    def install(self) -> None:
        """Begin to watch, for as long as the process lives: an audit hook cannot be taken away."""
        sys.addaudithook(self.opened)
        logging.getLogger().addHandler(_Lines(self))
        FakturaError.__init__ = _watched(FakturaError.__init__, self.error)  # type: ignore[method-assign]
        Finding.__init__ = _watched(Finding.__init__, self.finding)  # type: ignore[method-assign]


class _Lines(logging.Handler):
    def __init__(self, watch: PrivacyWatch) -> None:
        super().__init__(level=logging.DEBUG)
        self._watch = watch

    def emit(self, record: logging.LogRecord) -> None:
        """Look at a log line, its arguments filled in."""
        self._watch.note(f"log {record.name}", record.getMessage())


def _watched(init: Callable[..., None], look: Callable[[Any], None]) -> Callable[..., None]:
    def made(self: object, *args: object, **facts: object) -> None:
        init(self, *args, **facts)
        look(self)

    return made


WATCH: Final = PrivacyWatch()
