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

from faktura.core.errors import InputError
from faktura.core.wording import Text, register

_LETTERS: Final = 32
_SALT: Final = re.compile(rf"[0-9a-f]{{{_LETTERS}}}")
_JSON: Final = re.compile(rb'\{"salt":"[0-9a-f]{%d}","value":' % _LETTERS)
_BYTES: Final = re.compile(rb"salt [0-9a-f]{%d}\n" % _LETTERS)


def checked(salt: str) -> str:
    """Return *salt* when it is one: what is salted with anything else would not be read again.

    >>> checked("pepper")
    Traceback (most recent call last):
    faktura.core.errors.InputError: a secret has 32 hexadecimal letters 0-9 and a-f, not what was given, of length 6; ...
    """
    if not isinstance(salt, str) or not _SALT.fullmatch(salt):
        raise InputError("salted.salt", length=len(salt) if isinstance(salt, str) else 0)
    return salt


def salted(content: bytes, salt: str) -> bytes:
    """Return *content* with *salt*, 32 hexadecimal letters; `unsalted` gives it back.

    Raises:
        InputError: `salted.salt`, it is none.
    """
    checked(salt)
    if content.startswith(b"{"):
        return b'{"salt":"%b","value":%b}' % (salt.encode(), content)
    return b"salt %b\n%b" % (salt.encode(), content)


def unsalted(content: bytes) -> bytes:
    """Return *content* as it was before `salted`; what has no salt as it is."""
    if found := _JSON.match(content):
        return content[found.end() : -1]
    return content[found.end() :] if (found := _BYTES.match(content)) else content


register(
    {
        "salted.salt": Text(
            en="a secret has 32 hexadecimal letters 0-9 and a-f, not what was given, of length {length}; "
            "make it with secrets.token_hex(16)",
            sv="en hemlighet har 32 hexadecimala tecken 0-9 och a-f, inte det som angavs, av längden {length}; "
            "gör den med secrets.token_hex(16)",
        ),
    }
)
