"""The twenty answers for the larger open deals; they agree with the ticks of the funnel."""

from datetime import date, timedelta
from random import Random
from typing import cast

from samples.record import AS_OF, Record, picked, workday
from xlcrm.language import Text
from xlcrm.sheets.assessment import Answer
from xlcrm.sheets.opportunity import OpportunityStatus

COUNT = 60
_GATE_OF = {
    "q01": "gate_pressure",
    "q02": "gate_need",
    "q03": "gate_decision_process",
    "q04": "gate_resources",
    "q05": "gate_driver",
    "q07": "gate_solution",
    "q08": "gate_guarantee",
    "q09": "gate_trust",
    "q10": "gate_unique_value",
    "q11": "gate_inside_support",
    "q12": "gate_recognition",
    "q13": "gate_preference",
    "q15": "gate_connections",
}
_QUESTIONS = tuple(f"q{number:02d}" for number in range(1, 21))
_EVIDENCE = (
    Text("技术交流会议纪要", "Minutes of the technical meeting"),
    Text("客户立项批文", "Customer's project approval"),
    Text("采购经理口头确认", "Purchasing manager's word"),
    Text("招标文件评分表", "Scoring sheet of the tender"),
    Text("现场调研报告", "Report of the site survey"),
    Text("样品测试报告", "Report of the sample test"),
)


def assessments(rng: Random, opportunities: list[Record]) -> list[Record]:
    """One row for each of the larger open deals, in the order of the deals."""
    deals = [row for row in opportunities if row["status"] is OpportunityStatus.OPEN]
    larger = sorted(deals, key=lambda row: -cast(float, row["amount"]))[:COUNT]
    return [_assessment(rng, deal) for deal in deals if deal in larger]


def _assessment(rng: Random, deal: Record) -> Record:
    attraction = rng.uniform(0.35, 0.8)
    answers = {question: _answer(rng, deal, question, attraction) for question in _QUESTIONS}
    return {
        "opportunity_id": deal["opportunity_id"],
        "assessed": _assessed(rng, cast(date, deal["created"])),
        **answers,
        "evidence": rng.choice(_EVIDENCE),
    }


def _assessed(rng: Random, created: date) -> date:
    return workday(AS_OF - timedelta(days=int((AS_OF - created).days * rng.random() * 0.6)))


def _answer(rng: Random, deal: Record, question: str, attraction: float) -> Answer:
    ticked = deal.get(_GATE_OF.get(question, ""))
    good = attraction if ticked is None else (0.9 if ticked else 0.08)
    bad = (1 - good) * 0.45
    return picked(rng, dict(zip(Answer, (good, bad, 1 - good - bad), strict=True)))
