"""What a bank file holds in a few figures, under the trade's words."""

from attrs import frozen

from faktura.core.money import Money


@frozen(kw_only=True)
class BankSummary:
    """Counts and sums of a bank file, as `show` prints them.

    Attributes:
        payments: How many payments came in.
        total: The money that came in, net of what payers deducted: one sum per currency, in
            alphabetical order of the currencies. It equals the sum of the deposits.
        deductions: How many credit notes payers used.
        deposits: How many deposits, or booked credit entries.
    """

    payments: int
    total: tuple[Money, ...]
    deductions: int
    deposits: int


def per_currency(amounts: list[Money]) -> tuple[Money, ...]:
    """Return the sums of *amounts*, one per currency.

    >>> per_currency([Money(1, "SEK"), Money(5, "EUR"), Money(2, "SEK")])
    (Money(minor=5, currency='EUR'), Money(minor=3, currency='SEK'))
    """
    sums: dict[str, int] = {}
    for amount in amounts:
        sums[amount.currency] = sums.get(amount.currency, 0) + amount.minor
    return tuple(Money(minor, currency) for currency, minor in sorted(sums.items()))
