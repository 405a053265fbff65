"""Work without the garbage collector, for what makes no cycles: to look for them takes as long as the work."""

import gc

from attrs import define


@define
class Uncollected:
    """Leaves the garbage collector off for a while, if it is on.

    No generator makes it, for what that leaves behind would set the collector off just when it is on again.

    >>> import gc
    >>> with Uncollected():
    ...     gc.isenabled()
    False
    """

    on: bool = False

    def __enter__(self) -> None:
        """Turn it off."""
        self.on = gc.isenabled()
        gc.disable()

    def __exit__(self, *_: object) -> None:
        """Turn it on again, if it was."""
        if self.on:
            gc.enable()
