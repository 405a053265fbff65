"""Many at once: numbers without gap or double, and each effect once.

Small here, with `-m soak` eight processes of five hundred numbers each.
"""

from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from faktura.core.document import line
from faktura.testing.senders import COMPANY, SENDER
from tests.campaigns.workers import NOW, desk_over, opened, run_schedule, running, take_numbers, tell_mandates
from tests.postgres import new_schema


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where both databases are, each in turn."""
    return str(tmp_path / "f.db") if request.param == "sqlite" else new_schema()


@pytest.mark.parametrize(
    ("processes", "turns"),
    [(3, 30), pytest.param(8, 500, marks=[pytest.mark.soak, pytest.mark.timeout(1_800)])],
)
def test_processes_take_numbers_without_gap_or_double(place: str, processes: int, turns: int) -> None:
    """They open the database at the same time, make its tables, take turns, and roll one in ten back."""
    with ExitStack() as stack:
        pipes = [stack.enter_context(running(take_numbers, place, turns))[1] for _ in range(processes)]
        taken = [number for pipe in pipes for number in pipe.recv()]
    assert sorted(taken) == list(range(1, processes * turns * 9 // 10 + 1))


@pytest.mark.parametrize("invoices", [6, pytest.param(150, marks=[pytest.mark.soak, pytest.mark.timeout(1_800)])])
def test_two_schedulers_do_each_thing_once(place: str, tmp_path: Path, invoices: int) -> None:
    """Deliveries and reminders fall due, both do them at once, and do them again; every effect is there once."""
    with opened(place) as store:
        desk = desk_over(store, "first-")
        documents = [
            desk.invoices.issue(desk.invoices.draft(buyer=COMPANY, lines=[line("Konsult", 1, "100", vat=25)]).id)
            for _ in range(invoices)
        ]
    listed, reports = tmp_path / "listed", []
    for days in (0, 40, 41):
        moment = NOW + timedelta(days=days, hours=2)
        with ExitStack() as stack:
            pipes = [stack.enter_context(running(run_schedule, place, moment, listed))[1] for _ in range(2)]
            reports += [pipe.recv() for pipe in pipes]
    ids = listed.read_text("utf-8").split()
    assert len(ids) == len(set(ids)) == 2 * invoices  # each invoice, and its reminder
    assert [sum(done) for done in zip(*reports, strict=True)] == [2 * invoices, invoices]
    with opened(place) as store:
        desk = desk_over(store)
        assert desk.verify() == ()
        for document in documents:
            names = [entry.name for entry in desk.overview.log(document.id)]
            assert names.count("document.delivery_handed_over") == 2
            assert names.count("receivable.reminder_sent") == names.count("receivable.fee_charged") == 1


@pytest.mark.parametrize("payers", [5, pytest.param(200, marks=[pytest.mark.soak, pytest.mark.timeout(1_800)])])
def test_processes_that_tell_of_one_payer_make_one_mandate(place: str, payers: int) -> None:
    """The stream is named by chance, by whoever comes first; the others find it, and the same notice counts once."""
    names, numbers = ("first", "second", "third"), [str(number) for number in range(1, payers + 1)]
    with ExitStack() as stack:
        pipes = [stack.enter_context(running(tell_mandates, place, name, numbers))[1] for name in names]
        new = [pipe.recv() for pipe in pipes]
    assert sum(new) == payers * (1 + len(names))
    with opened(place) as store:
        desk = desk_over(store)
        assert desk.verify() == ()
        with store.read(SENDER.id) as reading:
            streams = {record.stream for _, record in reading.history()}
        assert len(streams) == payers
        for number in numbers:
            mandate = desk.mandates.get(number)
            assert mandate is not None
            assert sorted(mandate.notices) == sorted(f"{name} {number}" for name in ("all", *names))
