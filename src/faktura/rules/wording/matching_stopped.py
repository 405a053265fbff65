"""What kept a payment from being booked by itself."""

from faktura.core.wording import Text, register

register(
    {
        "matching.paid_before": Text(
            en="the same customer has paid as much within two weeks; this may be a second payment",
            sv="samma kund har betalat lika mycket inom två veckor; detta kan vara en dubbelbetalning",
        ),
        "matching.same_day": Text(
            en="several payments fit {reference} equally well; one of them may be a second payment",
            sv="flera betalningar passar lika bra på {reference}; en av dem kan vara en dubbelbetalning",
        ),
        "matching.named_otherwise": Text(
            en="{references} is named, and {amount} does not fit all that is named",
            sv="{references} är angivet, och {amount} passar inte på allt som är angivet",
        ),
        "matching.calls_another": Text(
            en="the text names another customer, whom the money may be for",
            sv="texten nämner en annan kund, som pengarna kan vara för",
        ),
        "matching.called_otherwise": Text(
            en="the account is known as a customer's, but the payer is called as another, who has {amount} open",
            sv="kontot är känt som en kunds, men betalaren heter som en annan, som har {amount} öppet",
        ),
        "matching.denied": Text(
            en="the payer says that {references} is not paid",
            sv="betalaren skriver att {references} inte betalas",
        ),
        "matching.denied_unclear": Text(
            en="the payer says that something is not paid, and it is not clear what",
            sv="betalaren skriver att något inte betalas, och det är inte klart vad",
        ),
        "matching.names_another": Text(
            en="{references} is another customer's",
            sv="{references} är en annan kunds",
        ),
        "matching.nearly_anothers": Text(
            en="{reference} is nearly the number of {numbers}, which is another customer's and has just that amount open",
            sv="{reference} är nästan numret på {numbers}, som är en annan kunds och har just det beloppet öppet",
        ),
        "matching.weak_evidence": Text(
            en="nothing names the claim, and the payer is not known for certain",
            sv="inget pekar ut fordran, och betalaren är inte säkert känd",
        ),
        "matching.some_named": Text(
            en="only {references} is named; that the payment is for {numbers} is known by the sum alone",
            sv="bara {references} är angivet; att betalningen gäller {numbers} framgår bara av summan",
        ),
        "matching.agent_names_none": Text(
            en="the payer pays for many customers and names no claim",
            sv="betalaren betalar för många kunder och anger ingen fordran",
        ),
        "matching.only_near": Text(
            en="{reference} is only nearly the reference of the claim",
            sv="{reference} är bara nästan fordrans referens",
        ),
        "matching.only_loose": Text(
            en="{references} may as well be another number",
            sv="{references} kan lika gärna vara ett annat nummer",
        ),
        "matching.only_earlier": Text(
            en="{references} names the customer, but is paid",
            sv="{references} pekar ut kunden men är betald",
        ),
        "matching.only_payer": Text(
            en="the payer is known, but names no claim, and {amount} is not exactly what {numbers} has open ({open})",
            sv="betalaren är känd men anger ingen fordran, och {amount} är inte exakt vad {numbers} har öppet ({open})",
        ),
        "matching.settled": Text(
            en="{reference} is already settled",
            sv="{reference} är redan betald",
        ),
        "matching.nothing_named": Text(
            en="nothing the payer wrote names a claim",
            sv="inget av det betalaren skrev pekar ut en fordran",
        ),
        "matching.paid_lately": Text(
            en="{reference} is the customer's for several invoices, and as much was paid within two weeks; this may be a second payment",
            sv="{reference} är kundens för flera fakturor, och lika mycket betalades inom två veckor; detta kan vara en dubbelbetalning",
        ),
        "matching.other_payer_exact": Text(
            en="the payer is known as another customer, though {amount} is exactly what {numbers} has open",
            sv="betalaren är känd som en annan kund, fast {amount} är precis vad {numbers} har öppet",
        ),
        "matching.many_sums": Text(
            en="so many sums are possible that one of them was bound to fit",
            sv="så många summor är möjliga att någon av dem måste passa",
        ),
        "matching.sent_for": Text(
            en="{reference} is named and has exactly what was sent open, in another currency than what came",
            sv="{reference} är angivet och har exakt det som skickades öppet, i en annan valuta än det som kom in",
        ),
        "matching.exact_beside": Text(
            en="{exact} fits exactly; {numbers} fits only if {difference} is rounding or a fee",
            sv="{exact} passar precis; {numbers} passar bara om {difference} är avrundning eller avgift",
        ),
        "matching.two_exact": Text(
            en="{first} fits exactly, and so does {second}",
            sv="{first} passar precis, och det gör även {second}",
        ),
        "matching.two_fit": Text(
            en="{first}, or {second}: both fit almost equally well",
            sv="{first}, eller {second}: båda passar nästan lika bra",
        ),
        "matching.several_fit": Text(
            en="{count} answers fit almost equally well, {first} and {second} among them",
            sv="{count} svar passar nästan lika bra, bland dem {first} och {second}",
        ),
        "matching.unsure": Text(
            en="that the payment is for {numbers} is likely to {probability} per cent only: {why}",
            sv="att betalningen gäller {numbers} är bara troligt till {probability} procent: {why}",
        ),
        "matching.reversal": Text(
            en="the bank took money back; this is never matched",
            sv="banken har tagit tillbaka pengar; det prickas aldrig av",
        ),
        "matching.repeated": Text(
            en="the payment stands twice among those to be matched; it counts once",
            sv="betalningen finns två gånger bland dem som ska prickas av; den räknas en gång",
        ),
        "matching.already_paid": Text(
            en="{reference} is already paid; this may be a second payment of it",
            sv="{reference} är redan betald; detta kan vara en dubbelbetalning",
        ),
        "matching.ambiguous": Text(
            en="{reference} fits {count} open items equally well",
            sv="{reference} passar lika bra på {count} öppna poster",
        ),
        "matching.amount_differs": Text(
            en="{amount} is not the {open} that is open on {references}",
            sv="{amount} är inte vad {references} har öppet ({open})",
        ),
        "matching.discount_late": Text(
            en="{amount} is what {references} has open less the early-payment discount of {discount}, which ended on {day}",
            sv="{amount} är vad {references} har öppet efter kassarabatt på {discount}, men den gällde till och med {day}",
        ),
        "matching.other_payer": Text(
            en="the payer is known as another customer, and {amount} is not the {open} that {numbers} has open",
            sv="betalaren är känd som en annan kund, och {amount} är inte de {open} som {numbers} har öppet",
        ),
        "matching.credit_only": Text(
            en="{reference} names only what is owed to the customer",
            sv="{reference} pekar bara på sådant som kunden har till godo",
        ),
        "matching.currency": Text(
            en="{reference} is in another currency than the payment's {amount}",
            sv="{reference} är i en annan valuta än betalningens {amount}",
        ),
        "matching.account": Text(
            en="{reference} is not to be paid to the account the money came to",
            sv="{reference} ska inte betalas till det konto pengarna kom till",
        ),
        "matching.unknown_reference": Text(
            en="nothing has the reference {reference}",
            sv="inget har referensen {reference}",
        ),
        "matching.no_reference": Text(
            en="the payer gave no reference",
            sv="betalaren har inte angett någon referens",
        ),
        "matching.too_many": Text(
            en="more payments name the same item than can be weighed at once",
            sv="fler betalningar pekar på samma post än som kan vägas på en gång",
        ),
        "matching.named_too": Text(
            en="{numbers} fits {amount}, but {others} is named too",
            sv="{numbers} passar på {amount}, men {others} är också angivet",
        ),
        "matching.named_other_payer": Text(
            en="{references} is named, but the payer is known as another customer, whose {numbers} fits {amount}",
            sv="{references} är angivet, men betalaren är känd som en annan kund, vars {numbers} passar på {amount}",
        ),
        "matching.named_not": Text(
            en="{references} is named, but {numbers} fits {amount} better",
            sv="{references} är angivet, men {numbers} passar bättre på {amount}",
        ),
        "matching.only_name": Text(
            en="nothing names the claim, and the payer is known by name only",
            sv="inget pekar ut fordran, och betalaren är känd bara till namnet",
        ),
        "matching.second_fits": Text(
            en="the payment is most likely for {first} ({probability} per cent), but {second} may be meant",
            sv="betalningen gäller snarast {first} ({probability} procent), men {second} kan avses",
        ),
        "matching.lacks.early": Text(
            en="it was issued after the payment",
            sv="den är utställd efter betalningen",
        ),
        "matching.lacks.rest": Text(
            en="{rest} is too much and may be for something else",
            sv="{rest} är för mycket och kan gälla något annat",
        ),
        "matching.lacks.part": Text(
            en="{amount} is only a part of what is open",
            sv="{amount} är bara en del av det som är öppet",
        ),
        "matching.lacks.reference": Text(
            en="no reference names it",
            sv="ingen referens anger det",
        ),
        "matching.lacks.whole_reference": Text(
            en="the reference is only nearly right",
            sv="referensen är bara nästan rätt",
        ),
        "matching.lacks.loose": Text(
            en="{references} may as well be another number",
            sv="{references} kan lika gärna vara ett annat nummer",
        ),
        "matching.lacks.named": Text(
            en="not all of it is named",
            sv="allt är inte angivet",
        ),
        "matching.lacks.common": Text(
            en="{count} claims have that amount open",
            sv="{count} fordringar är på det beloppet",
        ),
        "matching.lacks.payer": Text(
            en="the payer is not known",
            sv="betalaren är inte känd",
        ),
        "matching.lacks.account": Text(
            en="the payer is known by name only",
            sv="betalaren är känd bara till namnet",
        ),
        "matching.lacks.agent": Text(
            en="the payer pays for many customers",
            sv="betalaren betalar för många kunder",
        ),
        "matching.lacks.proof": Text(
            en="something else cannot be ruled out",
            sv="något annat kan inte uteslutas",
        ),
    }
)
