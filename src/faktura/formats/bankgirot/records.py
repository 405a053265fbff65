"""What a BgMax file holds (Bankgiro Inbetalningar), record by record; texts as they stand, amounts exact.

The layouts are those of Bankgirot's technical manual of November 2019: positions 1-80, ISO 8859-1,
amounts in whole hundredths. A bankgiro number here is never checked by its check digit: Bankgirot's
own samples carry payers whose digit is wrong.
"""

from datetime import date
from typing import Final

from attrs import field, frozen

from faktura.core.errors import Finding
from faktura.core.money import Money, total
from faktura.formats.bankgirot.layout import Layout

FORMAT: Final = "bgmax"
LENGTH: Final = 80

START: Final = Layout("01", LENGTH, """
     3-22  layout          text    BGMAX
    23-24  version         zeros   01
    25-44  created         text    YYYYMMDDhhmmss and six digits of microseconds
    45-45  mark            text    P production, T test
""")  # fmt: skip
OPENING: Final = Layout("05", LENGTH, """
     3-12  bankgiro        zeros   the payee's
    13-22  plusgiro        text    zero-filled, only where one was converted
    23-25  currency        text
""")  # fmt: skip
_PAID: Final = """
     3-12  bankgiro        zeros   the payer's, or zeros
    13-37  reference       text    from the right when it is an OCR number
    38-55  amount          zeros
    56-56  reference_code  text
    57-57  channel         text
    58-69  serial          text
    70-70  image           text
"""
PAYMENT: Final = Layout("20", LENGTH, _PAID)
DEDUCTION: Final = Layout("21", LENGTH, f"{_PAID}    71-71  deduction_code  text\n")
EXTRA: Final = Layout("22", LENGTH, _PAID)
EXTRA_NEGATIVE: Final = Layout("23", LENGTH, _PAID)
INFORMATION: Final = Layout("25", LENGTH, "     3-52  information     text")
NAME: Final = Layout("26", LENGTH, """
     3-37  name            text
    38-72  extra_name      text
""")  # fmt: skip
ADDRESS: Final = Layout("27", LENGTH, """
     3-37  street          text
    38-46  postal_code     text
""")  # fmt: skip
TOWN: Final = Layout("28", LENGTH, """
     3-37  town            text
    38-72  country         text    foreign only
    73-74  country_code    text    foreign only
""")  # fmt: skip
ORGANISATION: Final = Layout("29", LENGTH, "     3-14  organisation_number  text")
DEPOSIT: Final = Layout("15", LENGTH, """
     3-37  account         text    clearing number and account in 22-25 and 26-37
    38-45  paid_on         zeros
    46-50  serial          text    unique per bankgiro and year, shown on the statement
    51-68  amount          zeros   payments less deductions
    69-71  currency        text
    72-79  count           zeros   payments and deductions
    80-80  type            text    K, D, S or blank
""")  # fmt: skip
END: Final = Layout("70", LENGTH, """
     3-10  payments        zeros   number of 20
    11-18  deductions      zeros   number of 21
    19-26  extras          zeros   number of 22 and 23
    27-34  deposits        zeros   number of 15
""")  # fmt: skip

OCR: Final = "2"
"""Reference code: an OCR number that is right under the payee's agreement."""

AUTOGIRO: Final = "4"
"""Channel: withdrawn by Autogiro."""

NO_GIRO: Final = "0000000000"


@frozen(kw_only=True)
class ExtraReference:
    """A further reference of a payment (record 22, or 23 when it takes away).

    Attributes:
        bankgiro: The payer's, ten digits as they stand.
        amount: Zero or more; zero unless extended slip registration split the sum.
        reference_code: As on the payment; `2` is a right OCR number.
        negative: Record 23.
        line: Where it stood, 1-based; no part of what makes two records equal.
    """

    bankgiro: str = NO_GIRO
    reference: str
    amount: Money
    reference_code: str = ""
    channel: str = ""
    serial: str = ""
    image: str = ""
    negative: bool = False
    line: int = field(default=0, eq=False)

    @property
    def signed(self) -> Money:
        """The amount with the sign of its record."""
        return -self.amount if self.negative else self.amount


@frozen(kw_only=True)
class PaymentRecord:
    """A payment (record 20) or a deduction (21), with the records that belong to it.

    Attributes:
        bankgiro: The payer's, ten digits as they stand; zeros when the payer has none.
        reference: What the payer gave, blanks round it removed.
        amount: Zero or more; a deduction's lowers the deposit.
        reference_code: 0 none or several, 1 blank slip, 2 right OCR, 3 wrong, text or several, 4 right and 5
            wrong under extended registration.
        channel: 1 electronic, 2 supplier payment, 3 slip, 4 Autogiro.
        serial: Unique for two years; blank in Autogiro files.
        deduction: Record 21: the payer used a credit note of the payee.
        deduction_code: 0 used whole, 1 a part and something remains, 2 the last part.
        information: The payer's text, record 25, in order.
        organisation_number: Twelve positions as they stand, which may be a personal number.
        line: Where it stood, 1-based; no part of what makes two records equal.
    """

    bankgiro: str = NO_GIRO
    reference: str = ""
    amount: Money
    reference_code: str = ""
    channel: str = ""
    serial: str = ""
    image: str = ""
    deduction: bool = False
    deduction_code: str = ""
    extras: tuple[ExtraReference, ...] = ()
    information: tuple[str, ...] = ()
    name: str = ""
    extra_name: str = ""
    street: str = ""
    postal_code: str = ""
    town: str = ""
    country: str = ""
    country_code: str = ""
    organisation_number: str = field(default="", repr=False)
    line: int = field(default=0, eq=False)

    @property
    def split(self) -> bool:
        """Whether the extra references share the sum out exactly."""
        parts = sum(extra.signed.minor for extra in self.extras)
        return any(extra.amount for extra in self.extras) and parts == self.amount.minor


@frozen(kw_only=True)
class Deposit:
    """One deposit on the payee's account (insättning): records 05 to 15.

    Attributes:
        bankgiro: The payee's, ten digits as they stand.
        plusgiro: The payee's plusgiro where one was converted, ten digits, or blank.
        account: The payee's bank account, 35 positions, as it stands.
        serial: Number of the deposit, unique per bankgiro and year.
        type: `K`, `D`, `S` or blank.
        line: Where record 05 stood.
    """

    bankgiro: str
    plusgiro: str = ""
    currency: str = "SEK"
    account: str = ""
    paid_on: date
    serial: str = ""
    type: str = ""
    records: tuple[PaymentRecord, ...] = ()
    line: int = field(default=0, eq=False)

    @property
    def amount(self) -> Money:
        """What was deposited: payments less deductions."""
        return total((-one.amount if one.deduction else one.amount for one in self.records), self.currency)


@frozen(kw_only=True)
class BgMaxFile:
    """A whole BgMax file.

    Attributes:
        created: YYYYMMDDhhmmss and six digits of microseconds, as it stands.
        test: Marked as a test file.
        findings: What was odd, or in tolerant mode wrong, when it was read.
    """

    version: str = "01"
    created: str = ""
    test: bool = False
    deposits: tuple[Deposit, ...] = ()
    findings: tuple[Finding, ...] = field(default=(), eq=False)
