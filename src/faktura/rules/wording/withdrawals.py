"""What is said about direct debit: why money is not withdrawn, not yet, or not again."""

from faktura.core.wording import Text, register

register(
    {
        "withdrawal.no_mandate": Text(
            en="there is no mandate; ask the payer for one, or send an invoice to be paid otherwise",
            sv="det finns inget medgivande; be betalaren om ett, eller skicka en faktura att betala på annat sätt",
        ),
        "withdrawal.other_payee": Text(
            en="the mandate is for another account than the one to be paid; use the account it names",
            sv="medgivandet gäller ett annat konto än det som ska få betalt; använd kontot som det anger",
        ),
        "withdrawal.mandate_requested": Text(
            en="the mandate is asked for and not yet valid; wait for the bank's answer",
            sv="medgivandet är begärt och gäller inte än; vänta på bankens svar",
        ),
        "withdrawal.mandate_offered": Text(
            en="the payer has offered a mandate that nobody has answered; accept or refuse it first",
            sv="betalaren har erbjudit ett medgivande som ingen har svarat på; godta eller avvisa det först",
        ),
        "withdrawal.mandate_refused": Text(
            en="the mandate was refused on {since}; ask the payer for a new one",
            sv="medgivandet avvisades {since}; be betalaren om ett nytt",
        ),
        "withdrawal.mandate_cancelled": Text(
            en="the mandate was cancelled on {since}; ask the payer for a new one",
            sv="medgivandet upphörde {since}; be betalaren om ett nytt",
        ),
        "withdrawal.mandate_unclear": Text(
            en="the bank's answer of {since} about the mandate is not understood; ask the bank",
            sv="bankens besked {since} om medgivandet går inte att förstå; fråga banken",
        ),
        "withdrawal.credit_note": Text(
            en="a credit note owes the payer money; nothing is withdrawn for it",
            sv="en kreditfaktura är en skuld till betalaren; inget dras för den",
        ),
        "withdrawal.tax_agency": Text(
            en="Skatteverket owes this share; no payer's account is charged for it",
            sv="Skatteverket är skyldigt den här delen; ingen betalares konto belastas för den",
        ),
        "withdrawal.settled": Text(en="nothing is left to pay", sv="inget återstår att betala"),
        "withdrawal.currency": Text(
            en="direct debit withdraws SEK only, this is in {currency}; ask for payment another way",
            sv="autogiro drar bara SEK, det här är i {currency}; begär betalning på annat sätt",
        ),
        "withdrawal.disputed": Text(
            en="the debt is disputed; settle the dispute before anything is withdrawn",
            sv="skulden är bestridd; klara ut tvisten innan något dras",
        ),
        "withdrawal.paused": Text(
            en="the debt is paused; resume it before anything is withdrawn",
            sv="skulden är pausad; återuppta den innan något dras",
        ),
        "withdrawal.collection": Text(
            en="the debt has gone to collection; what is paid is paid there",
            sv="skulden har gått till inkasso; betalning sker där",
        ),
        "withdrawal.pending": Text(
            en="the withdrawal of {day} has no answer yet",
            sv="uttaget den {day} har inget besked än",
        ),
        "withdrawal.bank_retries": Text(
            en="the account had no cover on {day}, and the bank tries again by itself",
            sv="täckning saknades den {day}, och banken försöker igen på egen hand",
        ),
        "withdrawal.unanswered": Text(
            en="the bank has not told what became of the withdrawal of {day}; ask before it is ordered again",
            sv="banken har inte sagt vad som hände med uttaget den {day}; fråga innan det beställs igen",
        ),
        "withdrawal.closed": Text(
            en="the account could not be charged on {day}; ask the payer for a mandate on another account",
            sv="kontot kunde inte belastas den {day}; be betalaren om ett medgivande för ett annat konto",
        ),
        "withdrawal.rejected": Text(
            en="the bank did not accept the order for {day}; put right what it says, then order by hand",
            sv="banken godtog inte uppdraget för {day}; rätta det banken anger och beställ sedan för hand",
        ),
        "withdrawal.cancelled": Text(
            en="the withdrawal of {day} was taken back; ask the payer before it is ordered again",
            sv="uttaget den {day} återkallades; fråga betalaren innan det beställs igen",
        ),
        "withdrawal.drawn": Text(
            en="money was withdrawn on {day} already; match that payment, and invoice what is left",
            sv="pengar drogs redan den {day}; pricka av den betalningen och fakturera det som återstår",
        ),
        "withdrawal.exhausted": Text(
            en="the account had no cover {times} times; send a reminder instead",
            sv="täckning saknades {times} gånger; skicka en påminnelse i stället",
        ),
        "withdrawal.early": Text(
            en="the withdrawal of {day} is ordered nearer to its day",
            sv="uttaget den {day} beställs närmare dagen",
        ),
        "withdrawal.order": Text(
            en="{amount} can be withdrawn on {day}",
            sv="{amount} kan dras den {day}",
        ),
        "withdrawal.unknown_result": Text(
            en="no order that waits for an answer fits what the bank says; look for it by hand",
            sv="inget uppdrag som väntar på besked stämmer med det banken säger; leta upp det för hand",
        ),
    }
)
