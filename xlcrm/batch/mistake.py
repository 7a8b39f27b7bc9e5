"""Whatever goes wrong with one workbook is told in one line, and the others go on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from traceback import extract_tb

from xlcrm.book import BookError
from xlcrm.book.errors import OUR_MISTAKE, system_error
from xlcrm.language import Text

OWN_FOLDER = PurePath(__file__).parents[1]


@contextmanager
def mistakes_told(path: PurePath) -> Iterator[None]:
    """Every error of the block as a BookError about the workbook, fit to go between processes."""
    try:
        yield
    except BookError:
        raise
    except Exception as error:  # a workbook that brings out a mistake of ours stops no other
        raise told_of(error, path) from error


def told_of(error: BaseException, path: PurePath) -> BookError:
    """Why a workbook could not be done, in the user's words; a mistake of ours says where."""
    if isinstance(error, BookError):
        return error
    if isinstance(error, OSError):
        return system_error(error, path)
    if isinstance(error, MemoryError):
        message = Text(
            "内存不足;请减少 --jobs 或关闭其他程序后再试",
            "there is not enough memory; use fewer --jobs or close other programs, then try again",
        )
        return BookError("out-of-memory", message, path=path)
    mistake = f"({type(error).__name__}: {error}{_place(error)})"
    message = Text(f"{OUR_MISTAKE.zh}{mistake}", f"{OUR_MISTAKE.en} {mistake}")
    return BookError("our-mistake", message, path=path)


def _place(error: BaseException) -> str:
    """The last line of ours that was run: ", kano.py:165"; nothing where none was."""
    frames = [frame for frame in extract_tb(error.__traceback__)
              if OWN_FOLDER in PurePath(frame.filename).parents]  # fmt: skip
    return f", {PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
