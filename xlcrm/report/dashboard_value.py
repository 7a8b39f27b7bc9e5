"""The value page: grades, stances, and the accounts in order of their sales."""

from datetime import date

import pandas as pd

from xlcrm.language import Language, Text
from xlcrm.report.dashboard_rows import (
    Filled,
    Frames,
    Results,
    records,
    result_known,
    result_of,
)

UNGRADED = Text("未定级", "Ungraded")
RESULTS = {
    "rank": ("pareto", "rank"),
    "cumulative": ("pareto", "cumulative"),
    "class": ("pareto", "class"),
    "score": ("account_value", "score"),
    "grade": ("account_value", "grade"),
    "wallet_share": ("attack_defence", "share"),
    "stance": ("attack_defence", "stance"),
    "dso": ("dso_countback", "days"),
}
"""Column of the page to the method and result it shows."""
COLUMNS = (
    "rank", "account_id", "name", "sales", "potential", "wallet_share", "cumulative", "class",
    "score", "grade", "stance", "dso", "owner",
)  # fmt: skip


def variant(results: Results) -> str:
    """What the names of the page's tables end in, by what its charts could show: "_plain" where
    nobody has sales, "_pareto" where nobody has a place in the matrix."""
    if not result_known(results, "pareto", "rank"):
        return "_plain"
    return "" if result_known(results, "attack_defence", "stance") else "_pareto"


def filled(frames: Frames, results: Results, *, as_of: date, language: Language) -> Filled:
    """Values and table records of the page; `as_of` plays no part."""
    accounts = frames["accounts"].copy()
    for column, (method, result) in RESULTS.items():
        accounts[column] = result_of(results, method, result, accounts.index)
    accounts = accounts.sort_values(["rank", "account_id"])
    grades = _grades(accounts, language)
    first = grades.set_index("grade").to_dict("index").get("A")
    values: dict[str, object] = {
        "value.accounts": len(accounts),
        "value.sales": float(accounts["sales"].sum()),
        "value.grade_a": first["accounts"] if first else 0,
        "value.grade_a_share": first["share"] if first else None,
        "value.note": _note(accounts, language),
    }
    suffix = variant(results)
    ranked = accounts[accounts["rank"].notna()]
    if ranked.empty:
        ranked = accounts.sort_values(["score", "account_id"], ascending=[False, True])
    tables = {
        "value_grades": grades,
        "value_stances": _stances(accounts),
        "value_accounts": ranked[list(COLUMNS)],
    }
    return values, {
        f"{name}{suffix}": records(f"{name}{suffix}", frame, language)
        for name, frame in tables.items()
    }


def _grades(accounts: pd.DataFrame, language: Language) -> pd.DataFrame:
    grade = accounts["grade"].astype(object).where(accounts["grade"].notna(), UNGRADED[language])
    rows = accounts.groupby(grade).agg(accounts=("name", "size"), sales=("sales", "sum"))
    rows["share"] = rows["sales"] / (accounts["sales"].sum() or float("nan"))
    return rows.reset_index(names="grade")


def _stances(accounts: pd.DataFrame) -> pd.DataFrame:
    rows = accounts.dropna(subset="stance").groupby("stance")
    summed = rows.agg(
        accounts=("name", "size"), sales=("sales", "sum"), potential=("potential", "sum")
    )
    return summed.sort_values("sales", ascending=False).reset_index()


def _note(accounts: pd.DataFrame, language: Language) -> str:
    """What the figures leave out, in a sentence for each gap."""
    lacking = {
        Text("{count}个客户缺少年销售额，未排名", "{count} accounts without sales are not ranked"):
            accounts["rank"].isna(),
        Text("{count}个资料不足，未定价值等级", "{count} known too little for a grade"):
            accounts["grade"].isna(),
        Text("{count}个缺少潜力或份额，不在攻守矩阵中",
             "{count} without potential or share are not in the matrix"):
            accounts["stance"].isna(),
    }  # fmt: skip
    parts = [
        words[language].format(count=int(rows.sum())) for words, rows in lacking.items()
        if rows.any()
    ]  # fmt: skip
    everything = Text("全部客户都已排名、定级", "Every account is ranked and graded")
    end = Text("。", ".")[language]
    return Text("；", "; ")[language].join(parts or [everything[language]]) + end
