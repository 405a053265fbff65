"""Numbers that reach beyond Sweden: VAT registrations and locations."""

from typing import Final, Self

from attrs import Attribute, field, frozen

from faktura.core.check_digit import compact, is_digits, modulus_10
from faktura.core.identity.refusal import wrong
from faktura.core.identity.swedish import Identity

_SWEDISH: Final = len("SE559999000801")
_GLN: Final = 13


def _vat(_instance: object, _attribute: "Attribute[str]", code: str) -> None:
    if not code.startswith("SE"):
        if _european(code) != code:
            raise wrong("vat", "characters", code)
        return
    if not is_digits(code[2:]):
        raise wrong("vat", "characters", code)
    if len(code) != _SWEDISH:
        raise wrong("vat", "length", code)
    if modulus_10(code[2:11]) != code[11]:
        raise wrong("vat", "check_digit", code)


def _european(code: str) -> str:
    """Return the VAT number of another member state in its canonical form, refusing wrong ones."""
    from stdnum import exceptions
    from stdnum.eu import vat

    if code[:2].lower() not in (vat.MEMBER_STATES - {"gr"}) | {"el"}:
        raise wrong("vat", "country", code)
    if not code.isascii():
        raise wrong("vat", "characters", code)
    try:
        return vat.validate(code)
    except exceptions.InvalidLength:
        raise wrong("vat", "length", code) from None
    except exceptions.InvalidFormat:
        raise wrong("vat", "characters", code) from None
    except exceptions.ValidationError:
        raise wrong("vat", "check_digit", code) from None


def _vat_shown(code: str) -> str:
    return repr(f"{code[:8]}XXXX{code[12:]}" if code.startswith("SE") and code[4] < "2" else code)


@frozen
class VatNumber:
    """A VAT registration number (momsregistreringsnummer, VAT-nummer) of an EU member state.

    A Swedish one is SE, the ten digits of the organisation or personal number, and 01; other
    endings are read, never made. `str` gives it whole even for a sole trader, since it must stand
    on the invoice (mervärdesskattelag (2023:200) 17 kap. 24 §); `repr` hides the person in it.
    Numbers of countries outside the EU (XI for Northern Ireland apart) are not VAT numbers here.

    Attributes:
        code: The prefix and the number without spaces, in capitals; Greece begins with EL.

    >>> from faktura.core.identity import OrganisationNumber
    >>> print(VatNumber.of(OrganisationNumber("5599990008")), VatNumber.parse("DK 13585628").country)
    SE559999000801 DK
    >>> VatNumber.parse("SE 121212-1212 01")
    VatNumber(code='SE121212XXXX01')
    """

    code: str = field(validator=_vat, repr=_vat_shown)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a number with its country prefix; spaces, points and hyphens are dropped."""
        code = compact(text).upper().replace("-", "").replace(".", "")
        code = "EL" + code[2:] if code.startswith("GR") else code
        return cls(code if code.startswith("SE") else _european(code))

    @classmethod
    def of(cls, identity: Identity) -> Self:
        """Return the Swedish VAT number that goes with *identity*; whether it is registered is not known."""
        return cls(f"SE{identity.digits}01")

    @property
    def country(self) -> str:
        """The country by ISO 3166 (`GR` where the prefix is EL), or XI."""
        return self.code[:2].replace("EL", "GR")

    def __str__(self) -> str:
        return self.code


def _gln(_instance: object, _attribute: "Attribute[str]", digits: str) -> None:
    from stdnum import ean

    if not is_digits(digits):
        raise wrong("gln", "characters", digits)
    if len(digits) != _GLN:
        raise wrong("gln", "length", digits)
    if ean.calc_check_digit(digits[:-1]) != digits[-1]:
        raise wrong("gln", "check_digit", digits)


@frozen
class Gln:
    """A Global Location Number of GS1: thirteen digits, the last a check digit; e-invoice address 0088.

    >>> print(Gln.parse("9520000000004"))
    9520000000004
    """

    digits: str = field(validator=_gln)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read thirteen digits; spaces and hyphens are dropped."""
        return cls(compact(text).replace("-", ""))

    def __str__(self) -> str:
        return self.digits
