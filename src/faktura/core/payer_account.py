"""One key for a payer's account, however the bank, the payer or a ledger writes it.

An account is looked up by its key; what was written stays in the payment. The key is kind and digits as the readers
of bank files write them, and two accounts never share one: what is not surely another way to write the same account
is left as it stands.

>>> payer_account_key("se45 5000 0000 0583 9825 7466"), payer_account_key("070-174 06 05")
('iban:SE4550000000058398257466', 'swish:+46701740605')
>>> payer_account_key("bankgiro:505-01055"), payer_account_key("5050-1055"), payer_account_key("0050501055")
('bankgiro:50501055', '50501055', '50501055')
"""

import re
from functools import lru_cache
from typing import Final

from faktura.core.check_digit import compact, is_digits, modulus_10

_KINDS: Final = {
    "bankgiro": "bankgiro",
    "bg": "bankgiro",
    "plusgiro": "plusgiro",
    "pg": "plusgiro",
    "iban": "iban",
    "account": "account",
    "konto": "account",
    "swish": "swish",
}
_SPOKEN: Final = re.compile(r"([A-Za-z]{2,8})(?: ?: ?| )(.+)", re.ASCII)
_IBAN: Final = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}", re.ASCII)

_KEY: Final = re.compile(
    r"(?P<iban>[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30})|(?!467[02369][0-9]{7}\Z)[1-9][0-9]*"
    r"|(?:bankgiro|plusgiro):[1-9][0-9]*|iban:[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}|swish:\+[0-9]{1,15}",
    re.ASCII,
)
"""What is a key as it stands, or an IBAN, as most are: told at once."""

_LONGEST: Final = 60

_MOBILE: Final = re.compile(r"(?:\+46|0046|46|0)(?:\(0\))?(7[02369][0-9]{7})", re.ASCII)
"""A Swedish mobile number, which is what a person's Swish number is, without blanks and hyphens."""

_IN_CLEARING: Final = re.compile(r"[0-9]{4} ?-", re.ASCII)
"""A clearing number and an account: 4670-1740605 is no telephone."""

_GIRO: Final = re.compile(r"[0-9]{3,4}-[0-9]{4}|[0-9]{1,7}-[0-9]", re.ASCII)
"""A giro number as it is printed, of either kind: both have a hyphen, before the last four digits or the last."""

_FILLED: Final = re.compile(r"0{2,3}([1-9][0-9]{6,7})", re.ASCII)
"""A giro number in the ten digits of the bank's files."""

_BIRTHDAY: Final = re.compile(r"[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{4}", re.ASCII)


def payer_account_key(account: str) -> str:
    """Return what *account* is looked up by; the same for every way to write one account, and a key is its own.

    A number without its kind has a key of its own: the same digits are a bankgiro and a plusgiro number. Zeros are
    dropped where a giro number is filled up with them, for none begins with one; an account in a bank may.
    """
    if (found := _KEY.fullmatch(account)) is None:
        return _key_of(account)
    return account if found.lastgroup is None else f"iban:{account}"


@lru_cache(maxsize=4096)
def _key_of(account: str) -> str:
    tidy = " ".join(account.split())
    if len(tidy) > _LONGEST:
        return tidy
    spoken = _SPOKEN.fullmatch(tidy)
    kind = _KINDS.get(spoken[1].lower()) if spoken is not None else None
    if spoken is not None and kind is not None:
        return _of_kind(kind, compact(spoken[2])) or tidy
    short = compact(tidy)
    if _IBAN.fullmatch(short.upper()):
        return f"iban:{short.upper()}"
    return _of_digits(short, tidy) or tidy


def _of_kind(kind: str, short: str) -> str:
    """Return the key of an account whose kind is told; none when it has not the form of one."""
    if kind == "iban":
        return f"iban:{short.upper()}"
    if kind == "swish" and (found := _MOBILE.fullmatch(short.replace("-", ""))) is not None:
        return f"swish:+46{found[1]}"
    digits = short.replace("-", "")
    if not is_digits(digits):
        return ""
    return f"{kind}:{(digits.lstrip('0') or digits) if kind in {'bankgiro', 'plusgiro'} else digits}"


def _of_digits(short: str, tidy: str) -> str:
    """Return the key of a number whose kind is not told; none when it is no number."""
    digits = short.replace("-", "")
    found = _MOBILE.fullmatch(digits)
    if found is not None and not _IN_CLEARING.match(tidy) and not _personal(digits):
        return f"swish:+46{found[1]}"
    if not is_digits(digits):
        return ""
    if _GIRO.fullmatch(short):
        return digits
    filled = _FILLED.fullmatch(short)
    if filled is not None and modulus_10(digits[:-1]) == digits[-1] and not _personal(digits):
        return filled[1]
    return short


def _personal(digits: str) -> bool:
    """Whether *digits* may be a personal number, which is what some banks' private accounts are numbered by."""
    return _BIRTHDAY.fullmatch(digits) is not None and modulus_10(digits[:-1]) == digits[-1]
