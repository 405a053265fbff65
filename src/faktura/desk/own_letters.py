"""A host's own letter texts, rendered in a process of its own: whatever a template does, it ends in time.

    texts = render_all("Hej {{ buyer }}! ...", [values_of(invoice) for invoice in invoices])

One process serves the whole list; starting it takes some tenths of a second, so letters are rendered together.
"""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Final

from faktura.core.errors import RuleRefused
from faktura.core.wording import Text, register
from faktura.formats.message.own_template import Plain, render

SECONDS: Final = 10
"""What a whole list may take, the start of the process included."""

MEMORY: Final = 512 * 2**20
"""Bytes of address space the process gets, where the system can limit it."""


def render_all(
    template: str, letters: Sequence[Mapping[str, Plain]], *, html: bool = False, seconds: float = SECONDS
) -> tuple[str, ...]:
    """Return *template* filled with each of *letters*, by `own_template.render` in a limited process.

    Raises:
        RuleRefused: What `render` refuses, or `template.time`: the process took longer than *seconds*, or more than its memory.
    """
    task = json.dumps({"template": template, "letters": [dict(one) for one in letters], "html": html})
    command = [sys.executable, "-I", "-c", _PROGRAM]
    paths = json.dumps(sys.path)
    try:
        done = subprocess.run(  # noqa: S603 - our own program, fixed above; the template is its input, never its code
            command,
            input=f"{paths}\n{task}",
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
            encoding="utf-8",
        )
    except subprocess.TimeoutExpired:
        raise RuleRefused("template.time", seconds=seconds) from None
    if done.returncode != 0 or not done.stdout:
        raise RuleRefused("template.time", seconds=seconds)
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise RuleRefused(answer["refused"], **answer["facts"])
    return tuple(answer["texts"])


_PROGRAM: Final = (
    "import json, sys; sys.path[:] = json.loads(sys.stdin.readline()); "
    "from faktura.desk.own_letters import work; work(sys.stdin.read())"
)


def work(task: str) -> None:
    """Render the *task* that `render_all` wrote, and print the answer: the work of the process."""
    _limit()
    given = json.loads(task)
    answer: dict[str, object]
    try:
        answer = {"texts": [render(given["template"], one, html=given["html"]) for one in given["letters"]]}
    except RuleRefused as refused:
        answer = {"refused": refused.code, "facts": dict(refused.facts)}
    print(json.dumps(answer))


def _limit() -> None:
    try:
        import resource
    except ImportError:  # a system without such limits: the time limit stands alone
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


register(
    {
        "template.time": Text(
            en="the template took more time or memory than a letter may ({seconds} s); simplify its loops",
            sv="mallen tog mer tid eller minne än ett brev får ({seconds} s); förenkla dess slingor",
        ),
    }
)
