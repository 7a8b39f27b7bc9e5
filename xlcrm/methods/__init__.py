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
    credit_grade,
    customer_quality,
    dso_countback,
    file_completeness,
    hunter_farmer,
    kraljic,
    lifetime_value,
    nonmonetary_key_account,
    opportunity_assessment,
    pareto,
    project_funnel,
    resource_allocation,
    rfm,
    sales_forecast,
    sales_margin,
    share_metrics,
    vip_threshold,
    weighted_amount,
    willingness_quality,
)
from xlcrm.methods.label import Method

METHODS: tuple[Method, ...] = (
    opportunity_assessment,
    project_funnel,
    weighted_amount,
    sales_forecast,
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
