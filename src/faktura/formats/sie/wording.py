"""What can be wrong with a SIE file: every finding's sentence and remedy, and which of them are errors."""

from typing import Final

from faktura.core.errors import Finding, MalformedFile, Severity
from faktura.core.wording import Language, Text, register, sentence
from faktura.formats.sie.sentences import ERRORS, WARNINGS

RULES: Final = "SIE 4B"
"""The rule book behind the findings: SIE filformat, edition 4B."""


def finding(code: str, line: int, *, field: str = "", found: str = "", expected: str = "") -> Finding:
    """Return the finding *code* at *line*; line 0 is the whole file. What was found is shown shortened."""
    severity: Severity = "error" if code in ERRORS else "warning"
    facts = (("field", field), ("found", found[:_SHOWN]), *((("expected", expected),) if expected else ()))
    return Finding(code=code, path=f"line {line}" if line else "file", severity=severity, law=RULES, facts=facts)


_SHOWN: Final = 60


def line_of(problem: Finding) -> int:
    """Return the line of *problem*, or 0 when it is of the whole file."""
    return int(problem.path[5:]) if problem.path.startswith("line ") else 0


class MalformedSie(MalformedFile):
    """A SIE file that breaks the standard; `code` is that of the finding, the sentence begins with the line."""

    def explain(self, language: Language = "en") -> str:
        """Return where and what, in one sentence."""
        place = {"en": "line", "sv": "rad"}[language]
        return f"sie {place} {self.line}: {super().explain(language)}"


def malformed(problem: Finding) -> MalformedSie:
    """Return *problem* as the exception that strict reading raises."""
    facts = dict(problem.facts)
    return MalformedSie(
        format="sie",
        line=line_of(problem),
        field=facts.get("field", ""),
        found=facts.get("found", ""),
        expected=sentence(f"{problem.code}.remedy"),
        code=problem.code,
    )


def _braces(text: Text) -> Text:
    """Braces of a SIE example are meant as such; a fact is named `field` or `found`."""
    return Text(en=_doubled(text.en), sv=_doubled(text.sv))


def _doubled(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


for _code, (_problem, _remedy) in (*ERRORS.items(), *WARNINGS.items()):
    register({_code: _problem, f"{_code}.remedy": _braces(_remedy)})

register(
    {
        "SIE-NOT": Text(
            en="this is no SIE file: it holds no record of the standard (found {found!r}); ask for an export of type SIE 4",
            sv="detta är ingen SIE-fil: den har ingen post ur standarden (fann {found!r}); be om en export av typ SIE 4",
        ),
    }
)
