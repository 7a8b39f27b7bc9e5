"""Where things stand in the sample workbooks: which columns each sheet has, from which row on."""

from dataclasses import dataclass, field

from xlsxwriter.utility import xl_col_to_name

from xlcrm.language import Language, Text
from xlcrm.sheets import Field, Row, fields_of
from xlcrm.sheets.account import Account
from xlcrm.sheets.activity import Activity
from xlcrm.sheets.assessment import Assessment
from xlcrm.sheets.call_log import CallDay
from xlcrm.sheets.care import CareAction
from xlcrm.sheets.complaint import Complaint
from xlcrm.sheets.contact import Contact
from xlcrm.sheets.contact_private import ContactPrivate
from xlcrm.sheets.decision_factor import DecisionFactor
from xlcrm.sheets.ledger import LedgerMonth
from xlcrm.sheets.negotiation import NegotiationItem
from xlcrm.sheets.opportunity import Opportunity
from xlcrm.sheets.order import Order
from xlcrm.sheets.survey import SurveyAnswer
from xlcrm.sheets.switching import SwitchingAssessment
from xlcrm.sheets.target import Target

OWN = {
    "company": Text("公司", "Company"),
    "deal": Text("内容", "Deal"),
    "share": Text("占比", "Share of sales"),
    "trend": Text("近24个月走势", "24-month trend"),
    "internal_code": Text("内部代号", "Internal code"),
    "quote_no": Text("报价单号", "Quote no."),
    "unpaid": Text("未收", "Unpaid"),
    "net": Text("本月净增", "Net change"),
}
"""Columns of the staff's own that no sheet model knows."""


@dataclass(frozen=True)
class MoneyUnit:
    """What a money header declares and how many yuan one of it is."""

    word: str
    yuan: int


YUAN = {"zh": MoneyUnit("元", 1), "en": MoneyUnit("CNY", 1)}
WAN = {"zh": MoneyUnit("万元", 10_000), "en": MoneyUnit("CNY", 1)}


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One sheet: its model, its columns left to right, and the row its header stands on."""

    model: type[Row]
    header_row: int
    """Excel row number; data begin on the next row."""
    columns: tuple[str, ...]
    """Field names of the model, and keys of OWN."""
    frozen: int
    """Columns that stay in sight."""
    money: dict[str, MoneyUnit]
    hidden: frozenset[str] = field(default_factory=frozenset)

    def title(self, language: Language) -> str:
        """The sheet's name."""
        return self.model.SHEET.title(language)

    def fields(self) -> dict[str, Field]:
        """The model's columns by name."""
        return {each.name: each for each in fields_of(self.model)}

    def header(self, column: str, language: Language) -> str:
        """A header as it stands in the sheet, its unit in brackets."""
        if column in OWN:
            return OWN[column][language]
        line = self.fields()[column].column
        unit = f"({self.money[language].word})" if line.unit == "money" else ""
        gap = " " if unit and language == "en" else ""
        return line.header(language) + gap + unit

    def letter(self, column: str) -> str:
        """Column letters, such as AB."""
        return str(xl_col_to_name(self.columns.index(column)))

    def cell(self, column: str, row: int) -> str:
        """A1 address of a value; `row` counts the data rows from 0."""
        return f"{self.letter(column)}{self.header_row + 1 + row}"

    def span(self, column: str, count: int, *, first: int = 0) -> str:
        """Absolute address of `count` values of a column."""
        top = self.header_row + 1 + first
        return f"${self.letter(column)}${top}:${self.letter(column)}${top + count - 1}"

    def reference(self, column: str, count: int, language: Language, *, first: int = 0) -> str:
        """The same with the sheet's name before it."""
        return f"'{self.title(language)}'!{self.span(column, count, first=first)}"


ACCOUNTS = Plan(
    model=Account,
    header_row=5,
    columns=(
        "account_id", "name", "industry", "city", "owner", "status", "is_new", "potential",
        "sales", "share", "trend", "last_year_sales", "sales_target", "gross_profit",
        "payment_terms", "credit_limit", "credit_grade", "credit_reviewed", "phone", "credit_code",
        "region", "address", "account_type", "ownership", "owner_type", "owner_since",
        "first_order", "product_lines", "tolerant", "gives_advice", "brings_customers",
        "brought_account", "reference", "willingness", "quality", "structure", "loyalty",
        "orientation", "purchase_value", "supply_risk", "relation_level", "care_tier", "segmented",
        "tags", "delivery", "fiscal_year_start", "development_plan", "development_stage",
        "contract_number", "contract_until", "plan_date", "value_added_services",
        "preferential_policies", "reviewed", "note",
        "internal_code",
    ),
    frozen=2,
    money=WAN,
    hidden=frozenset({"note"}),
)  # fmt: skip
CONTACTS = Plan(
    model=Contact,
    header_row=4,
    columns=(
        "contact_id", "account_id", "company", "name", "title", "department", "level", "role",
        "attitude", "support", "relationship", "relationship_evidence", "buying_centre",
        "is_key_player", "is_coach", "coach_source", "phone", "email", "last_contact",
        "note",
    ),
    frozen=4,
    money=YUAN,
)  # fmt: skip
OPPORTUNITIES = Plan(
    model=Opportunity,
    header_row=6,
    columns=(
        "opportunity_id", "account_id", "company", "name", "owner", "product", "amount", "stage",
        "status", "probability", "created", "stage_entered", "close_date", "procurement_stage",
        "selling_step", "competitor", "lost_reason", "next_step", "next_step_date",
        "concession_budget",
        *(each.name for each in fields_of(Opportunity) if each.name.startswith("gate_")),
        "quote_no",
    ),
    frozen=4,
    money=WAN,
)  # fmt: skip
ASSESSMENTS = Plan(
    model=Assessment,
    header_row=7,
    columns=(
        "opportunity_id", "deal", "assessed",
        *(f"q{number:02d}" for number in range(1, 21)),
        "evidence",
    ),
    frozen=2,
    money=YUAN,
)  # fmt: skip
LEDGER = Plan(
    model=LedgerMonth,
    header_row=3,
    columns=("account_id", "company", "month", "sales", "receipts", "balance", "overdue", "net"),
    frozen=2,
    money=YUAN,
)
ORDERS = Plan(
    model=Order,
    header_row=4,
    columns=(
        "order_id", "account_id", "opportunity_id", "product", "amount", "discount",
        "quoted", "ordered", "promised", "delivered", "payment_method", "payment_due", "paid",
        "unpaid", "status", "owner",
    ),
    frozen=2,
    money=YUAN,
)  # fmt: skip
ACTIVITIES = Plan(
    model=Activity,
    header_row=5,
    columns=(
        "activity_id", "account_id", "company", "opportunity_id", "contact_id", "day", "kind",
        "place", "purpose", "objective", "status", "result", "objective_met",
        "customer_commitment", "customer_commitment_due", "customer_commitment_kept",
        "relation_sign", "owner",
        "hours", "expense",
    ),
    frozen=3,
    money=YUAN,
)  # fmt: skip
SURVEYS = Plan(
    model=SurveyAnswer,
    header_row=3,
    columns=(
        "account_id", "company", "contact_id", "surveyed", "item", "side", "weight",
        "expectation", "experience", "satisfied", "will_return", "will_refer", "comment", "auditor",
    ),
    frozen=2,
    money=YUAN,
)  # fmt: skip
TARGETS = Plan(
    model=Target,
    header_row=6,
    columns=("owner", "month", "quota", "forecast", "achieved", "out_of_funnel"),
    frozen=2,
    money=WAN,
)
DECISION_FACTORS = Plan(
    model=DecisionFactor,
    header_row=4,
    columns=(
        "opportunity_id", "priority", "factor", "factor_class", "contact_id", "decided_on",
        "method", "author", "strength", "rival_strength", "rival",
    ),
    frozen=3,
    money=YUAN,
)  # fmt: skip
CONTACT_PRIVATE = Plan(
    model=ContactPrivate,
    header_row=4,
    columns=(
        "contact_id", "name", "birthday", "hobbies", "personal_concern", "business_concern",
        "our_response", "hawk", "donkey", "sheep", "fox", "lively", "powerful", "peaceful",
        "analytical", "source", "consent",
    ),
    frozen=2,
    money=YUAN,
)  # fmt: skip
CALL_LOG = Plan(
    model=CallDay,
    header_row=4,
    columns=(
        "owner", "day", "target", "prepared", "calls", "golden_calls", "connected", "interested",
        "deals",
    ),
    frozen=2,
    money=YUAN,
)  # fmt: skip
NEGOTIATIONS = Plan(
    model=NegotiationItem,
    header_row=5,
    columns=(
        "opportunity_id", "item", "part", "content", "chip", "our_cost", "in_return",
        "opening", "target", "floor", "their_limit", "less_is_better", "fallback", "status",
    ),
    frozen=3,
    money=YUAN,
)  # fmt: skip
SWITCHING = Plan(
    model=SwitchingAssessment,
    header_row=3,
    columns=(
        "account_id", "company", "assessed",
        *(each.name for each in fields_of(SwitchingAssessment)
          if each.name.startswith(("cost_", "method_", "sign_", "loyal_"))),
        "evidence", "document",
    ),
    frozen=3,
    money=YUAN,
)  # fmt: skip
CARE = Plan(
    model=CareAction,
    header_row=3,
    columns=(
        "account_id", "company", "planned", "action", "kind", "cost", "approval", "approver",
        "approved", "done", "owner",
    ),
    frozen=3,
    money=YUAN,
)  # fmt: skip
COMPLAINTS = Plan(
    model=Complaint,
    header_row=3,
    columns=(
        "complaint_id", "account_id", "company", "received", "cause", "severity", "description",
        "recurrent", "owner", "first_response", "response_hours", "explanation", "solution",
        "closed", "satisfied",
    ),
    frozen=3,
    money=YUAN,
)  # fmt: skip
PLANS = {
    plan.model.SHEET.id: plan
    for plan in (
        *(ACCOUNTS, CONTACTS, OPPORTUNITIES, ASSESSMENTS, LEDGER),
        *(DECISION_FACTORS, ORDERS, ACTIVITIES, SURVEYS, TARGETS, CONTACT_PRIVATE),
        *(NEGOTIATIONS, CALL_LOG, SWITCHING, CARE, COMPLAINTS),
    )
}
