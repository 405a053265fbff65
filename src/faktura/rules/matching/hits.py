"""Which of the numbers a payer wrote are ours: no digit counts for two of them."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from attrs import evolve

from faktura.core.check_digit import is_digits
from faktura.core.claim import OpenItem
from faktura.core.money import Money
from faktura.rules.matching.case import Case, Hit, Strength, eligible
from faktura.rules.matching.reading import Mention, bare

_DAY: Final = re.compile(r"(?:19|20)?[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])", re.ASCII)
"""Digits that may as well be a day."""


def resolve(
    case: Case,
    said: Sequence[Mention],
    references: Mapping[str, tuple[OpenItem, ...]],
    numbers: Mapping[str, tuple[OpenItem, ...]],
    creditor: str,
) -> None:
    """Fill in what the mentions of *case* name; no digit counts for two numbers."""
    used: list[tuple[int, int, int]] = []
    found: list[tuple[tuple[int, int, int], Hit]] = []
    unknown = []
    denied: list[tuple[Mention, list[Hit]]] = []
    for one in sorted(said, key=lambda one: (-one.groups, one.at)) if len(said) > 1 else said:
        if used and any(one.at[0] == at and one.at[1] < end and begin < one.at[2] for at, begin, end in used):
            continue
        hits = _hits(one, references, numbers, case.payment.amount)
        if one.said and hits:
            denied.append((one, hits))
            if one.said == "denied":
                used.append(one.at)
                continue
        hits = [hit for hit in (_eligible(hit, case, creditor) for hit in hits) if hit is not None]
        if hits:
            used.append(one.at)
            found += [(one.at, hit) for hit in hits]
        elif one.place != "text":
            unknown.append(bare(one.keys[0]))
    found.sort(key=lambda pair: pair[0])
    case.hits = _listed([hit for _, hit in found])
    case.unknown = tuple(dict.fromkeys(unknown))
    if denied:
        _deny(case, denied)


def _deny(case: Case, denied: Sequence[tuple[Mention, Sequence[Hit]]]) -> None:
    """Note what the payer says he does not pay; several numbers after one denial may not all be meant."""
    told = [(one, hits) for one, hits in denied if one.said == "denied"]
    case.denied = {item.id: (hit.label, item) for _, hits in told for hit in hits for item in hit.open}
    case.unclear = len(told) < len(denied) or len({one.denial for one, _ in told}) < len(told)


def _listed(hits: list[Hit]) -> tuple[Hit, ...]:
    """Return *hits*; document numbers of one customer, two or more, are a list that needs no word beside it."""
    loose = [hit for hit in hits if hit.strength == "loose"]
    customers = {item.customer_id for hit in loose for item in (*hit.open, *hit.paid)}
    if len(loose) < 2 or len(customers) > 1:
        return tuple(hits)
    return tuple(evolve(hit, strength="number") if hit.strength == "loose" else hit for hit in hits)


def _hits(
    one: Mention,
    references: Mapping[str, tuple[OpenItem, ...]],
    numbers: Mapping[str, tuple[OpenItem, ...]],
    amount: Money,
) -> list[Hit]:
    single = one.keys[: len(one.keys) - one.ranged] if one.ranged else one.keys
    first, second = (numbers, references) if one.place == "named" or one.by_number else (references, numbers)
    found = []
    for source in (first, second):
        for key in single:
            if (items := source.get(key)) and _worth(one, key, source is numbers):
                found.append(_hit(one, key, items, source is numbers))
                break
        if found and not one.by_number:
            return found
    if (
        found
    ):  # "faktura 10231" is the document of that number, or the one whose OCR number that is, as the payer copied it
        return [max(found, key=lambda hit: (hit.is_just(amount), any(item.open.minor for item in hit.open)))]
    members = one.keys[len(single) :]
    for source in (numbers, references):
        if members and members[0] in source and members[-1] in source:
            return [_hit(one, key, source[key], source is numbers) for key in members if key in source]
    return []


def _worth(one: Mention, key: str, by_number: bool) -> bool:
    """Whether *key*, where it stood, is more than some digits."""
    return one.place != "text" or one.marked or len(key) >= (3 if by_number else 4)


def _hit(one: Mention, key: str, items: tuple[OpenItem, ...], by_number: bool) -> Hit:
    strength: Strength
    if one.place == "named":
        strength = "exact"
    elif by_number:
        printed = one.place != "text" and all(not item.reference for item in items)
        told = one.marked or printed or one.amount is not None or not is_digits(key)
        strength = "number" if told else "loose"
    elif one.place == "text" and not one.marked and _DAY.fullmatch(key):
        strength = "loose"
    else:
        strength = "text" if one.place == "text" else "exact"
    return Hit(
        label=key,
        strength=strength,
        by_number=by_number,
        open=items,
        amount=one.amount,
        credit=one.credit,
        alone=one.place != "text",
    )


def _eligible(hit: Hit, case: Case, creditor: str) -> Hit | None:
    """Return *hit* with what the payment may settle; none when nothing of it may be, and note why."""
    judged = [(item, eligible(item, case, creditor)) for item in hit.open]
    ours = [item for item, answer in judged if answer == "yes"]
    if not ours:
        for item, answer in judged:
            if answer in {"account", "currency"}:
                case.hindered, case.hindered_label = answer, hit.label
                if answer == "currency" and item.open == case.payment.original:
                    case.sent = hit.label
                return None
        return None
    paid = tuple([item for item in ours if not item.open.minor])
    if not paid and len(ours) == len(hit.open):
        return hit
    open_ = tuple([item for item in ours if item.open.minor])
    return Hit(
        label=hit.label,
        strength=hit.strength,
        by_number=hit.by_number,
        open=open_,
        paid=paid,
        amount=hit.amount,
        credit=hit.credit,
        alone=hit.alone,
    )


def neighbours(written: str) -> list[str]:
    """Return every number one slip away from *written*: a digit changed, lost, added, or swapped with the next.

    >>> sorted(one for one in neighbours("12") if len(one) == 1), "21" in neighbours("12"), "12" in neighbours("12")
    (['1', '2'], True, False)
    """
    found = []
    for at in range(len(written) + 1):
        before, after = written[:at], written[at:]
        found += [before + one + after for one in "0123456789"]
        if after:
            rest = after[1:]
            found.append(before + rest)
            found += [before + one + rest for one in "0123456789"]
            if rest:
                found.append(before + rest[0] + after[0] + rest[1:])
    return [one for one in dict.fromkeys(found) if one != written]


_WORTH: Final = ((0, 1, 2, 3, 4, 5, 6, 7, 8, 9), (0, 2, 4, 6, 8, 1, 3, 5, 7, 9))
"""What a digit comes to in the check, as it is and doubled."""

_MAKES: Final = ("0123456789", "0516273849")
"""The digit that comes to so much, as it is and doubled."""


def checked_neighbours(written: str) -> list[str]:
    """Return those of `neighbours` whose last digit is their check digit (modulus 10): a tenth, and found at once.

    Of the digits that may stand in a place exactly one makes the check digit right.

    >>> "1" in checked_neighbours("10"), "18" in checked_neighbours("17"), "71" in checked_neighbours("17")
    (False, True, False)
    """
    size = len(written)
    digits = [int(one) for one in written]
    turn = 1 - size % 2  # whether the first digit is doubled
    stays, moves = [0], [0]  # what the digits before a place come to, in their places and one place on
    for at, one in enumerate(digits):
        doubled = (at + turn) % 2
        stays.append(stays[-1] + _WORTH[doubled][one])
        moves.append(moves[-1] + _WORTH[1 - doubled][one])
    every = stays[-1]
    found = [written + _MAKES[0][-moves[-1] % 10]]
    for at, one in enumerate(digits):
        doubled, before, rest = (at + turn) % 2, written[:at], written[at + 1 :]
        over = every - stays[at + 1]
        found.append(before + _MAKES[1 - doubled][(stays[at] - moves[at] - every) % 10] + written[at:])
        found.append(before + _MAKES[doubled][(-stays[at] - over) % 10] + rest)
        if (moves[at] + over) % 10 == 0:
            found.append(before + rest)
        if rest:
            other = digits[at + 1]
            swapped = _WORTH[doubled][other] + _WORTH[1 - doubled][one]
            if (stays[at] + swapped + every - stays[at + 2]) % 10 == 0:
                found.append(before + rest[0] + written[at] + rest[1:])
    return [one for one in dict.fromkeys(found) if one != written]
