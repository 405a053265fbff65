"""What the readers of e-invoices fill in on a line because no format states it."""

from faktura.core.money import Money
from faktura.core.rounding import half_up
from faktura.core.vat import Vat


def gross_of(net: Money, vat: Vat) -> Money:
    """Return what a line costs including VAT, for print: its net and its rate, rounded half up."""
    return net + net.times(vat.percent / 100, half_up)
