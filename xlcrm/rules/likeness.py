"""The same customer under two ids: alike names, made surer by code, phone or domain.

Comparing everybody with everybody would take hours with 100,000 customers. Rows meet only where
they share their code, phone or a rare piece of their name, and then the numbers in it: Plant 1 and
Plant 2 are two customers. Each pair is listed once.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

import pandas as pd
from rapidfuzz import fuzz

from xlcrm.language import Text
from xlcrm.rules.finding import Mark, Severity
from xlcrm.rules.names import core, numbers, pieces, regions
from xlcrm.rules.rule import Case, Rule
from xlcrm.rules.settings import DEFAULT_SETTINGS, RuleSettings

T = TypeVar("T")

LARGEST_BLOCK = 60
"""Rows that may share a piece of their names before it counts as common (ours)."""
RAREST = 4
"""Pieces of a name by which it is brought together with others (ours)."""
PROOFS = {
    "credit_code": Text("信用代码相同", "same credit code"),
    "phone": Text("电话相同", "same phone"),
    "email": Text("邮箱域名相同", "same e-mail domain"),
    "website": Text("网址域名相同", "same web domain"),
}
HINTS = {
    "city": Text("城市相同", "same city"),
    "owner": Text("负责人相同", "same owner"),
}
"""What many customers share: it makes a likeness surer, and proves nothing by itself."""
FREE_MAIL_DOMAINS = """
qq.com 163.com 126.com sina.com sohu.com gmail.com hotmail.com outlook.com foxmail.com yahoo.com
139.com 189.cn aliyun.com
"""
FREE_MAIL = frozenset(FREE_MAIL_DOMAINS.split())
"""Mail domains that say nothing about the company."""


@dataclass(frozen=True)
class Candidate:
    """One customer, made comparable."""

    row: int
    key: str
    name: str
    core: str
    numbers: list[str]
    proofs: Mapping[str, str]
    hints: Mapping[str, str]


def account_likely_twice(case: Case) -> Iterator[Mark]:
    """Two customers with different ids are probably the same; each pair once, with the reason."""
    sheet = case.sheet("accounts", "name")
    if sheet is None:
        return
    names = sheet.frame["name"]
    pairs = likely_pairs(sheet.frame, sheet.columns, settings=case.settings)
    for (first, second), reason in sorted(pairs.items()):
        name = names[first]
        yield Mark(
            sheet=sheet.id,
            row=second,
            field="name",
            value=names[second],
            expected=Text("每个客户一行", "one row per customer"),
            hint=Text(
                f"与第 {first} 行“{name}”可能是同一客户({reason.zh}),请核对后合并",
                f"Probably the same as row {first}, “{name}” ({reason.en}): check and merge",
            ),
        )


def likely_pairs(
    accounts: pd.DataFrame, columns: Collection[str], *, settings: RuleSettings = DEFAULT_SETTINGS
) -> dict[tuple[int, int], Text]:
    """Pairs of rows that are probably one customer, the upper first, with the reason.

    `columns` are the fields that are to be looked at, of those the frame has.
    """
    rows = {each.row: each for each in _candidates(accounts, columns)}
    named: dict[str, int] = {}
    for row, each in rows.items():
        named.setdefault(each.core, row)
    found: dict[tuple[int, int], Text] = {}
    for first, second in _meetings(list(rows.values())):
        one, other = rows[first], rows[second]
        if one.core == other.core and named[one.core] != first:
            continue  # of many rows with one name, each is told of the first alone
        reason = _reason(one, other, settings)
        if reason:
            found[first, second] = reason
    return found


def _candidates(accounts: pd.DataFrame, columns: Collection[str]) -> Iterator[Candidate]:
    names = accounts["name"].dropna()
    keys = accounts["account_id"].reindex(names.index).fillna("")
    known = [name for name in (*PROOFS, *HINTS) if name in columns]
    filled = {name: accounts[name].dropna().to_dict() for name in known}
    for row, key, name in zip(names.index, keys, names, strict=True):
        told = {each: _proof(each, filled[each].get(row)) for each in known if each in PROOFS}
        proofs = {each: value for each, value in told.items() if value}
        hints = {each: filled[each][row] for each in HINTS if row in filled.get(each, ())}
        bare = core(name)
        yield Candidate(int(row), key, name, bare, numbers(bare), proofs, hints)


def _proof(name: str, value: object) -> str:
    """What must agree: digits and letters of codes, digits of phones, the domain of addresses."""
    text = str(value or "").casefold()
    if name in {"email", "website"}:
        domain = re.sub(r"^(?:https?://)?(?:www\.)?", "", text.rpartition("@")[2]).split("/")[0]
        return "" if domain in FREE_MAIL else domain
    plain = re.sub(r"\D" if name == "phone" else r"[\W_]", "", text)
    return plain if len(plain) >= 7 else ""


def _meetings(rows: list[Candidate]) -> set[tuple[int, int]]:
    """Pairs of rows worth comparing, the upper row first."""
    met: set[tuple[int, int]] = set()
    for proof in PROOFS:
        blocks = _blocks((each.proofs.get(proof, ""), each.row) for each in rows)
        met.update(_chains(blocks) if proof == "credit_code" else _pairs(blocks))
    met.update(_chains(_blocks((each.core, each.row) for each in rows)))
    for block in _blocks((" ".join(["#", *each.numbers]), each) for each in rows):
        met.update(_pairs(_blocks(_rare_pieces(block))))
    return met


def _rare_pieces(rows: list[Candidate]) -> Iterator[tuple[str, int]]:
    """The rarest pieces of every name that another one has too, each with the row."""
    parts = {each.row: pieces(each.core) for each in rows}
    common = Counter(piece for held in parts.values() for piece in held)
    for row, held in parts.items():
        shared = [piece for piece in held if 1 < common[piece] <= LARGEST_BLOCK]
        rare = sorted(shared, key=lambda piece: (common[piece], piece))[:RAREST]
        yield from ((piece, row) for piece in rare)


def _blocks(keyed: Iterable[tuple[str, T]]) -> list[list[T]]:
    """What has a key in common, where there are several."""
    found: dict[str, list[T]] = defaultdict(list)
    for key, each in keyed:
        if key:
            found[key].append(each)
    return [rows for rows in found.values() if len(rows) > 1]


def _chains(blocks: list[list[int]]) -> Iterator[tuple[int, int]]:
    """Each row of a block with the block's first, however large it is."""
    for rows in blocks:
        yield from ((rows[0], row) for row in rows[1:])


def _pairs(blocks: list[list[int]]) -> Iterator[tuple[int, int]]:
    for rows in blocks:
        if len(rows) <= LARGEST_BLOCK:
            yield from combinations(rows, 2)


def _reason(one: Candidate, other: Candidate, settings: RuleSettings) -> Text | None:
    """Why the two are probably one; None when they are not, or share their id anyway."""
    if one.key == other.key and one.key:
        return None
    same = _agreeing(one.proofs, other.proofs) if one.proofs and other.proofs else []
    if "credit_code" in one.proofs and "credit_code" in other.proofs and "credit_code" not in same:
        return None
    likeness = fuzz.ratio(one.core, other.core)
    near = _agreeing(one.hints, other.hints)
    enough = settings.likely_with_hint if near else settings.likely_duplicate
    alike = likeness >= settings.likely_with_proof if same else _alike(one, other, likeness, enough)
    if not alike and "credit_code" not in same:
        return None
    exact = one.core == other.core
    name = (
        Text("名称相同", "same name")
        if exact
        else Text(f"名称相似 {likeness:.0f}%", f"names {likeness:.0f}% alike")
    )
    words = [name, *(PROOFS[proof] for proof in same), *(HINTS[hint] for hint in near)]
    return Text("、".join(text.zh for text in words), ", ".join(text.en for text in words))


def _agreeing(one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    """What both have and what agrees."""
    return [name for name, value in one.items() if other.get(name) == value]


def _alike(one: Candidate, other: Candidate, likeness: float, enough: float) -> bool:
    """Alike by name, without proof: no region and no number may tell the two apart."""
    if likeness < enough or not one.core:
        return False
    if one.numbers != other.numbers:
        return False
    return one.core == other.core or regions(one.core) == regions(other.core)


LIKENESS_RULES = (
    Rule(
        code="account-likely-twice",
        severity=Severity.WARNING,
        message=Text("可能是同一客户重复登记", "Probably the same customer twice"),
        check=account_likely_twice,
        ids=("master-consolidation",),
    ),
)
"""Every rule about likeness."""
