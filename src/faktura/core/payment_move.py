"""Moving money that was placed wrongly, or left over, to another claim or another customer: one decision of a person.

What it does to the money is said by the events that place and release it; these say that they are one decision, and why.
"""

from datetime import date
from typing import ClassVar

from attrs import frozen

from faktura.core.event import Event, stored
from faktura.core.money import Money
from faktura.core.wording import Language, Text, register, sentence


@stored
@frozen(kw_only=True)
class PartMoved(Event):
    """A part of the payment was moved by a person, who says why (`reason`).

    It came from `from_receivable`, or from the credit balance of `from_customer`, or was left over where neither is
    said; it went to `to_receivable`, or to the credit balance of `to_customer`.
    """

    name: ClassVar[str] = "payment.part_moved"
    payment_id: str
    move_id: str
    on: date
    amount: Money
    reason: str
    from_receivable: str = ""
    from_customer: str = ""
    to_receivable: str = ""
    to_customer: str = ""


@stored
@frozen(kw_only=True)
class MoveUndone(Event):
    """A move was undone: everything is as it was before it."""

    name: ClassVar[str] = "payment.move_undone"
    payment_id: str
    move_id: str
    on: date
    reason: str


@frozen(kw_only=True)
class Move:
    """A move that stands.

    Attributes:
        on: The day the decision was made.
        amount: What was taken from where it was; what the new claim has no room for is left over.
        from_receivable: The claim it was taken from; else `from_customer`, whose credit balance it was; else it was left over.
        to_receivable: The claim it settles now; else `to_customer`, whose credit balance it is.
    """

    id: str
    on: date
    amount: Money
    reason: str
    from_receivable: str = ""
    from_customer: str = ""
    to_receivable: str = ""
    to_customer: str = ""

    def explain(self, language: Language = "en") -> str:
        """Return what was moved from where to where, and why.

        >>> from faktura.core.money import sek
        >>> Move(id="m", on=date(2026, 3, 2), amount=sek(50), reason="fel kund", from_receivable="F1",
        ...      to_customer="K2").explain()
        '50.00 SEK moved from claim F1 to the credit balance of customer K2: fel kund'
        """
        return sentence(
            "payment.moved",
            language,
            amount=self.amount,
            origin=_place(self.from_receivable, self.from_customer, language),
            target=_place(self.to_receivable, self.to_customer, language),
            reason=self.reason,
        )


def moves_after(moves: tuple[Move, ...], event: PartMoved | MoveUndone) -> tuple[Move, ...]:
    """Return the moves that stand after *event*."""
    if isinstance(event, MoveUndone):
        return tuple(one for one in moves if one.id != event.move_id)
    move = Move(
        id=event.move_id,
        on=event.on,
        amount=event.amount,
        reason=event.reason,
        from_receivable=event.from_receivable,
        from_customer=event.from_customer,
        to_receivable=event.to_receivable,
        to_customer=event.to_customer,
    )
    return (*moves, move)


def _place(receivable_id: str, customer_id: str, language: Language) -> str:
    if receivable_id:
        return sentence("payment.moved.claim", language, id=receivable_id)
    code = "payment.moved.customer" if customer_id else "payment.moved.rest"
    return sentence(code, language, id=customer_id)


register(
    {
        "payment.moved": Text(
            en="{amount} moved from {origin} to {target}: {reason}",
            sv="{amount} flyttat från {origin} till {target}: {reason}",
        ),
        "payment.moved.claim": Text(en="claim {id}", sv="fordran {id}"),
        "payment.moved.customer": Text(en="the credit balance of customer {id}", sv="tillgodohavandet hos kund {id}"),
        "payment.moved.rest": Text(en="what was left over", sv="det som var över"),
    }
)
