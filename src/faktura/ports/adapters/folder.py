"""Bank files from a folder: what a bank session or a person puts there; what is read moves to `done/`."""

import os
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

from faktura.core.errors import InputError, NotFound, Unavailable
from faktura.core.wording import Text, register
from faktura.ports.bank import BankFile

_UNFINISHED: Final = (".part", ".tmp", ".filepart", ".crdownload")


class FolderBankFeed:
    """A bank feed that reads the plain files of one folder, by name.

    Left alone are subfolders, links, names that begin with a point, and names that end as unfinished
    transfers do (`.part`, `.tmp`). An acknowledged file moves to the subfolder `done`, under its own name
    or, when that is taken, with the beginning of its digest before it. Two workers may read one folder: what
    one of them has taken, the other passes over.
    """

    def __init__(self, folder: str | Path) -> None:
        """Read from *folder*, which must exist when files are fetched."""
        self._folder = Path(folder)

    def fetch(self) -> Iterator[BankFile]:
        """Yield the files that wait; see `BankFeed.fetch`."""
        try:
            names = sorted(found.name for found in os.scandir(self._folder) if _is_ready(found))
            for name in names:
                try:
                    content = (self._folder / name).read_bytes()
                except FileNotFoundError:  # another worker has taken it
                    continue
                yield BankFile(name, content)
        except OSError as error:
            raise Unavailable("bank.unreachable", reason=type(error).__name__) from error

    def acknowledge(self, file: BankFile) -> None:
        """Move *file* to `done`; see `BankFeed.acknowledge`."""
        if file.name != Path(file.name).name or file.name in ("", ".", ".."):
            raise InputError("bank.file_name", name=file.name)
        waiting, done = self._folder / file.name, self._folder / "done"
        try:
            if _holds(waiting, file.content):
                done.mkdir(exist_ok=True)
                with suppress(FileNotFoundError):  # another worker was quicker: then it is in `done`
                    waiting.replace(self._free(done, file))
                    return
            if not any(_holds(path, file.content) for path in self._places(done, file)):
                raise NotFound("bank.unknown_file", name=file.name)
        except OSError as error:
            raise Unavailable("bank.unreachable", reason=type(error).__name__) from error

    def _free(self, done: Path, file: BankFile) -> Path:
        """Return where *file* goes: nothing else that was read is ever written over."""
        return next(path for path in self._places(done, file) if not path.exists() or _holds(path, file.content))

    @staticmethod
    def _places(done: Path, file: BankFile) -> tuple[Path, Path]:
        return done / file.name, done / f"{sha256(file.content).hexdigest()[:16]}-{file.name}"


def _is_ready(found: "os.DirEntry[str]") -> bool:
    hidden = found.name.startswith(".") or found.name.lower().endswith(_UNFINISHED)
    return not hidden and found.is_file(follow_symlinks=False)


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.is_file() and path.read_bytes() == content
    except FileNotFoundError:  # another worker has just taken it
        return False


register(
    {
        "bank.unreachable": Text(
            en="the bank folder cannot be read ({reason}); check that it exists and try again",
            sv="bankmappen kan inte läsas ({reason}); kontrollera att den finns och försök igen",
        ),
        "bank.file_name": Text(
            en="{name!r} is no file name of the bank folder; acknowledge files as they were fetched",
            sv="{name!r} är inget filnamn i bankmappen; kvittera filer så som de hämtades",
        ),
    }
)
