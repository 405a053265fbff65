"""What can go wrong, as types: whose fault it is decides the class, the code says which fault.

Raise when the call cannot go on; return `Finding` values when a document is wrong, so that all are
seen; return `Refused` from a rule when the step is impossible or unlawful. Tests and hosts rely on
the code, people read the sentence (`str(error)` in English, `error.explain("sv")` in Swedish).
No message ever carries a personal number.
"""

from collections.abc import Mapping
from typing import Literal

from attrs import field, frozen

from faktura.core.wording import Language, Said, Text, register, sentence


class FakturaError(Exception):
    """The root of everything faktura raises; `code` is stable, `facts` fill the sentence."""

    def __init__(self, code: str, **facts: object) -> None:
        """Make the error from its stable *code* and the *facts* of its sentence."""
        super().__init__(code)
        self.code = code
        self.facts: Mapping[str, object] = facts

    def explain(self, language: Language = "en") -> str:
        """Return what is wrong, what was expected and what to do, in one sentence."""
        return sentence(self.code, language, **self.facts)

    def __str__(self) -> str:
        return self.explain("en")

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuilt, (type(self), self.code, dict(self.facts), dict(self.__dict__)))


def _rebuilt(kind: type[FakturaError], code: str, facts: dict[str, object], state: dict[str, object]) -> FakturaError:
    """Make an error again in another process, whatever its own constructor asks for."""
    error = kind.__new__(kind)
    FakturaError.__init__(error, code, **facts)
    error.__dict__.update(state)
    return error


class InputError(FakturaError, ValueError):
    """The caller's value cannot be right, whatever the law says."""


class InvalidIdentifier(InputError):
    """An organisation number, giro number, IBAN, OCR reference... that breaks its own rules.

    `found` in the facts is masked by the class of the field when it can be a personal number.
    """


class InvalidAmount(InputError):
    """Text or a number that is no amount of money."""


class CurrencyMismatch(InputError):
    """Two currencies in one sum; convert one side first."""


class UnbalancedVoucher(InputError):
    """Debit and credit of a voucher differ; such a voucher cannot exist."""


class RuleRefused(FakturaError):
    """Lawful input, but an impossible or unlawful step; `law` names the act and section, if any.

    `findings` lists what must be put right first, when the refusal is about a document's contents.
    """

    def __init__(self, code: str, *, law: str = "", findings: tuple["Finding", ...] = (), **facts: object) -> None:
        """Make the refusal from its *code*, the *law* it rests on, and what must be put right."""
        super().__init__(code, **facts)
        self.law = law
        self.findings = findings

    def __str__(self) -> str:
        listed = "; ".join(f"{f.code} {f.path}: {f.problem}" for f in self.findings)
        return f"{super().__str__()}: {listed}" if listed else super().__str__()


class LawNotKnown(FakturaError, LookupError):
    """A dated table does not reach that day; it must be extended, never guessed."""


class FormatError(FakturaError):
    """A file and a format do not agree."""


class MalformedFile(FormatError):
    """A file from outside breaks its format: its sender must put it right, not us.

    Attributes:
        format: The format's name as `show` prints it (`bgmax`, `camt.054`, `sie`...).
        line: The 1-based line, or 0 where the format has none (XML: see `field` for the path).
        field: The field, record or XPath at fault.
        found: What stood there, shortened; masked where it can be a personal number.
        expected: What should have stood there.
    """

    def __init__(
        self, *, format: str, line: int = 0, field: str, found: str, expected: str, code: str = "file.malformed"
    ) -> None:
        """Make the error from where it is and what was found and expected there."""
        shown = found if len(found) <= _SHOWN or isinstance(found, Said) else found[:_SHOWN] + "..."
        super().__init__(code, format=format, line=line, field=field, found=shown, expected=expected)
        self.format, self.line, self.field = format, line, field
        self.found, self.expected = shown, expected


_SHOWN = 60


class NotExpressible(FormatError):
    """A value of ours has no place in that format; `rule` names what forbids it there.

    Nothing is truncated or left out: the host chooses another format, or another document.
    """

    def __init__(self, *, format: str, rule: str, what: str) -> None:
        """Make the error from the *format*, the *rule* that forbids it, and *what* cannot be said."""
        super().__init__("file.not_expressible", format=format, rule=rule, what=what)
        self.format, self.rule, self.what = format, rule, what


class PortError(FakturaError):
    """What an adapter raises; the host's own exceptions stay behind it as `__cause__`."""


class StreamMoved(PortError):
    """Somebody else wrote first: load again, decide again."""


class AlreadyRecorded(PortError):
    """The same fact is stored already; nothing was stored a second time."""


class RecordedDifferently(PortError):
    """The same key is stored with other content; a key names one call only."""


class NotFound(PortError, LookupError):
    """No such draft, document, payment or customer for this sender."""


class Unavailable(PortError):
    """The database, mail server or bank does not answer; try again later."""


Severity = Literal["error", "warning", "information"]


@frozen(kw_only=True)
class Finding:
    """One thing wrong with a document or file. Returned in a tuple so that all are seen.

    Attributes:
        code: Stable for ever: an EN 16931, Peppol or faktura id (`BR-CO-10`, `SE-R-005`, `INV-07`).
        path: Where, as the host wrote it: `lines[2].vat`, `line 14`.
        severity: `error` stops the document, `warning` and `information` do not.
        facts: What fills the sentences, as name and text pairs.
        law: Act and section, or the rule book.

    >>> Finding(code="INV-X", path="buyer.name").severity
    'error'
    """

    code: str
    path: str
    severity: Severity = "error"
    law: str = ""
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def problem(self) -> str:
        """What is wrong, in English."""
        return self.explain("en")

    @property
    def remedy(self) -> str:
        """What to do about it, in English."""
        return self.advise("en")

    def explain(self, language: Language = "en") -> str:
        """Return what is wrong, in *language*."""
        return sentence(self.code, language, **dict(self.facts))

    def advise(self, language: Language = "en") -> str:
        """Return what to do about it, in *language*: the sentence registered under `<code>.remedy`."""
        return sentence(f"{self.code}.remedy", language, **dict(self.facts))


@frozen(kw_only=True)
class Refused:
    """A rule's no: the stable code, the law it rests on, and the facts of its sentence.

    Ordinary business, so a value; the desk and other callers that cannot go on raise
    `refusal.error()`. Matches by position as `Refused(code, law)`.
    """

    __match_args__ = ("code", "law")

    code: str
    law: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    findings: tuple[Finding, ...] = field(default=())

    def explain(self, language: Language = "en") -> str:
        """Return why, in one sentence a clerk understands."""
        return sentence(self.code, language, **dict(self.facts))

    def error(self) -> RuleRefused:
        """Return the same refusal as an exception to raise."""
        return RuleRefused(self.code, law=self.law, findings=self.findings, **dict(self.facts))


register(
    {
        "file.malformed": Text(
            en="{format} line {line}, {field}: found {found!r}, expected {expected}; ask its sender for a correct file",
            sv="{format} rad {line}, {field}: fann {found!r}, väntade {expected}; be avsändaren om en riktig fil",
        ),
        "file.not_expressible": Text(
            en="{what} cannot be said in {format} ({rule}); choose another format or change the document",
            sv="{what} kan inte uttryckas i {format} ({rule}); välj ett annat format eller ändra dokumentet",
        ),
    }
)
