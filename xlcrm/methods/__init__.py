"""What we compute: one CRM method per module, listed in METHODS.

To add a method:

1. write `methods/<name>.py`, named with the field's own term: docstring (name in both languages,
   question, formula, units, source, when not to use it, an example to check by hand), `Params`,
   `LABEL` and `compute`, as `label.Method` describes them;
2. import the module here and add it to METHODS;
3. write `tests/methods/test_<name>.py`; the contract in `tests/test_every_method.py` walks
   METHODS by itself.
"""

from xlcrm.methods import (
    account_value,
    attack_defence,
    background_sheet,
    close_date_pushes,
    competitive_position,
    credit_grade,
    customer_quality,
    database_minimum,
    dso_countback,
    file_completeness,
    file_cycle,
    funnel_balance,
    handover_readiness,
    hunter_farmer,
    kraljic,
    lifetime_value,
    needs_ladder,
    nonmonetary_key_account,
    opportunity_assessment,
    opportunity_score,
    owner_forecast,
    pareto,
    phone_funnel,
    procurement_stages,
    project_funnel,
    resource_allocation,
    resource_efficiency,
    rfm,
    sales_forecast,
    sales_margin,
    sales_progress,
    sales_velocity,
    segment_pivot,
    share_metrics,
    six_step_selling,
    stage_conversion,
    stage_dwell,
    stage_gates,
    stalled_deals,
    vip_threshold,
    weekly_changes,
    weighted_amount,
    willingness_quality,
)
from xlcrm.methods.label import Method

METHODS: tuple[Method, ...] = (
    background_sheet,
    opportunity_assessment,
    project_funnel,
    competitive_position,
    needs_ladder,
    procurement_stages,
    six_step_selling,
    stage_gates,
    stage_dwell,
    close_date_pushes,
    stalled_deals,
    opportunity_score,
    weighted_amount,
    resource_efficiency,
    sales_forecast,
    owner_forecast,
    sales_progress,
    weekly_changes,
    sales_velocity,
    stage_conversion,
    funnel_balance,
    phone_funnel,
    file_completeness,
    database_minimum,
    handover_readiness,
    file_cycle,
    attack_defence,
    pareto,
    share_metrics,
    sales_margin,
    segment_pivot,
    vip_threshold,
    nonmonetary_key_account,
    willingness_quality,
    customer_quality,
    kraljic,
    lifetime_value,
    rfm,
    dso_countback,
    hunter_farmer,
    credit_grade,
    account_value,
    resource_allocation,
)

__all__ = ["METHODS", "Method", "method"]


def method(name: str) -> Method:
    """The method with this name; raises KeyError when there is none."""
    return {entry.LABEL.name: entry for entry in METHODS}[name]
