"""How a rule of Svefaktura 1.0 is written down: where it is asserted, its number, what holds, and what is said."""

from faktura.core.errors import Severity
from faktura.core.wording import Text
from faktura.formats.einvoice.preflight.book import Check, Holds, Pattern, Rule


def rule(
    number: int,
    at: str | tuple[str, ...],
    holds: Holds,
    says: Text,
    remedy: Text,
    severity: Severity = "error",
    *,
    when: Holds | None = None,
) -> Pattern:
    """Return rule R-*number*, asserted at the elements *at* for which *when* is true; each rule is a pattern of its own."""
    return (Rule(at, (Check(f"R-{number}", holds, says, remedy, severity),), when),)
