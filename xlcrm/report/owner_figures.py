"""What each salesperson's customers and deals come to: a few figures per owner, for reports."""

from dataclasses import dataclass

import pandas as pd

from xlcrm.language import Language
from xlcrm.report.dashboard_rows import NO_OWNER, Frames, Results, open_deals, ran

FORECAST = ("won", "quota", "outlook")


@dataclass(frozen=True, kw_only=True)
class OwnerFigures:
    """One salesperson, in one workbook or in several; amounts in base units."""

    owner: str
    accounts: int = 0
    deals: int = 0
    """Open deals."""
    amount: float = 0.0
    weighted: float = 0.0
    won: float | None = None
    quota: float | None = None
    """None without a target."""
    outlook: float | None = None

    def plus(self, other: "OwnerFigures") -> "OwnerFigures":
        """Both together; what neither knows stays unknown."""
        return OwnerFigures(
            owner=self.owner,
            accounts=self.accounts + other.accounts,
            deals=self.deals + other.deals,
            amount=self.amount + other.amount,
            weighted=self.weighted + other.weighted,
            won=_sum(self.won, other.won),
            quota=_sum(self.quota, other.quota),
            outlook=_sum(self.outlook, other.outlook),
        )


def owner_figures(frames: Frames, results: Results, *, language: Language) -> list[OwnerFigures]:
    """The figures of everybody who owns a customer or a deal, largest outlook first."""
    columns: dict[str, pd.Series[float]] = {}
    if "accounts" in frames:
        owner = frames["accounts"]["owner"].fillna(NO_OWNER[language])
        columns["accounts"] = owner.groupby(owner).size().astype(float)
    if "opportunities" in frames:
        deals = open_deals(frames, results, language).groupby("owner")
        columns["deals"] = deals.size().astype(float)
        columns["amount"], columns["weighted"] = deals["amount"].sum(), deals["weighted"].sum()
    if ran(results, "owner_forecast"):
        by_owner = results["owner_forecast"].groupby("owner")
        columns |= {name: by_owner[name].sum(min_count=1) for name in FORECAST}
    table = pd.DataFrame(columns)
    return sorted((_figures(str(at), row) for at, row in table.iterrows()), key=_rank)


def total_by_owner(figures: "list[OwnerFigures]") -> list[OwnerFigures]:
    """One entry per owner, over all workbooks."""
    found: dict[str, OwnerFigures] = {}
    for each in figures:
        found[each.owner] = found[each.owner].plus(each) if each.owner in found else each
    return sorted(found.values(), key=_rank)


def _figures(owner: str, row: "pd.Series[float]") -> OwnerFigures:
    known = {str(name): float(value) for name, value in row.items() if not pd.isna(value)}
    return OwnerFigures(
        owner=owner,
        accounts=int(known.get("accounts", 0)),
        deals=int(known.get("deals", 0)),
        amount=known.get("amount", 0.0),
        weighted=known.get("weighted", 0.0),
        won=known.get("won"),
        quota=known.get("quota"),
        outlook=known.get("outlook"),
    )


def _rank(each: OwnerFigures) -> tuple[float, float, str]:
    return (-(each.outlook or 0.0), -each.weighted, each.owner)


def _sum(one: float | None, other: float | None) -> float | None:
    known = [value for value in (one, other) if value is not None]
    return sum(known) if known else None
