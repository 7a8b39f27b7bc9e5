"""The tables of a report over many workbooks, as pieces of the findings page."""

from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import quote

from xlcrm.language import Language, Text
from xlcrm.report.findings_page import Checked, Top, findings_page
from xlcrm.report.findings_tab import SYMBOLS, severity_text
from xlcrm.report.owner_figures import OwnerFigures
from xlcrm.report.team_report import WORST_FIRST, Counts, FileReport, TeamReport
from xlcrm.rules import Severity

TITLE = Text("汇总报告", "Team report")
FILES = Text("按工作簿（问题多的在前）", "By workbook, worst first")
OWNERS = Text("按负责人", "By owner")
RULES = Text("按规则", "By rule")
NOBODY = Text("未填负责人", "No owner")
FAILED = Text("✖ 未能处理", "✖ Not done")
SINCE = Text("与 {day} 相比", "Since {day}")
SEVERITIES = tuple(
    Text(f"{SYMBOLS[s]} {s.text('zh')}", f"{SYMBOLS[s]} {s.text('en')}") for s in WORST_FIRST
)
CHANGE = Text("变化", "Change")
FILE_HEADS = (Text("工作簿", "Workbook"), *SEVERITIES, CHANGE, Text("已填", "Filled"))
OWNER_HEADS = (Text("负责人", "Owner"), *SEVERITIES)
FIGURE_HEADS = (
    Text("客户", "Accounts"),
    Text("进行中商机", "Open deals"),
    Text("金额(万元)", "Amount"),
    Text("加权金额(万元)", "Weighted"),
    Text("已赢(万元)", "Won"),
    Text("任务额(万元)", "Target"),
    Text("预计(万元)", "Outlook"),
    Text("预计变化(万元)", "Outlook, change"),
)
RULE_HEADS = (
    Text("级别", "Severity"),
    Text("规则", "Rule"),
    Text("代码", "Code"),
    Text("条数", "Count"),
    CHANGE,
)


def team_page(report: TeamReport) -> str:
    """The whole report as one page, with every finding below the tables."""
    checked = [
        Checked(path=each.path, findings=each.findings, link=report.name(each.path))
        for each in report.files
    ]
    day = report.as_of.isoformat()
    count = len(report.files)
    top = Top(
        title=TITLE,
        subtitle=Text(f"{count} 个工作簿 · {day}", f"{count} workbooks · {day}"),
        verdict=team_verdict(report),
        sections=team_sections(report),
        listing=report.checked,
    )
    return findings_page(checked, as_of=report.as_of, language=report.language, top=top)


def team_verdict(report: TeamReport) -> Text:
    """What the reader should know first."""
    failed = sum(each.failed is not None for each in report.files)
    if not report.checked:
        done = len(report.files) - failed
        return Text(
            f"{done} 个工作簿已评分（未校验）" + (f"，{failed} 个未能处理" if failed else ""),
            f"{done} workbooks scored, not validated" + (f"; {failed} not done" if failed else ""),
        )
    clean = sum(not each.counts and each.failed is None for each in report.files)
    errors = report.counts[Severity.ERROR]
    zh = [f"{errors} 条错误" if errors else "没有错误", f"{clean} 个工作簿没有任何问题"]
    en = [f"{errors} errors" if errors else "no errors", f"{clean} workbooks without findings"]
    if failed:
        zh.insert(0, f"{failed} 个工作簿未能处理")
        en.insert(0, f"{failed} workbooks could not be done")
    words = ", ".join(en)
    return Text("，".join(zh), words[0].upper() + words[1:])


def team_sections(report: TeamReport) -> str:
    """Tiles and tables that stand above the findings."""
    owners = report.owners
    file_heads = FILE_HEADS if report.checked else FILE_HEADS[:1]
    pieces = [_tiles(report), _table("files", FILES, file_heads, _files(report), report.language)]
    if owners:
        scored = any(figures for _, _, figures in owners)
        heads = OWNER_HEADS if report.checked else OWNER_HEADS[:1]
        heads += FIGURE_HEADS if scored else ()
        rows = [_owner(report, *each, scored=scored) for each in owners]
        pieces.append(_table("owners", OWNERS, heads, rows, report.language))
    if report.rules:
        pieces.append(_table("rules", RULES, RULE_HEADS, _rules(report), report.language))
    return "\n".join(pieces)


def _tiles(report: TeamReport) -> str:
    language, previous = report.language, report.previous
    tiles = [(Text("工作簿", "Workbooks"), str(len(report.files)), "")]
    failed = sum(each.failed is not None for each in report.files)
    if failed:
        tiles.append((FAILED, str(failed), ""))
    for severity, head in zip(WORST_FIRST, SEVERITIES, strict=True) if report.checked else ():
        count = report.counts[severity]
        change = count - previous.counts.get(severity, 0) if previous else None
        tiles.append((head, str(count), signed(change)))
    since = SINCE[language].format(day=previous.as_of) if previous else ""
    cells = "".join(
        f'<div class="tile"><span>{escape(head[language])}</span><b>{value}</b>'
        f"<small>{escape(f'{change} · {since}' if change else '')}</small></div>"
        for head, value, change in tiles
    )
    return f'<div class="tiles">{cells}</div>'


def _files(report: TeamReport) -> Iterable[str]:
    for each in report.files:
        name = report.name(each.path)
        link = f'<a href="{escape(quote(name, safe="/:"))}">{escape(name)}</a>'
        if each.failed:
            words = f"{FAILED[report.language]}: {each.failed[report.language]}"
            yield _row([link], f'<td class="reason" colspan="5">{escape(words)}</td>', "error")
            continue
        if not report.checked:
            yield _row([link], "", "clean")
            continue
        cells = [*_counts(each.counts), _number(file_change(report, each)), _number(_share(each))]
        yield _row([link], "".join(cells), _worst(each.counts), ("file", name))


def file_change(report: TeamReport, each: FileReport) -> str:
    """How many findings more or fewer than in the run before; "" where it was not in it."""
    before = report.previous.files.get(report.name(each.path)) if report.previous else None
    return "" if before is None else signed(sum(each.counts.values()) - sum(before.values()))


def _share(each: FileReport) -> str:
    """Share of cells filled, over all sheets."""
    rows = sum(sheet.rows * sheet.columns for sheet in each.completeness)
    filled = sum(sheet.rows * sheet.columns * sheet.share for sheet in each.completeness)
    return f"{filled / rows:.0%}" if rows else ""


def _owner(
    report: TeamReport, owner: str, counts: Counts, figures: OwnerFigures | None, *, scored: bool
) -> str:
    cells = _counts(counts) if report.checked else []
    if scored:
        cells += [_number(text) for text in _figures(report, figures or OwnerFigures(owner=owner))]
    name = [escape(owner or NOBODY[report.language])]
    leads = ("owner", owner) if report.checked else ("", "")
    return _row(name, "".join(cells), _worst(counts), leads)


def _figures(report: TeamReport, figures: OwnerFigures) -> list[str]:
    before = report.previous.outlook.get(figures.owner) if report.previous else None
    known = figures.outlook is not None and before is not None
    change = (figures.outlook or 0.0) - (before or 0.0) if known else None
    amounts = [figures.amount, figures.weighted, figures.won, figures.quota, figures.outlook]
    return [
        f"{figures.accounts}",
        f"{figures.deals}",
        *(money(amount, report.language) for amount in amounts),
        "" if change is None else money(change, report.language, sign=True),
    ]


def _rules(report: TeamReport) -> Iterable[str]:
    for severity, code, message, count in report.rules:
        known = report.previous.rules if report.previous else None
        change = "" if known is None else signed(count - known.get(code, 0))
        cells = [
            f'<span class="mark">{escape(severity_text(severity, report.language))}</span>',
            escape(message[report.language]),
            f"<code>{escape(code)}</code>",
        ]
        numbers = _number(str(count)) + _number(change)
        yield _row(cells, numbers, severity.name.lower(), ("code", code))


def signed(change: int | None) -> str:
    """A change with its sign and an arrow, so that colour is never the only signal.

    >>> signed(3), signed(-2), signed(0), signed(None)
    ('▲ +3', '▼ −2', '=', '')
    """
    if change is None:
        return ""
    return f"▲ +{change}" if change > 0 else f"▼ −{-change}" if change else "="


def money(amount: float | None, language: Language, *, sign: bool = False) -> str:
    """An amount as reports show it: in 万元 in Chinese, in single units in English.

    >>> money(1_234_567, "zh"), money(1_234_567, "en"), money(None, "zh")
    ('123.5', '1,234,567', '')
    """
    if amount is None:
        return ""
    plus = "+" if sign else ""
    return f"{amount / 10_000:{plus},.1f}" if language == "zh" else f"{amount:{plus},.0f}"


def _worst(counts: Counts) -> str:
    return next((s.name.lower() for s in WORST_FIRST if counts.get(s, 0)), "clean")


def _counts(counts: Counts) -> list[str]:
    return [_number(str(counts.get(severity, 0) or "")) for severity in WORST_FIRST]


def _number(text: str) -> str:
    return f'<td class="number">{escape(text)}</td>'


def _row(cells: Sequence[str], rest: str, look: str, leads: tuple[str, str] = ("", "")) -> str:
    """A row; a click on it sets the filter it `leads` to, by name and value."""
    body = "".join(f"<td>{cell}</td>" for cell in cells)
    name, value = leads
    data = f' data-set="{name}" data-value="{escape(value)}"' if value else ""
    return f'<tr class="{look}"{data}>{body}{rest}</tr>'


def _table(
    name: str, title: Text, heads: Sequence[Text], rows: Iterable[str], language: Language
) -> str:
    head = "".join(f"<th>{escape(each[language])}</th>" for each in heads)
    body = "\n".join(rows)
    return (
        f'<h2>{escape(title[language])}</h2>\n<div class="table"><table id="{name}">'
        f"<thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table></div>"
    )
