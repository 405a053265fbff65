"""Of whom a payer writes the first name alone: "För Per", from the account of Maria, who has paid for herself before.

Who names no claim but a first name that is none of his own pays for somebody called so. It is asked of payers who are
known, for their account alone would settle what they owe themselves.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from faktura.core.claim import Candidates, OpenItem
from faktura.core.money import Money
from faktura.core.payer_name import blurred, first_name_keys, folded, is_called
from faktura.rules.matching.called import TIMES, runs_of, text_of, words_of
from faktura.rules.matching.case import Case

_MONTHS: Final = {"jan": 1, "maj": 5}
"""Months that are first names too: near that month they are the month."""

_OTHERWISE: Final = frozenset({"rut", "dag"})
"""First names that payers mostly mean otherwise: the deduction, the day."""

_MOST: Final = 3
"""So many words that stand alone are looked at."""

Judge = Callable[[OpenItem], bool]


def look_for_first_names(cases: Sequence[Case], candidates: Candidates, judge_of: Callable[[Case], Judge]) -> None:
    """Fill in whose first names the texts of *cases* say, as far as those owe the amount or an equal share of it.

    Args:
        judge_of: What tells which claims the payment of a case may settle.
    """
    asked = {at: some for at, case in enumerate(cases) if (some := tuple(_said(case)))}
    if not asked:
        return
    keys = dict.fromkeys(
        (key, amount) for some in asked.values() for words, amount in some for key in first_name_keys(words)
    )
    found = candidates.by_name(tuple(keys))
    for at, some in asked.items():
        cases[at].sought |= {(key, amount.minor) for words, amount in some for key in first_name_keys(words)}
    owing = {
        at: [
            (words, amount, [one for key in first_name_keys(words) for one in found.get((key, amount), ())])
            for words, amount in some
        ]
        for at, some in asked.items()
    }
    pairs = dict.fromkeys((one, amount) for each in owing.values() for _, amount, found_ in each for one in found_)
    same = candidates.by_customer_amount(tuple(pairs)) if pairs else {}
    for at, each in owing.items():
        judge = judge_of(cases[at])
        for words, amount, customers in each:
            claims = {one: tuple(filter(judge, same.get((one, amount), ()))) for one in customers}
            _fill_in(cases[at], words, amount, claims)


def _fill_in(case: Case, words: Sequence[str], amount: Money, claims: Mapping[str, tuple[OpenItem, ...]]) -> None:
    """Note who of those with *claims* of *amount* is called by *words*, unless one is known; one alone is weighed too."""
    theirs = {
        customer: items
        for customer, items in claims.items()
        if any(item.open.minor > 0 and is_called(item.customer_name, words) for item in items)
    }
    if not theirs or not _known(case).isdisjoint(theirs):
        return
    case.called = (*case.called, tuple(sorted(theirs)))
    case.names = (*case.names, first_name_keys(words)[0])
    if len(theirs) == 1 and amount == case.payment.amount:
        case.same = {**theirs, **case.same}


def _known(case: Case) -> set[str]:
    """Return the customers that the payer is known as, or to pay for."""
    return {link.customer_id for link in case.links}.union(case.organisations, case.namesakes)


def _said(case: Case) -> Iterator[tuple[Sequence[str], Money]]:
    """Yield what may be the first name of another than the payer in the text of *case*, with what that one would owe."""
    if case.called or not case.is_silent or case.near or case.payment.reversal or (case.links and case.namesakes):
        return
    known = _known(case)
    text = text_of(case.payment) if known else ""
    alone = _alone(text, case.payment.booked_on.month) if text else ()
    if not alone:
        return
    own = set(_names_of(case, known))
    amount = case.payment.amount
    share = Money(amount.minor // len(alone), amount.currency) if not amount.minor % len(alone) else amount
    for one in alone[:_MOST]:
        if own.isdisjoint(map(blurred, one)):
            yield one, amount
            if share != amount:
                yield one, share


@lru_cache(maxsize=512)
def _alone(text: str, month: int) -> tuple[tuple[str, ...], ...]:
    """Return the words of *text* that stand alone among ordinary ones, folded, parted by hyphens; one said twice too."""
    words, found = words_of(text), []
    for place, run in runs_of(words):
        name = folded(run[0])
        if not name or len(name[0]) < 2 or any(folded(word) != name for word in run):
            continue
        after = words[place + len(run)] if place + len(run) < len(words) else ""
        if not _is_no_name(name[0], after, month):
            found.append(name)
    return tuple(found)


def _is_no_name(word: str, after: str, month: int) -> bool:
    """Whether a first name is meant otherwise: the month, or "per" before what time it is for."""
    if (its := _MONTHS.get(word)) is not None:
        return (month - its) % 12 in {11, 0, 1}
    if word == "per":
        return any(map(str.isdigit, after)) or not TIMES.isdisjoint(folded(after))
    return word in _OTHERWISE


def _names_of(case: Case, known: set[str]) -> Iterator[str]:
    """Yield the words of the names of the payer and of the customers he is *known* to pay for."""
    names = {case.payment.payer.name}
    for some in (case.customers, case.same):
        names.update(items[0].customer_name for customer, items in some.items() if customer in known and items)
    for name in names:
        yield from map(blurred, folded(name))
