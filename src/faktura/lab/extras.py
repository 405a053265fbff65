"""The libraries of the extra `lab`, imported only when a frame or a plot is asked for."""

from importlib import import_module
from types import ModuleType

from faktura.core.errors import FakturaError
from faktura.core.wording import Text, register


class MissingExtra(FakturaError, ImportError):
    """A library that belongs to an extra is not installed; the sentence names both."""


def needed(library: str, extra: str = "lab") -> ModuleType:
    """Return *library*, imported now.

    Raises:
        MissingExtra: It is not installed; `lab.extra`.
    """
    try:
        return import_module(library)
    except ImportError as error:
        raise MissingExtra("lab.extra", library=library.partition(".")[0], extra=extra) from error


register(
    {
        "lab.extra": Text(
            en="{library} is not installed; install faktura with its extra: faktura[{extra}]",
            sv="{library} är inte installerat; installera faktura med tillägget: faktura[{extra}]",
        )
    }
)
