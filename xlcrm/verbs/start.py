"""Where people begin: a starter workbook, the sample; and the way back, undo."""

from contextlib import nullcontext
from datetime import date
from pathlib import Path

from xlcrm.addin.build import build_starter
from xlcrm.book import BookError
from xlcrm.book.backup import undo as restore
from xlcrm.book.errors import system_error
from xlcrm.book.lock import only_writer
from xlcrm.book.placing import copy_whole
from xlcrm.language import Language, Text
from xlcrm.shipped import sample_path, template_path
from xlcrm.verbs.plan import plan
from xlcrm.verbs.score import score
from xlcrm.verbs.validate import validate
from xlcrm.work import Options, Outcome, Progress, quiet

SAMPLE_DATE = date(2026, 11, 30)
"""The day the sample company's workbook was last filled in."""


def new(
    path: Path, *, language: Language = "zh", macros: bool = False, dry_run: bool = False
) -> Path:
    """A starter workbook with every sheet, its headers and drop-downs; an .xlsm with `macros`.

    Raises BookError "exists" rather than overwrite anything, "needs-xlsm" for another ending.
    """
    if path.exists():
        message = Text("文件已存在,请换个名字", "the file exists already; choose another name")
        raise BookError("exists", message, path=path)
    if macros:
        source = template_path("starter", language)
        return build_starter(source, path, language=language, dry_run=dry_run)
    if dry_run:
        return path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        copy_whole(template_path("starter", language), path)
    except OSError as error:
        raise system_error(error, path) from error
    return path


def undo(path: Path, *, force: bool = False, dry_run: bool = False) -> Path:
    """Go back to how the workbook was before our last write; returns the backup used."""
    with nullcontext() if dry_run else only_writer(path):
        return restore(path, force=force, dry_run=dry_run)


def demo(
    folder: Path,
    *,
    language: Language = "zh",
    dry_run: bool = False,
    progress: Progress = quiet,
) -> list[Outcome]:
    """The sample workbook, copied into `folder` unless it is there, validated, scored, planned.

    A dry run works on the sample where it lies and writes nothing.
    """
    path = folder / f"xlcrm-demo-{language}.xlsx"
    if dry_run and not path.exists():
        path = sample_path(language)
    elif not dry_run:
        _copy_sample(language, path)
    options = Options(language=language, as_of=SAMPLE_DATE, dry_run=dry_run, progress=progress)
    return [verb(path, options) for verb in (validate, score, plan)]


def _copy_sample(language: Language, path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            copy_whole(sample_path(language), path)
    except OSError as error:
        raise system_error(error, path) from error
