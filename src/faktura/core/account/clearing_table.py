"""Who has which clearing number, and how the account numbers behind it are made: the facts as one table.

Each row: first and last clearing number, the kind of account number (see `clearing.AccountCheck`), the bank. The ranges are
those of the banks' specification of 15 April 2020, with the banks and names that came until 2026.

>>> CLEARING[0].bank, CLEARING[0].first, CLEARING[0].last, CLEARING[0].kind
('Nordea', 1100, 1199, '1.1')
"""

from typing import Final, Literal, cast

from attrs import frozen

AccountKind = Literal["1.1", "1.2", "2.1", "2.2", "2.3"]
"""Type and comment of the banks' specification of account numbers."""

KNOWN_AS_OF: Final = "2020-04-15, with additions until 2026"
"""The state of the table; it is no register, and banks change."""


@frozen(kw_only=True)
class ClearingRange:
    """Clearing numbers of one bank whose account numbers are made alike."""

    first: int
    last: int
    kind: AccountKind
    bank: str

    @property
    def plusgiro(self) -> bool:
        """Whether its accounts are plusgiro numbers."""
        return self.bank.endswith("Plusgirot")


_ROWS: Final = """
1100-1199 1.1 Nordea
1200-1399 1.1 Danske Bank
1400-2099 1.1 Nordea
2300-2399 1.2 Ålandsbanken
2400-2499 1.1 Danske Bank
3000-3299 1.1 Nordea
3300-3300 2.1 Nordea personkonto
3301-3399 1.1 Nordea
3400-3409 1.1 Länsförsäkringar Bank
3410-3781 1.1 Nordea
3782-3782 2.1 Nordea personkonto
3783-3999 1.1 Nordea
4000-4999 1.2 Nordea
5000-5999 1.1 SEB
6000-6999 2.2 Handelsbanken
7000-7999 1.1 Swedbank
8000-8999 2.3 Swedbank and savings banks
9020-9029 1.2 Länsförsäkringar Bank
9040-9049 1.2 Citibank
9060-9069 1.1 Länsförsäkringar Bank
9070-9079 1.1 Multitude Bank
9100-9109 1.2 Nordnet Bank
9120-9124 1.1 SEB
9130-9149 1.1 SEB
9150-9169 1.2 Skandiabanken
9170-9179 1.1 Ikano Bank
9180-9189 2.1 Danske Bank
9190-9199 1.2 DNB Bank
9230-9239 1.1 Marginalen Bank
9250-9259 1.1 SBAB
9260-9269 1.2 DNB Bank
9270-9279 1.1 ICA Banken
9280-9289 1.1 Resurs Bank
9300-9349 2.1 Swedbank (ex Sparbanken Öresund)
9390-9399 1.2 Landshypotek
9400-9449 1.1 Forex Bank
9460-9469 1.1 Santander Consumer Bank
9470-9479 1.2 BNP Paribas
9500-9549 2.3 Nordea Plusgirot
9550-9569 1.2 Avanza Bank
9570-9579 2.1 Sparbanken Syd
9580-9589 1.1 Aion Bank
9590-9599 1.2 Erik Penser Bank
9630-9639 1.1 Lån & Spar Bank
9640-9649 1.2 NOBA Bank Group (ex Nordax)
9650-9659 1.2 MedMera Bank
9660-9669 1.2 Svea Bank
9670-9679 1.2 JAK Medlemsbank
9680-9689 1.1 Bluestep
9700-9709 1.2 Ekobanken
9710-9719 1.2 Lunar Bank
9750-9759 1.2 Northmill Bank
9780-9789 1.2 Klarna Bank
9880-9889 1.2 Riksgälden
9890-9899 2.1 Riksgälden
9960-9969 2.3 Nordea Plusgirot
"""


def _row(text: str) -> ClearingRange:
    span, kind, bank = text.split(" ", 2)
    first, _, last = span.partition("-")
    return ClearingRange(first=int(first), last=int(last), kind=cast("AccountKind", kind), bank=bank)


CLEARING: Final = tuple(_row(line) for line in _ROWS.strip().split("\n"))
"""All ranges, in ascending order and apart from each other."""
