"""Swish's error codes, with sentences for those who must act on them.

Source: the codes Swish publishes for payment and refund requests; the sentences are our own.

>>> print(SwishError("TM01").explain("sv"))
betalaren hann inte svara i Swish; be om betalningen igen
"""

from typing import Final

from attrs import frozen

from faktura.core.wording import Language, Text, register, sentence

_SAID: Final = {
    "FF08": ("the payment reference is wrong; correct it", "betalningsreferensen är fel; rätta den"),
    "RP03": (
        "the callback address is missing or not https; correct it",
        "adressen för svar saknas eller är inte https; rätta den",
    ),
    "BE18": ("the payer's number is wrong; ask for it again", "betalarens nummer är fel; fråga efter det igen"),
    "RP01": ("the payee's Swish number is missing; add it", "mottagarens Swish-nummer saknas; lägg till det"),
    "PA02": ("the amount is missing or wrong; correct it", "beloppet saknas eller är fel; rätta det"),
    "AM02": (
        "the amount is too large for Swish; offer another way to pay",
        "beloppet är för stort för Swish; erbjud ett annat betalsätt",
    ),
    "AM03": ("the currency is not SEK; Swish takes nothing else", "valutan är inte SEK; Swish tar ingen annan"),
    "AM06": (
        "the amount is below the least that Swish takes; offer another way to pay",
        "beloppet är under Swish minsta belopp; erbjud ett annat betalsätt",
    ),
    "RP02": (
        "the message is too long or holds a character Swish does not take; shorten it",
        "meddelandet är för långt eller har ett otillåtet tecken; korta det",
    ),
    "RP06": (
        "the payer has another open payment request; wait until it is answered",
        "betalaren har redan en öppen betalningsbegäran; vänta tills den är besvarad",
    ),
    "ACMT03": (
        "the payer has no Swish; offer another way to pay",
        "betalaren har inte Swish; erbjud ett annat betalsätt",
    ),
    "ACMT01": (
        "the other side's Swish is not activated; offer another way to pay",
        "motpartens Swish är inte aktiverat; erbjud ett annat betalsätt",
    ),
    "ACMT07": (
        "the payee's number is not enrolled in Swish; ask the bank",
        "mottagarens nummer är inte anslutet till Swish; fråga banken",
    ),
    "RF02": (
        "the payment is older than 13 months and cannot be refunded by Swish; pay to an account",
        "betalningen är äldre än 13 månader och kan inte återbetalas med Swish; betala till ett konto",
    ),
    "RF04": (
        "the payer of the payment has changed; pay the refund to an account",
        "betalaren har ändrats sedan betalningen; betala till ett konto",
    ),
    "RF06": (
        "the payer's number belongs to somebody else now; pay the refund to an account",
        "betalarens nummer hör till någon annan nu; betala till ett konto",
    ),
    "RF07": (
        "the payment was declined; ask the payer to look in the bank",
        "betalningen nekades; be betalaren kontakta sin bank",
    ),
    "BANKIDCL": (
        "the payer cancelled the signing; ask for the payment again",
        "betalaren avbröt underskriften; be om betalningen igen",
    ),
    "FF10": ("the bank had an error; try again later", "banken hade ett fel; försök igen senare"),
    "TM01": (
        "the payer did not answer in time; ask for the payment again",
        "betalaren hann inte svara i Swish; be om betalningen igen",
    ),
    "DS24": (
        "the bank did not answer in time, and the payment may have been made; look in the account before asking again",
        "banken svarade inte i tid och betalningen kan ha gjorts; se efter på kontot innan du begär igen",
    ),
}

CODES: Final = tuple(_SAID)
"""The codes that are known."""

_UNCERTAIN: Final = frozenset({"DS24"})


@frozen
class SwishError:
    """An error as Swish reports it.

    Attributes:
        code: Swish's code.
        message: Swish's own words; for the log, not for the payer.
    """

    code: str
    message: str = ""

    @property
    def uncertain(self) -> bool:
        """Whether the money may have moved all the same: look before asking again."""
        return self.code in _UNCERTAIN

    def explain(self, language: Language = "en") -> str:
        """Return what is wrong and what to do; a code that is not known is said as it stands."""
        known = self.code if self.code in _SAID else "unknown"
        return sentence(f"swish.error.{known}", language, found=self.code)


register({f"swish.error.{code}": Text(en=en, sv=sv) for code, (en, sv) in _SAID.items()})
register(
    {
        "swish.error.unknown": Text(
            en="Swish reports the error {found}, which is not known here; look it up with Swish",
            sv="Swish svarar med felet {found}, som är okänt här; slå upp det hos Swish",
        ),
    }
)
