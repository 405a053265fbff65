"""Measuring: CPU time of our work and of the same work done plainly, in turns, the median of several."""

import gc
from collections.abc import Callable
from statistics import median
from time import process_time_ns

from attrs import frozen


@frozen(kw_only=True)
class Scale:
    """How much is measured.

    Attributes:
        rounds: How many times each work is timed; one more goes before them to warm up.
        slow_rounds: The same where one round takes a tenth of a second or more.
        invoices: Invoices that are issued into a store, one commit each; also the open items of that store.
        payments: Payments in a bank file.
        items: Open items that payments are looked for among.
        ledger: Open claims of the made-up ledger that matching is weighed on.
        repeats: How many times those payments stand in a file that is read as a stream.
    """

    rounds: int
    slow_rounds: int
    invoices: int
    payments: int
    items: int
    ledger: int
    repeats: int


FULL = Scale(rounds=101, slow_rounds=7, invoices=200, payments=500, items=10_000, ledger=100_000, repeats=200)
QUICK = Scale(rounds=1, slow_rounds=1, invoices=3, payments=20, items=40, ledger=400, repeats=3)


@frozen(kw_only=True)
class Row:
    """One line of the table.

    Attributes:
        work: What is done.
        per: What the times are for: one invoice, payment or process.
        ours: CPU time of faktura, in microseconds.
        plain: CPU time of the baseline, in microseconds.
        baseline: What does the same work plainly.
    """

    work: str
    per: str
    ours: float
    plain: float
    baseline: str

    @property
    def ratio(self) -> float:
        """How many times the baseline's time ours is; below one, ours is the faster."""
        return self.ours / self.plain


def timed(work: Callable[[], object]) -> int:
    """Return the CPU nanoseconds of this process that *work* takes once, at least one."""
    start = process_time_ns()
    work()
    return max(process_time_ns() - start, 1)


def in_turns(
    ours: Callable[[], object], plain: Callable[[], object], *, rounds: int, units: int = 1
) -> tuple[float, float]:
    """Return the median CPU microseconds for one of *units* that each of the two works takes.

    They take turns, so that whatever else the machine does meets both. The garbage collector stays on,
    as in a host, but begins with nothing left by the work before; a single round is no measurement and waits for nothing.
    """
    ours()
    plain()
    if rounds > 1:
        gc.collect()
    taken = [(timed(ours), timed(plain)) for _ in range(rounds)]
    first, second = (median(times) / units / 1000 for times in zip(*taken, strict=True))
    return first, second


def row(work: str, per: str, times: tuple[float, float], baseline: str) -> Row:
    """Return the line for *times*, ours and the baseline's."""
    return Row(work=work, per=per, ours=times[0], plain=times[1], baseline=baseline)
