"""What the verbs on many workbooks print."""

from rich.text import Text as Styled

from xlcrm.cli.progress import err, out
from xlcrm.language import Text
from xlcrm.master.pages import STATES, verdict
from xlcrm.verbs.rollup import RolledUp


def print_rolled_up(done: RolledUp) -> None:
    """The workbooks merged, one line each, then what waits for a decision."""
    language = done.language
    for source in done.sources:
        if source.state == "failed":
            words = Styled(f"{source.name}: {source.reason[language]}")
            err.print(Styled("✖ ", style="red") + words)
        else:
            out.print(f"  {source.name}  {STATES[source.state][language]}", markup=False)
    waiting = sum(conflict.is_open for conflict in done.conflicts)
    counts = Text(
        f"{done.accounts} 个客户、{done.deals} 个商机",
        f"{done.accounts} accounts, {done.deals} deals",
    )
    out.print(Styled(str(done.path), style="bold") + Styled(f"  {counts[language]}"))
    out.print(f"  {verdict(waiting)[language]}")
    for path in done.exported:
        out.print(f"  {path}", markup=False)
    if not done.saved:
        out.print(Text("  没有写入任何内容", "  Nothing was written")[language])
