"""The arithmetic of an e-invoice as stated: what stands there beside what its parts make.

Shared by the readers, which turn what differs into findings under their own rule ids. Nothing is
corrected here.
"""

from collections.abc import Iterator
from fractions import Fraction

from attrs import frozen

from faktura.core.document import Document, InvoiceLine, VatBreakdown
from faktura.core.errors import Finding, Severity
from faktura.core.money import Money, exponent, total


@frozen
class Sum:
    """One amount of a document, as stated and as its parts make it, in minor units.

    Attributes:
        of: Which amount: `lines`, `allowances`, `charges`, `without_vat`, `vat`, `with_vat`,
            `amount_due`, `line`, `vat_amount` or `vat_base`.
        path: Where in the document.
        part: The line or VAT row, for the three that belong to one.
    """

    of: str
    path: str
    stated: Money
    computed: Fraction
    part: InvoiceLine | VatBreakdown | None = None

    @property
    def difference(self) -> Fraction:
        """How far the two lie apart, in minor units."""
        return abs(self.stated.minor - self.computed)

    def finding(self, code: str, severity: Severity = "error") -> Finding:
        """Return the difference as a finding under *code*."""
        made = Money(round(self.computed), self.stated.currency)
        facts = (("stated", str(self.stated)), ("computed", str(made)))
        return Finding(code=code, path=self.path, severity=severity, facts=facts)


def sums(document: Document) -> Iterator[Sum]:
    """Yield every amount of *document* that others make up, in EN 16931's order."""
    totals, currency = document.totals, document.currency
    for at, line in enumerate(document.lines):
        yield Sum("line", f"lines[{at}].net", line.net, made_of(line), line)
    less = total((one.amount for one in document.allowances if not one.charge), currency)
    more = total((one.amount for one in document.allowances if one.charge), currency)
    paid = totals.prepaid + totals.deduction
    whole = (
        ("lines", totals.lines, total((line.net for line in document.lines), currency)),
        ("allowances", totals.allowances, less),
        ("charges", totals.charges, more),
        ("without_vat", totals.without_vat, totals.lines - totals.allowances + totals.charges),
        ("vat", totals.vat, total((row.amount for row in totals.breakdown), currency)),
        ("with_vat", totals.with_vat, totals.without_vat + totals.vat),
        ("amount_due", totals.amount_due, totals.with_vat - paid + totals.rounding),
    )
    for name, stated, computed in whole:
        yield Sum(name, f"totals.{name}", stated, Fraction(computed.minor))
    for at, row in enumerate(totals.breakdown):
        path = f"totals.breakdown[{at}]"
        yield Sum("vat_base", f"{path}.base", row.base, Fraction(_base(document, row).minor), row)
        yield Sum("vat_amount", f"{path}.amount", row.amount, row.base.minor * Fraction(row.percent) / 100, row)


def made_of(line: InvoiceLine) -> Fraction:
    """Return what the net amount of *line* is made of: quantity × price / base quantity, plus charges, less allowances, in minor units."""
    rest = sum(part.amount.minor if part.charge else -part.amount.minor for part in line.allowances)
    price = Fraction(line.price) * int(10 ** exponent(line.net.currency))
    return Fraction(line.quantity) * price / Fraction(line.base_quantity) + rest


def _base(document: Document, row: VatBreakdown) -> Money:
    parts = [(line.vat, line.net) for line in document.lines]
    parts += [(one.vat, one.amount if one.charge else -one.amount) for one in document.allowances]
    key = (row.category, row.percent)
    return total((amount for vat, amount in parts if (vat.category, vat.percent) == key), document.currency)
