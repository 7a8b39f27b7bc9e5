"""The manual keeps its promises: nothing generated lags, nothing named is missing."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
import typer

import xlcrm
from xlcrm.cli import app
from xlcrm.methods import METHODS
from xlcrm.planning.tokens import known_tokens
from xlcrm.report.doc_tables import BEGIN, END, TABLES, main, rewritten
from xlcrm.rules import RULES
from xlcrm.settings import from_words, params_of
from xlcrm.sheets import SHEETS, fields_of

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
README = (ROOT / "README.md").read_text(encoding="utf-8")
MANUAL = {
    "README.md": README,
    **{path.name: path.read_text(encoding="utf-8") for path in sorted(DOCS.glob("*.md"))},
}
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]

every_page = pytest.mark.parametrize("page", MANUAL)
every_verb = pytest.mark.parametrize("verb", sorted(COMMANDS))


def code(page: str) -> list[str]:
    """Lines and spans of code on a page, without the generated part."""
    text = re.sub(f"{BEGIN}.*{END}", "", MANUAL[page], flags=re.DOTALL)
    blocks = re.findall(r"^ *```\w*\n(.*?)^ *```", text, flags=re.DOTALL | re.MULTILINE)
    spans = re.findall(r"`([^`\n]+)`", text)
    return [*(line for block in blocks for line in block.splitlines()), *spans]


def commands(page: str) -> list[list[str]]:
    """The words of every xlcrm command on a page, explanations after two spaces left out."""
    found = [re.search(r"(?:^|[ /\\])xlcrm +([a-z].*)", line) for line in code(page)]
    return [re.split(r"\s{2,}", match[1])[0].split() for match in found if match]


@pytest.mark.parametrize("name", TABLES)
def test_the_generated_tables_do_not_lag_behind_the_code(name: str) -> None:
    page = MANUAL[name]

    assert page == rewritten(page, TABLES[name]()), "run: python -m xlcrm.report.doc_tables"


def test_every_sheet_column_and_entry_of_a_list_is_in_the_manual() -> None:
    page = MANUAL["workbook.md"]
    fields = [field for model in SHEETS for field in fields_of(model)]
    texts = [text for field in fields for text in (field.column.zh, field.column.en)]
    entries = [text for field in fields if field.choices for text, _ in field.choices.spellings()]
    titles = [f"## {model.SHEET.zh} · {model.SHEET.en}" for model in SHEETS]

    assert [text for text in [*titles, *texts, *entries] if text not in page] == []


def test_every_method_and_parameter_is_in_the_manual() -> None:
    page = MANUAL["methods.md"]
    parameters = [
        f"`{method.LABEL.name}.{name}`" for method in METHODS for name in method.Params.model_fields
    ]
    titles = [f"## {method.LABEL.zh} · {method.LABEL.en}" for method in METHODS]

    assert [text for text in [*titles, *parameters] if text not in page] == []
    assert page.count("\nFormula: ") == len(METHODS)
    assert ">>>" not in page


def test_every_rule_is_in_the_manual() -> None:
    page = MANUAL["findings.md"]

    assert [rule.code for rule in RULES if f"`{rule.code}`" not in page] == []


def test_the_limits_of_a_column_stand_beside_it() -> None:
    rows = MANUAL["workbook.md"].splitlines()
    (terms,) = [row for row in rows if row.startswith("| 账期 ")]
    (deal,) = [row for row in rows if row.startswith("| 金额 ")]

    assert "a whole number of days, at least 0, at most 365" in terms
    assert "an amount of money, at least 0" in deal


def test_writing_the_pages_anew_keeps_what_people_wrote_around_the_tables(tmp_path: Path) -> None:
    for name in TABLES:
        (tmp_path / name).write_text(f"# Mine\n\n{BEGIN}\nold\n{END}\n\nAfter\n", encoding="utf-8")

    main(tmp_path)

    page = (tmp_path / "findings.md").read_text(encoding="utf-8")
    assert page.startswith(f"# Mine\n\n{BEGIN}\n\n| Code |")
    assert page.endswith(f"|\n\n{END}\n\nAfter\n")
    assert "old" not in page.splitlines()


@pytest.mark.parametrize("page", ["", BEGIN, END, f"{END}{BEGIN}"])
def test_a_page_without_its_marks_is_refused(page: str) -> None:
    with pytest.raises(ValueError, match="generated"):
        rewritten(page, "table")


@every_verb
def test_every_verb_has_help_with_an_example_of_itself(verb: str) -> None:
    command = COMMANDS[verb]

    assert command.help
    assert command.epilog.startswith(f"Example: xlcrm {verb}")


@every_verb
def test_every_verb_stands_in_the_readme(verb: str) -> None:
    assert verb in {words[0] for words in commands("README.md")}


@every_page
def test_every_command_in_the_manual_has_a_verb_and_options_that_exist(page: str) -> None:
    for verb, *words in commands(page):
        assert verb in COMMANDS, f"xlcrm {verb}"
        known = options_of(verb, words)
        options = [word for word in words if word.startswith("-") and word.strip("-")]
        assert [option for option in options if option not in known] == []


def test_the_examples_in_the_help_use_options_that_exist() -> None:
    for verb, command in COMMANDS.items():
        for each in (command, *getattr(command, "commands", {}).values()):
            known = options_of(verb, each.epilog.split())
            assert set(re.findall(r"--[a-z-]+", each.epilog)) <= known, each.epilog


def options_of(verb: str, words: list[str]) -> set[str]:
    """The options of a command, or of the command in its group that the words name."""
    command = COMMANDS[verb]
    members = getattr(command, "commands", {})
    named = next((members[word] for word in words if word in members), command)
    return {option for each in named.params for option in (*each.opts, *each.secondary_opts)}


@every_page
def test_every_setting_in_the_manual_is_accepted(page: str) -> None:
    words = [after for _, *line in commands(page) for after in following(line, "--set")]

    params_of([from_words(words)])


def following(words: list[str], option: str) -> list[str]:
    """The words right after an option."""
    return [after for word, after in pairwise(words) if word == option]


def test_the_settings_file_in_the_manual_is_accepted_and_says_what_the_command_says() -> None:
    (block,) = re.findall(r"```toml\n(.*?)```", MANUAL["methods.md"], flags=re.DOTALL)
    (word,) = {after for _, *line in commands("methods.md") for after in following(line, "--set")}

    assert params_of([tomllib.loads(block)]) == params_of([from_words([word])])


@every_page
def test_links_inside_the_project_lead_somewhere(page: str) -> None:
    folder = ROOT if page == "README.md" else DOCS
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", MANUAL[page])

    assert [link for link in links if "://" not in link and not (folder / link).exists()] == []


def test_anchors_of_the_methods_page_are_on_it() -> None:
    page = MANUAL["methods.md"]

    assert re.findall(r"\]\(#(\w+)\)", page) == re.findall(r'<a id="(\w+)"></a>', page)


def test_the_readme_leads_to_every_page_of_the_manual() -> None:
    assert [name for name in MANUAL if name != "README.md" and f"docs/{name}" not in README] == []


def test_every_token_in_the_manual_is_one_that_templates_may_hold() -> None:
    ours = {"plan.month", "plan.as_of", "report.as_of"}
    ours |= {"unplaced.label", "unplaced.cell", "unplaced.text"}
    tokens = set(re.findall(r"\{\{([\w.]+)\}\}", MANUAL["templates.md"]))

    assert tokens
    assert tokens - known_tokens() - ours == set()


def test_every_template_in_the_manual_comes_with_the_program() -> None:
    named = set(re.findall(r"`((?:planning/)?\w+_(?:zh|en)\.xlsx)`", MANUAL["templates.md"]))
    made_by_the_reader = {"planning/quarter_review_zh.xlsx"}
    folder = ROOT / "workbook_templates"

    assert len(named) > len(made_by_the_reader)
    assert [name for name in named - made_by_the_reader if not (folder / name).is_file()] == []


def test_the_names_used_from_python_are_public() -> None:
    names = set(re.findall(r"\bxlcrm\.([A-Za-z]\w*)", "\n".join(code("README.md"))))

    assert names >= {"validate"}
    assert names - {"toml"} <= set(xlcrm.__all__)
