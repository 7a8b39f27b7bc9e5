"""Many rows of one sheet: unique keys, months without gaps, texts that tell, rows kept fresh."""

import math
from collections.abc import Iterator
from datetime import date

import pandas as pd

from xlcrm.language import Text
from xlcrm.rules.finding import Mark, Severity
from xlcrm.rules.rule import Case, Rule, rows_where
from xlcrm.sheets.account import AccountStatus, CareTier
from xlcrm.sheets.coerce import fold
from xlcrm.sheets.column import fields_of
from xlcrm.sheets.frame import SheetFrame

TELLING = ("need", "development_plan", "in_their_words", "evidence", "summary")
"""Texts that should tell customers apart (`file-distinctness`)."""


def duplicate_id(case: Case) -> Iterator[Mark]:
    """The key of a row stands on an earlier row already."""
    for sheet in case.sheets.values():
        keys = _keys(sheet)
        if keys is None or not keys.duplicated().any():
            continue
        first: dict[tuple[object, ...], int] = {}
        for row, *key in keys[keys.duplicated(keep=False)].itertuples(name=None):
            earlier = first.setdefault(tuple(key), row)
            if earlier != row:
                yield Mark(
                    sheet=sheet.id,
                    row=row,
                    field=sheet.model.SHEET.key[0],
                    value=key[0],
                    expected=Text("唯一", "unique"),
                    hint=Text(
                        f"与第 {earlier} 行重复,请合并或改号",
                        f"Same as row {earlier}: merge the rows or give one a new id",
                    ),
                )


def _keys(sheet: SheetFrame) -> pd.DataFrame | None:
    """Keys of the rows that have their whole key; a month in a key stands for all its days."""
    fields = {field.name: field for field in fields_of(sheet.model)}
    names = sheet.model.SHEET.key
    needed = [name for name in names if fields[name].required]
    if any(name not in sheet.columns for name in needed):
        return None
    keys = sheet.frame[list(names)].dropna(subset=needed)
    for name in names:
        if fields[name].type is date:
            keys[name] = keys[name].dt.strftime("%Y-%m" if name == "month" else "%Y-%m-%d")
    return keys if needed == list(names) else keys.astype(object).where(keys.notna(), "")


def months_missing(case: Case) -> Iterator[Mark]:
    """A month is left out between two months of the same customer or person."""
    for sheet in case.sheets.values():
        key = sheet.model.SHEET.key
        if "month" not in key or any(name not in sheet.columns for name in key):
            continue
        rows = sheet.frame[list(key)].dropna()
        rows["_number"] = rows["month"].dt.year * 12 + rows["month"].dt.month
        groups = [name for name in key if name != "month"]
        rows = rows.sort_values([*groups, "_number"], kind="stable")
        gap = rows.groupby(groups, sort=False)["_number"].diff()
        for row in rows_where(gap > 1):
            number, step = int(rows["_number"].loc[row]), int(gap.loc[row])
            first, last = (_month(number - back) for back in (step - 1, 1))
            span = first if first == last else f"{first} - {last}"
            yield Mark(
                sheet=sheet.id,
                row=row,
                field="month",
                value=_month(number),
                hint=Text(
                    f"缺 {span};没有发生额也请填一行 0",
                    f"{span} missing: enter a row of 0 if quiet",
                ),
            )


def boilerplate_text(case: Case) -> Iterator[Mark]:
    """The same sentence stands in many rows, so that it says nothing about any of them."""
    settings = case.settings
    for sheet, field, texts in case.texts(*TELLING):
        long = texts[texts.map(len) >= settings.boilerplate_length]
        for text, count in long.value_counts().items():
            if count < settings.boilerplate_rows:
                break
            distinct = 1 - count / len(texts)
            yield Mark(
                sheet=sheet.id,
                row=rows_where(long == text)[0],
                field=field.name,
                value=text,
                hint=Text(
                    f"{count} 行写的一字不差(其余占 {distinct:.0%}),请写出各自的情况",
                    f"{count} rows say exactly this ({distinct:.0%} differ): write what is "
                    "particular to each",
                ),
            )


def row_stale(case: Case) -> Iterator[Mark]:
    """A customer's row has not been looked at for longer than its tier allows."""
    sheet = case.sheet("accounts", "reviewed")
    if sheet is None:
        return
    frame = sheet.frame
    allowed = {fold(tier): days for tier, days in case.settings.stale_days.items()}
    age = (pd.Timestamp(case.as_of) - frame["reviewed"]).dt.days
    tier = frame["care_tier"].map(_tier) if "care_tier" in sheet.columns else ""
    limit = pd.Series(tier, index=frame.index).map(allowed).fillna(allowed.get("", math.inf))
    live = ~frame["status"].isin([AccountStatus.LOST, AccountStatus.CLOSED])
    for row in rows_where(live & (age > limit)):
        yield Mark(
            sheet=sheet.id,
            row=row,
            field="reviewed",
            value=frame.at[row, "reviewed"],
            hint=Text(
                f"已 {age.loc[row]:g} 天未核对(限 {limit.loc[row]:g} 天),请核对后更新日期",
                f"Not looked at for {age.loc[row]:g} days ({limit.loc[row]:g} allowed): check the "
                "row and set today's date",
            ),
        )


def _month(number: int) -> str:
    return f"{(number - 1) // 12}-{(number - 1) % 12 + 1:02}"


def _tier(value: object) -> str:
    """The tier's letter; ordinary customers are C, and "" without a tier."""
    letters = {CareTier.A: "a", CareTier.B: "b", CareTier.ORDINARY: "c"}
    return letters[value] if isinstance(value, CareTier) else ""


SHEET_RULES = (
    Rule(
        code="duplicate-id",
        severity=Severity.ERROR,
        message=Text("编号重复", "The id stands twice"),
        check=duplicate_id,
    ),
    Rule(
        code="months-missing",
        severity=Severity.WARNING,
        message=Text("月份不连续", "Months are missing"),
        check=months_missing,
    ),
    Rule(
        code="boilerplate-text",
        severity=Severity.INFO,
        message=Text("多行文字完全相同", "Many rows say the same"),
        check=boilerplate_text,
    ),
    Rule(
        code="row-stale",
        severity=Severity.INFO,
        message=Text("资料久未更新", "The row has grown stale"),
        check=row_stale,
    ),
)
