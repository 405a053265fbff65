"""Skatteverket's decisions on requests for payout, as its e-service hands them out (beslut).

>>> case = DecidedCase(buyer=PersonalIdentityNumber("191212121212"), granted=0)
>>> RequestDecision(name="Nov 2026", reference="20260000185-01", cases=(case,)).granted
0
"""

from attrs import frozen

from faktura.core.identity import CoordinationNumber, Identity, PersonalIdentityNumber


@frozen(kw_only=True)
class DecidedCase:
    """What was decided for one person and invoice.

    Attributes:
        invoice_number: As it stood in the request; empty when the file leaves it out.
        granted: Whole kronor (godkantBelopp); zero: refused.
    """

    buyer: PersonalIdentityNumber | CoordinationNumber
    invoice_number: str = ""
    granted: int


@frozen(kw_only=True)
class RequestDecision:
    """The decision on one request; `name` is the request's own, `reference` Skatteverket's number."""

    name: str
    reference: str
    cases: tuple[DecidedCase, ...]

    @property
    def granted(self) -> int:
        """The sum granted, whole kronor: what Skatteverket pays for the request, in one amount."""
        return sum(case.granted for case in self.cases)


@frozen(kw_only=True)
class PayoutDecision:
    """One decision file: every decision on the requests of one seller.

    Attributes:
        version: The format's version as the file states it.
        performer: The seller (utförare).
    """

    version: str
    performer: Identity
    decisions: tuple[RequestDecision, ...]
