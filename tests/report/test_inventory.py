"""Every item of the domain inventory is carried by something, and nothing claims an unknown one."""

import pytest

from xlcrm.report.inventory import AREAS, PAGES, carriers, entries

ITEMS = entries()


def test_the_sixty_eight_items_are_listed_once_each_by_area() -> None:
    ids = [entry.id for entry in ITEMS]

    assert len(ids) == len(set(ids)) == 68
    assert [entry.area for entry in ITEMS] == sorted(entry.area for entry in ITEMS)
    assert {entry.area for entry in ITEMS} <= set(AREAS)


@pytest.mark.parametrize("entry", ITEMS, ids=lambda entry: entry.id)
def test_an_item_is_carried_by_a_method_or_a_rule(entry) -> None:
    found = carriers()[entry.id]

    assert found.methods or found.rules


def test_dashboards_show_items_that_are_listed() -> None:
    assert {item for items in PAGES.values() for item in items} <= {entry.id for entry in ITEMS}


def test_an_item_is_seen_on_the_sheet_of_its_method_and_on_its_dashboard() -> None:
    places = carriers()["dm-card"].places

    assert places[0] == "商机 · Opportunities"
    assert places[-1] == "关系 · Relationship"
