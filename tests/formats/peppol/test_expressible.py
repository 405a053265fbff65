"""What Peppol BIS Billing 3 refuses, and that the official rules refuse the same."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from faktura.core.document import (
    AllowanceCharge,
    Attachment,
    DeliverTo,
    Document,
    DocumentReference,
    Period,
    References,
    SelfBilling,
)
from faktura.core.errors import NotExpressible
from faktura.core.money import Money, sek
from faktura.core.party import Address, Endpoint, Party, PartyKind, PaymentCard
from faktura.core.vat import Vat, VatCategory
from faktura.core.wording import Language
from faktura.formats.einvoice import attachment
from faktura.formats.peppol import expressible, writer
from faktura.formats.peppol.billing import obstacles, write
from faktura.testing.identities import TOLVAN
from tests.formats import official
from tests.formats.sample_documents import (
    EXEMPT,
    EXPORT,
    INTRA_EU,
    OUTSIDE,
    PAYMENT,
    REVERSED,
    SAMPLES,
    charge,
    discount,
    invoice,
    line,
    totals_of,
)

PLAIN = SAMPLES["plain"]


def seller(**changes: Any) -> Document:
    """The plain invoice with another seller."""
    return evolve(PLAIN, seller=evolve(PLAIN.seller, **changes))


def buyer(**changes: Any) -> Document:
    """The plain invoice with another buyer."""
    return evolve(PLAIN, buyer=evolve(PLAIN.buyer, **changes))


def in_kronur(quantity: str, price: str, *allowances: AllowanceCharge) -> Document:
    """An invoice in Icelandic krónur, which have no smaller coin, with one line."""
    one = line(1, quantity, price, allowances=allowances, currency="ISK")
    return evolve(PLAIN, currency="ISK", lines=(one,), totals=totals_of([one], currency="ISK"))


def ten_percent(amount: int, base: int) -> AllowanceCharge:
    """A discount of ten percent in whole krónur."""
    return evolve(discount("0", "0", "10"), amount=Money(amount, "ISK"), base=Money(base, "ISK"))


def half_a_krona() -> Document:
    """A line of 499.5 krónur, rounded."""
    return in_kronur("1.5", "333")


def half_a_krona_off() -> Document:
    """A discount of 100.5 krónur, rounded."""
    return in_kronur("1", "1005", ten_percent(101, 1005))


def lined(**changes: Any) -> Document:
    """The plain invoice with another line."""
    return evolve(PLAIN, lines=(evolve(PLAIN.lines[0], **changes),))


def row(**changes: Any) -> Document:
    """The plain invoice with another row of VAT."""
    return evolve(PLAIN, totals=evolve(PLAIN.totals, breakdown=(evolve(PLAIN.totals.breakdown[0], **changes),)))


def reduced(one: AllowanceCharge) -> Document:
    """The plain invoice with a discount or charge on its line."""
    return lined(allowances=(one,))


def _unreasoned(vat: Vat) -> Document:
    document = invoice(line(1, "1", "1", vat))
    bare = evolve(document.totals.breakdown[0], reason="", reason_code="")
    return evolve(document, totals=evolve(document.totals, breakdown=(bare,)))


def _coded(code: str) -> Document:
    document = invoice(line(1, "1", "1", EXEMPT))
    return evolve(
        document, totals=evolve(document.totals, breakdown=(evolve(document.totals.breakdown[0], reason_code=code),))
    )


def _outside_without_number() -> Document:
    document = invoice(line(1, "1", "60", OUTSIDE))
    nameless = evolve(PLAIN.seller, identity=None, endpoint=Endpoint("0007", "5599990008"))
    return evolve(document, seller=nameless)


NOBODY = Party(id="N", name="Ingen", address=Address(city="Ort"))
FLAT = AllowanceCharge(charge=False, text="Rabatt", amount=sek(1), vat=REVERSED)
DAYS = Period(date(2026, 10, 1), date(2026, 10, 31))


def carded(card: PaymentCard) -> Document:
    """PLAIN paid by *card* alone."""
    return evolve(PLAIN, payment=evolve(PAYMENT, accounts=(), card=card))


REFUSED: list[tuple[str, Callable[[], Document]]] = [
    ("PEPPOL-EN16931-P0100", lambda: evolve(PLAIN, self_billing=SelfBilling(date(2026, 1, 1), "tio dagar"))),
    ("BR-02", lambda: evolve(PLAIN, number=" ")),
    ("BR-CL-04", lambda: evolve(PLAIN, currency="XYZ")),
    ("PEPPOL-EN16931-R003", lambda: evolve(PLAIN, buyer_reference="")),
    ("PEPPOL-EN16931-R005", lambda: evolve(PLAIN, totals=evolve(PLAIN.totals, vat_in_kronor=sek(1)))),
    ("BR-55", lambda: evolve(PLAIN, preceding=(DocumentReference(number=""),))),
    ("BR-06", lambda: seller(name="")),
    ("BR-08", lambda: seller(address=None)),
    ("BR-CL-14", lambda: seller(address=Address(country="XX"))),
    ("BR-09", lambda: seller(address=Address(country=""))),
    ("PEPPOL-EN16931-R020", lambda: seller(identity=None)),
    ("BR-07", lambda: buyer(name="")),
    ("BR-10", lambda: buyer(address=None)),
    ("PEPPOL-EN16931-R010", lambda: evolve(PLAIN, buyer=NOBODY)),
    ("PEPPOL-EN16931-CL008", lambda: buyer(endpoint=Endpoint("9999", "1"))),
    ("PEPPOL-COMMON-R049", lambda: buyer(endpoint=Endpoint("0007", "5599990009"))),
    ("PEPPOL-COMMON-R040", lambda: buyer(endpoint=Endpoint("0088", "9520000000005"))),
    ("UBL-SR-19", lambda: evolve(PLAIN, payee=evolve(NOBODY, name=PLAIN.seller.name))),
    ("BR-17", lambda: evolve(PLAIN, payee=evolve(NOBODY, name=" "))),
    ("BR-S-02", lambda: seller(vat_number=None, f_tax=False)),
    ("BR-CO-18", lambda: evolve(PLAIN, totals=evolve(PLAIN.totals, breakdown=()))),
    ("BR-S-10", lambda: row(reason="Momsfri")),
    ("SE-R-006", lambda: row(percent=Decimal(20))),
    ("BR-E-10", lambda: _unreasoned(EXEMPT)),
    ("BR-AE-10", lambda: _unreasoned(REVERSED)),
    ("BR-AE-02", lambda: evolve(invoice(line(1, "1", "1", REVERSED)), buyer=evolve(PLAIN.buyer, identity=None))),
    ("BR-IC-02", lambda: invoice(line(1, "1", "1", INTRA_EU))),
    ("BR-G-02", lambda: evolve(invoice(line(1, "1", "1", EXPORT)), seller=evolve(PLAIN.seller, vat_number=None))),
    ("BR-O-11", lambda: invoice(line(1, "1", "1", OUTSIDE), line(2, "1", "1"))),
    ("BR-CO-26", _outside_without_number),
    ("BR-CL-22", lambda: _coded("VATEX-EU-0")),
    ("BR-33", lambda: evolve(PLAIN, allowances=(evolve(FLAT, text=""),))),
    ("BR-38", lambda: evolve(PLAIN, allowances=(evolve(charge("1"), text=" "),))),
    ("BR-42", lambda: reduced(evolve(FLAT, text=""))),
    ("BR-44", lambda: reduced(evolve(charge("1"), text=" "))),
    ("PEPPOL-EN16931-R041", lambda: reduced(evolve(discount("1", "10", "10"), base=None))),
    ("PEPPOL-EN16931-R040", lambda: reduced(discount("1.03", "10", "10"))),
    ("BR-16", lambda: evolve(PLAIN, lines=())),
    ("BR-27", lambda: lined(price=Decimal("-1"))),
    ("PEPPOL-EN16931-R120", lambda: lined(quantity=Decimal("8.001"))),
    ("PEPPOL-EN16931-R120", half_a_krona),
    ("PEPPOL-EN16931-R040", half_a_krona_off),
    ("BR-CL-23", lambda: lined(unit="styck")),
    ("BR-25", lambda: lined(text=" ")),
    ("BR-21", lambda: lined(id="")),
    ("PEPPOL-EN16931-R121", lambda: lined(base_quantity=Decimal(0))),
    ("PEPPOL-EN16931-R110", lambda: evolve(lined(period=Period(date(2026, 9, 30), date(2026, 10, 2))), period=DAYS)),
    ("PEPPOL-EN16931-R111", lambda: evolve(lined(period=Period(date(2026, 10, 2), date(2026, 11, 1))), period=DAYS)),
    ("PEPPOL-EN16931-P0112", lambda: evolve(PLAIN, type_code="384")),
    ("BR-CL-07", lambda: evolve(PLAIN, references=References(invoiced_object="1", object_scheme="no scheme"))),
    ("BR-57", lambda: evolve(PLAIN, deliver_to=DeliverTo(name="Lagret", address=Address(country="")))),
    ("BR-51", lambda: carded(PaymentCard(digits="4111111111111111", network="VISA"))),
    ("UBL CardAccount", lambda: carded(PaymentCard(digits="1234", network=""))),
    ("UBL-SR-47", lambda: evolve(PLAIN, payment=evolve(PAYMENT, card=PaymentCard(digits="1234", network="VISA")))),
    ("PEPPOL-EN16931-R061", lambda: evolve(PLAIN, payment=evolve(PAYMENT, direct_debit=True))),
    ("PEPPOL-EN16931-CL001", lambda: evolve(PLAIN, attachments=(Attachment(name="a", content=b"x", mime_type="a/b"),))),
    ("BR-52", lambda: evolve(PLAIN, attachments=(Attachment(name="", content=b"x"),))),
    ("PEPPOL-EN16931-R008", lambda: evolve(PLAIN, attachments=(Attachment(name="a", content=b""),))),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "make"), REFUSED)
def test_a_refusal_names_the_rule(rule: str, make: Callable[[], Document]) -> None:
    """The first obstacle is the one in the table, and `write` raises it."""
    with pytest.raises(NotExpressible) as error:
        write(make())
    assert (error.value.format, error.value.rule) == ("peppol-bis-3", rule)
    assert rule in {one.rule for one in obstacles(make(), make().attachments)}


@pytest.mark.parametrize("code", ["389", "381", "326", "nonsense"])
def test_types_that_belong_elsewhere_are_refused(code: str) -> None:
    """389 is self-billing, a specification of its own; 326 is for Germany; 381 is a credit note."""
    with pytest.raises(NotExpressible) as error:
        write(evolve(PLAIN, type_code=code))
    assert error.value.rule in ("PEPPOL-EN16931-P0100", "PEPPOL-EN16931-P0112")


OWN = {
    "PEPPOL-EN16931-P0100",
    "BR-02",
    "PEPPOL-EN16931-R061",
    "BR-16",
    "BR-CL-04",
    "BR-CO-18",
    "PEPPOL-EN16931-R005",
    "PEPPOL-EN16931-R121",
    "BR-17",
    "BR-51",
    "UBL CardAccount",
    "UBL-SR-47",
    "BR-57",
}
"""Refused by the schema, by another rule before it, or on the way there: nothing to compare with."""


@pytest.mark.parametrize(("rule", "make"), [case for case in REFUSED if case[0] not in OWN])
def test_the_official_rules_refuse_what_we_refuse(
    rule: str, make: Callable[[], Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Written all the same, the document is rejected: by that very rule where the text can be written at all."""
    monkeypatch.setattr(writer, "obstacles", lambda *_: iter(()))
    data = writer.write(make())
    fatal = official.fatal(official.ubl_schema(data) + official.en16931_rules(data) + _peppol(data))
    assert fatal
    if rule not in SAID_OTHERWISE:
        assert rule in {one.rule for one in fatal}


SAID_OTHERWISE = {
    "BR-55": "the schema wants the number first", "BR-06": "R008", "BR-07": "R008", "BR-21": "R008", "BR-25": "R008",
    "BR-33": "R008", "BR-38": "R008", "BR-42": "R008", "BR-44": "R008", "BR-52": "R008", "BR-09": "R008",
    "PEPPOL-EN16931-R041": "both are left out",
}  # fmt: skip
"""Rules about what is empty: an empty element is PEPPOL-EN16931-R008 first."""


def _peppol(data: bytes) -> tuple[official.Fired, ...]:
    try:
        return official.peppol_rules(data)
    except RuntimeError:  # some of the rules stop at an empty amount or quantity
        return (official.Fired("stopped", "fatal", ""),)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_refusal_is_a_sentence_without_personal_numbers(language: Language) -> None:
    """It says what, where and by which rule."""
    document = evolve(
        PLAIN, buyer=Party(id="T", name="Tolvan", kind=PartyKind.PERSON, identity=TOLVAN, address=Address(city="Ort"))
    )
    with pytest.raises(NotExpressible) as error:
        write(document)
    sentence = error.value.explain(language)
    assert "PEPPOL-EN16931-R010" in sentence
    assert "buyer.endpoint" in sentence
    assert "1212" not in sentence


def test_whole_kronur_that_make_a_whole_sum_are_written() -> None:
    """What is a fiftieth of a króna away or less is right, so what comes out even is written, and official rules agree."""
    for document in (in_kronur("1.5", "334"), in_kronur("1", "1000", ten_percent(100, 1000))):
        fired = {one.rule for one in _peppol(write(document))}
        assert not {rule for rule in fired if rule.endswith(("R120", "R040", "stopped"))}


def test_files_beyond_what_is_read_are_refused() -> None:
    """The same limits as in both Svefakturor: no receiver's XML parser stops at what is written."""
    most = Attachment(name="a.pdf", content=bytes(attachment.MOST_CONTENT))
    assert list(obstacles(PLAIN, (most,))) == []
    for files in ((evolve(most, content=bytes(attachment.MOST_CONTENT + 1)),), (most,) * 6):
        with pytest.raises(NotExpressible) as error:
            write(PLAIN, attachments=files)
        assert error.value.rule == "EmbeddedDocumentBinaryObject"


def test_a_currency_with_three_decimals_is_refused() -> None:
    """UBL-DT-01: two at most."""
    totals = totals_of([line(1, "1", "1", currency="EUR")], currency="EUR")
    document = evolve(PLAIN, currency="KWD", totals=totals)
    assert "UBL-DT-01" in {one.rule for one in expressible.obstacles(document, ())}


def test_an_amount_in_another_currency_is_refused() -> None:
    """PEPPOL-EN16931-R051: one currency in the document."""
    with pytest.raises(NotExpressible) as error:
        write(lined(net=Money(760000, "EUR")))
    assert error.value.rule == "PEPPOL-EN16931-R051"


def test_zero_rated_needs_no_reason() -> None:
    """BR-Z-10 forbids one."""
    document = invoice(line(1, "1", "1", Vat(VatCategory.ZERO, Decimal(0))))
    assert official.fatal(official.en16931_rules(write(document))) == []
