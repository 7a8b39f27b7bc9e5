"""The workbooks of one run, beside what the master keeps of earlier runs."""

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from xlcrm.language import Text
from xlcrm.master.entry import Entry, Source, read_source
from xlcrm.sheets import sheet_model
from xlcrm.sheets.column import fields_of
from xlcrm.sheets.currencies import USUAL
from xlcrm.work import Options, quiet


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """Everything there is to merge, workbooks in the order in which the master met them."""

    sources: Sequence[Source]
    base: str
    """Currency of the master."""

    @property
    def in_base(self) -> list[Source]:
        """The workbooks with the currency named wherever it is not the master's."""
        return [_named_currency(source, self.base) for source in self.sources]


def name_of(path: Path, master: Path) -> str:
    """A workbook's path as seen from the master: staff/王芳.xlsx."""
    try:
        return Path(os.path.relpath(path.resolve(), master.resolve().parent)).as_posix()
    except ValueError:  # another drive
        return path.resolve().as_posix()


def gather(
    paths: Iterable[Path],
    master: Path,
    options: Options,
    *,
    before: Mapping[str, Source],
    base: str = "",
) -> Gathered:
    """Read the workbooks that changed; the others give what they gave before.

    `base` is the master's currency where somebody chose one, else the one most workbooks use.
    """
    named = {name_of(path, master): path for path in paths if path.resolve() != master.resolve()}
    found: dict[str, Source] = {
        name: source for name, source in before.items() if name not in named
    }
    read: dict[str, Source] = {}
    quietly = replace(options, progress=quiet)
    for at, (name, path) in enumerate(named.items()):
        options.progress(Text("读取工作簿", "Reading workbooks"), at, len(named))
        read[name] = read_source(name, path, quietly, before=before.get(name))
    order = [*before, *(name for name in named if name not in before)]
    sources = [{**found, **read}[name] for name in order]
    used = Counter(source.base for source in sources if source.base)
    return Gathered(sources=sources, base=base or (used.most_common(1)[0][0] if used else USUAL))


def _named_currency(source: Source, base: str) -> Source:
    """The workbook's rows with their currency, where it is not the master's."""
    if source.base in ("", base):
        return source
    return replace(source, entries=tuple(_in(entry, source.base) for entry in source.entries))


def _in(entry: Entry, currency: str) -> Entry:
    model = sheet_model(entry.sheet)
    amounts = {f.name for f in fields_of(model) if f.column.unit == "money"}
    if "currency" in entry.values or not amounts & set(entry.values):
        return entry
    if "currency" not in model.model_fields:
        return entry
    return replace(entry, values={**entry.values, "currency": currency})
