"""What a clearing number tells: whose account it is, how long its number is, and which check digit it carries.

The table is what the lists at hand agree on: the banks' specification of 15 April 2020 and what has been learned
until 2026. Banks get new numbers, so one that is not here is a warning and never a refusal; and only the bank
knows whether an account exists.

An account number is never turned into an IBAN here: each bank has its own rule for it, some put the clearing
number into it and others leave it out. Ask the payee for the IBAN.

>>> checked = check_account(BankAccountNumber("6000", "301286698"))
>>> checked.bank, checked.kind, checked.findings
('Handelsbanken', '2.2', ())
>>> [finding.code for finding in check_account(BankAccountNumber("6000", "301286699")).findings]
['account.check_digit']
"""

from bisect import bisect_right
from typing import Final, Literal

from attrs import frozen

from faktura.core.account.bank import BankAccountNumber
from faktura.core.account.clearing_table import CLEARING, AccountKind
from faktura.core.check_digit import is_digits, modulus_10
from faktura.core.errors import Finding, InvalidIdentifier
from faktura.core.wording import Text, register

_LENGTHS: Final[dict[AccountKind, tuple[int, int]]] = {
    "1.1": (7, 7),
    "1.2": (7, 7),
    "2.1": (10, 10),
    "2.2": (8, 9),
    "2.3": (1, 10),
}
_PLUSGIROT: Final = (2, 8)
_WEIGHTS: Final = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1)
_CLEARING: Final = 4
_BANKGIROT: Final = 16
_STARTS: Final = tuple(row.first for row in CLEARING)
_PERSONAL: Final = ("3300", "3782")


@frozen(kw_only=True)
class AccountCheck:
    """What the clearing table says of an account.

    Attributes:
        bank: The bank's name; empty when the clearing number is not in the table.
        kind: Type and comment of the banks' specification: `1.1` and `1.2` seven digits with modulus 11 over part
            of the clearing number or all of it; `2.1` ten digits with modulus 10; `2.2` Handelsbanken, nine with
            modulus 11; `2.3` Swedbank and Plusgirot, up to ten with modulus 10. None when not in the table.
        personal: The number is its owner's personal number (Nordea's personal accounts).
        findings: An error for a wrong length or check digit; a warning for what may still be right: a clearing
            number that is not in the table, and a check digit at Swedbank, where some older accounts lack one.
    """

    bank: str = ""
    kind: AccountKind | None = None
    personal: bool = False
    findings: tuple[Finding, ...] = ()

    @property
    def acceptable(self) -> bool:
        """Whether nothing is certainly wrong; warnings are for a person to look at."""
        return all(finding.severity == "warning" for finding in self.findings)


def check_account(account: BankAccountNumber) -> AccountCheck:
    """Hold *account* to the clearing table.

    >>> unknown = check_account(BankAccountNumber("9999", "1111111"))
    >>> unknown.acceptable, unknown.findings[0].severity, unknown.findings[0].problem
    (True, 'warning', 'the clearing number 9999 belongs to no bank known here')
    """
    clearing = account.clearing[:_CLEARING]
    at = bisect_right(_STARTS, int(clearing)) - 1
    if at < 0 or int(clearing) > CLEARING[at].last:
        return AccountCheck(findings=(_finding("clearing_unknown", "warning", clearing=clearing),))
    row = CLEARING[at]
    low, high = _PLUSGIROT if row.plusgiro else _LENGTHS[row.kind]
    length = f"{low}" if low == high else f"{low}-{high}"
    findings: tuple[Finding, ...] = ()
    if not low <= len(account.number) <= high:
        found = str(len(account.number))
        findings = (_finding("length", "error", bank=row.bank, found=found, expected=length),)
    elif not _check_digit(row.kind, clearing, account.number):
        older = row.kind == "2.3" and not row.plusgiro
        code: Literal["check_digit", "check_digit_older"] = "check_digit_older" if older else "check_digit"
        findings = (_finding(code, "warning" if older else "error", bank=row.bank),)
    return AccountCheck(bank=row.bank, kind=row.kind, personal=clearing in _PERSONAL, findings=findings)


def _check_digit(kind: AccountKind, clearing: str, number: str) -> bool:
    match kind:
        case "1.1":
            return _modulus_11(clearing[1:] + number)
        case "1.2":
            return _modulus_11(clearing + number)
        case "2.2":
            return _modulus_11(number)
        case "2.1" | "2.3":
            padded = number.rjust(10, "0")
            return modulus_10(padded[:-1]) == padded[-1]


def _modulus_11(digits: str) -> bool:
    """Whether the weighted sum of *digits* divides by eleven; weights 1 to 10 and then 1, from the right."""
    return sum(int(one) * weight for one, weight in zip(reversed(digits), _WEIGHTS, strict=False)) % 11 == 0


def printed_account(account: BankAccountNumber) -> str:
    """Return *account* as people read it, the number in groups; `BankAccountNumber.parse` reads it back.

    >>> print(printed_account(BankAccountNumber("83279", "1234567890")))
    8327-9, 123 456 789-0
    >>> print(printed_account(BankAccountNumber("5839", "8257466")))
    5839, 825 74 66
    """
    number, kind = account.number, check_account(account)
    clearing = str(account).partition(" ")[0]
    if kind.personal and len(number) == _LENGTHS["2.1"][0]:
        grouped = f"{number[:6]}-{number[6:]}"
    elif kind.kind in {"2.1", "2.3"} and len(number) > 1:
        grouped = f"{_groups(number[:-1])}-{number[-1]}"
    elif kind.kind in {"1.1", "1.2"}:
        grouped = f"{number[:3]} {number[3:5]} {number[5:]}".rstrip()
    else:
        grouped = _groups(number)
    return f"{clearing}, {grouped}"


def _groups(digits: str) -> str:
    first = len(digits) % 3
    groups = [digits[:first], *(digits[at : at + 3] for at in range(first, len(digits), 3))]
    return " ".join(group for group in groups if group)


def bankgirot_digits(account: BankAccountNumber) -> str:
    """Return the sixteen digits of Bankgirot's text files: clearing number, account number zero-filled to twelve.

    >>> bankgirot_digits(BankAccountNumber("82149", "9234726124"))
    '8214009234726124'
    """
    return account.clearing[:_CLEARING] + account.number.rjust(_BANKGIROT - _CLEARING, "0")


def read_bankgirot_digits(digits: str) -> BankAccountNumber:
    """Return the account in sixteen digits of Bankgirot's text files; filling zeros are dropped.

    As many zeros are kept as the bank's numbers have digits at least, where the clearing number is known.

    Raises:
        InvalidIdentifier: `account.sixteen`: not sixteen digits, or no account number in them.

    >>> print(read_bankgirot_digits("3032000000050017"))
    3032 0050017
    """
    filled = digits[_CLEARING:]
    if not is_digits(digits) or len(digits) != _BANKGIROT or not filled.strip("0"):
        raise InvalidIdentifier("account.sixteen", length=len(digits))
    number = filled.lstrip("0")
    kind = check_account(BankAccountNumber(digits[:_CLEARING], number)).kind
    least = _LENGTHS[kind][0] if kind is not None else 1
    return BankAccountNumber(digits[:_CLEARING], number.rjust(least, "0"))


def _finding(
    code: Literal["clearing_unknown", "length", "check_digit", "check_digit_older"],
    severity: Literal["error", "warning"],
    **facts: str,
) -> Finding:
    return Finding(code=f"account.{code}", path="account", severity=severity, facts=tuple(facts.items()))


_ASK: Final = Text(en="ask the payee for the right number", sv="fråga mottagaren om rätt nummer")

register(
    {
        "account.clearing_unknown": Text(
            en="the clearing number {clearing} belongs to no bank known here",
            sv="clearingnumret {clearing} hör inte till någon bank som är känd här",
        ),
        "account.clearing_unknown.remedy": Text(
            en="look whether the number is mistyped; a new bank's number can still be right",
            sv="se efter om numret är felskrivet; en ny banks nummer kan ändå vara rätt",
        ),
        "account.length": Text(
            en="the account number has {found} digits, at {bank} it has {expected}",
            sv="kontonumret har {found} siffror, hos {bank} har det {expected}",
        ),
        "account.length.remedy": _ASK,
        "account.check_digit": Text(
            en="the check digit of the account number at {bank} does not agree with the others",
            sv="kontrollsiffran i kontonumret hos {bank} stämmer inte med de andra siffrorna",
        ),
        "account.check_digit.remedy": _ASK,
        "account.check_digit_older": Text(
            en="the account number at {bank} has no right check digit, as some older accounts there have none",
            sv="kontonumret hos {bank} har ingen riktig kontrollsiffra, vilket en del äldre konton där saknar",
        ),
        "account.check_digit_older.remedy": Text(
            en="look whether the number is mistyped, and ask the payee when in doubt",
            sv="se efter om numret är felskrivet, och fråga mottagaren vid tvekan",
        ),
        "account.sixteen": Text(
            en="an account in Bankgirot's files has 16 digits with a number in the last twelve, not {length}; "
            "ask the sender for the right file",
            sv="ett konto i Bankgirots filer har 16 siffror med ett nummer i de sista tolv, inte {length}; "
            "be avsändaren om rätt fil",
        ),
    }
)
