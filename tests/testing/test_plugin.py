"""The plugin as a host uses it: its fixtures, and the contract suites run on adapters that are only named."""

import subprocess
import sys
from pathlib import Path

import pytest

HOST = """
from faktura.ports.adapters.memory import MemoryStore
from faktura.ports.clock import FixedClock, SystemClock

make_store = MemoryStore

class Forgetful(MemoryStore):
    def senders(self):
        return ()

class NaiveClock:
    def now(self):
        from datetime import datetime
        return datetime(2026, 3, 1)
    def today(self):
        return self.now().date()
"""

OWN_TEST = """
from faktura import line
from faktura.testing.senders import COMPANY

pytest_plugins = ["faktura.testing.plugin"]

def test_ours(faktura_desk, faktura_post):
    draft = faktura_desk.invoices.draft(buyer=COMPANY, lines=[line("Konsult", 1, 100, vat=25)])
    faktura_desk.invoices.issue(draft.id, at_once=True)
    faktura_desk.run()
    assert [one.subject for one in faktura_post.handed_over] == ["Faktura 1001 från Exempelbolaget AB"]
"""


def run(folder: Path, *arguments: str) -> str:
    """Run pytest as a host would, and return what it printed."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@pytest.fixture
def host(tmp_path: Path) -> Path:
    """A host's folder with adapters and a test of its own."""
    (tmp_path / "host_adapters.py").write_text(HOST, encoding="utf-8")
    (tmp_path / "test_host.py").write_text(OWN_TEST, encoding="utf-8")
    return tmp_path


SUITES = ("-p", "faktura.testing.plugin", "--pyargs", "faktura.testing.suites", "--import-mode=prepend")


def test_the_fixtures(host: Path) -> None:
    """A desk to test with, in one line of a test."""
    assert "1 passed" in run(host, "test_host.py")


def test_a_named_store_is_proved(host: Path) -> None:
    """Every promise of the port, without a test file; suites of other ports are left out."""
    told = run(host, *SUITES, "--faktura", "store=host_adapters:make_store", "-k", "senders or clock")
    assert "passed" in told
    assert "failed" not in told
    assert "deselected" in told


def test_a_broken_adapter_is_found(host: Path) -> None:
    """The promise it breaks is named."""
    told = run(
        host, *SUITES, "--faktura", "store=host_adapters:Forgetful", "--faktura", "clock=host_adapters:NaiveClock"
    )
    assert "test_a_moment_has_its_zone" in told
    assert "TestStore" in told
    assert "failed" in told


@pytest.mark.parametrize("named", ["store", "shop=a:b", "store=no_such_module:x", "store=host_adapters:nothing"])
def test_a_name_that_leads_nowhere_is_told(host: Path, named: str) -> None:
    """At once, in one line."""
    told = run(host, *SUITES, "--faktura", named)
    assert f"--faktura {named}" in told
    assert "Traceback" not in told
