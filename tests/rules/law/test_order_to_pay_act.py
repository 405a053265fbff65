"""What an order to pay costs: amounts of Kronofogden, one of them a standard award."""

from datetime import date

from faktura.core.money import sek
from faktura.rules.law.order_to_pay_act import AGENT_FEE, APPLICATION_FEE, ENFORCEMENT_FEE

ON = date(2026, 5, 1)


def test_amounts() -> None:
    """300, 380 and 600 kronor; the agent's is second-hand and marked so."""
    assert (APPLICATION_FEE.at(ON), AGENT_FEE.at(ON), ENFORCEMENT_FEE.at(ON)) == (sek(300), sek(380), sek(600))
    assert [table.row_at(ON).confidence for table in (APPLICATION_FEE, AGENT_FEE, ENFORCEMENT_FEE)] == ["C", "S", "C"]
