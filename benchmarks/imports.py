"""What importing costs: fresh processes of the same interpreter, bytecode already written."""

import subprocess
import sys
from statistics import median
from typing import Final

from attrs import frozen

from benchmarks.measure import Row

LIMIT: Final = 150
"""Milliseconds that `import faktura` may take."""

_CODE: Final = """\
import time
began = time.perf_counter_ns()
{statement}
print(time.process_time_ns(), time.perf_counter_ns() - began)
"""


@frozen
class Import:
    """CPU time of a whole process, in microseconds, and how long the statement itself took by the wall clock."""

    cpu: float
    wall: float


def process(statement: str, rounds: int) -> Import:
    """Return the median of *rounds* fresh processes that run *statement*, after one that warms up."""
    runs = [_once(statement) for _ in range(rounds + 1)][1:]
    return Import(median(one.cpu for one in runs), median(one.wall for one in runs))


def _once(statement: str) -> Import:
    command = [sys.executable, "-c", _CODE.format(statement=statement)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    cpu, wall = done.stdout.split()
    return Import(int(cpu) / 1000, int(wall) / 1000)


def rows(rounds: int) -> tuple[tuple[Row, ...], str]:
    """Return the lines of the table, and the sentence on the limit."""
    nothing = process("pass", rounds)
    front = process("import faktura", rounds)
    desk = process("from faktura import Desk, SqliteStore, sek, line", rounds)
    named = (("import faktura", front), ("import faktura, take Desk and SqliteStore", desk))
    made = tuple(
        Row(work=work, per="process", ours=one.cpu, plain=nothing.cpu, baseline="the interpreter alone")
        for work, one in named
    )
    verdict = "within" if front.wall < LIMIT * 1000 else "OVER"
    said = f"import faktura takes {front.wall / 1000:.1f} ms by the wall clock, {verdict} the limit of {LIMIT} ms"
    return made, said
