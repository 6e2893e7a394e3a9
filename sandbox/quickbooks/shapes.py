"""The properties each entity knows, with their kinds.

One word a property: `Name` is text, `Name:21` text of at most 21 characters, `Name:number`, `:whole`, `:flag`, `:date`,
`:moment`, `Name:A|B` one of these words, `Name:Shape` an object, and a star makes a list of it.
A property that stands nowhere here is refused with 2010.
"""

from typing import NamedTuple

ENTITY = """Id SyncToken MetaData:MetaData CustomField:CustomField* AttachableRef:AttachableRef* domain status
 sparse:flag"""
TRANSACTION = f"""{ENTITY} DocNumber:21 TxnDate:date DepartmentRef:Ref CurrencyRef:Ref ExchangeRate:number
 PrivateNote:4000 LinkedTxn:LinkedTxn* Line:Line* TxnTaxDetail:TxnTaxDetail TxnSource TxnStatus TransactionLocationType
 CustomerRef:Ref CustomerMemo:Memo BillAddr:Address ShipAddr:Address FreeFormAddress:flag ShipFromAddr:Address
 ClassRef:Ref SalesTermRef:Ref ShipMethodRef:Ref ShipDate:date TrackingNum:31 ProjectRef:Ref
 GlobalTaxCalculation:TaxInclusive|TaxExcluded|NotApplicable TotalAmt:number HomeTotalAmt:number
 ApplyTaxAfterDiscount:flag PrintStatus:NotSet|NeedToPrint|PrintComplete EmailStatus:NotSet|NeedToSend|EmailSent
 BillEmail:Email BillEmailCc:Email200 BillEmailBcc:Email200 TemplateRef:Ref DeliveryInfo:Delivery
 TaxExemptionRef:Ref DueDate:date RecurDataRef:Ref"""
NAME = f"""{ENTITY} Title:16 GivenName:100 MiddleName:100 FamilyName:100 Suffix:16 FullyQualifiedName
 CompanyName:100 DisplayName:500 PrintOnCheckName:110 Active:flag V4IDPseudonym PrimaryPhone:Phone AlternatePhone:Phone
 Mobile:Phone Fax:Phone PrimaryEmailAddr:Email WebAddr:Web DefaultTaxCodeRef:Ref BillAddr:Address CurrencyRef:Ref
 ParentRef:Ref Balance:number OpenBalanceDate:date Notes:4000 PrimaryTaxIdentifier:20 AcctNum:100"""
SHAPES = {
    "Ref": "value name type",
    "Memo": "value:1000",
    "MetaData": "CreateTime:moment LastUpdatedTime:moment CreatedByRef:Ref LastModifiedByRef:Ref",
    "CustomField": "DefinitionId Name Type:StringType|BooleanType|NumberType|DateType StringValue:31",
    "LinkedTxn": "TxnId TxnType TxnLineId",
    "Address": """Id Line1:500 Line2:500 Line3:500 Line4:500 Line5:500 City:255 Country:255 CountryCode
 CountrySubDivisionCode:255 PostalCode:31 Lat Long Note Tag""",
    "Email": "Id Address:100 Default:flag Tag",
    "Email200": "Id Address:200 Default:flag Tag",
    "Phone": "Id FreeFormNumber:30 CountryCode AreaCode ExchangeCode Extension Default:flag Tag DeviceType",
    "Web": "Id URI:1000 Default:flag Tag",
    "Delivery": "DeliveryType DeliveryTime:moment",
    "Extension": "ExtensionType AssociatedValues:Associated*",
    "Associated": "Key Value",
    "Line": """Id LineNum:whole Description:4000 Amount:number Received:number LinkedTxn:LinkedTxn*
 DetailType:SalesItemLineDetail|DescriptionOnly|SubTotalLineDetail|DiscountLineDetail|GroupLineDetail|TaxLineDetail
 SalesItemLineDetail:SalesItem DescriptionLineDetail:Remark SubTotalLineDetail:SubTotal DiscountLineDetail:Discount
 GroupLineDetail:Group TaxLineDetail:TaxLine CustomField:CustomField* CustomExtensions:Extension* ProjectRef:Ref""",
    "SalesItem": """ItemRef:Ref ClassRef:Ref UnitPrice:number RatePercent:number Qty:number ItemAccountRef:Ref
 TaxCodeRef:Ref TaxClassificationRef:Ref ServiceDate:date TaxInclusiveAmt:number DiscountRate:number
 DiscountAmt:number PriceLevelRef:Ref DeferredRevenue:flag""",
    "Remark": "ServiceDate:date TaxCodeRef:Ref",
    "SubTotal": "ItemRef:Ref ServiceDate:date",
    "Discount": """PercentBased:flag DiscountPercent:number DiscountAccountRef:Ref DiscountRef:Ref ClassRef:Ref
 TaxCodeRef:Ref ServiceDate:date""",
    "Group": "GroupItemRef:Ref Quantity:number Line:Line* ServiceDate:date",
    "TaxLine": "TaxRateRef:Ref PercentBased:flag TaxPercent:number NetAmountTaxable:number TaxInclusiveAmount:number",
    "TxnTaxDetail": "TxnTaxCodeRef:Ref DefaultTaxCodeRef:Ref TotalTax:number TaxLine:Line* UseAutomatedSalesTax:flag",
    "Entity": "value name type",
    "AttachableRef": "EntityRef:Entity LineInfo IncludeOnSend:flag CustomField:CustomField* Inactive:flag",
    "Invoice": f"""{TRANSACTION} Deposit:number DepositToAccountRef:Ref Balance:number HomeBalance:number
 AllowIPNPayment:flag AllowOnlinePayment:flag AllowOnlineCreditCardPayment:flag AllowOnlineACHPayment:flag
 AllowOnlinePayPalPayment:flag InvoiceLink ARAccountRef:Ref PaymentMethodRef:Ref PONumber:15 FOB
 invoiceStatus callToAction EInvoiceStatus ECloudStatusTimeStamp:moment""",
    "Estimate": f"{TRANSACTION} ExpirationDate:date AcceptedBy AcceptedDate:date",
    "Customer": f"""{NAME} ShipAddr:Address Taxable:flag Job:flag BillWithParent:flag Level:whole CustomerTypeRef:Ref
 SalesTermRef:Ref PaymentMethodRef:Ref BalanceWithJobs:number PreferredDeliveryMethod ResaleNum:16 IsProject:flag
 ARAccountRef:Ref TaxExemptionReasonId SecondaryTaxIdentifier BusinessNumber GSTIN GSTRegistrationType Source
 ClientEntityId""",
    "Vendor": f"{NAME} TermRef:Ref Vendor1099:flag BillRate:number CostRate:number TaxIdentifier",
    "Employee": f"""{NAME} PrimaryAddr:Address EmployeeNumber SSN BillableTime:flag BillRate:number CostRate:number
 HiredDate:date ReleasedDate:date BirthDate:date Gender""",
    "Item": f"""{ENTITY} Name:100 Sku:100 Description:4000 Active:flag SubItem:flag ParentRef:Ref Level:whole
 FullyQualifiedName Taxable:flag SalesTaxIncluded:flag UnitPrice:number RatePercent:number
 Type:Service|NonInventory|Inventory|Category|Group|Bundle IncomeAccountRef:Ref ExpenseAccountRef:Ref
 AssetAccountRef:Ref PurchaseDesc:1000 PurchaseCost:number PurchaseTaxIncluded:flag TrackQtyOnHand:flag
 QtyOnHand:number InvStartDate:date SalesTaxCodeRef:Ref PurchaseTaxCodeRef:Ref ClassRef:Ref PrefVendorRef:Ref
 ItemCategoryType Source TaxClassificationRef:Ref CustomExtensions:Extension*""",
    "Term": f"""{ENTITY} Name:31 Active:flag Type DiscountPercent:number DueDays:whole DiscountDays:whole
 DayOfMonthDue:whole DueNextMonthDays:whole DiscountDayOfMonth:whole""",
    "Class": f"{ENTITY} Name:100 SubClass:flag ParentRef:Ref FullyQualifiedName Active:flag",
    "Department": f"{ENTITY} Name:100 SubDepartment:flag ParentRef:Ref FullyQualifiedName Active:flag Address:Address",
    "TimeActivity": f"""{ENTITY} TxnDate:date NameOf:Employee|Vendor EmployeeRef:Ref VendorRef:Ref CustomerRef:Ref
 DepartmentRef:Ref ItemRef:Ref ClassRef:Ref PayrollItemRef:Ref ProjectRef:Ref Taxable:flag HourlyRate:number
 BillableStatus:Billable|NotBillable|HasBeenBilled CostRate:number Hours:whole Minutes:whole Seconds:whole
 BreakHours:whole BreakMinutes:whole StartTime:moment EndTime:moment Description:4000 TimeZone""",
    "Attachable": f"""{ENTITY} FileName:1000 FileAccessUri TempDownloadUri Size:whole ContentType:100 Category:100
 Lat Long PlaceName:2000 Note:2000 Tag:2000 ThumbnailFileAccessUri ThumbnailTempDownloadUri""",
}


class Kind(NamedTuple):
    """What one property may hold."""

    name: str
    limit: int = 0
    words: tuple[str, ...] = ()
    many: bool = False


def kind(text: str) -> Kind:
    """The kind that one word of a table names."""
    many = text.endswith("*")
    text = text.rstrip("*")
    if text.isdigit():
        return Kind("text", int(text), (), many)
    if "|" in text:
        return Kind("word", 0, tuple(text.split("|")), many)
    return Kind(text or "text", 0, (), many)


def table(text: str) -> dict[str, Kind]:
    """The properties of one shape, by name."""
    pairs = (word.partition(":") for word in text.split())
    return {name: kind(what) for name, _, what in pairs}


TABLES = {name: table(text) for name, text in SHAPES.items()}
