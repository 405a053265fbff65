"""Faults on order: a port that fails at every call, or at the k-th, before or after it did its work.

with broken(desk.delivery):
    desk.run(now)                            # every call of the port raises `Unavailable`
assert desk.plan().pending == 1

with broken(store, only=["unit.commit"], after=True):
    desk.invoices.issue(draft_id)            # stored, and the acknowledgement lost

for call in count(1):                        # a crash at every point a command passes
    with broken(store, call=call) as fault:
        ...
    if not fault.struck:
        break

with slow(desk.delivery, lambda: clock.advance(timedelta(minutes=11))):
    desk.run()                               # the channel answers after the claim has run out
"""

import functools
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import TypeVar

from faktura.core.errors import Unavailable
from faktura.core.wording import Text, register

T = TypeVar("T")


class Fault:
    """What `broken` counts, and where it strikes.

    Attributes:
        calls: Every call made so far, by name: `hand_over`, or for a store `unit`, `unit.take`,
            `unit.commit`, `read`, `read.rows`...
        struck: Whether a call has failed.
    """

    def __init__(
        self, call: int | None, only: Collection[str] | None, after: bool, strike: Callable[[], object]
    ) -> None:
        """Strike at the *call*-th of the calls *only* names, or at each of them."""
        self.calls: list[str] = []
        self.struck = False
        self._call, self._only, self._after, self._strike = call, only, after, strike
        self._counted = 0

    def passing(self, name: str, work: Callable[[], T], undo: Callable[[], object] = lambda: None) -> T:
        """Return what *work* returns, unless this call is the one to fail; *undo* goes before the failure."""
        self.calls.append(name)
        if self._only is not None and name not in self._only:
            return work()
        self._counted += 1
        if self._call not in (None, self._counted):
            return work()
        self.struck = True
        if self._after:
            done = work()
            self._strike()
            return done
        try:
            self._strike()
        except BaseException:
            undo()
            raise
        return work()


@contextmanager
def broken(
    port: object,
    *,
    call: int | None = None,
    only: Collection[str] | None = None,
    after: bool = False,
    error: Exception | None = None,
) -> Iterator[Fault]:
    """Let calls of *port* fail inside the block; afterwards it works as before.

    What a store does inside a unit or reading counts too, and so does the commit at a unit's end: a
    unit whose commit fails is rolled back, or, with *after*, stored all the same.

    Args:
        port: Any adapter without slots; its public methods are replaced on the object itself.
        call: Which call fails, counted from 1; none: each of them.
        only: Names of the calls that count; none: all.
        after: Let the call do its work and lose only the answer.
        error: What is raised; by default `Unavailable`.
    """

    def fail() -> None:
        raise error or Unavailable("testing.broken")

    with _struck(port, Fault(call, only, after, fail)) as fault:
        yield fault


@contextmanager
def slow(
    port: object,
    wait: Callable[[], object],
    *,
    call: int | None = None,
    only: Collection[str] | None = None,
    after: bool = True,
) -> Iterator[Fault]:
    """Let calls of *port* take time inside the block: *wait* passes it, by a clock or by sleeping, and they go through.

    Args:
        port: As for `broken`.
        wait: Lets the time pass; what it raises the call raises.
        call: Which call is slow, counted from 1; none: each of them.
        only: Names of the calls that count; none: all.
        after: Whether the work is done before the time passes, so that only the answer is late.
    """
    with _struck(port, Fault(call, only, after, wait)) as fault:
        yield fault


@contextmanager
def _struck(port: object, fault: Fault) -> Iterator[Fault]:
    """Replace the public methods of *port* by ones that *fault* counts."""
    names = [name for name in dir(type(port)) if not name.startswith("_") and callable(getattr(type(port), name))]
    own = vars(port)
    before = {name: own[name] for name in names if name in own}
    for name in names:
        own[name] = _failing(fault, name, getattr(port, name))
    try:
        yield fault
    finally:
        for name in names:
            del own[name]
        own.update(before)


def _failing(fault: Fault, name: str, method: Callable[..., object]) -> Callable[..., object]:
    @functools.wraps(method)
    def call(*args: object, **kwargs: object) -> object:
        if name == "close":
            return method(*args, **kwargs)
        result = fault.passing(name, lambda: method(*args, **kwargs))
        if isinstance(result, AbstractContextManager):
            return _block(fault, name, result)
        return result

    return call


@contextmanager
def _block(fault: Fault, name: str, block: AbstractContextManager[object]) -> Iterator[object]:
    """Count what is done inside a unit or a reading, and the commit at the end of a unit."""
    inner = block.__enter__()
    try:
        yield _Counting(fault, name, inner)
    except BaseException as error:
        if not block.__exit__(type(error), error, error.__traceback__):
            raise
        return

    def store() -> None:
        block.__exit__(None, None, None)

    def roll_back() -> None:
        stopped = Interruption()
        with suppress(Interruption):
            block.__exit__(Interruption, stopped, None)

    if name == "unit":
        fault.passing("unit.commit", store, roll_back)
    else:
        store()


class Interruption(Exception):
    """What breaks off a unit whose commit is to fail."""


class _Counting:
    """A unit or reading whose every call is counted, and may fail."""

    def __init__(self, fault: Fault, prefix: str, inner: object) -> None:
        self._fault, self._prefix, self._inner = fault, prefix, inner

    def __getattr__(self, name: str) -> object:
        method = getattr(self._inner, name)
        if not callable(method):
            return method
        return _failing(self._fault, f"{self._prefix}.{name}", method)


register(
    {
        "testing.broken": Text(
            en="this port fails because a test asked it to; look at the test",
            sv="denna port fallerar på ett tests begäran; se testet",
        ),
    }
)
