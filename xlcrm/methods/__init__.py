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
    close_date_pushes,
    competitive_position,
    credit_grade,
    customer_quality,
    dso_countback,
    file_completeness,
    funnel_balance,
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
    attack_defence,
    pareto,
    dso_countback,
    file_completeness,
    share_metrics,
    nonmonetary_key_account,
    rfm,
    hunter_farmer,
    credit_grade,
    account_value,
    resource_allocation,
    vip_threshold,
    sales_margin,
    willingness_quality,
    customer_quality,
    kraljic,
    lifetime_value,
)

__all__ = ["METHODS", "Method", "method"]


def method(name: str) -> Method:
    """The method with this name; raises KeyError when there is none."""
    return {entry.LABEL.name: entry for entry in METHODS}[name]
