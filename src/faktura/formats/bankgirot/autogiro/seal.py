"""The seal (HMAC-SHA-256) on order files: records 00 and 99 round what is sent to Bankgirot.

The key is sixteen bytes, given as 32 hexadecimal digits. It stands in no message, no record and no log; its check
value does, by which Bankgirot sees which key was used.

>>> from datetime import date
>>> key = "1234567890ABCDEF1234567890ABCDEF"
>>> sealed = seal(b"0120240416AUTOGIRO\\r\\n", key, date(2024, 4, 29))
>>> sealed.split(b"\\r\\n")[2][:40]
b'99240429FF365893D899291C3BF505FB3175E880'
>>> verify_seal(sealed, key).holds, verify_seal(sealed.replace(b"0416", b"0417"), key)
(True, Seal(on=datetime.date(2024, 4, 29), key_agrees=True, contents_agree=False))
"""

import hashlib
import hmac
import re
from datetime import date
from typing import Final

from attrs import frozen

from faktura.core.errors import InputError, MalformedFile
from faktura.formats.bankgirot.autogiro import wording  # noqa: F401 - the sentence of the refusal
from faktura.formats.bankgirot.autogiro.codec import pack
from faktura.formats.bankgirot.autogiro.lines import FORMAT, place
from faktura.formats.bankgirot.autogiro.orders import SEAL_END, SEAL_START

_KEY: Final = re.compile(r"[0-9A-Fa-f]{32}", re.ASCII)
_CHECKED: Final = b"00000000"
_BYTES: Final = 16
_SEAL: Final = re.compile(rb"00([0-9]{6})HMAC[^\n]*\n")
_LINE_ENDS: Final = b"\r\n"


def _table() -> bytes:
    """Return what each byte counts as: letters of ISO 8859-1 as in the seven-bit code, the rest as 0xC3."""
    table = bytearray(byte if 0x20 <= byte <= 0x7E else 0xC3 for byte in range(256))
    for letter, seven_bit in zip("ÉÄÖÅÜéäöåü", b"\x40\x5b\x5c\x5d\x5e\x60\x7b\x7c\x7d\x7e", strict=True):
        table[ord(letter)] = seven_bit
    return bytes(table)


_COUNTS_AS: Final = _table()


@frozen(kw_only=True)
class Seal:
    """What a seal says.

    Attributes:
        on: The day it was made.
        key_agrees: It was made with this key.
        contents_agree: With this key, nothing has been changed since.
    """

    on: date
    key_agrees: bool
    contents_agree: bool

    @property
    def holds(self) -> bool:
        """Whether the file is what was sealed with this key."""
        return self.key_agrees and self.contents_agree


def _code(key: str, contents: bytes) -> str:
    if not _KEY.fullmatch(key):
        raise InputError("autogiro.key")
    return hmac.new(bytes.fromhex(key), contents, hashlib.sha256).digest()[:_BYTES].hex().upper()


def _message_code(key: str, records: bytes) -> str:
    return _code(key, records.translate(_COUNTS_AS, delete=_LINE_ENDS))


def seal(data: bytes, key: str, on: date) -> bytes:
    """Return the order file *data* between the records of a seal made with *key* on the day *on*.

    Raises:
        InputError: `autogiro.key`, it is not 32 hexadecimal digits.
        MalformedFile: *data* carries a seal already.
    """
    if data.startswith(b"00"):
        raise MalformedFile(format=FORMAT, line=1, field="seal", found="a seal", expected="a file without one")
    day = f"{on:%y%m%d}"
    start = pack(SEAL_START, on=day, kind="HMAC").encode("ascii") + _LINE_ENDS
    body = data if not data or data.endswith(b"\n") else data + _LINE_ENDS
    code = _message_code(key, start + body)
    end = pack(SEAL_END, on=day, key_check=_code(key, _CHECKED), message_code=code)
    return start + body + end.encode("ascii") + _LINE_ENDS


def verify_seal(data: bytes, key: str) -> Seal:
    """Return whether the seal of *data* was made with *key*, and of these contents.

    Raises:
        InputError: `autogiro.key`, it is not 32 hexadecimal digits.
        MalformedFile: The first record is no 00, or the last no 99.
    """
    lines = data.rstrip().count(b"\n") + 1
    start = _SEAL.match(data)
    if start is None:
        raise place(1, "seal").wrong("no record 00", "a record 00 of HMAC")
    at = data.rstrip().rfind(b"\n") + 1
    end = SEAL_END.unpack(data[at:].rstrip().decode("latin-1").ljust(SEAL_END.length))
    if data[at : at + 2] != SEAL_END.code.encode("ascii"):
        raise place(lines, "seal").wrong("no record 99", "a record 99 last")
    made = {"key_check": _code(key, _CHECKED), "message_code": _message_code(key, data[:at])}
    agrees = {name: hmac.compare_digest(end[name].encode("latin-1"), code.encode()) for name, code in made.items()}
    on = place(1, "seal").short_day(f"20{start[1].decode('ascii')}")
    return Seal(on=on, key_agrees=agrees["key_check"], contents_agree=agrees["message_code"])
