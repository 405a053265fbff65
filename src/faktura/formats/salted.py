"""Stored contents with a salt: so that their digest, which stays when they are erased, is found by no trial.

Who knows all of a document but a personal number could make it again with each number there is, and compare digests. A
salt that nobody can guess stands in the content and is erased with it. JSON stays JSON; other bytes get a line before them.

>>> salted(b'{"a":1}', "0" * 32)
b'{"salt":"00000000000000000000000000000000","value":{"a":1}}'
>>> unsalted(salted(b'{"a":1}', "0" * 32)), unsalted(salted(b"<Document/>", "0" * 32)), unsalted(b'{"a":1}')
(b'{"a":1}', b'<Document/>', b'{"a":1}')
"""

import re
from typing import Final

_LETTERS: Final = 32
_JSON: Final = re.compile(rb'\{"salt":"[0-9a-f]{%d}","value":' % _LETTERS)
_BYTES: Final = re.compile(rb"salt [0-9a-f]{%d}\n" % _LETTERS)


def salted(content: bytes, salt: str) -> bytes:
    """Return *content* with *salt*, 32 hexadecimal letters; `unsalted` gives it back."""
    if content.startswith(b"{"):
        return b'{"salt":"%b","value":%b}' % (salt.encode(), content)
    return b"salt %b\n%b" % (salt.encode(), content)


def unsalted(content: bytes) -> bytes:
    """Return *content* as it was before `salted`; what has no salt as it is."""
    if found := _JSON.match(content):
        return content[found.end() : -1]
    return content[found.end() :] if (found := _BYTES.match(content)) else content
