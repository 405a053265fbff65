"""Why a payment was matched, suggested or left alone."""

from faktura.core.wording import Text, register

register(
    {
        "matching.reference_and_amount": Text(
            en="OCR {reference} and the amount {amount} agree",
            sv="OCR {reference} och belopp {amount} stämmer",
        ),
        "matching.number_and_amount": Text(
            en="document number {reference} and the amount {amount} agree",
            sv="fakturanummer {reference} och belopp {amount} stämmer",
        ),
        "matching.overpayment": Text(
            en="reference {reference} agrees; {amount} of {open} open, so {rest} is paid too much",
            sv="referens {reference} stämmer; {amount} mot {open} öppet, så {rest} är för mycket betalt",
        ),
        "matching.rounding": Text(
            en="{references} and the amount {amount} agree but for {difference}, which is taken as rounding",
            sv="{references} och belopp {amount} stämmer så när som på {difference}, som räknas som avrundning",
        ),
        "matching.several": Text(
            en="the references {references} together make exactly {amount}",
            sv="referenserna {references} blir tillsammans exakt {amount}",
        ),
        "matching.parts": Text(
            en="the payer divided {amount} on {references}, and the parts fit what is open",
            sv="betalaren har delat {amount} på {references}, och delarna ryms i det som är öppet",
        ),
        "matching.shared_reference": Text(
            en="OCR {reference} is the customer's for all invoices, and only one of them is {amount}",
            sv="OCR {reference} är kundens för alla fakturor, och bara en av dem är på {amount}",
        ),
        "matching.whole_customer": Text(
            en="OCR {reference} is the customer's for all invoices, and all that is open makes {amount}",
            sv="OCR {reference} är kundens för alla fakturor, och allt som är öppet blir {amount}",
        ),
        "matching.oldest_first": Text(
            en="OCR {reference} is the customer's for all invoices; the oldest are settled first, as the policy says",
            sv="OCR {reference} är kundens för alla fakturor; de äldsta betalas först enligt inställningen",
        ),
        "matching.part_payment": Text(
            en="reference {reference} agrees; {amount} is a part, {left} remains",
            sv="referens {reference} stämmer; {amount} är en delbetalning, {left} återstår",
        ),
        "matching.several_named": Text(
            en="the payment names {references}, and {numbers} together make exactly {amount}",
            sv="{references} står i betalningen, och {numbers} blir tillsammans exakt {amount}",
        ),
        "matching.near_and_amount": Text(
            en="{reference} is one slip away from what the payer wrote, and the amount {amount} agrees",
            sv="{reference} är ett skrivfel från det som betalaren skrev, och belopp {amount} stämmer",
        ),
        "matching.earlier_and_amount": Text(
            en="{reference} is paid, but the same customer has exactly {amount} open on {numbers}",
            sv="{reference} är betald, men samma kund har exakt {amount} öppet på {numbers}",
        ),
        "matching.amount_alone": Text(
            en="the amount {amount} is what {numbers} has open",
            sv="belopp {amount} är det som är öppet på {numbers}",
        ),
        "matching.sum_alone": Text(
            en="{numbers} together make exactly {amount}",
            sv="{numbers} blir tillsammans exakt {amount}",
        ),
        "matching.discount": Text(
            en="{references} and the amount {amount} agree less the early-payment discount of {difference}",
            sv="{references} och belopp {amount} stämmer efter kassarabatt på {difference}",
        ),
        "matching.discount_rounded": Text(
            en="{references} and the amount {amount} agree less the early-payment discount of {discount} and {difference} of rounding",
            sv="{references} och belopp {amount} stämmer efter kassarabatt på {discount} och avrundning på {difference}",
        ),
        "matching.deduction": Text(
            en="{references} and the amount {amount} agree but for Skatteverket's part, {difference}",
            sv="{references} och belopp {amount} stämmer så när som på Skatteverkets del, {difference}",
        ),
        "matching.fee": Text(
            en="{references} and the amount {amount} agree but for {difference}, the bank's fee or rate",
            sv="{references} och belopp {amount} stämmer så när som på {difference}, bankens avgift eller kurs",
        ),
        "matching.payer_known": Text(
            en="the payer has paid {times} times before",
            sv="betalaren har betalat {times} gånger förr",
        ),
        "matching.payer_known_once": Text(
            en="the payer has paid for this customer before",
            sv="betalaren har betalat för kunden förr",
        ),
        "matching.payer_organisation": Text(
            en="the payer's organisation number is the customer's",
            sv="betalarens organisationsnummer är kundens",
        ),
        "matching.payer_name": Text(
            en="the payer is called as the customer",
            sv="betalaren heter som kunden",
        ),
        "matching.payer_alike": Text(
            en="the payer's name is nearly the customer's",
            sv="betalarens namn är nästan kundens",
        ),
        "matching.payer_surname": Text(
            en="the payer has a name in common with the customer",
            sv="betalaren har ett namn gemensamt med kunden",
        ),
        "matching.payer_namesake": Text(
            en="the payer is called as another customer",
            sv="betalaren heter som en annan kund",
        ),
        "matching.payer_called": Text(
            en="the text calls the customer by name",
            sv="texten nämner kunden vid namn",
        ),
        "matching.payer_other": Text(
            en="the payer is known as another customer",
            sv="betalaren är känd som en annan kund",
        ),
        "matching.oldest_of_equals": Text(
            en="of {count} equal claims of the customer the oldest is settled, as the policy says",
            sv="av kundens {count} lika fordringar betalas den äldsta enligt inställningen",
        ),
        # what kept a payment from being booked by itself
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
            en="the text calls another customer by name",
            sv="texten nämner en annan kund vid namn",
        ),
        "matching.names_another": Text(
            en="{references} is another customer's",
            sv="{references} är en annan kunds",
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
            en="the payer is known, but the amount does not prove which claim is meant",
            sv="betalaren är känd, men beloppet visar inte säkert vilken fordran som avses",
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
            en="the payer is known as another customer, though {amount} is exactly what is open",
            sv="betalaren är känd som en annan kund, fast {amount} är precis vad som är öppet",
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
            en="{first} and {second} fit almost equally well",
            sv="{first} och {second} passar nästan lika bra",
        ),
        "matching.unsure": Text(
            en="it is likely to {probability} per cent only",
            sv="det är bara troligt till {probability} procent",
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
        "matching.other_payer": Text(
            en="the payer is known as another customer, and {amount} is not the {open} that is open",
            sv="betalaren är känd som en annan kund, och {amount} är inte de {open} som är öppna",
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
    }
)
