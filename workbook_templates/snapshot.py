"""The weekly snapshots: one row per open deal and week, in base units, to be read back."""

from dataclasses import replace
from pathlib import Path

from workbook_templates.look import Draft, Kind, print_setup
from workbook_templates.page import Page, Slot, field_slot
from xlcrm.language import Language, Text
from xlcrm.sheets import fields_of, sheet_model

TITLE = Text(sheet_model("snapshots").SHEET.zh, sheet_model("snapshots").SHEET.en)
WORDS = Text(
    "每周运行一次 xlcrm snapshot；同一周再次运行只替换本周。金额以元计。",
    "Run xlcrm snapshot once a week; running it again replaces the rows of the week. "
    "Amounts are in single units of the currency.",
)
WIDTHS = (13, 13, 16, 14, 16, 19, 18, 16, 20, 20, 30)


def build(path: Path, language: Language) -> None:
    """Writes the snapshot template."""
    draft = Draft.begin(path, language, TITLE)
    page = Page.begin(draft, TITLE, WIDTHS)
    page.head(TITLE)
    quiet = draft.style("subtitle", text_wrap=False)
    page.put(0, page.text(WORDS), quiet, last=page.width - 1)
    page.row += 1
    page.skip()
    fields = [field.name for field in fields_of(sheet_model("snapshots"))]
    body = page.table("snapshots", [_slot(name) for name in fields], autofilter=True)
    page.sheet.freeze_panes(body.first_row, 0)
    print_setup(page.sheet, language, landscape=True, heading=range(body.first_row))
    draft.workbook.close()


def _slot(name: str) -> Slot:
    """The slot of a field: its own heading, without a unit, so that amounts are read as written."""
    field = next(f for f in fields_of(sheet_model("snapshots")) if f.name == name)
    slot = field_slot(f"snapshots.{name}")
    kind: Kind = "count" if slot.kind == "money" else slot.kind
    return replace(slot, header=Text(field.column.zh, field.column.en), kind=kind)
