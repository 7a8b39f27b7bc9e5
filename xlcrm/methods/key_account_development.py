"""大客户开发七步 · Key-account development.

Question: how many new key accounts reach each step of their development, and on which step do we
lose them?

Formula: reached = customers whose step is this one or a later one; rate = reached ÷ reached of the
step before; overall = reached ÷ screened (step 2). Unproven = customers said to have reached the
step of which the workbook does not show it: a contact, a need, a proposal or quotation, a
negotiation, a contract number.

Units: numbers of customers, rates from 0 to 1. One row per step.

Source: domain inventory `ka-development-7` (no step is skipped without reason; the last one has a
contract). What proves a step is ours.

Not for: customers who have no development step.

Example: 40 screened, 20 contacted, 8 with needs and proposals, 5 negotiated, 3 signed: 3 of 40 is
7.5 %.

>>> counts = {"SCREEN": 20, "CONTACT": 12, "SOLUTION": 3, "NEGOTIATION": 2, "CONTRACT": 3}
>>> steps = pd.Series([DevelopmentStage[name] for name, n in counts.items() for _ in range(n)])
>>> ids = pd.Series([f"A{number}" for number in steps.index])
>>> nothing = pd.DataFrame(
...     columns=["account_id", "opportunity_id", "proposal_submitted", "quote_submitted",
...              "negotiation_start"]
... )
>>> found = compute(
...     ids, steps, pd.Series([None] * 40), contacts=nothing, needs=nothing,
...     opportunities=nothing, negotiations=nothing,
... )
>>> found["rate"].dropna().tolist(), found["overall"].tolist()[-1]
([1.0, 0.5, 0.4, 1.0, 0.625, 0.6], 0.075)
"""

import pandas as pd

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import MISSING, SEMICOLON, percent_words, text_column
from xlcrm.sheets.account import DevelopmentStage

STEPS = list(DevelopmentStage)
SCREENED = STEPS.index(DevelopmentStage.SCREEN)


class Params(MethodParams):
    """Nothing to choose: the steps are the source's."""


DEFAULTS = Params()

LABEL = Label(
    name="key_account_development",
    ids=("ka-development-7",),
    zh="大客户开发七步",
    en="Key-account development",
    sheet="accounts",
    shape="table",
    results=(
        Result(name="step", zh="开发步骤", en="Step"),
        Result(name="standing", zh="停在本步", en="Standing here", kind="number"),
        Result(name="reached", zh="到达客户数", en="Reached", kind="number"),
        Result(name="rate", zh="上步转化率", en="From step before", kind="percent"),
        Result(name="overall", zh="占筛选客户", en="Of those screened", kind="percent"),
        Result(name="unproven", zh="无依据客户数", en="Unproven", kind="number"),
        Result(name="reason", zh="开发说明", en="Step reason"),
    ),
)


def compute(
    account_id: pd.Series,
    development_stage: pd.Series,
    contract_number: pd.Series,
    *,
    contacts: pd.DataFrame,
    needs: pd.DataFrame,
    opportunities: pd.DataFrame,
    negotiations: pd.DataFrame,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Count the customers on each step and hold them against what the workbook shows."""
    number = development_stage.map({step: at for at, step in enumerate(STEPS)}).astype(float)
    standing = number.value_counts().reindex(range(len(STEPS)), fill_value=0)
    reached = standing[::-1].cumsum()[::-1].reset_index(drop=True)
    titles = [step.text(language) for step in STEPS]
    result = pd.DataFrame({"step": text_column(titles, reached.index)})
    result["standing"] = standing.to_numpy()
    result["reached"] = reached
    before = reached.shift().astype(float)
    result["rate"] = reached / before.where(before > 0)
    screened = int(reached.iloc[SCREENED])
    overall = reached / (screened or float("nan"))
    result["overall"] = overall.where(reached.index >= SCREENED)
    proofs = _proofs(account_id, contract_number, contacts, needs, opportunities, negotiations)
    result["unproven"] = pd.Series(
        [
            float((number.ge(at) & ~proofs[step]).sum()) if step in proofs else float("nan")
            for at, step in enumerate(STEPS)
        ],
        dtype=float,
    )
    result["reason"] = _reason(result, language)
    return result[[one.name for one in LABEL.results]]


def _proofs(  # noqa: PLR0917 - one parameter per place where proof may be
    account_id: pd.Series,
    contract_number: pd.Series,
    contacts: pd.DataFrame,
    needs: pd.DataFrame,
    opportunities: pd.DataFrame,
    negotiations: pd.DataFrame,
) -> dict[DevelopmentStage, pd.Series]:
    """Step to whether each customer shows it, for the steps of which the workbook keeps proof."""
    offered = opportunities[["proposal_submitted", "quote_submitted"]].eq(True).any(axis=1)
    bargained = opportunities["negotiation_start"].notna()
    bargained |= opportunities["opportunity_id"].isin(negotiations["opportunity_id"].dropna())
    shown = {
        DevelopmentStage.CONTACT: contacts["account_id"],
        DevelopmentStage.NEEDS: needs["account_id"],
        DevelopmentStage.SOLUTION: opportunities.loc[offered, "account_id"],
        DevelopmentStage.NEGOTIATION: opportunities.loc[bargained, "account_id"],
        DevelopmentStage.CONTRACT: account_id[contract_number.notna()],
    }
    return {step: account_id.isin(ids.dropna()) for step, ids in shown.items() if ids.notna().any()}


def _reason(result: pd.DataFrame, language: Language) -> pd.Series:
    here = Text(
        "{reached}家到过，{standing}家停在这里", "{reached} reached it, {standing} stand here"
    )
    step = Text("上一步的{}", "{} of the step before")[language]
    unproven = Text("{:.0f}家在表中没有依据", "{:.0f} without proof in the workbook")[language]
    if not result["reached"].iloc[0]:
        nothing = (
            MISSING[language]
            + Text("带开发阶段的客户", "customers with a development step")[language]
        )
        return text_column([nothing] * len(result), result.index)
    reasons = []
    for row in result.to_dict("records"):
        said = [here[language].format(reached=row["reached"], standing=row["standing"])]
        said += [step.format(percent_words(row["rate"]))] if pd.notna(row["rate"]) else []
        said += [unproven.format(row["unproven"])] if row["unproven"] > 0 else []
        reasons.append(SEMICOLON[language].join(said))
    return text_column(reasons, result.index)
