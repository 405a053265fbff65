"""Whatever dies, at whatever moment: no acknowledged commit is lost, no number is skipped or used twice.

A few kills each time; with `-m soak` five hundred processes and a hundred servers.
"""

import random
import signal
from pathlib import Path
from time import sleep

import psutil  # type: ignore[import-untyped]
import pytest

from faktura.testing.senders import SENDER
from tests.campaigns.workers import Ack, desk_over, issue_until_killed, opened, rest_of, running
from tests.postgres import new_folder, started


def settle(place: str, told: list[Ack]) -> tuple[int, int]:
    """Compare what was acknowledged with what is stored; return how many issues were, and how many documents there are."""
    with opened(place) as store:
        desk = desk_over(store)
        assert desk.verify() == ()
        hits = {hit.document_id: hit.number for hit in desk.search.documents()}
        numbers = sorted(int(number) for number in hits.values())
        assert numbers == list(range(SENDER.first_number, SENDER.first_number + len(numbers)))
        live = {draft.id for draft in desk.invoices.drafts()}
        issued = [ack for ack in told if ack[0] == "issued"]
        assert len({number for *_, number in issued}) == len(issued)
        for _, draft, key, number in issued:  # the same call again gives the document that was acknowledged
            assert desk.invoices.issue(draft, key=key).number == number
            assert draft not in live
        drafted = [draft for what, draft, _, _ in told if what == "drafted"]
        with store.read(SENDER.id) as reading:
            assert all(reading.events(f"draft/{draft}") for draft in drafted)
        assert len(desk.search.documents()) == len(numbers)
        return len(issued), len(numbers)


def kill_writers(place: str, kills: int, chance: random.Random) -> list[Ack]:
    """Let two processes issue at a time, kill one or the other at random moments, and start the next."""
    told: list[Ack] = []
    for number in range(0, kills, 2):
        first = running(issue_until_killed, place, f"w{number}")
        second = running(issue_until_killed, place, f"w{number + 1}")
        with first as (one, its), second as (other, theirs):
            if number % 10:
                told.append(its.recv())  # one in five may die before it has done anything
            sleep(chance.random() * 0.15)
            one.kill()
            sleep(chance.random() * 0.05)
            other.kill()
            one.join()
            other.join()
            assert one.exitcode == other.exitcode == -signal.SIGKILL
            told += rest_of(its) + rest_of(theirs)
    return told


@pytest.mark.parametrize("kills", [8, pytest.param(500, marks=[pytest.mark.soak, pytest.mark.timeout(3_600)])])
def test_killed_processes_lose_nothing_on_sqlite(tmp_path: Path, kills: int) -> None:
    """Processes that issue invoices die at random moments; everything they told of is there, and nothing is broken."""
    place = str(tmp_path / "f.db")
    opened(place).close()
    told = kill_writers(place, kills, random.Random(kills))
    issued, stored = settle(place, told)
    print(f"{kills} kills: {issued} issues acknowledged, {stored} documents stored")
    assert stored >= issued > 0


@pytest.mark.parametrize("kills", [1, pytest.param(100, marks=[pytest.mark.soak, pytest.mark.timeout(3_600)])])
def test_a_killed_server_loses_nothing_on_postgres(kills: int) -> None:
    """The server dies with all its processes, recovers, and the writers go on under the same keys."""
    server = started(new_folder())  # its own: nothing else may stand on one that is killed
    if isinstance(server, str):
        pytest.skip(server)
    place, chance, told = str(server.get_uri()), random.Random(kills), list[Ack]()
    opened(place).close()
    try:
        with (
            running(issue_until_killed, place, "a") as (_, its),
            running(issue_until_killed, place, "b") as (_, theirs),
        ):
            for _ in range(kills):
                told += [its.recv(), theirs.recv()]  # both have written since the server came back
                sleep(chance.random() * 0.15)
                postmaster = psutil.Process(server.get_pid())
                for process in [postmaster, *postmaster.children(recursive=True)]:
                    process.kill()
                postmaster.wait(10)
                for pipe in (its, theirs):
                    while pipe.poll():
                        told.append(pipe.recv())
                server.ensure_postgres_running()
            told += [its.recv(), theirs.recv()]
            sleep(0.1)
        told += rest_of(its) + rest_of(theirs) if not its.closed else []
        issued, stored = settle(place, told)
        print(f"{kills} server kills: {issued} issues acknowledged, {stored} documents stored")
        assert stored >= issued > 0
    finally:
        server.stop()
