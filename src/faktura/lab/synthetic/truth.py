"""The truth about made-up payments: what each was for, what was done to it, and whether one could know."""

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Literal

from attrs import frozen

Row = dict[str, str]

ITEM_COLUMNS = (
    "creditor", "claim_id", "kind", "invoice_number", "ocr", "customer_id", "customer_name", "customer_org",
    "issue_date", "due_date", "currency", "total", "open", "deduction", "discount_percent", "discount_until", "status",
    "paid_on",
)  # fmt: skip
PAYMENT_COLUMNS = (
    "creditor", "payment_id", "booked_on", "amount", "currency", "channel", "reference", "extra_references", "message",
    "payer_name", "payer_account", "payer_org", "original_amount", "original_currency",
)  # fmt: skip
LINK_COLUMNS = ("creditor", "payer_account", "customer_id", "count", "last_on", "manual")


@frozen(kw_only=True)
class Truth:
    """What one payment really is.

    Attributes:
        claims: The claims it was meant for, each with the minor units that belong on it; none for money that
            belongs to nobody, a second payment of the same claim, or another creditor's.
        remainder: What belongs to no claim, in minor units.
        written_off: What the creditor gives up with it; claims + remainder - written_off = amount.
        same: For each claim the ids that would be as right: claims of the same customer with the same open amount
            that nothing in the payment tells apart, itself among them.
        reference, amount, structure, payer: The kind of each dimension, mostly one of the profile's weights.
        name: What was done to the payer's name, joined by `+`; empty for nothing.
        evidence: The strongest thing in the emitted data that names the claims: `reference`, `near` (one slip away),
            `customer` (known account, organisation number, an old reference), `name`, or empty.
        decidable: Whether a careful clerk could be certain from the emitted data alone.
        twin: The other payment of a pair that was paid twice.
    """

    payment_id: str
    creditor: str = ""
    claims: tuple[tuple[str, int], ...] = ()
    remainder: int = 0
    written_off: int = 0
    same: tuple[frozenset[str], ...] = ()
    reference: str = ""
    amount: str = ""
    structure: str = ""
    payer: str = ""
    name: str = ""
    evidence: str = ""
    decidable: bool = False
    twin: str = ""

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kind of each dimension as `dimension:kind`, as reports group by it."""
        said = [f"reference:{self.reference}", f"amount:{self.amount}", f"structure:{self.structure}"]
        return (*said, f"payer:{self.payer}", f"name:{'damaged' if self.name else 'whole'}")

    def row(self) -> Row:
        """Return the truth as text by column, for a file beside the payments."""
        return {
            "creditor": self.creditor,
            "payment_id": self.payment_id,
            "claims": ";".join(f"{claim}:{decimal(amount)}" for claim, amount in self.claims),
            "remainder": decimal(self.remainder),
            "written_off": decimal(self.written_off),
            "same": ";".join("|".join(sorted(one)) for one in self.same),
            "reference": self.reference,
            "amount": self.amount,
            "structure": self.structure,
            "payer": self.payer,
            "name": self.name,
            "evidence": self.evidence,
            "decidable": "true" if self.decidable else "false",
            "twin": self.twin,
        }

    @classmethod
    def of_row(cls, row: Mapping[str, str]) -> "Truth":
        """Return the truth a row says, as `row` wrote it."""
        same = (frozenset(one.split("|")) for one in row["same"].split(";") if one)
        told = {name: row[name] for name in _TOLD}
        return cls(
            claims=tuple((claim, _minor(amount)) for claim, _, amount in _parts(row["claims"])),
            remainder=_minor(row["remainder"]),
            written_off=_minor(row["written_off"]),
            same=tuple(same),
            decidable=row["decidable"] == "true",
            **told,
        )


_TOLD = ("payment_id", "creditor", "reference", "amount", "structure", "payer", "name", "evidence", "twin")


def _parts(text: str) -> list[tuple[str, str, str]]:
    return [one.rpartition(":") for one in text.split(";") if one]


def _minor(text: str) -> int:
    return int(Decimal(text) * 100)


@frozen(kw_only=True)
class Ledger:
    """Made-up open items, payments and links, as rows with the columns of `match`, and the truth of each payment."""

    items: tuple[Row, ...]
    payments: tuple[Row, ...]
    links: tuple[Row, ...]
    truth: tuple[Truth, ...]

    def __add__(self, other: "Ledger") -> "Ledger":
        """Return both ledgers as one: creditors beside each other."""
        return Ledger(
            items=self.items + other.items,
            payments=self.payments + other.payments,
            links=self.links + other.links,
            truth=self.truth + other.truth,
        )

    def write(self, folder: Path, form: Literal["csv", "jsonl"] = "csv") -> None:
        """Write `open-items`, `payments`, `links` and `truth` into *folder*, ready for `python -m faktura match`."""
        tables: tuple[tuple[str, Iterable[Row]], ...] = (
            ("open-items", self.items),
            ("payments", self.payments),
            ("links", self.links),
            ("truth", (one.row() for one in self.truth)),
        )
        for name, rows in tables:
            text = to_csv(rows) if form == "csv" else to_jsonl(rows)
            (folder / f"{name}.{form}").write_text(text, encoding="utf-8", newline="")


def to_csv(rows: Iterable[Mapping[str, str]]) -> str:
    """Return *rows* as comma-separated values with a header; nothing for no rows."""
    import csv
    import io

    listed = list(rows)
    if not listed:
        return ""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, fieldnames=list(listed[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(listed)
    return out.getvalue()


def to_jsonl(rows: Iterable[Mapping[str, str]]) -> str:
    """Return *rows* as JSON lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def decimal(minor: int) -> str:
    """Return minor units as a decimal with a point.

    >>> decimal(-5), decimal(123456)
    ('-0.05', '1234.56')
    """
    return f"{'-' if minor < 0 else ''}{abs(minor) // 100}.{abs(minor) % 100:02d}"
