"""What this host has lying about: registers of senders, customers and products, and a list of orders.

Nothing here is faktura's business; it only turns the host's own files into faktura's values. Another
host would read its database instead.
"""

import csv
import json
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import attrs

from faktura import (
    Address,
    Adjustment,
    BankgiroNumber,
    Channel,
    Component,
    Customer,
    Iban,
    Line,
    OrganisationNumber,
    Party,
    PartyKind,
    PaymentTerms,
    Period,
    PersonalIdentityNumber,
    PriceBasis,
    Product,
    RoundingPolicy,
    Sender,
    VatNumber,
    product_line,
    sek,
)
from faktura.core.account import SwishNumber
from faktura.core.deduction import DeductionBuyer, DeductionKind, DeductionWish, Dwelling
from faktura.core.identity import CoordinationNumber, parse_identity
from faktura.core.ledger import AccountCode, BookkeepingMethod, FinancialYear
from faktura.core.number import exact
from faktura.core.product import CostKind, ProductKind, Unit
from faktura.core.sender import MatchingPolicy
from faktura.core.vat import REVERSE_CHARGE_BUILDING, Vat, vat
from faktura.desk.drafting import DraftFields
from faktura.rules.chart import BAS_CHART

HERE = Path(__file__).parent
YEAR = FinancialYear(date(2026, 1, 1), date(2026, 12, 31))


@attrs.frozen(kw_only=True)
class Order:
    """What becomes one invoice: whose, to whom, and what."""

    date: date
    sender: str
    customer: str
    lines: tuple[Line, ...]
    fields: DraftFields


@attrs.frozen(kw_only=True)
class Decision:
    """What somebody at the office decided that day; `subject` is a document number or a payment's id."""

    date: date
    sender: str
    action: str
    subject: str
    target: str
    amount: str
    note: str


def senders() -> dict[str, Sender]:
    """Return the firms that invoice, by id."""
    return {row["id"]: _sender(row) for row in json.loads((HERE / "senders.json").read_bytes())}


def customers() -> dict[str, Customer]:
    """Return the customers of all of them, by id."""
    return {row["id"]: _customer(row) for row in _table("customers.csv")}


def orders() -> tuple[Order, ...]:
    """Return the orders of the month, day by day."""
    rows = sorted(_table("orders.csv"), key=lambda row: row["date"])
    return tuple(_order(list(lines)) for _, lines in groupby(rows, key=lambda row: row["order"]))


def decisions() -> tuple[Decision, ...]:
    """Return what the office decided, in the order of the list."""
    return tuple(Decision(date=date.fromisoformat(row.pop("date")), **row) for row in _table("decisions.csv"))


def bank_files(day: date) -> Iterator[tuple[str, bytes]]:
    """Yield the sender and the bytes of every bank file that came that *day*."""
    for file in sorted((HERE / "bank").glob(f"{day}-*")):
        yield file.stem.removeprefix(f"{day}-"), file.read_bytes()


def _table(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _sender(row: dict[str, Any]) -> Sender:
    number = OrganisationNumber.parse(row["organisation_number"])
    names = {AccountCode(code): name for code, name in row["account_names"].items()}
    behind = (Iban.parse(row["iban"]), SwishNumber.parse(row["swish"])) if "iban" in row else ()
    return Sender(
        id=row["id"],
        party=Party(
            id=row["id"],
            name=row["name"],
            identity=number,
            vat_number=VatNumber.of(number),
            address=Address(**row["address"]),
            registered_office=row["registered_office"],
            contact=row["contact"],
            email=row["email"],
            phone=row["phone"],
            f_tax=row["f_tax"],
        ),
        accounts=(BankgiroNumber.parse(row["bankgiro"]),),
        receiving=behind,
        terms=PaymentTerms(days=row["days"], reminder_fee=sek(row["reminder_fee"])),
        price_basis=PriceBasis.WITH_VAT if row["prices_include_vat"] else PriceBasis.WITHOUT_VAT,
        rounding=RoundingPolicy.WHOLE_KRONOR if row["whole_kronor"] else RoundingPolicy.NONE,
        first_number=row["first_number"],
        logo=(HERE / "logos" / f"{row['id']}.png").read_bytes(),
        greeting=row["greeting"],
        matching=MatchingPolicy(write_off=sek(row["small_difference"])),
        method=BookkeepingMethod(row["method"]),
        chart=attrs.evolve(BAS_CHART, names={**BAS_CHART.names, **names}),
        financial_year=YEAR,
    )


def _customer(row: dict[str, str]) -> Customer:
    identity = parse_identity(row["identity"]) if row["identity"] else None
    kind, channel = PartyKind(row["kind"]), Channel(row["channels"])
    return Customer(
        party=Party(
            id=row["id"],
            name=row["name"],
            kind=kind,
            identity=identity,
            vat_number=VatNumber.of(identity) if identity and kind is PartyKind.COMPANY else None,
            address=Address(street=row["street"], postal_code=row["postal_code"], city=row["city"]),
            contact=row["contact"],
            email=row["email"],
            accepts_e_invoice=channel in (Channel.PEPPOL, Channel.SVEFAKTURA),
        ),
        channels=(channel,),
        terms=PaymentTerms(days=int(row["days"]), reminder_fee=sek(60)) if row["days"] else None,
    )


def _products() -> dict[tuple[str, str], Product]:
    found = json.loads((HERE / "products.json").read_bytes())
    return {(sender, row["id"]): _product(row) for sender, rows in found.items() for row in rows}


def _product(row: dict[str, Any]) -> Product:
    return Product(
        id=row["id"],
        name=row["name"],
        price=exact(row["price"]),
        unit=Unit[row["unit"].upper()],
        vat=_vat(row["vat"]),
        kind=ProductKind(row.get("kind", "service")),
        account=AccountCode(row["account"]) if "account" in row else None,
        cost=CostKind(row.get("cost", "other")),
        work_type=row.get("work_type", ""),
        components=tuple(
            Component(
                name=part["name"],
                weight=exact(part["weight"]),
                vat=_vat(part["vat"]),
                account=AccountCode(part["account"]),
            )
            for part in row.get("components", ())
        ),
    )


def _vat(text: str) -> Vat:
    return REVERSE_CHARGE_BUILDING if text == REVERSE_CHARGE_BUILDING.ground else vat(text)


def _order(rows: list[dict[str, str]]) -> Order:
    first, products = rows[0], _products()
    fields: DraftFields = {
        "buyer_reference": first["buyer_reference"],
        "order_reference": first["order_reference"],
        "origin": first["order"],
    }
    start, _, end = first["delivered"].partition("/")
    if end:
        fields["period"] = Period(date.fromisoformat(start), date.fromisoformat(end))
    elif start:
        fields["delivery_date"] = date.fromisoformat(start)
    if first["deduction"]:
        fields["deduction"] = _deduction(first)
    return Order(
        date=date.fromisoformat(first["date"]),
        sender=first["sender"],
        customer=first["customer"],
        lines=tuple(_line(row, products[row["sender"], row["product"]]) for row in rows),
        fields=fields,
    )


def _line(row: dict[str, str], product: Product) -> Line:
    line = product_line(product, row["quantity"], hours=int(row["hours"]) if row["hours"] else None)
    if not row["discount"]:
        return line
    return attrs.evolve(line, adjustments=(Adjustment(text="Rabatt", percent=exact(row["discount"])),))


def _deduction(row: dict[str, str]) -> DeductionWish:
    register = {person["id"]: person for person in _table("customers.csv")}
    buyer = register[row["customer"]]
    association = OrganisationNumber.parse(buyer["association"]) if buyer["association"] else None
    home = Dwelling(designation=buyer["property"], association=association, apartment=buyer["apartment"])
    persons = [buyer, *(register[one] for one in row["shared_with"].split())]
    return DeductionWish(
        kind=DeductionKind(row["deduction"]),
        buyers=tuple(DeductionBuyer(person_id=p["id"], name=p["name"], identity=_person(p)) for p in persons),
        dwelling=home if row["deduction"] == "rot" else None,
    )


def _person(row: dict[str, str]) -> PersonalIdentityNumber | CoordinationNumber:
    identity = parse_identity(row["identity"])
    if isinstance(identity, OrganisationNumber):
        raise TypeError(f"{row['id']} is no person")
    return identity
