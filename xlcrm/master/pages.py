"""The pages of ours in a master: the conflict sheet, the list of workbooks, the record."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from xlcrm.book import Book
from xlcrm.book.template import Linked, Record, Tab, Template
from xlcrm.language import LANGUAGES, Language, Text
from xlcrm.master.conflict import KINDS, Conflict, Decisions, Kind, Place, field_of, ranked
from xlcrm.master.entry import Source
from xlcrm.master.matching import Groups
from xlcrm.master.record import lines, lines_of, records
from xlcrm.report.finding_text import value_text
from xlcrm.sheets import SHEETS, sheet_model
from xlcrm.sheets.column import fields_of
from xlcrm.shipped import template_path

CONFLICTS = Text("冲突清单", "Conflicts")
SOURCES = Text("来源清单", "Sources")
RECORD = Text("合并记录", "Merge record")
DECISION = Text("决定", "Decision")
NOTE = Text("备注", "Notes")

IDENTITIES = {"conflicts": CONFLICTS, "sources": SOURCES, "record": RECORD}
"""Page to its sheet, in the template workbook and in the master."""

OPEN = Text("▲ 待决定", "▲ To decide")
DECIDED = Text("✔ 已决定", "✔ Decided")
SETTLED = Text("✔ 已一致", "✔ Settled")
TOLD = Text("● 已知", "● Note")

HINTS: dict[Kind, Text] = {
    "values": Text("填工作簿名，或要采用的内容", "Name the workbook, or type the value"),
    "typed": Text(
        "总表保留您填的内容；改用某工作簿的，填它的名称",
        "The master keeps what was typed; to use a workbook's value, name it",
    ),
    "likely": Text("同一客户填 是，否则填 否", "Type yes if they are one customer, else no"),
    "joined": Text("若不是同一客户，填 否", "Type no if they are two customers"),
    "clash": Text("若是同一对象，填 是", "Type yes if they are one and the same"),
    "gone": Text(
        "来源中已没有此行，总表因有手填内容而保留；不需要时请删除",
        "Its workbook no longer has the row; kept for what was typed here. Delete it if not needed",
    ),
}
STATES = {
    "new": Text("新读入", "New"),
    "changed": Text("已更新", "Updated"),
    "same": Text("未变", "Unchanged"),
    "absent": Text("本次未提供", "Not given this time"),
    "failed": Text("✖ 读不了", "✖ Not readable"),
}


@dataclass(frozen=True, kw_only=True)
class Tally:
    """What the head of the conflict sheet counts."""

    workbooks: int
    accounts: int
    deals: int


def pages(
    conflicts: Sequence[Conflict],
    sources: Sequence[Source],
    groups: Groups,
    *,
    place: Callable[[Conflict], str],
    workbook: str,
    as_of: date,
    language: Language,
) -> list[Tab]:
    """The three pages, filled; `place` says where in the master a conflict is, "" if it is not."""
    count = Counter(identity.sheet for identity in groups)
    tally = Tally(workbooks=len(sources), accounts=count["accounts"], deals=count["opportunities"])
    listed = [_record(each, place(each), language) for each in ranked(conflicts)]
    head = {"report.workbook": workbook, "report.as_of": as_of}
    return [
        _tab("conflicts", {**head, **_figures(conflicts, tally, language)},
             {"rollup_conflicts": listed}, language),
        _tab("sources", head, {"rollup_sources": _files(sources, conflicts, language)}, language),
        _tab("record", {}, {"rollup_record": records(lines(sources, groups))}, language),
    ]  # fmt: skip


def _tab(
    page: str, values: dict[str, object], tables: dict[str, list[Record]], language: Language
) -> Tab:
    title = IDENTITIES[page][language]
    return Tab(
        template=Template(template_path("rollup", language), title),
        name=title,
        identity=f"rollup {page}",
        values=values,
        tables=tables,
        first=page == "conflicts",
        hidden=page == "record",
    )


def _figures(conflicts: Sequence[Conflict], tally: Tally, language: Language) -> dict[str, object]:
    waiting = sum(each.is_open for each in conflicts)
    return {
        "rollup.open": waiting,
        "rollup.decided": sum(bool(each.decision) for each in conflicts),
        "rollup.workbooks": tally.workbooks,
        "rollup.accounts": tally.accounts,
        "rollup.deals": tally.deals,
        "rollup.verdict": verdict(waiting)[language],
    }


def verdict(waiting: int) -> Text:
    """What the team lead should know first."""
    if not waiting:
        return Text("没有待决定的冲突", "Nothing to decide")
    those = "One conflict waits" if waiting == 1 else f"{waiting} conflicts wait"
    return Text(
        f"有 {waiting} 处冲突待决定；决定之前总表保留原有内容，或先读到的内容",
        f"{those} for a decision; until then the master keeps what it had, or what was read first",
    )


def _record(each: Conflict, place: str, language: Language) -> Record:
    title = sheet_model(each.sheet).SHEET.title(language)
    header = field_of(each.sheet, each.field).column.header(language) if each.field else ""
    return {
        "rollup_conflicts.state": _state(each)[language],
        "rollup_conflicts.kind": KINDS[each.kind][language],
        "rollup_conflicts.sheet": title,
        "rollup_conflicts.key": Linked(each.key, place) if place else each.key,
        "rollup_conflicts.about": each.about,
        "rollup_conflicts.header": header,
        "rollup_conflicts.used": value_text(each.used, language),
        "rollup_conflicts.offers": _offers(each, language),
        "rollup_conflicts.hint": HINTS[each.kind][language],
        DECISION[language]: each.decision or None,
        NOTE[language]: each.note or None,
    }


def _state(each: Conflict) -> Text:
    if each.is_open:
        return OPEN
    if not each.offers:
        return SETTLED
    return DECIDED if each.decision else TOLD


def _offers(each: Conflict, language: Language) -> str:
    said = [
        f"{offer.source} {offer.row}{Text('：', ': ')[language]}{value_text(offer.value, language)}"
        for offer in each.offers
    ]
    why = f"{Text('（', ' (')[language]}{each.why[language]}{Text('）', ')')[language]}"
    return Text("；", "; ")[language].join(said) + (why if each.why[language] else "")


def _files(
    sources: Sequence[Source], conflicts: Sequence[Conflict], language: Language
) -> list[Record]:
    met = Counter(name for each in conflicts for name in {o.source for o in each.offers})
    found: list[Record] = []
    for source in sources:
        rows = Counter(entry.sheet for entry in source.entries)
        accounts, deals = rows.pop("accounts", 0), rows.pop("opportunities", 0)
        found.append(
            {
                "rollup_sources.file": source.name,
                "rollup_sources.state": STATES[source.state][language],
                "rollup_sources.accounts": accounts,
                "rollup_sources.deals": deals,
                "rollup_sources.others": rows.total(),
                "rollup_sources.conflicts": met[source.name],
                "rollup_sources.remark": source.reason[language],
            }
        )
    return found


def decisions_of(book: Book) -> Decisions:
    """What was typed on the conflict sheet of a master."""
    typed: dict[Place, tuple[str, str]] = {}
    for row in _standing_rows(book):
        decision, note = row.get("decision", ""), row.get("note", "")
        kind = next((k for k, text in KINDS.items() if row.get("kind") in text), None)
        sheet = next((m for m in SHEETS if row.get("sheet") in (m.SHEET.zh, m.SHEET.en)), None)
        if kind and sheet and (decision or note):
            columns = {f.column.header(at): f.name for f in fields_of(sheet) for at in LANGUAGES}
            field = columns.get(row.get("header", ""), "")
            typed[kind, sheet.SHEET.id, row.get("key", ""), field] = (decision, note)
    return Decisions(typed)


def _standing_rows(book: Book) -> list[dict[str, str]]:
    """The rows of the conflict table as they stand, by what their columns hold."""
    sheet = book.sheet_of("rollup conflicts")
    if sheet is None:
        return []
    columns = {
        "kind": Text("冲突", "Conflict"),
        "sheet": Text("工作表", "Sheet"),
        "key": Text("编号", "ID"),
        "header": Text("列", "Column"),
        "decision": DECISION,
        "note": NOTE,
    }
    standing = book.standing(sheet)
    rows: list[dict[str, str]] = []
    for table in standing.tables:
        at = {
            name: table.first_column + table.headers.index(header) - 1
            for name, text in columns.items()
            for header in text
            if header in table.headers
        }
        body = standing.grid[table.first_row - 1 : table.last_row]
        rows += [
            {name: _typed(row[column]) for name, column in at.items() if column < len(row)}
            for row in body
        ]
    return rows


def _typed(value: object) -> str:
    """A cell as it was typed: 60 rather than 60.0."""
    whole = isinstance(value, float) and value.is_integer()
    return str(int(value) if isinstance(value, float) and whole else value).strip()


def record_lines(book: Book) -> list[str]:
    """The lines of the record in a master; none where there is no record."""
    sheet = book.sheet_of("rollup record")
    if sheet is None:
        return []
    standing = book.standing(sheet)
    return [
        line
        for table in standing.tables
        for line in lines_of(standing.grid, table.first_row, table.first_column)
    ]
