"""When the spreadsheet program dies in the middle of a button, the workbook on disk is whole."""

import openpyxl
import pytest

from tests.live.conftest import OPTIONS
from tests.live.libreoffice import calc
from tests.small_crm import write_small_crm
from xlcrm import BookError
from xlcrm.api import score
from xlcrm.book import live_tabs
from xlcrm.book.live import LiveBook


def test_the_workbook_on_disk_is_whole_after_the_program_died(calc_program, tmp_path, monkeypatch):
    path = write_small_crm(tmp_path / "客户.xlsx")
    before = path.read_bytes()
    with calc(calc_program) as app:
        book = app.books.open(str(path))
        monkeypatch.setattr(live_tabs, "define", lambda *_: app.impl.kill())

        with pytest.raises(BookError) as refused:
            score(LiveBook(book), OPTIONS)

    assert refused.value.code == "host-refused"
    assert path.read_bytes() == before
    assert openpyxl.load_workbook(path).sheetnames[0] == "客户档案"
