"""What becomes of a payment beside settling documents."""

import attrs
import pytest

from faktura.core.event import Event
from faktura.core.ledger import AccountCode, VoucherKind
from faktura.core.money import sek
from faktura.core.payment import RestIgnored, RestKept, RestRefunded
from faktura.rules.chart import BAS_CHART
from tests.rules.posting.histories import ACCRUAL, PAID, accounts, money_in, posted, received

KEPT = RestKept(payment_id="P1", customer_id="C", on=PAID, amount=sek(100))
TAKEN_BACK = RestKept(payment_id="P1", customer_id="C", on=PAID, amount=sek(-100))
REFUNDED = RestRefunded(payment_id="P1", refund_id="R1", on=PAID, amount=sek(100))
ROUNDING = RestIgnored(payment_id="P1", on=PAID, amount=sek(100), reason="rounding", allocation_id="A1")
CALLED_SO = RestIgnored(payment_id="P1", on=PAID, amount=sek(100), reason="rounding")
NOT_OURS = RestIgnored(payment_id="P1", on=PAID, amount=sek(100), reason="not_ours")

CASES: list[tuple[tuple[Event, ...], dict[str, int]]] = [
    ((), {"1930": 100_00, "2999": -100_00}),
    ((KEPT,), {"1930": 100_00, "2420": -100_00}),
    ((KEPT, TAKEN_BACK), {"1930": 100_00, "2999": -100_00}),
    ((REFUNDED,), {}),
    ((KEPT, TAKEN_BACK, REFUNDED), {}),
    ((ROUNDING,), {"1930": 100_00, "3740": -100_00}),
    ((CALLED_SO,), {"1930": 100_00, "2999": -100_00}),  # a person's own word moves no money
    ((NOT_OURS,), {"1930": 100_00, "2999": -100_00}),
]


@pytest.mark.parametrize(("events", "rows"), CASES)
def test_where_the_money_stands(events: tuple[Event, ...], rows: dict[str, int]) -> None:
    """On the bank account and against it: unmatched, the customer's credit, rounding, or gone again."""
    assert accounts(posted((), (money_in(received(sek(100)), *events),))) == rows


WAYS = [
    # channel, account it came in on, what is left where after a refund
    ("bankgiro", "bankgiro:9912346", {}),
    ("bankgiro", "bankgiro:55555551", {}),  # no ledger account of its own: the usual one
    ("cash", "", {"1910": 100_00, "1930": -100_00}),  # the host transfers it back; the till keeps what it got
    ("card", "", {"1580": 100_00, "1930": -100_00}),
]


@pytest.mark.parametrize(("channel", "account", "rows"), WAYS)
def test_a_refund_leaves_the_account_the_money_came_to(channel: str, account: str, rows: dict[str, int]) -> None:
    """A transfer is made from the bank account behind the giro, whichever ledger account that has."""
    books = attrs.evolve(ACCRUAL, chart=attrs.evolve(BAS_CHART, banks={"bankgiro:9912346": AccountCode("1940")}))
    came = attrs.evolve(received(sek(100)), channel=channel, account=account)
    made = posted((), (money_in(came, REFUNDED),), books)
    assert accounts(made) == rows
    alone = posted((), (money_in(REFUNDED),), books)
    assert accounts(alone) == {"2999": 100_00, "1930": -100_00}


def test_each_command_has_its_own_voucher_and_text() -> None:
    """What was done on another occasion is told apart, and says what it is."""
    histories = [money_in(received(sek(100)), cause="file"), money_in(KEPT, cause="kept")]
    joined = type(histories[0])(tuple(movement for one in histories for movement in one.movements))
    made = posted((), (joined,))
    assert [(voucher.cause, voucher.source, voucher.text) for voucher in made] == [
        ("file", "P1", "Inbetalning, ej avprickad"),
        ("kept", "P1", "Tillgodohavande"),
    ]


KINDS: list[tuple[tuple[Event, ...], str, list[str]]] = [
    # what is done in one command, and the kinds of its vouchers
    ((KEPT,), "kept", ["payment"]),
    ((REFUNDED,), "refund", ["refund"]),
    ((TAKEN_BACK, REFUNDED), "refund", ["payment"]),  # undone and paid back at once: of both, what it is about
]


@pytest.mark.parametrize(("events", "cause", "kinds"), KINDS)
def test_each_kind_has_its_series(events: tuple[Event, ...], cause: str, kinds: list[str]) -> None:
    """A refund is told from a payment, and either may have a series of its own."""
    came = money_in(received(sek(100)), cause="file")
    done = money_in(*events, cause=cause)
    books = attrs.evolve(ACCRUAL, kinds={VoucherKind.REFUND: "R", VoucherKind.PAYMENT: "P"})
    made = posted((), (attrs.evolve(came, movements=(*came.movements, *done.movements)),), books)
    assert [one.kind.value for one in made] == ["payment", *kinds]
    assert [one.series for one in made] == ["P", *(kind[0].upper() for kind in kinds)]
