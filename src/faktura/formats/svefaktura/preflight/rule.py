"""How a rule of Svefaktura 1.0 is written down: where it is asserted, its number, what holds, and what is said."""

from collections.abc import Callable

from faktura.core.errors import Severity
from faktura.core.wording import Text
from faktura.formats.einvoice.preflight.book import Check, Facts, Holds, Pattern, Rule
from faktura.formats.einvoice.preflight.tree import Element
from faktura.formats.einvoice.wording import REMEDY
from faktura.formats.einvoice.xpath import Double, number

Gap = Callable[[Element], Double]
"""How much what is made of the parts of an amount exceeds what is stated; nothing where one of them is missing."""


def rule(
    number: int,
    at: str | tuple[str, ...],
    holds: Holds,
    says: Text,
    remedy: Text,
    severity: Severity = "error",
    *,
    when: Holds | None = None,
    facts: Facts | None = None,
) -> Pattern:
    """Return rule R-*number*, asserted at the elements *at* for which *when* is true; each rule is a pattern of its own."""
    return (Rule(at, (Check(f"R-{number}", holds, says, remedy, severity, facts),), when),)


def summed(
    code: int,
    at: str,
    gap: Gap,
    allows: Callable[[Double], bool],
    says: Text,
    severity: Severity = "error",
    *,
    stated: str = "",
    when: Holds | None = None,
) -> Pattern:
    """Return a rule on an amount, the element's own or the one *stated* below it, that lets a gap pass if it *allows* it."""

    def facts(node: Element) -> tuple[tuple[str, str], ...]:
        text = next(iter(node.texts(stated)), "") if stated else node.text
        return ("stated", text.strip()), ("computed", f"{number(text) + gap(node):.2f}")

    return rule(code, at, lambda node: allows(gap(node)), says, REMEDY, severity, when=when, facts=facts)
