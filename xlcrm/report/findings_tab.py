"""The findings as a sheet: a verdict, a summary by rule, every finding with a link to its cell."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from xlcrm.book.template import Linked, Record, Tab, Template
from xlcrm.language import Language, Text
from xlcrm.report.completeness import (
    CLASS_TITLES,
    AccountCompleteness,
    SheetCompleteness,
    overall,
)
from xlcrm.report.finding_text import sheet_place, value_text
from xlcrm.report.fixes import Fix
from xlcrm.rules import Finding, Severity
from xlcrm.shipped import template_path

IDENTITY = "findings"
SYMBOLS = {Severity.ERROR: "✖", Severity.WARNING: "▲", Severity.INFO: "●"}
"""Shown before the word, so that colour is never the only signal."""
SHOWN = 2000
"""Findings listed on the sheet; the rest are counted in the verdict (ours)."""
LEAST = 20
"""Customers listed whose files are least complete (ours)."""
LISTING = Text("、", ", ")
LONGEST_HEADER = 16
"""Letters shown of a header that nothing is read from (ours)."""
HEADERS_SHOWN = 8
"""Such headers listed for a sheet; the rest are counted (ours)."""
NOT_A_SHEET = Text("未识别的表,没有校验", "Not recognised: nothing on it was checked")


def findings_tab(
    findings: Sequence[Finding],
    *,
    workbook: str,
    as_of: date,
    language: Language,
    completeness: Sequence[SheetCompleteness] = (),
    accounts: Sequence[AccountCompleteness] = (),
    fixes: Sequence[Fix] = (),
    unread: Sequence[str] = (),
    linked: bool = True,
) -> Tab:
    """The findings sheet, filled; `linked` leads to the cells, where they are in the workbook.

    `unread` are the names of people's sheets that were not recognised.
    """
    template = Template(template_path("findings", language))
    counts = Counter(finding.severity for finding in findings)
    values: dict[str, object] = {
        "report.workbook": workbook,
        "report.as_of": as_of,
        "findings.errors": counts[Severity.ERROR],
        "findings.warnings": counts[Severity.WARNING],
        "findings.infos": counts[Severity.INFO],
        "findings.verdict": verdict(findings)[language],
        "findings.fixed": len(fixes),
        **_shares(accounts),
    }
    return Tab(
        template=template,
        name=template.sheet,
        identity=IDENTITY,
        values=values,
        tables={
            "findings_summary": _summary(findings, language),
            "findings": [_record(each, language, linked=linked) for each in findings[:SHOWN]],
            "findings_sheets": [
                *(_sheet_record(each, language) for each in completeness),
                *(_unread_record(name, language) for name in unread),
            ],
            "findings_accounts": [_account_record(each, language) for each in accounts[:LEAST]],
            "findings_fixes": [_fix_record(fix, language, linked) for fix in fixes[:SHOWN]],
        },
        first=True,
    )


def verdict(findings: Sequence[Finding], *, shown: int | None = SHOWN) -> Text:
    """What the reader should know first; `shown` findings are listed, all of them with None."""
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    if not findings:
        return Text("全部通过,没有发现问题", "All clear: nothing to object to")
    more = len(findings) - (len(findings) if shown is None else shown)
    zh = f"(仅列出前 {shown} 条,其余 {more} 条改正后再次校验即可看到)" if more > 0 else ""
    en = f" (the first {shown} are listed; {more} more will show next time)" if more > 0 else ""
    if errors:
        those = "error" if errors == 1 else f"{errors} errors"
        return Text(
            f"请先处理 {errors} 条错误,再看其余提醒{zh}",
            f"Put right the {those} first, then look at the rest{en}",
        )
    reminders = "1 reminder" if len(findings) == 1 else f"{len(findings)} reminders"
    return Text(f"没有错误,有 {len(findings)} 条提醒{zh}", f"No errors, {reminders}{en}")


def severity_text(severity: Severity, language: Language) -> str:
    """Symbol and word: ✖ 错误."""
    return f"{SYMBOLS[severity]} {severity.text(language)}"


def _summary(findings: Sequence[Finding], language: Language) -> list[Record]:
    counts = Counter((finding.severity, finding.code, finding.message) for finding in findings)
    ranked = sorted(counts.items(), key=lambda entry: (-entry[0][0], -entry[1], entry[0][1]))
    return [
        {
            "findings_summary.severity": severity_text(severity, language),
            "findings_summary.code": code,
            "findings_summary.message": message[language],
            "findings_summary.count": count,
        }
        for (severity, code, message), count in ranked
    ]


def _record(finding: Finding, language: Language, *, linked: bool) -> Record:
    target = Linked(finding.cell, sheet_place(finding)) if linked else finding.cell
    return {
        "findings.severity": severity_text(finding.severity, language),
        "findings.sheet": finding.sheet,
        "findings.cell": target if finding.cell else None,
        "findings.row_key": finding.row_key,
        "findings.header": finding.header,
        "findings.value": value_text(finding.value, language),
        "findings.message": finding.message[language],
        "findings.hint": finding.hint[language],
    }


def _shares(accounts: Sequence[AccountCompleteness]) -> dict[str, object]:
    """Completeness of all customers, by field and by class; nothing without customers."""
    by_field, by_class = overall(accounts) if accounts else (None, None)
    return {"findings.by_field": by_field, "findings.by_class": by_class}


def unread_text(headers: Sequence[str], language: Language) -> str:
    """Headers that nothing is read from, shortened, the first few of them.

    >>> unread_text(["内部代码", "上年排名"], "zh"), unread_text(["x"] * 9, "en")
    ('内部代码、上年排名', 'x, x, x, x, x, x, x, x and 1 more')
    """
    plain = [" ".join(text.split()) for text in headers[:HEADERS_SHOWN]]
    shown = [f"{t[:LONGEST_HEADER]}…" if len(t) > LONGEST_HEADER + 1 else t for t in plain]
    more = len(headers) - len(shown)
    rest = Text(f" 等 {len(headers)} 列", f" and {more} more")[language] if more else ""
    return LISTING[language].join(shown) + rest


def _unread_record(name: str, language: Language) -> Record:
    return {
        "findings_sheets.sheet": name,
        "findings_sheets.rows": None,
        "findings_sheets.columns": None,
        "findings_sheets.share": None,
        "findings_sheets.unread": NOT_A_SHEET[language],
    }


def _sheet_record(each: SheetCompleteness, language: Language) -> Record:
    return {
        "findings_sheets.sheet": each.sheet,
        "findings_sheets.rows": each.rows,
        "findings_sheets.columns": each.columns,
        "findings_sheets.share": each.share,
        "findings_sheets.unread": unread_text(each.unread, language),
    }


def _account_record(each: AccountCompleteness, language: Language) -> Record:
    return {
        "findings_accounts.account_id": each.account,
        "findings_accounts.name": each.name,
        "findings_accounts.by_field": each.by_field,
        "findings_accounts.by_class": each.by_class,
        "findings_accounts.empty": LISTING[language].join(
            CLASS_TITLES[name][language] for name in each.empty
        ),
    }


def _fix_record(fix: Fix, language: Language, linked: bool) -> Record:
    target = "'" + fix.sheet.replace("'", "''") + "'!" + fix.cell
    return {
        "findings_fixes.sheet": fix.sheet,
        "findings_fixes.cell": Linked(fix.cell, target) if linked else fix.cell,
        "findings_fixes.header": fix.header,
        "findings_fixes.before": value_text(fix.before, language),
        "findings_fixes.after": value_text(fix.after, language),
        "findings_fixes.what": fix.what[language],
    }
