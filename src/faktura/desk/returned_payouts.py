"""Which payments that came are payouts of the sender's own that came back: one movement of money, told twice.

As an answer to its order it says what became of the payout, and moves no money; as a payment it is the money on the account.
"""

import re
from collections.abc import Iterable
from typing import Final

from faktura.core.errors import Finding
from faktura.core.payment import IncomingPayment
from faktura.core.wording import Text, register
from faktura.desk import index
from faktura.desk.payouts import orders_named
from faktura.desk.work import View
from faktura.formats.iso20022 import camt
from faktura.formats.iso20022.debits import debits

_MAY_HOLD_RETURNS: Final = re.compile(rb"RtrInf|RvslInd|PmtInfId")


def returned_payouts(view: View, data: bytes, digest: str, new: Iterable[IncomingPayment]) -> tuple[Finding, ...]:
    """Return a finding for each of the *new* payments of the camt file *data* that is a payout come back."""
    came = {one.source.place: one for one in new if one.source.format.startswith("camt.") and not one.reversal}
    if not (came and _MAY_HOLD_RETURNS.search(data) and any(view.reading.rows(index.BANK_ORDER, [""]))):
        return ()
    found = []
    for debit in debits(camt.read(data), digest):
        payment = came.get(debit.source.place) if debit.returned else None
        if payment is None:
            continue
        for order in orders_named(view, [id for id in (debit.payment_id, debit.batch_id, debit.order_id) if id]):
            payout = debit.payment_id or debit.batch_id or debit.order_id
            facts = (("payment", payment.id), ("payout", payout), ("order", order))
            code = "payments.payout_returned"
            found.append(Finding(code=code, path=payment.id, severity="information", facts=facts))
    return tuple(found)


register(
    {
        "payments.payout_returned": Text(
            en="payment {payment} is payout {payout} of order {order}, which the bank sent back",
            sv="betalningen {payment} är utbetalningen {payout} i uppdraget {order}, som banken skickade tillbaka",
        ),
        "payments.payout_returned.remedy": Text(
            en="pay it out again under an id of its own, or keep it for the customer: it is this one sum, not two",
            sv="betala ut den igen med ett eget id, eller spara den åt kunden: det är en enda summa, inte två",
        ),
    }
)
