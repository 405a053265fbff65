"""Numbers in the schemes that Peppol knows: PEPPOL-COMMON-R040 to R057, with their check digits."""

import re
from collections.abc import Callable
from typing import Final

from faktura.core.errors import Severity
from faktura.formats.einvoice.preflight.book import Check, Pattern, Rule
from faktura.formats.einvoice.preflight.checks import check
from faktura.formats.einvoice.preflight.tree import Element
from faktura.formats.einvoice.preflight.values import normal

_ORGANISATION: Final = 10
_LETTERS: Final = "[A-Za-z]"
_INTEGER: Final = r"(?:[0-9]{2}|[+-][0-9])"
_FISCAL_CODE: Final = re.compile(rf"{_LETTERS}{{6}}{_INTEGER}{_LETTERS}{_INTEGER}.{{3}}[0-9]{_LETTERS}|[+-]?[0-9]+")
_FISCAL_LENGTHS: Final = (11, 16)
_DOUBLED: Final = "0246813579"
"""The sum of the digits of twice each digit."""
_TWICE: Final = str.maketrans("0123456789", _DOUBLED)
_ABN_WEIGHTS: Final = (10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19)


def _matches(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern, re.ASCII)
    return lambda text: compiled.fullmatch(text) is not None


def is_gln(text: str) -> bool:
    """Whether *text* is digits with the check digit of a GLN (weights 3, 1 from the right)."""
    if not (text.isascii() and text.isdigit()):
        return False
    total = sum(int(digit) * (1 if at % 2 else 3) for at, digit in enumerate(reversed(text[:-1])))
    return (10 - total % 10) % 10 == int(text[-1])


def is_modulus_11(text: str) -> bool:
    """Whether the last digit of *text* is its check digit by modulus 11 with the weights 2 to 7."""
    if not (text.isascii() and text.isdigit()):
        return False
    total = sum(int(digit) * (at % 6 + 2) for at, digit in enumerate(reversed(text[:-1])))
    return int(text) > 0 and (11 - total % 11) % 11 == int(text[-1])


def is_swedish_number(text: str) -> bool:
    """Whether *text* is digits whose tenth is the check digit of the first nine (Luhn); later ones are not looked at."""
    if len(text) < _ORGANISATION or not (text.isascii() and text.isdigit()):
        return False
    doubled = text[:_ORGANISATION:2].translate(_TWICE)
    return (sum(map(int, doubled)) + sum(map(int, text[1:_ORGANISATION:2]))) % 10 == 0


def _organisation_number(text: str) -> bool:
    return len(text) == _ORGANISATION and is_swedish_number(text)


def _belgian(text: str) -> bool:
    return _matches("[0-9]{10}")(text) and int(text[8:]) == 97 - int(text[:8]) % 97


def _fiscal_code(text: str) -> bool:
    return len(text) in _FISCAL_LENGTHS and _FISCAL_CODE.fullmatch(text) is not None


def _italian_vat(text: str) -> bool:
    if text[:2] not in ("IT", "it"):
        return True
    digits = text[2:]
    if not _matches("[0-9]{11}")(digits):
        return False
    return sum(int(_DOUBLED[int(one)] if at % 2 else one) for at, one in enumerate(digits)) % 10 == 0


def _australian(text: str) -> bool:
    if not _matches("[0-9]{11}")(text):
        return False
    digits = [int(text[0]) - 1, *map(int, text[1:])]
    return sum(digit * weight for digit, weight in zip(digits, _ABN_WEIGHTS, strict=True)) % 89 == 0


_Scheme = tuple[str, str, Callable[[str], bool], str, bool, Severity]
_SCHEMES: Final[tuple[_Scheme, ...]] = (
    # scheme, rule, test, what it is, blanks normalised, severity
    ("0088", "R040", is_gln, "GLN", True, "error"),
    ("0192", "R041", lambda text: _matches("[0-9]{9}")(text) and is_modulus_11(text), "Norwegian 0192", True, "error"),
    ("0184", "R042", _matches("(?:DK)?[0-9]{8}"), "Danish 0184", False, "error"),
    ("0096", "R052", _matches("[0-9]{10}"), "Danish 0096", False, "error"),
    ("0198", "R053", _matches("DK[0-9]{8}"), "Danish 0198", False, "error"),
    ("0208", "R043", _belgian, "Belgian 0208", True, "error"),
    ("0201", "R044", _matches("[A-Za-z0-9]{6}"), "Italian 0201", True, "warning"),
    ("0210", "R045", _fiscal_code, "Italian 0210", True, "warning"),
    ("9907", "R046", _fiscal_code, "Italian 9907", True, "warning"),
    ("0211", "R047", _italian_vat, "Italian 0211", True, "warning"),
    ("0007", "R049", _organisation_number, "Swedish 0007", True, "error"),
    ("0151", "R050", _australian, "Australian 0151", True, "error"),
    ("0106", "R054", _matches("[0-9]{8}"), "Dutch 0106", True, "warning"),
    ("0190", "R055", _matches("[0-9]{20}"), "Dutch 0190", True, "warning"),
    ("9944", "R056-1", _matches("NL[0-9]{9}B[0-9]{2}"), "Dutch 9944", True, "warning"),
    ("0217", "R057", _matches("[0-9]{12}"), "0217", True, "warning"),
)
_ONLY_ENDPOINT: Final = "9907"


def _number(scheme: _Scheme) -> Check:
    code, rule, right, name, blanks, severity = scheme
    return check(
        f"PEPPOL-COMMON-{rule}",
        lambda node: right(normal(node.text) if blanks else node.text),
        f"a number of scheme {code} ({name}) breaks the rules of that scheme",
        f"ett nummer i schema {code} ({name}) bryter mot det schemats regler",
        severity=severity,
    )


def _scheme_of(node: Element) -> str:
    scheme = node.attributes.get("schemeID", "")
    return "" if scheme == _ONLY_ENDPOINT and node.name != "EndpointID" else scheme


def _is_dutch(node: Element) -> bool:
    above = node.parent
    schemes = above.texts("TaxScheme/ID") if above is not None else []
    return any(normal(one) == "VAT" for one in schemes) and normal(node.text).startswith("NL")


IDENTIFIERS: Final[Pattern] = (
    Rule(
        ("EndpointID", "PartyIdentification/ID", "CompanyID"),
        by=_scheme_of,
        cases={scheme[0]: (_number(scheme),) for scheme in _SCHEMES},
    ),
    Rule(
        "PartyTaxScheme/CompanyID",
        (
            check(
                "PEPPOL-COMMON-R056-2",
                lambda node: _matches("NL[0-9]{9}B[0-9]{2}")(normal(node.text)),
                "a Dutch VAT number is not NL, nine digits, B and two digits",
                "ett nederländskt momsregistreringsnummer är inte NL, nio siffror, B och två siffror",
                severity="warning",
            ),
        ),
        when=_is_dutch,
    ),
)
