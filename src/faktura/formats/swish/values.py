"""What Swish's payloads share: a payer's alias, the id of an instruction, and what a message may hold.

>>> MobileAlias.parse("+46 70-000 00 00").digits, instruction_id(UUID("ab23d740-6ece-4542-a801-52d909ef9f6b"))
('46700000000', 'AB23D7406ECE4542A80152D909EF9F6B')
"""

import re
from typing import Final, Self
from uuid import UUID

from attrs import Attribute, field, frozen

from faktura.core.errors import InvalidIdentifier, NotExpressible
from faktura.core.money import Money
from faktura.core.wording import Text, register

FORMAT: Final = "swish"
MESSAGE: Final = 50
"""The longest message of a payment request."""

_ALIAS: Final = re.compile(r"[1-9][0-9]{7,14}", re.ASCII)
_PUNCTUATION: Final = re.compile(r"[ ()-]")
_MESSAGE: Final = re.compile(r"[0-9A-Za-zåäöÅÄÖ :;.,?!()\"-]*")
_ID: Final = re.compile(r"[0-9A-F]{32}", re.ASCII)
_REFERENCE: Final = re.compile(r"[0-9A-Za-z]{1,35}", re.ASCII)
_URL: Final = re.compile(r"https://[!-~]{1,500}", re.ASCII)
_LARGEST: Final = 99_999_999_999_999


def _alias(_instance: object, _attribute: "Attribute[str]", digits: str) -> None:
    if not _ALIAS.fullmatch(digits):
        raise InvalidIdentifier("swish.alias", length=len(digits))


@frozen
class MobileAlias:
    """A person's Swish number: the mobile number with country code, 8-15 digits; `repr` and `str` hide it.

    Attributes:
        digits: Country code and number without its leading zero.

    >>> MobileAlias("46700000000")
    MobileAlias(digits='467#####000')
    """

    digits: str = field(validator=_alias, repr=lambda digits: repr(_masked(digits)))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an international number, with or without `+` or `00` before it, and with blanks and hyphens."""
        return cls(re.sub(r"\A(?:\+|00)", "", _PUNCTUATION.sub("", text[:40])))

    def __str__(self) -> str:
        return _masked(self.digits)


def _masked(digits: str) -> str:
    return f"{digits[:3]}{'#' * (len(digits) - 6)}{digits[-3:]}"


def instruction_id(id: UUID) -> str:
    """Return *id*, which the caller has drawn, as Swish names a payment in its address: capitals, no hyphens."""
    return id.hex.upper()


def is_id(text: str) -> bool:
    """Whether *text* is an id as Swish writes them."""
    return _ID.fullmatch(text) is not None


def reference(text: str, name: str) -> str:
    """Return the host's own reference *text*, 1 to 35 letters and digits, or refuse it."""
    return _held(_REFERENCE, text, f"{name}, 1 to 35 letters and digits")


def callback_url(text: str) -> str:
    """Return the address to call back, or refuse one that is not https."""
    return _held(_URL, text, "callbackUrl, https")


def message(text: str) -> str:
    """Return *text* when Swish takes it, at most 50 characters: letters, digits, blank and `: ; . , ? ! ( ) - "`."""
    if len(text) > MESSAGE:
        raise NotExpressible(
            format=FORMAT, rule=f"message, at most {MESSAGE} characters", what=f"{len(text)} characters"
        )
    return _held(_MESSAGE, text, 'message, letters, digits and : ; . , ? ! ( ) - "')


def amount(money: Money) -> Money:
    """Return *money* when it can be asked for: kronor, from 0.01 (one manual says 1.00) to 999 999 999 999.99."""
    if money.currency != "SEK" or not 1 <= money.minor <= _LARGEST:
        raise NotExpressible(format=FORMAT, rule="0.01 to 999999999999.99 SEK", what=str(money))
    return money


def _held(pattern: re.Pattern[str], text: str, rule: str) -> str:
    if not pattern.fullmatch(text):
        raise NotExpressible(format=FORMAT, rule=rule, what=f"a text of {len(text)} characters")
    return text


register(
    {
        "swish.alias": Text(
            en="a person's Swish number has 8-15 digits beginning with the country code, this has {length} characters; "
            "write 46701234567",
            sv="en persons Swish-nummer har 8-15 siffror och börjar med landsnumret, det här har {length} tecken; "
            "skriv 46701234567",
        ),
    }
)
