"""What can go wrong with a workbook, in the user's words: what happened, and what to do."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path, PurePath

from python_calamine import CalamineError

from xlcrm.language import Language, Text
from xlcrm.ooxml import OoxmlError

NOT_EXCEL = Text(
    "不是 Excel 工作簿;请用 Excel 或 WPS 打开后另存为 .xlsx",
    "not an Excel workbook; open it in Excel or WPS and save it as .xlsx",
)
DAMAGED = Text(
    "文件不完整或已损坏;请从备份或来源处重新取得,或在 Excel 中打开修复后另存",
    "the file is incomplete or damaged; fetch it again from its source or a backup, or let Excel "
    "repair it and save it anew",
)
TOO_LARGE = Text(
    "文件异常庞大,为安全起见未予打开;请确认来源可靠并删去多余内容",
    "the file is abnormally large and was not opened; make sure of its source and remove what is "
    "not needed",
)
UNKNOWN_TO_US = Text(
    "文件里有程序读不懂的内容;请在 Excel 或 WPS 中打开,另存为 .xlsx 后再试",
    "the file holds something that cannot be read; open it in Excel or WPS, save it anew as .xlsx "
    "and try again",
)
UNCLONABLE = Text(
    "模板里有无法复制的内容;请在模板中删去它(可改成图片或固定的值)后再试",
    "the template holds something that cannot be copied; remove it from the template (a picture "
    "or plain values may stand in) and try again",
)
TEMPLATE_MISMATCH = Text(
    "模板与要填的数据对不上;请检查模板里的表格、工作表名和公式,或恢复原来的模板",
    "the template does not fit what is to be filled in; check its tables, sheet names and "
    "formulas, or go back to the template as it came",
)
UNWRITABLE_VALUE = Text(
    "要写入的值单元格存不下(文本超 32767 字、数字超 15 位、日期早于 1900 年);请先改正来源处的数据",
    "a cell cannot hold the value (a text beyond 32767 characters, a number beyond 15 digits, a "
    "date before 1900 and the like); correct it where it comes from",
)
NAME_TAKEN = Text(
    "名称已被占用或不合 Excel 的规定;请给同名的工作表或表格列改名后再试",
    "the name is taken or not one Excel allows; rename the sheet or table column of that name and "
    "try again",
)
OUR_MISTAKE = Text(
    "程序出错,已放弃写入,文件保持原样;请把这条信息报告给我们",
    "a mistake of ours: nothing was written and the file is unchanged; please report this line",
)


def _save_as(kind: str, programs: Text) -> Text:
    return Text(
        f"是 {kind} 格式;请在 {programs.zh} 中另存为 .xlsx",
        f"the file is in the {kind} format; save it as .xlsx in {programs.en}",
    )


REMEDIES = {
    **dict.fromkeys(["not-a-zip", "not-a-workbook", "empty-file"], NOT_EXCEL),
    **dict.fromkeys(
        [
            "truncated",
            "damaged-part",
            "missing-part",
            "no-content-type",
            "duplicate-part",
            "unsafe-name",
            "rows-out-of-order",
            "cells-out-of-order",
            "compression-method",
            "xml-entities",
            "missing-relationship",
        ],
        DAMAGED,
    ),
    **dict.fromkeys(["too-large", "too-many-parts"], TOO_LARGE),
    "sprawling": Text(
        "工作表的内容散布得太远(直到该单元格);请删除远处多余的内容(按 Ctrl+End 可找到)后再试",
        "the sheet's cells reach as far as this one; delete what stands far away from the rest "
        "(Ctrl+End leads there) and try again",
    ),
    **dict.fromkeys(["bad-address", "unreadable", "dynamic-array"], UNKNOWN_TO_US),
    **dict.fromkeys(
        ["unsupported-part", "rich-value", "data-table", "external-reference"], UNCLONABLE
    ),
    **dict.fromkeys(
        ["missing-sheet", "no-such-table", "bad-table-row", "cell-in-table"], TEMPLATE_MISMATCH
    ),
    **dict.fromkeys(
        ["text-too-long", "number-too-long", "not-a-number", "date-too-early", "unknown-value"],
        UNWRITABLE_VALUE,
    ),
    **dict.fromkeys(["duplicate-name", "bad-sheet-name"], NAME_TAKEN),
    **dict.fromkeys(
        [
            "self-check",
            "no-path",
            "column-lengths",
            "bad-visibility",
            "bad-table-range",
            "has-notes",
        ],
        OUR_MISTAKE,
    ),
    "too-many-rows": Text(
        "结果超出一张工作表的 1048576 行;请减少要列出的行",
        "the result would not fit into the 1048576 rows of a sheet; list fewer rows",
    ),
    "no-free-column": Text(
        "右侧已没有空列;请清除最右边列(XFD)里的内容后再试",
        "no column is free to the right; clear what stands in the last columns (up to XFD) and "
        "try again",
    ),
    "no-such-sheet": Text("没有这张工作表;请检查表名", "there is no such sheet; check its name"),
    "not-a-worksheet": Text(
        "这张表不含单元格(图表或对话框工作表);请选用普通工作表",
        "the sheet holds no cells (a chart or dialog sheet); use an ordinary sheet",
    ),
    "referenced-sheet": Text(
        "别处的公式或名称引用了这张工作表,不能改名或删除;请先去掉这些引用",
        "formulas or names elsewhere refer to the sheet, so it cannot be renamed or removed; take "
        "those references out first",
    ),
    "last-sheet": Text(
        "工作簿至少要有一张可见的工作表;请先取消隐藏另一张",
        "a workbook needs a visible sheet; unhide another one first",
    ),
    "table-overlap": Text(
        "表格右侧或下方紧挨着另一个表格;请把它移开再试",
        "another table stands right beside or below the table; move it away and try again",
    ),
    "encrypted": Text(
        "工作簿有打开密码;请在 Excel 中去掉密码后再试",
        "the workbook is encrypted; remove its password in Excel and try again",
    ),
    "legacy-xls": _save_as(".xls", Text("Excel 或 WPS", "Excel or WPS")),
    "xlsb": _save_as(".xlsb", Text("Excel", "Excel")),
    "ods": _save_as(".ods", Text("LibreOffice 或 Excel", "LibreOffice or Excel")),
    "et": _save_as(".et", Text("WPS", "WPS")),
    "signed": Text(
        "工作簿带有数字签名,修改会使签名失效;请使用未签名的副本",
        "the workbook is signed and any change breaks the signature; use an unsigned copy",
    ),
    "protected-sheet": Text(
        "工作表受保护;请在 Excel 中撤销工作表保护后再试",
        "the sheet is protected; lift the protection in Excel and try again",
    ),
    "merged-cell": Text(
        "要写入的单元格属于合并区域;请取消合并后再试",
        "the cell to write is inside a merged area; unmerge it and try again",
    ),
    "formula": Text(
        "要写入的单元格里有公式;请先把公式移到别处",
        "the cell to write holds a formula; move the formula elsewhere first",
    ),
    "has-macros": Text(
        "工作簿已有自己的宏或功能区,不再加入;请用不带宏的 .xlsx",
        "the workbook has macros or a ribbon of its own, so none are added; use an .xlsx without "
        "macros",
    ),
    "array-formula": Text(
        "要写入的单元格属于数组公式或模拟运算表;请先把它移到别处",
        "the cell to write belongs to an array formula or data table; move that elsewhere first",
    ),
    "strict": Text(
        "工作簿是“严格 Open XML”格式,放不进带图表、图片或批注的页;请在 Excel 中另存为普通 .xlsx",
        "the workbook is in the strict Open XML format, which takes no tab with charts, pictures "
        "or notes; save it as a plain .xlsx in Excel",
    ),
    "changed-on-disk": Text(
        "处理期间文件被别人改动,未作任何写入;请再运行一次",
        "somebody changed the file meanwhile, so nothing was written; run again",
    ),
}
"""What to do for each problem of the file layer, by its code."""

NAMING = frozenset({UNKNOWN_TO_US, UNCLONABLE, TEMPLATE_MISMATCH, UNWRITABLE_VALUE, NAME_TAKEN,
                    OUR_MISTAKE})  # fmt: skip
"""Remedies that stand for several problems, so that the problem itself is told as well."""


class BookError(Exception):
    """A workbook that cannot be read or written, said in both languages.

    `code` is kebab-case and stable; `path` names the file where known.
    """

    def __init__(self, code: str, message: Text, *, path: PurePath | None = None) -> None:
        super().__init__(code, message.en)
        self.code = code
        self.message = message
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return partial(BookError, path=self.path), (self.code, self.message)

    def text(self, language: Language) -> str:
        """One line for people: the file, what happened and what to do."""
        return f"{self.path}: {self.message[language]}" if self.path else self.message[language]

    def __str__(self) -> str:
        return self.text("en")


def book_error(error: OoxmlError, path: Path) -> BookError:
    """A file-layer problem in the user's words, naming sheet and cell where known."""
    place = "!".join(part for part in (error.sheet, error.cell) if part)
    remedy = REMEDIES[error.code]
    if remedy in NAMING:
        remedy = Text(f"{remedy.zh}({error.sentence})", f"{remedy.en} ({error.sentence})")
    if place:
        remedy = Text(f"{place}:{remedy.zh}", f"{place}: {remedy.en}")
    return BookError(error.code, remedy, path=path)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Problems of reading and writing the file at `path`, raised in the user's words."""
    try:
        yield
    except OoxmlError as error:
        raise book_error(error, path) from error
    except OSError as error:
        raise system_error(error, path) from error
    except CalamineError as error:
        raise book_error(OoxmlError("unreadable", str(error)), path) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # a reader's own mistake, told in its language
            raise
        raise book_error(OoxmlError("unreadable", "the reader gave up"), path) from error


def system_error(error: OSError, path: PurePath) -> BookError:
    """A problem of the disk or folder in the user's words."""
    if isinstance(error, FileNotFoundError):
        return BookError("no-such-file", Text("找不到这个文件", "no such file"), path=path)
    if isinstance(error, PermissionError):
        message = Text(
            "文件或文件夹只读,或正被占用;请检查权限或关闭占用它的程序,文件保持原样",
            "the file or folder is read-only or in use; check permissions or close the program "
            "that holds it; the file is unchanged",
        )
        return BookError("read-only", message, path=path)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        message = Text(
            "磁盘空间不足;请清理后再试,文件保持原样",
            "the disk is full; free some space and try again; the file is unchanged",
        )
        return BookError("disk-full", message, path=path)
    reason = error.strerror or str(error)
    message = Text(f"系统报错:{reason};文件保持原样", f"{reason}; the file is unchanged")
    return BookError("system", message, path=path)
