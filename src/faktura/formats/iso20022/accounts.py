"""Accounts in camt messages, as texts of kind and number: `bankgiro:9912346`, `iban:SE45...`, `swish:1231181189`.

What kind a number is of, the scheme beside it says, or the clearing number of its bank; nothing is guessed.
"""

import re
from typing import Final

from lxml import etree

from faktura.formats.xml import leaf

_GIRO_SCHEMES: Final = {
    **dict.fromkeys(("BGNR", "BG", "BANKGIRO"), "bankgiro"),
    **dict.fromkeys(("PGNR", "PG", "PLUSGIRO"), "plusgiro"),
    **dict.fromkeys(("MOBNB", "SWISH"), "swish"),
}
_PLUSGIROT: Final = frozenset({"9960", "9500"})
_BANKGIROT: Final = "9900"
_GIRO_IN_REFERENCE: Final = re.compile(r"BG ?([0-9]{3,4})-?([0-9]{4})(?![0-9])", re.ASCII)
_GIRO: Final = re.compile(r"0*([1-9][0-9 -]{0,14})", re.ASCII)


def account(element: etree._Element | None, member: str = "") -> str:
    """Return the account *element* as text of kind and number; *member* is its bank's clearing number."""
    if element is None:
        return ""
    iban, number = leaf(element, "Id", "IBAN"), leaf(element, "Id", "Othr", "Id")
    code, scheme = (leaf(element, "Id", "Othr", "SchmeNm", name) for name in ("Cd", "Prtry"))
    return account_of(iban, number, code, scheme, member)


def account_of(iban: str, number: str, code: str, scheme: str, member: str) -> str:
    """Return an account by its *iban*, or by its *number*, the *code* and *scheme* of that, and its bank's *member* number.

    A bare BBAN is a giro number only where the clearing number says Bankgirot (9900) or Plusgirot (9960, 9500);
    another clearing number makes it a Swedish bank account.

    >>> account_of("", "991-2346", "", "BGNR", ""), account_of("", "1234566", "BBAN", "", "9960")
    ('bankgiro:9912346', 'plusgiro:1234566')
    """
    if iban:
        return f"iban:{iban.replace(' ', '').upper()}"
    if not number:
        return ""
    if kind := _GIRO_SCHEMES.get((scheme or code).upper()):
        return f"{kind}:{number if kind == 'swish' else giro(number)}"
    if code == "BBAN":
        if member in _PLUSGIROT or member == _BANKGIROT:
            return f"{'bankgiro' if member == _BANKGIROT else 'plusgiro'}:{giro(number)}"
        return f"account:{member}{number}" if member else f"bban:{number}"
    return f"other:{number}"


def giro(number: str) -> str:
    """Return a giro number as its digits, without hyphen, blanks and the zeros before it; what is none as it stands.

    >>> giro("991-2346"), giro("0009912346"), giro("XXX")
    ('9912346', '9912346', 'XXX')
    """
    found = _GIRO.fullmatch(number)
    return found[1].replace("-", "").replace(" ", "") if found else number


def giro_in(reference: str) -> str:
    """Return the payee's bankgiro where a bank gives it only in the reference of the entry.

    >>> giro_in("BG9912346-00074"), giro_in("BG 991-2346"), giro_in("SWISH-1")
    ('bankgiro:9912346', 'bankgiro:9912346', '')
    """
    found = _GIRO_IN_REFERENCE.match(reference)
    return f"bankgiro:{found[1]}{found[2]}" if found else ""
