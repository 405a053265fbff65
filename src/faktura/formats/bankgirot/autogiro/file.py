"""Any Autogiro file: which of them it is, read and written.

Sources: Bankgirot's example files of the new layout, positions as published for them. What Bankgirot sends can be
written too, for tests and simulated banks.

>>> data = write(OrderFile(batches=()))
>>> read(data)
Traceback (most recent call last):
faktura.core.errors.MalformedFile: autogiro line 1, record type: found 'nothing', expected a file of Autogiro, new layout; ...
"""

import re
from collections.abc import Callable
from typing import Final

from faktura.core.errors import MalformedFile
from faktura.formats.bankgirot.autogiro import (
    advice,
    change_list,
    internet,
    order_file,
    rejected,
    specification,
    specification_file,
)
from faktura.formats.bankgirot.autogiro.advice import AdviceFile
from faktura.formats.bankgirot.autogiro.bank_head import OPENING, WORD
from faktura.formats.bankgirot.autogiro.change_list import ChangeList
from faktura.formats.bankgirot.autogiro.internet import InternetMandates
from faktura.formats.bankgirot.autogiro.lines import FORMAT, Lines
from faktura.formats.bankgirot.autogiro.order_file import OrderFile
from faktura.formats.bankgirot.autogiro.rejected import RejectedFile
from faktura.formats.bankgirot.autogiro.specification import PaymentSpecification

AutogiroFile = OrderFile | PaymentSpecification | AdviceFile | RejectedFile | ChangeList | InternetMandates
"""Everything that is read and written here."""

_ORDERS: Final = re.compile(r"01[0-9]{8}AUTOGIRO(?!9900)|00[0-9]{6}HMAC", re.ASCII)
_INTERNET: Final = re.compile(rf"51.{{8}}.{{14}}{internet.CONTENT}", re.ASCII)
_FROM_BANK: Final[dict[str, Callable[[Lines], AutogiroFile]]] = {
    specification.CONTENT: specification_file.read,
    advice.CONTENT: advice.read,
    rejected.CONTENT: rejected.read,
    change_list.CONTENT: change_list.read,
}


def read(data: bytes, *, strict: bool = True) -> AutogiroFile:
    """Read an Autogiro file of either direction.

    Records carry the lines they stood on; oddities that lose nothing are findings of severity `warning`. With
    *strict* off, whatever breaks the format is a finding of severity `error`, and the record concerned is left out.

    Raises:
        MalformedFile: No Autogiro file of the new layout; in a strict reading also whatever breaks the format, and
            totals and counts that disagree.
    """
    lines = Lines(data, strict=strict)
    return _reader(lines)(lines)


def _reader(lines: Lines) -> Callable[[Lines], AutogiroFile]:
    first = lines.first
    if _ORDERS.match(first):
        return order_file.read
    if _INTERNET.match(first):
        return internet.read
    of = OPENING.unpack(first) if first.startswith(OPENING.code) else {}
    found = of.get("content", "") if of.get("layout") == WORD else ""
    if found not in _FROM_BANK:
        shown = found or ("nothing" if not first else repr(first[:2]))
        expected = "a file of Autogiro, new layout"
        raise MalformedFile(format=FORMAT, line=1, field="record type", found=shown, expected=expected)
    return _FROM_BANK[found]


def write(file: AutogiroFile) -> bytes:
    """Return *file* as bytes: 80 positions a record, CR LF, ISO 8859-1; totals and counts made of its records.

    Raises:
        NotExpressible: A value has no place in its record, or a letter is not in ISO 8859-1.
    """
    match file:
        case OrderFile():
            return order_file.write(file)
        case PaymentSpecification():
            return specification_file.write(file)
        case AdviceFile():
            return advice.write(file)
        case RejectedFile():
            return rejected.write(file)
        case ChangeList():
            return change_list.write(file)
        case InternetMandates():
            return internet.write(file)
