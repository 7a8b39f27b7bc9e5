"""The import contract: arrows point down only, and what must stay apart does."""

import ast
import os
import subprocess
import sys
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "xlcrm"

LAYERS = (
    {"language"},
    {"sheets", "shipped"},
    {"methods", "rules"},
    {"book"},
    {"addin"},
    {"planning", "report", "settings"},
    {"work"},
    {"master"},
    {"verbs"},
    {"api"},
    {"batch", "__init__", "doctor"},
    {"excel"},
    {"cli"},
    {"__main__"},
)
"""Bottom first. Units of one layer do not import each other; ooxml stands beside them all."""

DOORS = {"cli", "__main__"}
ADDRESS_NAMES = "xlcrm.ooxml.a1"

MODULES = sorted(PACKAGE.rglob("*.py"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}


def unit(path: Path) -> str:
    """The part of the house a file belongs to: ooxml for xlcrm/ooxml/a1.py."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """Everything a file imports anywhere, with its full dotted name."""
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{'.' * node.level}{node.module}.{alias.name}" for alias in node.names)


def importers(*packages: str, but: Collection[str] = ()) -> list[str]:
    """Files outside the units `but` that import one of these packages."""
    return [
        f"{path.relative_to(PACKAGE)} imports {name}"
        for path in MODULES
        if unit(path) not in but
        for name in imports(path)
        if any(f"{name}.".startswith(f"{package}.") for package in packages)
    ]


def test_every_part_of_the_house_stands_in_a_layer() -> None:
    units = {unit(path) for path in MODULES}

    assert units == set().union(*LAYERS) | {"ooxml"}


def test_imports_point_downwards_only() -> None:
    height = {name: at for at, names in enumerate(LAYERS) for name in names}
    upwards = [
        f"{path.relative_to(PACKAGE)} imports {name}"
        for path in MODULES
        if unit(path) != "ooxml"
        for name in imports(path)
        if name.startswith("xlcrm.") and not name.startswith("xlcrm.ooxml")
        if (target := name.split(".")[1]) != unit(path)
        if height.get(target, -1) >= height[unit(path)]
    ]

    assert upwards == []


def test_imports_are_spelled_out_in_full() -> None:
    relative = [(path.name, name) for path in MODULES for name in imports(path) if name[0] == "."]

    assert relative == []


def test_the_file_format_knows_nothing_of_customers_frames_or_models() -> None:
    foreign = [
        f"{path.name} imports {name}"
        for path in MODULES
        if unit(path) == "ooxml"
        for name in imports(path)
        if name.split(".")[0] in {"pandas", "pydantic", "openpyxl", "xlsxwriter", "python_calamine"}
        or (name.startswith("xlcrm") and not name.startswith("xlcrm.ooxml"))
    ]

    assert foreign == []


def test_only_the_book_knows_the_file_format_and_others_know_address_names_at_most() -> None:
    strangers = importers("xlcrm.ooxml", but={"book", "ooxml"})
    allowed = importers(ADDRESS_NAMES, but={"book", "ooxml"})

    assert [each for each in strangers if each not in allowed] == []
    assert {each.split("/")[0].split(".")[0] for each in allowed} <= {
        "planning",
        "master",
        "verbs",
        "work",
    }


def test_openpyxl_and_xlsxwriter_make_workbooks_outside_the_package_only() -> None:
    assert importers("openpyxl", "xlsxwriter") == []


def test_excel_is_spoken_to_at_its_door_and_in_open_books_alone() -> None:
    spoken = [each for each in importers("xlwings", but={"excel"}) if "book/live" not in each]

    assert spoken == []


def test_only_the_doors_print() -> None:
    spoken = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in MODULES
        if unit(path) not in DOORS
        for node in ast.walk(TREES[path])
        if (isinstance(node, ast.Name) and node.id in {"print", "input"})
        or (isinstance(node, ast.Attribute) and node.attr in {"stdout", "stderr", "echo"})
    ]

    assert spoken == []
    assert importers("typer", "rich", "click", but=DOORS) == []


@pytest.mark.parametrize(
    "statement",
    [
        "import xlcrm",
        "from xlcrm.cli import app; app(['--help'], standalone_mode=False)",
        "from xlcrm.cli import app; app(['score', '--help'], standalone_mode=False)",
    ],
)
def test_importing_and_asking_for_help_load_no_heavy_library(statement: str) -> None:
    script = f"{statement}\nimport sys\nsys.stderr.write(' '.join(sys.modules))"

    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        check=True,
        cwd=PACKAGE.parent,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )

    loaded = set(done.stderr.split())
    assert "xlcrm" in loaded
    assert loaded & {"pandas", "numpy", "xlwings", "openpyxl", "lxml"} == set()
