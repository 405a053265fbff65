"""Files that go with an e-invoice: base64 in both directions, within what an XML parser of any receiver takes."""

from base64 import b64decode
from binascii import Error
from collections.abc import Iterator
from typing import Final

from faktura.core.document import Attachment
from faktura.core.errors import NotExpressible
from faktura.formats.einvoice.readable import Readable
from faktura.formats.einvoice.text import held

MOST_CONTENT: Final = 7 * 2**20
"""The largest file that is written: as base64 it stays below ten million signs, where XML parsers stop by default."""

MOST_TOGETHER: Final = 40 * 2**20
"""The most that the files of one document may be together: as base64, within the largest file that is read."""


def decoded(node: Readable) -> bytes:
    """Return the content of an element with base64, read.

    Raises:
        MalformedFile: It is no base64.
    """
    try:
        return b64decode("".join(node.read().split()), validate=True)
    except (Error, ValueError):
        node.fail("", "", "base64")


def unsendable(attachments: tuple[Attachment, ...], *, format: str, element: str) -> Iterator[NotExpressible]:
    """Yield what keeps *attachments* from going along in an *element* of *format*: no name, no content, too large."""
    for at, one in enumerate(attachments):
        if not held(one.name):
            yield NotExpressible(format=format, rule=f"{element}/@filename", what=f"attachments[{at}].name: none")
        if not one.content:
            yield NotExpressible(format=format, rule=element, what=f"attachments[{at}].content: none")
    for what in too_large(attachments):
        yield NotExpressible(format=format, rule=element, what=what)


def too_large(attachments: tuple[Attachment, ...]) -> Iterator[str]:
    """Yield which of *attachments* no e-invoice can hold, alone or together, and why."""
    for at, one in enumerate(attachments):
        if len(one.content) > MOST_CONTENT:
            yield f"attachments[{at}].content: {len(one.content)} bytes, more than {MOST_CONTENT}"
    together = sum(len(one.content) for one in attachments)
    if together > MOST_TOGETHER:
        yield f"attachments: {together} bytes together, more than {MOST_TOGETHER}"
