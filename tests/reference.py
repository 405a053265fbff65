"""Where the official schemas, rules and samples lie: in the folder `shared`, beside the repository.

They are read from there and never copied. Where the folder is absent, the tests that need it are skipped and say so.
"""

from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parent.parent
SHARED: Final = ROOT.parent / "shared"


def reference(*parts: str) -> Path:
    """Path of a file or folder below `shared/reference`; skips the test, visibly, where it is absent."""
    path = SHARED.joinpath("reference", *parts)
    if not path.exists():
        pytest.skip(f"shared/reference/{'/'.join(parts)} is not beside the repository")
    return path
