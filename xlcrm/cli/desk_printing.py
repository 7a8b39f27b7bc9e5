"""What the commands about the add-in print."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from rich.text import Text as Styled

from xlcrm.cli.progress import out
from xlcrm.doctor import Remark, State
from xlcrm.language import Language, Text

Deed = Literal["built", "installed", "removed"]

DEEDS: dict[Deed, tuple[Text, Text]] = {
    "built": (Text("已生成", "Made"), Text("将生成", "Would make")),
    "installed": (Text("已安装", "Installed"), Text("将安装", "Would install")),
    "removed": (Text("已移除", "Removed"), Text("将移除", "Would remove")),
}
"""What was done, and what a dry run would do."""
AFTER: dict[Deed, Text] = {
    "built": Text("", ""),
    "installed": Text(
        "请重新启动 Excel,功能区会出现“CRM 客户”。检查:xlcrm doctor",
        "Start Excel anew: the ribbon has a tab CRM. To check: xlcrm doctor",
    ),
    "removed": Text("请重新启动 Excel。", "Start Excel anew."),
}
NOTHING = Text("没有安装加载项", "There is no add-in to remove")

SIGNS: dict[State, Styled] = {
    "ok": Styled("✔ ", style="green"),
    "note": Styled("▲ ", style="yellow"),
    "problem": Styled("✖ ", style="red"),
}


def print_places(paths: Sequence[Path], deed: Deed, language: Language, *, dry_run: bool) -> None:
    """The files made, put in place or taken away, and what comes next."""
    if not paths:
        out.print(NOTHING[language])
        return
    done, would = DEEDS[deed]
    for path in paths:
        out.print(Styled(f"{(would if dry_run else done)[language]} {path}"))
    if not dry_run and AFTER[deed][language]:
        out.print(AFTER[deed][language])


def print_remarks(remarks: Sequence[Remark], language: Language) -> None:
    """One line per remark, and what to do below it."""
    for remark in remarks:
        out.print(SIGNS[remark.state] + Styled(remark.words[language]))
        if remark.remedy:
            out.print(Styled(f"    → {remark.remedy[language]}"))


def print_remarks_json(remarks: Sequence[Remark], language: Language) -> None:
    """The remarks as one JSON list."""
    rows = [
        {
            "code": remark.code,
            "state": remark.state,
            "message": remark.words[language],
            "remedy": remark.remedy[language] if remark.remedy else None,
        }
        for remark in remarks
    ]
    print(json.dumps(rows, ensure_ascii=False, indent=2))
