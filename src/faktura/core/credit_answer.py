"""A question about somebody's credit, and the answer: recorded with the decision that rests on it."""

from datetime import date
from enum import StrEnum

from attrs import field, frozen

from faktura.core.errors import InputError
from faktura.core.identity import Identity
from faktura.core.money import Money
from faktura.core.wording import Text, register


class CreditAdvice(StrEnum):
    """What is advised: to give credit, to give none, or to let a person decide."""

    APPROVE = "approve"
    DECLINE = "decline"
    REFER = "refer"


def _stated(_instance: object, _attribute: object, purpose: str) -> None:
    if not purpose.strip():
        raise InputError("credit.purpose")


@frozen(kw_only=True)
class CreditQuestion:
    """Who is asked about, and why.

    Attributes:
        id: The host's own id of the question; the same id again is the same question, and is charged once.
        subject: Whom it is about.
        amount: The credit that is thought of.
        purpose: Why it is asked: a report on a person may only be given to somebody who needs it for a contract
            or the like (kreditupplysningslagen (1973:1173) 9 §), and the person gets a copy (11 §).
    """

    id: str
    sender_id: str
    subject: Identity
    amount: Money
    purpose: str = field(validator=_stated)


@frozen(kw_only=True)
class CreditAnswer:
    """What the register answered.

    Attributes:
        limit: The largest credit advised; none where the register names none.
        reason: The register's code, shown to the clerk; never the person's affairs in words.
        reference: The register's own id of the report.
    """

    question_id: str
    advice: CreditAdvice
    on: date
    limit: Money | None = None
    reason: str = ""
    reference: str = ""


register(
    {
        "credit.purpose": Text(
            en="a credit report needs its purpose; say why it is asked for",
            sv="en kreditupplysning behöver sitt ändamål; ange varför den begärs",
        ),
    }
)
