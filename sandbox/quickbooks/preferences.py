"""The settings of a company as an app may read them."""

from sandbox.quickbooks.company import Company
from sandbox.quickbooks.wire import Body


def body(company: Company) -> Body:
    """The Preferences entity, worked out from the switches."""
    about = company.books["CompanyInfo"]["1"]
    return {
        "domain": "QBO", "sparse": False, "Id": "1", "SyncToken": "0", "MetaData": about["MetaData"],
        "AccountingInfoPrefs": accounting(company),
        "ProductAndServicesPrefs": {
            "ForSales": True, "ForPurchase": True, "QuantityWithPriceAndRate": True, "QuantityOnHand": False,
        },
        "SalesFormsPrefs": sales_forms(company),
        "TimeTrackingPrefs": {
            "UseServices": True, "BillCustomers": True, "ShowBillRateToAll": False, "WorkWeekStartDate": "Monday",
            "MarkTimeEntriesBillable": True,
        },
        "TaxPrefs": tax(company),
        "CurrencyPrefs": {
            "MultiCurrencyEnabled": company.switches.multi_currency,
            "HomeCurrency": {"value": company.switches.home_currency},
        },
        "ReportPrefs": {"ReportBasis": "Accrual", "CalcAgingReportFromTxnDate": False},
    }  # fmt: skip


def accounting(company: Company) -> Body:
    """How the books are kept."""
    switches = company.switches
    prefs: Body = {
        "UseAccountNumbers": False, "TrackDepartments": switches.track_departments, "DepartmentTerminology": "Location",
        "ClassTrackingPerTxn": switches.class_tracking_txn, "ClassTrackingPerTxnLine": switches.class_tracking_line,
        "FirstMonthOfFiscalYear": "January", "TaxYearMonth": "January", "TaxForm": "0",
        "CustomerTerminology": "Customers",
    }  # fmt: skip
    return {**prefs, "BookCloseDate": switches.book_close_date} if switches.book_close_date else prefs


def sales_forms(company: Company) -> Body:
    """How invoices and estimates are written; whether a person is warned of duplicate numbers is not told."""
    switches = company.switches
    return {
        "CustomField": [], "CustomTxnNumbers": switches.custom_txn_numbers, "AllowDeposit": False,
        "AllowDiscount": True, "DefaultDiscountAccount": "86", "AllowEstimates": switches.allow_estimates,
        "ETransactionEnabledStatus": "NotApplicable", "ETransactionAttachPDF": False,
        "ETransactionPaymentEnabled": switches.pay_online, "IPNSupportEnabled": False, "AllowServiceDate": True,
        "AllowShipping": False, "AutoApplyCredit": switches.auto_apply_credit,
        "AutoApplyPayments": switches.auto_apply_payments, "UsingPriceLevels": False,
        "UsingProgressInvoicing": False, "EmailCopyToCompany": False,
        "DefaultTerms": {"value": switches.default_terms},
    }  # fmt: skip


def tax(company: Company) -> Body:
    """Whether sales tax is charged, and who works it out."""
    switches = company.switches
    prefs: Body = {"UsingSalesTax": switches.using_sales_tax or switches.country != "US"}
    if switches.country == "US" and switches.automated_tax:
        return {**prefs, "PartnerTaxEnabled": True, "TaxGroupCodeRef": {"value": "2"}}
    return {**prefs, "PartnerTaxEnabled": False}
