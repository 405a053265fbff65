"""The front of `faktura.testing`: a few names, each loaded when it is asked for."""

import subprocess
import sys

import pytest

import faktura.testing
from faktura.testing import StoreContract, broken, invoices
from faktura.testing.contracts import StoreContract as OfContracts


def test_every_name_is_found() -> None:
    """What is promised is there, and is what it is called."""
    for name in faktura.testing.__all__:
        assert getattr(faktura.testing, name).__name__ == name
    assert StoreContract is OfContracts
    assert callable(broken)
    assert callable(invoices)


def test_an_unknown_name_is_told() -> None:
    """As by any other module."""
    with pytest.raises(AttributeError, match="StoreKontract"):
        _ = faktura.testing.StoreKontract  # type: ignore[attr-defined]


def test_the_identities_need_no_test_library() -> None:
    """The demo uses them, and is installed without the extra."""
    code = "import sys, faktura.testing.identities; print({'pytest', 'hypothesis'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
