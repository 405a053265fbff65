"""What a damaged file may come to: it is read, and what was read can be written and read again; or it is refused by name."""

from collections.abc import Callable
from typing import TypeVar

from faktura.core.errors import MalformedFile, NotExpressible

T = TypeVar("T")
D = TypeVar("D", bytes, str)


def read_or_refused(read: Callable[[D], T], data: D, *formats: str) -> T | None:
    """Return what *read* makes of *data*, or nothing when it is refused as no file of one of *formats*.

    A refusal says what was expected, where, and is a sentence in both languages.
    """
    try:
        return read(data)
    except MalformedFile as refused:
        assert refused.format in formats  # noqa: PT017 - either outcome is right
        assert refused.expected  # noqa: PT017
        assert refused.field or refused.line  # noqa: PT017
        assert refused.explain("sv") != refused.explain("en")  # noqa: PT017
        return None


def assert_written_back(found: T, write: Callable[[T], D], read: Callable[[D], T]) -> None:
    """*found*, which was read, is read the same when it is written; or there is no place for it in what we write."""
    try:
        data = write(found)
    except NotExpressible as refused:
        assert refused.what  # noqa: PT017 - either outcome is right
        return
    assert read(data) == found
