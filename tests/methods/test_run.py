"""Methods run in order on what a workbook has, each able to read those before it."""

from datetime import date
from types import SimpleNamespace

import pandas as pd

from xlcrm.methods import METHODS
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.run import needed, run_all
from xlcrm.sheets import sheet_model
from xlcrm.sheets.frame import empty_frame


def method(name, compute, *, sheet="accounts"):
    """A method with one result called x."""
    label = Label(
        name=name,
        ids=(),
        zh="试",
        en="trial",
        sheet=sheet,
        shape="column",
        results=(Result(name="x", zh="值", en="x"),),
    )
    return SimpleNamespace(LABEL=label, Params=MethodParams, compute=compute)


def run(*methods):
    accounts = empty_frame(sheet_model("accounts")).reindex([5, 6])
    accounts["sales"] = [1.0, 2.0]
    return run_all(
        methods,
        {"accounts": accounts},
        params={one.LABEL.name: MethodParams() for one in methods},
        as_of=date(2026, 11, 30),
        language="en",
    )


def double(sales):
    return pd.DataFrame({"x": sales * 2})


def test_a_method_reads_its_columns_by_name():
    assert run(method("double", double))["double"]["x"].to_dict() == {5: 2.0, 6: 4.0}


def test_a_later_method_reads_the_results_of_an_earlier_one():
    def again(*, double):
        return pd.DataFrame({"x": double["x"] + 1})

    results = run(method("double", double), method("again", again))

    assert results["again"]["x"].to_dict() == {5: 3.0, 6: 5.0}


def test_a_sheet_the_workbook_lacks_is_an_empty_frame():
    def count(sales, *, ledger):
        return pd.DataFrame({"x": sales * 0 + len(ledger)})

    assert run(method("count", count))["count"]["x"].tolist() == [0.0, 0.0]


def test_a_method_without_its_sheet_does_not_run_and_reads_as_empty():
    def asked(sales, *, deals):
        return pd.DataFrame({"x": sales * 0 + len(deals)})

    results = run(method("deals", double, sheet="opportunities"), method("asked", asked))

    assert set(results) == {"asked"}
    assert results["asked"]["x"].tolist() == [0.0, 0.0]


def test_a_few_methods_come_with_those_they_rest_on_in_their_order():
    asked = needed(METHODS, {"account_value"})

    names = [method.LABEL.name for method in asked]
    assert names[-1] == "account_value"
    assert {"share_metrics", "satisfaction"} <= set(names)
    assert "opportunity_assessment" not in names
    assert names == [m.LABEL.name for m in METHODS if m.LABEL.name in names]
