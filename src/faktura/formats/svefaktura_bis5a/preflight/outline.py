"""Which elements and attributes BIS 5A uses, of all that UBL has: the Peppol core rules as an outline.

An element stands in a line of its parent's, indented below it. `1` after a name: exactly once; `?`: at most once.
In brackets the attributes it may have, with `!` those it must have; without brackets any. An element with lines below
has no other children than these; one without may hold what UBL lets it hold.
"""

from typing import Final

from faktura.formats.svefaktura_bis5a.names import CREDIT_NOTE, INVOICE

_OUTLINE: Final = """
{root}
  UBLVersionID1[] CustomizationID1[] ProfileID1[] ID[] IssueDate Note?[] TaxPointDate {type}
  DocumentCurrencyCode1[listID!] TaxCurrencyCode[listID!] AccountingCost[] BuyerReference
  InvoicePeriod?
    StartDate EndDate
  OrderReference
    ID[]
{billing}  ContractDocumentReference?
    ID[] DocumentTypeCode[listID!] DocumentType[]
  AdditionalDocumentReference
    ID[] DocumentType[]
    Attachment
      EmbeddedDocumentBinaryObject
      ExternalReference
        URI[]
  AccountingSupplierParty
    Party1
      EndpointID[schemeID!]
      PartyIdentification?
        ID[schemeID!]
      PartyName1
        Name[]
      PostalAddress1
        StreetName[] AdditionalStreetName[] CityName[] PostalZone[] CountrySubentity[]
        Country
          IdentificationCode1[listID!]
      PartyTaxScheme?
        CompanyID[schemeID!] ExemptionReason[]
        TaxScheme
          ID1[]
      PartyLegalEntity?
        RegistrationName[] CompanyID[schemeID!] CompanyLegalForm HeadOfficeParty
        RegistrationAddress
          CityName[]
          Country
            IdentificationCode1[listID]
      Contact
        ID[] Name[] Telephone[] Telefax[] ElectronicMail[]
  AccountingCustomerParty
    Party1
      EndpointID[schemeID!]
      PartyIdentification?
        ID[schemeID!]
      PartyName1
        Name[]
      PostalAddress1
        StreetName[] AdditionalStreetName[] CityName[] PostalZone[] CountrySubentity[]
        Country
          IdentificationCode1[listID!]
      PartyTaxScheme?
        CompanyID[schemeID!]
        TaxScheme
          ID1[]
      PartyLegalEntity?
        RegistrationName[] CompanyID[schemeID!] CompanyLegalForm HeadOfficeParty
      Contact
        ID[] Name[] Telephone[] Telefax[] ElectronicMail[]
  PayeeParty
    PartyIdentification?
      ID[schemeID!]
    PartyName?
      Name[]
    PartyLegalEntity?
      CompanyID[schemeID!] CompanyLegalForm HeadOfficeParty
  TaxRepresentativeParty
    PartyName1
      Name[]
    PartyTaxScheme?
      CompanyID[schemeID!]
      TaxScheme
        ID[]
  Delivery?
    ActualDeliveryDate
    DeliveryLocation
      ID[schemeID!]
      Address
        StreetName[] AdditionalStreetName[] CityName[] PostalZone[] CountrySubentity[]
        Country
          IdentificationCode1[listID!]
  PaymentMeans
    PaymentMeansCode[listID!] PaymentDueDate PaymentChannelCode[] PaymentID?[]
    CardAccount
      PrimaryAccountNumberID[] NetworkID[]
    PayeeFinancialAccount
      ID[schemeID!]
      FinancialInstitutionBranch
        ID[]
        FinancialInstitution
          ID[schemeID] Name[]
          Address
            StreetName[] AdditionalStreetName[] CityName[] PostalZone[] CountrySubentity[]
            Country
              IdentificationCode[listID]
  PaymentTerms
    Note?[]
  AllowanceCharge
    ChargeIndicator AllowanceChargeReasonCode[listID{only_invoice}] AllowanceChargeReason1[] Amount
    TaxCategory?
      ID1[schemeID{only_invoice}] Percent[]
      TaxScheme
        ID1[]
  TaxExchangeRate
    SourceCurrencyCode[listID!] TargetCurrencyCode[listID!] CalculationRate1[] MathematicOperatorCode1[] Date
  TaxTotal?
    TaxAmount
    TaxSubtotal
      TaxableAmount1 TaxAmount TransactionCurrencyTaxAmount
      TaxCategory
        ID1[schemeID!] Percent1[] TaxExemptionReason[]
        TaxScheme
          ID1[]
  LegalMonetaryTotal
    LineExtensionAmount1 TaxExclusiveAmount1 TaxInclusiveAmount1 AllowanceTotalAmount
    ChargeTotalAmount PrepaidAmount PayableRoundingAmount PayableAmount
  {line}
    ID[] Note?[] {quantity} AccountingCost[]
    InvoicePeriod?
      StartDate EndDate
    OrderLineReference?
      LineID[]
{line_billing}    Delivery
      ActualDeliveryDate
      DeliveryLocation
        ID[schemeID{only_credit_note}]
        Address
          StreetName[] AdditionalStreetName[] CityName[] PostalZone[] CountrySubentity[]
          Country
            IdentificationCode[listID{only_invoice}]
    AllowanceCharge
      ChargeIndicator AllowanceChargeReason1[] Amount
    TaxTotal?
      TaxAmount
    {item}
      Description?[] Name1[]
      SellersItemIdentification
        ID[]
      StandardItemIdentification
        ID[schemeID]
      OriginCountry
        IdentificationCode1[listID{only_invoice}]
      CommodityClassification
        CommodityCode[listID] ItemClassificationCode[listID]
      ClassifiedTaxCategory?
        ID1[schemeID] Percent[]
        TaxScheme
          ID1[]
      AdditionalItemProperty
        Name[] Value1[format]
    Price
      PriceAmount BaseQuantity[]
      AllowanceCharge
        ChargeIndicator Amount BaseAmount
    ItemPriceExtension
"""

_BILLING: Final = """  BillingReference
    InvoiceDocumentReference
      ID[] IssueDate
    CreditNoteDocumentReference
      ID[] IssueDate
"""
_LINE_BILLING: Final = """    BillingReference?
      InvoiceDocumentReference
        ID[]
      CreditNoteDocumentReference
        ID[]
      BillingReferenceLine?
        ID[]
"""

OUTLINES: Final = {
    INVOICE: _OUTLINE.format(
        root=INVOICE.root,
        line=INVOICE.line,
        type="InvoiceTypeCode1[listID!]",
        quantity="InvoicedQuantity1[unitCode! unitCodeListID!] LineExtensionAmount",
        item="Item",
        billing="",
        line_billing="",
        only_invoice="!",
        only_credit_note="",
    ),
    CREDIT_NOTE: _OUTLINE.format(
        root=CREDIT_NOTE.root,
        line=CREDIT_NOTE.line,
        type="",
        quantity="CreditedQuantity1[unitCode unitCodeListID] LineExtensionAmount1",
        item="Item1",
        billing=_BILLING,
        line_billing=_LINE_BILLING,
        only_invoice="",
        only_credit_note="!",
    ),
}
"""The outline of each document."""
