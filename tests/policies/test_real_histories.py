"""Real histories under the presets: every breach by version and days, with the reason why it is right."""

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
import tomli_w

from planner.engine.evaluate import check
from planner.files.plan.file import read_plan_bytes
from planner.policy import NOTHING
from tests.engine.plans import AS_OF, day, judged

RECORD = Path(__file__).parent / "histories.csv"
NEED_NOTICES = {"notice", "mentions", "require", "promise", "overdue"}
"""Kinds that the record says nothing about: it has dates, and neither notices nor plans."""


class Product(NamedTuple):
    """A product of the record: its preset, and the breaches that are to be found."""

    preset: str
    breaches: dict[tuple[str, str], tuple[int | None, str]]
    """(version, rule) -> the days, and the reason."""
    milestones: Mapping[str, str] = NOTHING
    """Columns of the record whose milestone has another name."""


THIRD_WEEK = "the third week of October a year on, while LTS began in the last"
NO_SUCCESSORS = "the record ends with 1.36, before three releases that follow"
PRODUCTS = {
    "clio-api-v4": Product(
        "clio",
        {("4.0.6", "default-after-release"): (57, "it was the default 33 days after its release")},
    ),
    "cpython": Product("cpython", {}),
    "github-rest-api": Product("github-rest", {}),
    "google-ads-api": Product("google-ads", {("v18", "about-12-months"): (57, "it lived for ten months")}),
    "kubernetes": Product(
        "kubernetes-release",
        {
            ("1.28", "maintenance-2-months"): (6, "it ended on 22 October 2024 and not on the 28th"),
            ("1.34", "three-alive"): (None, NO_SUCCESSORS),
            ("1.35", "three-alive"): (None, NO_SUCCESSORS),
            ("1.36", "three-alive"): (None, NO_SUCCESSORS),
        },
    ),
    "nodejs": Product(
        "nodejs",
        {
            ("v10", "maintenance-12-months"): (19, "maintenance began three weeks late; the end stayed"),
            ("v12", "maintenance-18-months"): (30, "maintenance began a month late; the end stayed"),
            ("v14", "active-12-months"): (8, THIRD_WEEK),
            ("v16", "active-12-months"): (8, THIRD_WEEK),
            ("v16", "maintenance-18-months"): (220, "it ended with OpenSSL 1.1.1 in September 2023"),
            ("v18", "active-12-months"): (7, THIRD_WEEK),
            ("v20", "active-12-months"): (2, THIRD_WEEK),
            ("v22", "active-12-months"): (8, THIRD_WEEK),
            ("v24", "active-12-months"): (8, THIRD_WEEK),
            ("v26", "active-12-months"): (8, THIRD_WEEK),
        },
        {"default": "lts"},
    ),
    "shopify-admin-api": Product("shopify", {}),
}


def record() -> list[dict[str, str]]:
    lines = RECORD.read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def plan(name: str, product: Product) -> bytes:
    versions = []
    for row in record():
        if row["product"] != name:
            continue
        columns = {"sunset": "retired", **product.milestones}
        dates = {
            columns.get(column, column): date.fromisoformat(row[column])
            for column in ("released", "default", "deprecated", "sunset")
            if row[column]
        }
        more = {"track": row["track"]} if row["track"] else {}
        if product.preset == "google-ads" and "." in row["version"]:
            more["level"] = "minor"
        versions.append({"name": row["version"], **more, **dates})
    head = {"format": 1, "product": name, "policy": product.preset}
    return tomli_w.dumps({**head, "version": versions}).encode()


def test_every_product_of_the_record_has_a_preset() -> None:
    assert {row["product"] for row in record()} == PRODUCTS.keys()


@pytest.mark.parametrize("name", PRODUCTS)
def test_the_breaches_of_a_real_history_are_the_right_ones(name: str) -> None:
    product = PRODUCTS[name]
    file = read_plan_bytes("plan.toml", plan(name, product))
    assert file.diagnostics == ()
    assert file.plan is not None
    assert file.policy is not None
    dated = tuple(rule for rule in file.policy.rules if rule.kind not in NEED_NOTICES)
    found = check(file.plan, file.policy._replace(rules=dated), day(AS_OF)).all
    told = {(file.plan.versions[each.item].name, each.rule.id): each.days for each in found}
    assert told == {breach: days for breach, (days, _) in product.breaches.items()}
    assert len(told) == len(found)


def test_the_support_clock_of_clios_4_0_9_began_with_4_0_12() -> None:
    """4.0.10 and 4.0.11 never became the default, so the year runs from 2025-09-24."""
    whole = plan("clio-api-v4", PRODUCTS["clio-api-v4"]).decode()
    ended = whole.replace("default = 2023-02-21", "default = 2023-02-21, deprecated = END")
    for day_of_end, short in (("2026-09-23", [1]), ("2026-09-24", [])):
        file = read_plan_bytes("plan.toml", ended.replace("END", day_of_end).encode())
        assert file.plan is not None
        assert file.policy is not None
        found = check(file.plan, file.policy, day(AS_OF)).all
        assert [each.days for each in found if each.rule.id == "support-minimum"] == short


EXTENDED = """\
[[version]]
name = "2022-04"
retired = 2023-06-30
[[notice]]
version = "2022-04"
announces = ["retired"]
date = 2022-04-01
channels = ["docs"]
told = { retired = 2023-03-31 }
"""
TOLD = """\
[[notice]]
version = "2022-04"
announces = ["retired"]
date = 2023-03-17
channels = ["docs"]
told = { retired = 2023-06-30 }
"""


def test_shopify_owed_people_word_of_the_extension_of_2022_04() -> None:
    """The end moved from 2023-03-31 to 2023-06-30, and people were told on 2023-03-17."""
    (owed,) = judged(EXTENDED, "shopify", "2023-03-16").all
    assert (owed.rule.id, owed.severity, owed.days) == ("promise", "warning", 91)
    assert list(judged(EXTENDED + TOLD, "shopify", "2023-03-17").all) == []
