"""What can go wrong with a workbook, in the user's words: what happened, and what to do."""

from pathlib import Path

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
        ],
        DAMAGED,
    ),
    **dict.fromkeys(["too-large", "too-many-parts", "too-many-rows"], TOO_LARGE),
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
    "array-formula": Text(
        "要写入的单元格属于数组公式或模拟运算表;请先把它移到别处",
        "the cell to write belongs to an array formula or data table; move that elsewhere first",
    ),
    "strict": Text(
        "工作簿是“严格 Open XML”格式;请在 Excel 中另存为普通 .xlsx",
        "the workbook is in the strict Open XML format; save it as a plain .xlsx in Excel",
    ),
    "changed-on-disk": Text(
        "处理期间文件被别人改动,未作任何写入;请再运行一次",
        "somebody changed the file meanwhile, so nothing was written; run again",
    ),
    "self-check": Text(
        "写出的文件未通过自检,已放弃;原文件保持原样,请把它报告给我们",
        "the file written did not pass its own check and was given up; the original is unchanged; "
        "please report this",
    ),
}
"""What to do for each problem of the file layer that people meet."""


class BookError(Exception):
    """A workbook that cannot be read or written, said in both languages.

    `code` is kebab-case and stable; `path` names the file where known.
    """

    def __init__(self, code: str, message: Text, *, path: Path | None = None) -> None:
        super().__init__(code, message.en)
        self.code = code
        self.message = message
        self.path = path

    def text(self, language: Language) -> str:
        """One line for people: the file, what happened and what to do."""
        return f"{self.path}: {self.message[language]}" if self.path else self.message[language]

    def __str__(self) -> str:
        return self.text("en")


def book_error(error: OoxmlError, path: Path) -> BookError:
    """A file-layer problem in the user's words, naming sheet and cell where known."""
    place = "!".join(part for part in (error.sheet, error.cell) if part)
    remedy = REMEDIES.get(error.code)
    if remedy is None:
        remedy = Text(f"无法处理:{error}", str(error))
    elif place:
        remedy = Text(f"{place}:{remedy.zh}", f"{place}: {remedy.en}")
    return BookError(error.code, remedy, path=path)


def system_error(error: OSError, path: Path) -> BookError:
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
    if error.errno == 28:
        message = Text(
            "磁盘空间不足;请清理后再试,文件保持原样",
            "the disk is full; free some space and try again; the file is unchanged",
        )
        return BookError("disk-full", message, path=path)
    reason = error.strerror or str(error)
    message = Text(f"系统报错:{reason};文件保持原样", f"{reason}; the file is unchanged")
    return BookError("system", message, path=path)
