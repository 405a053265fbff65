"""What an afternoon's work gives, to measure an engine against: the OCR alone, OCR with amount, likeness of names.

Each takes rows with the columns of `match` and returns its out columns; none is to be used on anybody's money.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.process import extractOne

Row = Mapping[str, str]
Rows = Iterable[Row]
Key = tuple[str, ...]
Claims = list[Row]
Records = list[dict[str, object]]

LIKE_ENOUGH: Final = 90
"""Names at least so alike, of 100, are taken for the same."""


def ocr_dictionary(items: Rows, payments: Rows) -> Records:
    """Settle whatever open claim bears the OCR in the reference field, whatever the amount."""
    return _settled(payments, _by_ocr(items), lambda _payment, _claim: True)


def ocr_with_amount(items: Rows, payments: Rows) -> Records:
    """Settle the open claim that bears the OCR and has exactly the amount open."""
    return _settled(payments, _by_ocr(items), lambda payment, claim: claim["open"] == payment["amount"])


def fuzzy_names(items: Rows, payments: Rows) -> Records:
    """Settle by OCR, else the claim of that amount whose customer's name is most like the payer's."""
    listed = list(items)
    by_amount = _by(listed, lambda row: (row["creditor"], row["currency"], row["open"]))

    def alike(payment: Row, taken: set[Key]) -> Claims:
        key = (payment["creditor"], payment["currency"], payment["amount"])
        same = [one for one in by_amount.get(key, ()) if _claim(one) not in taken]
        names = [one["customer_name"] for one in same]
        best = extractOne(payment["payer_name"], names, scorer=fuzz.token_sort_ratio, processor=str.lower)
        return [same[best[2]]] if best and best[1] >= LIKE_ENOUGH else []

    return _settled(payments, _by_ocr(listed), lambda _payment, _claim: True, alike)


BASELINES: Final[Mapping[str, Callable[[Rows, Rows], Records]]] = {
    "OCR dictionary": ocr_dictionary,
    "OCR with exact amount": ocr_with_amount,
    "OCR, else like names": fuzzy_names,
}
"""By the name a report gives them."""


def _settled(
    payments: Rows,
    by_ocr: Mapping[Key, Claims],
    fits: Callable[[Row, Row], bool],
    otherwise: Callable[[Row, set[Key]], Claims] = lambda _payment, _taken: [],
) -> Records:
    """Settle each payment by its OCR, the oldest claim first, or by what comes *otherwise*; no claim twice."""
    taken: set[Key] = set()
    records: Records = []
    for row in payments:
        bearing = by_ocr.get((row["creditor"], row["currency"], row["reference"]), ())
        found = [one for one in bearing if _claim(one) not in taken and fits(row, one)][:1]
        if not found and row["payer_name"]:
            found = otherwise(row, taken)
        taken.update(map(_claim, found))
        records.append(
            {
                "creditor": row["creditor"],
                "payment_id": row["payment_id"],
                "outcome": "auto" if found else "unmatched",
                "claims": [{"claim_id": one["claim_id"], "amount": one["open"]} for one in found],
            }
        )
    return records


def _claim(row: Row) -> Key:
    return row["creditor"], row["claim_id"]


def _by_ocr(items: Rows) -> Mapping[Key, Claims]:
    return _by(items, lambda row: (row["creditor"], row["currency"], row["ocr"]) if row["ocr"] else None)


def _by(items: Rows, key: Callable[[Row], Key | None]) -> Mapping[Key, Claims]:
    found: dict[Key, Claims] = defaultdict(list)
    for row in sorted(items, key=lambda row: (row["due_date"], row["claim_id"])):
        at = key(row)
        if at is not None and row["status"] != "paid":
            found[at].append(row)
    return found
