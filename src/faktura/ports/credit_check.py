"""The credit check: what a credit register advises about somebody."""

from typing import Protocol

from faktura.core.credit_answer import CreditAnswer, CreditQuestion


class CreditCheck(Protocol):
    """Answers questions about credit; each is charged, and leaves a mark with the person asked about."""

    def ask(self, question: CreditQuestion) -> CreditAnswer:
        """Return the answer to *question*; the same question again: the same answer, without another report.

        Raises:
            Unavailable: No answer; nothing may be decided as if there were one.
            NotFound: The register does not know the person or company.
            RecordedDifferently: The id was used for another question.
        """
        ...
