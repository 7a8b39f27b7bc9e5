"""What activities aim at: what the customer will do, by when, and what came of it."""

from datetime import date
from typing import NamedTuple

from xlcrm.language import Text
from xlcrm.sheets.activity import ActivityPurpose


class Objective(NamedTuple):
    """An action of the customer, and the two ways it can end."""

    action: Text
    reached: Text
    missed: Text

    def for_whom(self, name: Text, due: date) -> Text:
        """The objective in full: who does it, by when."""
        return Text(
            f"{name.zh}{due.month}月{due.day}日前{self.action.zh}",
            f"{name.en} {self.action.en} by {due.day} {due:%B}",
        )


OBJECTIVES = {
    ActivityPurpose.RAPPORT: (
        Objective(
            Text("约定技术部见面时间", "sets a day to meet engineering"),
            Text("已约好下周见技术部", "Meeting with engineering set for next week"),
            Text("对方出差，改期", "Away on business, put off"),
        ),
        Objective(
            Text("确认参加样板工厂参观", "agrees to see the reference plant"),
            Text("确认三人参加", "Three people will come"),
            Text("要等领导批准", "Waits for the boss's consent"),
        ),
    ),
    ActivityPurpose.KNOWLEDGE: (
        Objective(
            Text("提供现有产线的停机记录", "hands over the downtime records"),
            Text("给了近三个月的停机记录", "Gave the records of three months"),
            Text("数据要走保密审批", "The data need a clearance first"),
        ),
        Objective(
            Text("说明预算和审批流程", "explains budget and approval"),
            Text("预算已列入明年计划，三级审批", "In next year's budget, three approvals"),
            Text("只说还在讨论", "Only said it is being discussed"),
        ),
        Objective(
            Text("确认需求清单", "confirms the list of needs"),
            Text("清单已签字确认", "The list is signed"),
            Text("质量部还有两条意见", "Quality still has two remarks"),
        ),
    ),
    ActivityPurpose.ADVANTAGE: (
        Objective(
            Text("把检测精度写入技术要求", "writes the accuracy into the specification"),
            Text("已写入技术要求第三条", "It is in the specification, item 3"),
            Text("仍按原来的要求", "The specification stays as it was"),
        ),
        Objective(
            Text("提供样品做对比测试", "sends samples for a comparison test"),
            Text("收到样品20件", "Twenty samples received"),
            Text("样品还没有准备好", "The samples are not ready"),
        ),
    ),
    ActivityPurpose.PROGRESS: (
        Objective(
            Text("召集方案评审会", "calls the proposal review"),
            Text("评审会已开，提了四点修改", "Review held, four changes asked for"),
            Text("评审人员凑不齐，推迟", "Reviewers not available, postponed"),
        ),
        Objective(
            Text("提交立项申请", "files the project request"),
            Text("立项申请已提交", "The request is filed"),
            Text("还在补投资回报测算", "The payback is still being worked out"),
        ),
        Objective(
            Text("答复合同付款条款", "answers on the payment clause"),
            Text("接受三六一付款", "Accepts payment 30/60/10"),
            Text("财务要求再延长账期", "Finance wants longer terms"),
        ),
    ),
}
OURS = (
    Text("介绍新款视觉传感器", "Introduce the new vision sensors"),
    Text("拜访客户，联络感情", "Visit to keep in touch"),
    Text("演示数据采集平台", "Demonstrate the data platform"),
    Text("汇报项目进展", "Report on the progress"),
)
"""Objectives that state our own action, as people write them in a hurry."""
