"""A LibreOffice engine for xlwings: a real spreadsheet program behind xlwings' own objects.

    with calc() as app:
        book = app.books.open("客户.xlsx")

Only what xlcrm asks of xlwings is there; anything else is an AttributeError.
What Excel does by itself and LibreOffice does not (tables that come along with a copied sheet) is
done here, so that both answer alike.
"""

from tests.live.libreoffice.engine import calc

__all__ = ["calc"]
