"""A search finds everything that has a name, a day or a rule, and says where it is."""

from pathlib import Path

import pytest

from planner.engine.task import finish
from planner.session import Session
from planner.tui.search import A_TURN, Hit, Searched, search
from tests.real_size import AS_OF, write


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Searched:
    path: Path = write(tmp_path_factory.mktemp("plan"))
    session = Session.open(str(path), as_of=AS_OF.toordinal())
    evaluation = session.evaluation
    return Searched(
        session.plan,
        session.policy,
        session.compiled.schedule,
        evaluation.days,
        evaluation.findings,
        session.as_of,
    )


def found(searched: Searched, query: str) -> list[Hit]:
    return finish(search(searched, query))


@pytest.mark.parametrize(
    ("query", "type_", "title"),
    [
        ("sdk 2027.1", "version", "SDK 2027.1"),
        ("SDK   2027", "version", "SDK 2027.1"),
        ("fax", "change", "people: fax number removed"),
        ("remove-field", "change", "people: fax number removed"),
        ("webhooks", "track", "Webhooks"),
        ("promise", "violation", "promise"),
        ("release-sequence", "rule", "release-sequence"),
        ("2025.1 support-article planned", "notice", "Developer API 2025.1"),
        ("year end 2026", "freeze", "Year end 2026"),
        ("2027-02-15", "day", "2027-02-15"),
        ("next monday", "day", "2026-11-23"),
        ("2024.1 removed", "date", "Developer API 2024.1"),
    ],
)
def test_the_first_hit_is_the_one_that_is_meant(
    searched: Searched, query: str, type_: str, title: str
) -> None:
    first = found(searched, query)[0]
    assert (first.type, first.title) == (type_, title)


def test_the_notices_of_a_channel_and_the_dates_of_a_month_are_found(searched: Searched) -> None:
    types = [hit.type for hit in found(searched, "2027-02")]
    assert set(types) == {"notice", "date"}
    assert types == sorted(types), "dates, then notices"


def test_an_item_is_one_hit_and_not_one_for_each_of_its_dates(searched: Searched) -> None:
    assert [hit.type for hit in found(searched, "SDK 2029.1")] == ["version"]


def test_a_rule_leads_to_each_of_its_violations(searched: Searched) -> None:
    hits = [hit for hit in found(searched, "support-minimum") if hit.type == "violation"]
    names = [searched.plan.items[hit.item or 0].name for hit in hits]
    assert sorted(names) == ["Developer API 2025.1", "SDK 2024.1"]
    assert all(hit.place is not None for hit in hits)


@pytest.mark.parametrize("query", ["", "   ", "zzz", "sdk zzz", "2027-13-77"])
def test_nothing_matches_nothing(searched: Searched, query: str) -> None:
    assert found(searched, query) == []


def test_a_search_of_a_long_plan_is_many_steps(searched: Searched) -> None:
    many = searched._replace(plan=searched.plan._replace(versions=searched.plan.versions * 40))
    tracks = many.schedule.tracks
    many.schedule.tracks = tracks * 40
    try:
        steps = sum(1 for _ in search(many, "nothing of it"))
    finally:
        many.schedule.tracks = tracks
    assert steps > 40 * 30 // A_TURN


def test_a_hit_shows_the_words_by_which_it_was_found(searched: Searched) -> None:
    gaps = found(searched, "gap")
    assert gaps
    assert all("gap" in f"{hit.title} {hit.details}" for hit in gaps)
    notice = searched.plan.notices[0]._replace(note="Ask the lawyers first")
    noted = searched._replace(plan=searched.plan._replace(notices=(notice, *searched.plan.notices[1:])))
    (hit,) = found(noted, "lawyers")
    assert hit.details.startswith("Ask the lawyers first · ")
    assert found(noted, f"{notice.item} lawyers notice") == [hit]
    assert "lawyers" not in found(noted, "sent")[0].details
