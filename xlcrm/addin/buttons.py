"""The buttons of the ribbon tab, from which ribbon XML and VBA callbacks are made.

To add a button: one line here, one function of its name in `xlcrm.excel.commands`, and
`python -m xlcrm.addin.sources`.
"""

from dataclasses import dataclass

from xlcrm.language import Text


@dataclass(frozen=True, kw_only=True)
class Button:
    """One button: the command it runs, what it says, and Office's own picture for it."""

    command: str
    label: Text
    tip: Text
    image: str
    """An imageMso name."""
    large: bool = False

    @property
    def callback(self) -> str:
        """The VBA Sub that the ribbon calls: CrmPlanAccount for plan_account."""
        return "Crm" + self.command.title().replace("_", "")

    @property
    def line(self) -> str:
        """The Python that the Sub runs; without double quotes, as RunPython wants it."""
        return (
            "import xlwings; from xlcrm.excel import commands; "
            f"commands.{self.command}(xlwings.Book.caller())"
        )


@dataclass(frozen=True)
class Group:
    """Buttons that stand together under a name."""

    id: str
    label: Text
    buttons: tuple[Button, ...]


TAB = Text("CRM 客户", "CRM")

GROUPS = (
    Group(
        "crmCheckGroup",
        Text("数据", "Data"),
        (
            Button(
                command="validate",
                label=Text("校验", "Validate"),
                tip=Text(
                    "检查每个单元格,问题列在校验结果表并标在原处",
                    "Check every cell; findings are listed on a sheet and marked in place",
                ),
                image="SpellingAndGrammar",
                large=True,
            ),
            Button(
                command="clear",
                label=Text("清除标记", "Clear marks"),
                tip=Text("去掉校验结果表和标记", "Take the findings sheet and the marks out again"),
                image="ClearFormatting",
            ),
            Button(
                command="settings",
                label=Text("设置", "Settings"),
                tip=Text("打开参数表,没有时新建", "Go to the settings sheet, made if absent"),
                image="PropertySheet",
            ),
        ),
    ),
    Group(
        "crmScoreGroup",
        Text("评分", "Scores"),
        (
            Button(
                command="score",
                label=Text("评分", "Score"),
                tip=Text(
                    "计算漏斗、预测和客户价值,写在数据旁边",
                    "Compute funnel, forecast and customer value beside the data",
                ),
                image="Calculator",
                large=True,
            ),
            Button(
                command="explain_score",
                label=Text("解释得分", "Explain this score"),
                tip=Text("说明所选得分由什么组成", "Say what the selected score is made of"),
                image="FunctionWizard",
            ),
            Button(
                command="snapshot",
                label=Text("周快照", "Snapshot"),
                tip=Text("记下本周的漏斗", "Record this week's funnel"),
                image="Camera",
            ),
        ),
    ),
    Group(
        "crmPlanGroup",
        Text("计划", "Plans"),
        (
            Button(
                command="plan_account",
                label=Text("计划此客户", "Plan this account"),
                tip=Text(
                    "为所选行的客户生成计划页,已填内容保留",
                    "A planning tab for the account of the selected row; what you typed is kept",
                ),
                image="FileNew",
                large=True,
            ),
            Button(
                command="plan_all",
                label=Text("更新全部计划", "Regenerate all plans"),
                tip=Text(
                    "更新每个重点客户的计划页,已填内容保留",
                    "Renew the tab of every key account; what you typed is kept",
                ),
                image="RefreshAll",
            ),
            Button(
                command="help",
                label=Text("帮助", "Help"),
                tip=Text("打开使用说明", "Open the manual"),
                image="Help",
            ),
        ),
    ),
)

BUTTONS = tuple(button for group in GROUPS for button in group.buttons)
"""Every button, in the order of the tab."""
