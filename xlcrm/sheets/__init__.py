"""What people type: one model per sheet, one field line per column.

To add a column, write one field line in the sheet's file. To add a sheet:

1. write `sheets/<name>.py` with one model whose SHEET label says what the sheet is called;
2. add the model to SHEETS below.
"""

from xlcrm.sheets.account import Account
from xlcrm.sheets.activity import Activity
from xlcrm.sheets.assessment import Assessment
from xlcrm.sheets.call_log import CallDay
from xlcrm.sheets.care import CareAction
from xlcrm.sheets.column import Choice, Column, Field, Row, SheetLabel, fields_of
from xlcrm.sheets.complaint import Complaint
from xlcrm.sheets.contact import Contact
from xlcrm.sheets.contact_private import ContactPrivate
from xlcrm.sheets.decision_factor import DecisionFactor
from xlcrm.sheets.exchange_rate import ExchangeRate
from xlcrm.sheets.ledger import LedgerMonth
from xlcrm.sheets.need import Need
from xlcrm.sheets.negotiation import NegotiationItem
from xlcrm.sheets.opportunity import Opportunity
from xlcrm.sheets.order import Order
from xlcrm.sheets.service_audit import ServiceAudit
from xlcrm.sheets.setting import Setting
from xlcrm.sheets.snapshot import Snapshot
from xlcrm.sheets.survey import SurveyAnswer
from xlcrm.sheets.switching import SwitchingAssessment
from xlcrm.sheets.target import Target

SHEETS: tuple[type[Row], ...] = (
    Account,
    Contact,
    ContactPrivate,
    Opportunity,
    Assessment,
    Need,
    DecisionFactor,
    Activity,
    LedgerMonth,
    Order,
    SurveyAnswer,
    Complaint,
    ServiceAudit,
    NegotiationItem,
    SwitchingAssessment,
    CareAction,
    Target,
    CallDay,
    ExchangeRate,
    Snapshot,
    Setting,
)

__all__ = ["SHEETS", "Choice", "Column", "Field", "Row", "SheetLabel", "fields_of", "sheet_model"]


def sheet_model(sheet_id: str) -> type[Row]:
    """The model of the sheet with this id; raises KeyError when there is none."""
    return {model.SHEET.id: model for model in SHEETS}[sheet_id]
