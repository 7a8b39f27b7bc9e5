"""商机评估 · Assessments: the twenty questions, answered + favourable, - unfavourable, ? unknown.

Answers are always meant from our side: + is good for us. That matters for question 13 (a vendor
preference for a rival is -), question 14 (informal factors we know are +) and question 19 (a
large risk is -). Source: domain inventory, `opp-20q`.
"""

from datetime import date
from typing import Annotated, ClassVar

from xlcrm.sheets.column import Choice, Column, Row, SheetLabel


class Answer(Choice):
    """Favourable, unfavourable or not known yet."""

    FAVOURABLE = "+", "+ favourable", "＋", "是", "有利", "Yes", "favourable"
    UNFAVOURABLE = "-", "- unfavourable", "－", "−", "–", "否", "不利", "No", "unfavourable"
    UNKNOWN = "?", "? unknown", "？", "未知", "不清楚", "Unknown"


class Assessment(Row):
    """The twenty answers for one opportunity, and optionally for each rival."""

    SHEET: ClassVar = SheetLabel(
        id="assessments",
        zh="商机评估",
        en="Assessments",
        also=("二十问", "20问", "商机评估二十问", "Assessment", "20 questions"),
        key=("opportunity_id", "party"),
    )

    opportunity_id: Annotated[
        str,
        Column(
            "商机编号", "Opportunity ID", ("商机ID", "项目编号", "Deal ID"), link="opportunities"
        ),
    ]
    """Opportunity that is judged."""
    party: Annotated[str | None, Column("评估对象", "Party", ("对象", "厂家", "Vendor"))] = None
    """Blank for us, or the rival whose chances the row judges."""
    assessed: Annotated[date | None, Column("评估日期", "Assessed on", ("日期", "Date"))] = None
    """When the answers were given."""
    q01: Annotated[
        Answer | None,
        Column(
            "1.业务状况是否面临挑战",
            "1. Business challenge",
            ("业务状况是否面临挑战", "Business challenge", "Q1"),
        ),
    ] = None
    """Does the customer's business face a challenge?"""
    q02: Annotated[
        Answer | None,
        Column("2.项目需求是否清晰", "2. Clear need", ("项目需求是否清晰", "Clear need", "Q2")),
    ] = None
    """Are the project's needs clear?"""
    q03: Annotated[
        Answer | None,
        Column(
            "3.决策过程是否确定",
            "3. Decision process fixed",
            ("决策过程是否确定", "Decision process fixed", "Q3"),
        ),
    ] = None
    """Is the decision process fixed?"""
    q04: Annotated[
        Answer | None,
        Column(
            "4.项目资金是否落实",
            "4. Funding in place",
            ("项目资金是否落实", "Funding in place", "Q4"),
        ),
    ] = None
    """Is the project funded?"""
    q05: Annotated[
        Answer | None,
        Column(
            "5.实施驱动因素是否明显",
            "5. Evident driver",
            ("实施驱动因素是否明显", "Evident driver", "Q5"),
        ),
    ] = None
    """Are the drivers of the project evident?"""
    q06: Annotated[
        Answer | None,
        Column(
            "6.决策因素是否明确", "6. Criteria clear", ("决策因素是否明确", "Criteria clear", "Q6")
        ),
    ] = None
    """Are the decision criteria clear?"""
    q07: Annotated[
        Answer | None,
        Column(
            "7.解决方案是否合适", "7. Solution fits", ("解决方案是否合适", "Solution fits", "Q7")
        ),
    ] = None
    """Does our solution fit?"""
    q08: Annotated[
        Answer | None,
        Column(
            "8.资源需求是否合理",
            "8. Resources reasonable",
            ("资源需求是否合理", "Resources reasonable", "Q8"),
        ),
    ] = None
    """Are the resources we need reasonable?"""
    q09: Annotated[
        Answer | None,
        Column(
            "9.客户关系有无基础",
            "9. Relation exists",
            ("客户关系有无基础", "Relation exists", "Q9"),
        ),
    ] = None
    """Is there a relationship to build on?"""
    q10: Annotated[
        Answer | None,
        Column(
            "10.独特价值能否体现",
            "10. Unique value shown",
            ("独特价值能否体现", "Unique value shown", "Q10"),
        ),
    ] = None
    """Can our unique value be shown?"""
    q11: Annotated[
        Answer | None,
        Column(
            "11.能否期盼内部支持",
            "11. Inside support",
            ("能否期盼内部支持", "Inside support", "Q11"),
        ),
    ] = None
    """Can we expect support from inside?"""
    q12: Annotated[
        Answer | None,
        Column(
            "12.能否得到决策层认同",
            "12. Executive recognition",
            ("能否得到决策层认同", "Executive recognition", "Q12"),
        ),
    ] = None
    """Do the decision makers accept us?"""
    q13: Annotated[
        Answer | None,
        Column(
            "13.是否存在厂家倾向",
            "13. Vendor preference",
            ("是否存在厂家倾向", "Vendor preference", "Q13"),
        ),
    ] = None
    """Is there a vendor preference? + only when it is for us."""
    q14: Annotated[
        Answer | None,
        Column(
            "14.是否存在非正式决策因素",
            "14. Informal factors",
            ("是否存在非正式决策因素", "Informal factors", "Q14"),
        ),
    ] = None
    """Are informal decision factors known? + when known and not against us."""
    q15: Annotated[
        Answer | None,
        Column(
            "15.是否清楚政治关联结构",
            "15. Political structure",
            ("是否清楚政治关联结构", "Political structure", "Q15"),
        ),
    ] = None
    """Is the political structure clear?"""
    q16: Annotated[
        Answer | None,
        Column(
            "16.近期业务大小",
            "16. Near-term business",
            ("近期业务大小", "Near-term business", "Q16"),
        ),
    ] = None
    """How large is the near-term business? + when large enough to matter."""
    q17: Annotated[
        Answer | None,
        Column(
            "17.未来业务大小", "17. Future business", ("未来业务大小", "Future business", "Q17")
        ),
    ] = None
    """How large is the future business? + when large enough to matter."""
    q18: Annotated[
        Answer | None,
        Column(
            "18.本项目利润大小", "18. Project profit", ("本项目利润大小", "Project profit", "Q18")
        ),
    ] = None
    """How large is this project's profit? + when attractive."""
    q19: Annotated[
        Answer | None,
        Column("19.本项目风险大小", "19. Project risk", ("本项目风险大小", "Project risk", "Q19")),
    ] = None
    """How large is this project's risk? + when small, - when large."""
    q20: Annotated[
        Answer | None,
        Column(
            "20.该客户战略价值高低",
            "20. Strategic value",
            ("该客户战略价值高低", "Strategic value", "Q20"),
        ),
    ] = None
    """How high is the customer's strategic value? + when high."""
    evidence: Annotated[str | None, Column("依据", "Evidence", ("证据", "评估依据"))] = None
    """What the favourable answers rest on."""
    evidence01: Annotated[str | None, Column("依据1", "Evidence 1")] = None
    """What the answer to question 1 rests on."""
    evidence02: Annotated[str | None, Column("依据2", "Evidence 2")] = None
    """What the answer to question 2 rests on."""
    evidence03: Annotated[str | None, Column("依据3", "Evidence 3")] = None
    """What the answer to question 3 rests on."""
    evidence04: Annotated[str | None, Column("依据4", "Evidence 4")] = None
    """What the answer to question 4 rests on."""
    evidence05: Annotated[str | None, Column("依据5", "Evidence 5")] = None
    """What the answer to question 5 rests on."""
    evidence06: Annotated[str | None, Column("依据6", "Evidence 6")] = None
    """What the answer to question 6 rests on."""
    evidence07: Annotated[str | None, Column("依据7", "Evidence 7")] = None
    """What the answer to question 7 rests on."""
    evidence08: Annotated[str | None, Column("依据8", "Evidence 8")] = None
    """What the answer to question 8 rests on."""
    evidence09: Annotated[str | None, Column("依据9", "Evidence 9")] = None
    """What the answer to question 9 rests on."""
    evidence10: Annotated[str | None, Column("依据10", "Evidence 10")] = None
    """What the answer to question 10 rests on."""
    evidence11: Annotated[str | None, Column("依据11", "Evidence 11")] = None
    """What the answer to question 11 rests on."""
    evidence12: Annotated[str | None, Column("依据12", "Evidence 12")] = None
    """What the answer to question 12 rests on."""
    evidence13: Annotated[str | None, Column("依据13", "Evidence 13")] = None
    """What the answer to question 13 rests on."""
    evidence14: Annotated[str | None, Column("依据14", "Evidence 14")] = None
    """What the answer to question 14 rests on."""
    evidence15: Annotated[str | None, Column("依据15", "Evidence 15")] = None
    """What the answer to question 15 rests on."""
    evidence16: Annotated[str | None, Column("依据16", "Evidence 16")] = None
    """What the answer to question 16 rests on."""
    evidence17: Annotated[str | None, Column("依据17", "Evidence 17")] = None
    """What the answer to question 17 rests on."""
    evidence18: Annotated[str | None, Column("依据18", "Evidence 18")] = None
    """What the answer to question 18 rests on."""
    evidence19: Annotated[str | None, Column("依据19", "Evidence 19")] = None
    """What the answer to question 19 rests on."""
    evidence20: Annotated[str | None, Column("依据20", "Evidence 20")] = None
    """What the answer to question 20 rests on."""
