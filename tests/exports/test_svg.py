import re
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from planner.dates import iso
from planner.exports import ExportedPlan, render
from planner.exports.drawing.elements import HATCH, hatch
from planner.exports.drawing.style import DARK, LIGHT
from planner.exports.legal import blamed

from .plans import EXAMPLES, PROJECT, example, written

_SVG = "{http://www.w3.org/2000/svg}"


def _picture(subject: ExportedPlan) -> Element:
    return ElementTree.fromstring(render(subject, "svg"))


def _of_class(picture: Element, kind: str) -> Iterator[Element]:
    return (each for each in picture.iter() if kind in each.get("class", "").split())


def _told(picture: Element) -> list[str]:
    """What rests under the pointer."""
    return [each.text or "" for each in picture.iter(f"{_SVG}title")][1:]


def _texts(picture: Element) -> list[str]:
    return [each.text or each.findtext(f"{_SVG}title") or "" for each in picture.iter(f"{_SVG}text")]


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_date_that_is_not_history_is_drawn(name: str) -> None:
    subject = example(name)
    told = _told(_picture(subject))
    titles = {each.name: each.title for each in subject.policy.milestones}
    for item in subject.plan.items:
        for milestone, day in item.dates.items():
            if day >= subject.schedule.judge_from:
                assert any(each.startswith(f"{item.name}: {titles[milestone]} {iso(day)}") for each in told)
    for notice in subject.plan.notices:
        if notice.date >= subject.schedule.judge_from:
            assert any(
                each.startswith(f"{notice.item}: notice ") and iso(notice.date) in each for each in told
            )


def test_history_is_left_out_where_the_plan_is_long_and_that_is_said() -> None:
    assert "Dates before 2026-03-14 are not drawn." in _texts(_picture(example("clio")))
    assert not any("not drawn" in each for each in _texts(_picture(example("partner"))))


def test_a_broken_date_shows_how_far_it_is_from_legal() -> None:
    picture = _picture(example("clio"))
    assert "+12 d" in _texts(picture)
    assert len(list(_of_class(picture, "shortfall"))) == 1
    assert len(list(_of_class(picture, "badge"))) == 1
    message = "default-notice: 4.0.14 default 2027-02-03 is 12 days short"
    assert any(message in each for each in _told(picture))


def test_legal_days_are_those_of_the_window() -> None:
    subject = example("copper")
    (only,) = blamed(subject.evaluation).values()
    assert iso(only.bound) == "2027-06-07"
    assert iso(only.legal.earliest or 0) == "2027-06-07"
    assert len(list(_of_class(_picture(subject), "legal"))) == 2  # one in the legend


def test_legal_days_with_a_warning_are_paler_and_named() -> None:
    """From 2027-02-23 the notice is long enough, from 2027-03-01 also the time since the release."""
    early = LATE.replace("default = 2027-06-01", "default = 2027-02-01")
    subject = written(early)
    (only,) = blamed(subject.evaluation).values()
    assert (iso(only.legal.earliest or 0), iso(only.clean.earliest or 0)) == ("2027-02-23", "2027-03-01")
    picture = _picture(subject)
    assert len(list(_of_class(picture, "warned"))) == 2  # one in the legend
    assert "Legal with a warning" in _texts(picture)
    assert "Legal with a warning" not in _texts(_picture(example("copper")))


def test_a_date_that_has_passed_is_not_told_where_to_move() -> None:
    past = LATE.replace("default = 2027-06-01", "default = 2026-11-02").replace("2026-11-25", "2026-10-25")
    subject = written(past.replace("2026-12-01", "2026-11-01"))
    assert {each.legal.earliest for each in blamed(subject.evaluation).values()} == {None}
    picture = _picture(subject)
    assert list(_of_class(picture, "shortfall"))
    assert not list(_of_class(picture, "legal"))
    assert "Legal days" not in _texts(picture)


def test_a_date_with_a_warning_alone_lies_outside_its_legal_days() -> None:
    plan = written(LATE.replace("default = 2027-06-01", "default = 2027-02-25"))
    (only,) = blamed(plan.evaluation).values()
    assert only.finding.severity == "warning"
    assert iso(only.legal.earliest or 0) == "2027-03-01"
    assert only.clean == only.legal


LATE = """
[[version]]
name = "1"
released = 2026-12-01
default = 2027-06-01

[[notice]]
version = "1"
announces = ["released", "default"]
channels = ["email", "docs"]
date = 2026-11-25
"""


def test_a_withdrawn_version_has_a_sign_of_its_own_at_the_end_of_its_bar() -> None:
    plan = written('[[version]]\nname = "1"\nreleased = 2026-12-01\nwithdrawn = 2027-02-01\n')
    assert "1: withdrawn 2027-02-01" in _told(_picture(plan))
    assert "1: Supported from 2026-12-01 to 2027-01-31" in _told(_picture(plan))
    assert "Withdrawn" in _texts(_picture(plan)), "the legend names it"


def test_nothing_broken_draws_nothing_red() -> None:
    picture = _picture(example("partner"))
    assert not any(list(_of_class(picture, kind)) for kind in ("blamed", "badge", "shortfall", "legal"))


def test_phases_are_named_in_the_policys_words() -> None:
    texts = _texts(_picture(example("copper")))
    assert "Supported" in texts
    assert "Deprecated" in texts


def test_it_tells_what_it_shows_to_those_who_cannot_see() -> None:
    picture = _picture(example("clio"))
    assert picture.get("role") == "img"
    ids = (picture.get("aria-labelledby") or "").split()
    named = {each.get("id"): each.text for each in picture.iter() if each.get("id") in ids}
    assert named["timeline-title"] == "Clio Manage API v4"
    assert "9 versions and 2 changes as of 2026-11-21: 1 error. 4.0.14 default" in (
        named["timeline-desc"] or ""
    )


def test_labels_of_the_ruler_stand_apart() -> None:
    for plan in (example("clio"), written(""), written(_spanning("0001-01-01", "9999-12-31"))):
        lines: dict[str, list[tuple[float, str]]] = {}
        for each in _picture(plan).iter(f"{_SVG}text"):
            if "today-text" not in each.get("class", ""):
                lines.setdefault(each.get("y", ""), []).append((float(each.get("x", "")), each.text or ""))
        ruler = min(lines, key=float), sorted(lines, key=float)[1], sorted(lines, key=float)[2]
        for y in ruler:
            for (x, text), (after, _) in zip(lines[y], lines[y][1:], strict=False):
                assert x + len(text) * 5 < after


def _spanning(first: str, last: str) -> str:
    return f'judge_from = 0001-01-01\n[[version]]\nname = "1"\nreleased = {first}\ndeprecated = {last}\n'


@pytest.mark.parametrize(
    "plan",
    [
        "",
        _spanning("0001-01-01", "9999-12-31"),
        _spanning("2026-11-21", "2026-11-21"),
        '[[version]]\nname = "1"',
    ],
    ids=["empty", "all of the calendar", "one day", "no dates"],
)
def test_extreme_plans_are_drawn_within_the_picture(plan: str) -> None:
    picture = _picture(written(plan))
    width = float(picture.get("width", ""))
    for each in picture.iter():
        if "x" in each.attrib and each.tag != f"{_SVG}pattern":
            right = float(each.get("x", "")) + float(each.get("width", "0"))
            assert -8 <= float(each.get("x", "")) <= right <= width


def test_paper_is_never_dark() -> None:
    style = _picture(example("clio")).findtext(f"{_SVG}style") or ""
    before, dark, after = style.partition("@media screen and (prefers-color-scheme: dark)")
    assert LIGHT.paper in before
    assert DARK.paper not in before
    assert dark
    assert DARK.paper in after


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_text_stands_out_from_what_it_is_on(palette: object) -> None:
    colours = LIGHT if palette is LIGHT else DARK
    on_paper = (colours.foreground, colours.quiet, colours.today, *colours.severities.values())
    assert all(_contrast(each, colours.paper) >= 4.5 for each in on_paper)
    assert all(_contrast(hue.line, hue.fill) >= 4.5 for hue in colours.roles.values())


def _contrast(one: str, other: str) -> float:
    """As WCAG has it."""
    dark, light = sorted(map(_luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_notice_that_is_missing_is_no_shortfall_of_the_date() -> None:
    subject = written('[[version]]\nname = "1"\nreleased = 2027-01-01\ndefault = 2028-01-01\n')
    picture = _picture(subject)
    assert list(_of_class(picture, "badge"))
    assert not list(_of_class(picture, "shortfall"))


def test_a_date_that_is_too_late_points_back() -> None:
    change = '[[change]]\nname = "c"\nkind = "remove-field"\nversion = "1"\nreleased = 2027-01-11\n'
    picture = _picture(written(f'[[version]]\nname = "1"\nreleased = 2027-01-01\n{change}'))
    assert "−10 d" in _texts(picture)


OLD = """
[[version]]
name = "1"
released = 2015-01-01
deprecated = 2018-01-01

[[version]]
name = "2"
released = 2026-12-01

[[notice]]
version = "2"
announces = ["released"]
channels = ["email", "docs"]
date = 2026-11-25

[[freeze]]
name = "Old"
from = 2016-01-01
to = 2016-01-09
"""


def test_the_legend_names_only_signs_that_are_on_the_axis() -> None:
    texts = _texts(_picture(written(OLD)))
    assert "Released" in texts
    assert not {"Deprecated", "Freeze", "Legal days", "Pinned"} & set(texts)


def test_the_legend_has_only_rings_of_severities_that_are_drawn() -> None:
    text = (PROJECT / "plans" / "clio.toml").read_text().replace("2027-02-03", "2027-02-15", 1)
    subject = written(text[text.index("judge_from") :])
    assert {each.severity for each in subject.evaluation.all} == {"warning"}
    texts = _texts(_picture(subject))
    assert "Breaks a rule: warning" in texts
    assert not {"Breaks a rule", "Breaks a rule: info"} & set(texts)
    assert "Breaks a rule" in _texts(_picture(example("clio")))


def test_a_picture_does_not_work_out_the_agenda(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("the picture shows no agenda")

    monkeypatch.setattr("planner.exports.review.agenda", never)
    assert render(example("clio"), "svg").startswith(b"<?xml")


def test_a_hatch_is_lines_as_browsers_print_a_pattern_as_a_picture_of_the_page() -> None:
    svg = ElementTree.fromstring(render(example("copper"), "svg"))
    assert not [each for each in svg.iter() if each.tag.endswith("pattern")]
    hatches = [each for each in svg.iter() if (each.get("class") or "").startswith("hatch")]
    assert {each.get("class") for each in hatches} == {"hatch", "hatch deprecated"}
    assert all(each.get("d", "").count("M") > 1 for each in hatches)


@pytest.mark.parametrize("at", [(0.0, 0.0), (17.3, 201.5)])
@pytest.mark.parametrize("size", [(3.0, 40.0), (120.0, 14.0), (0.5, 0.5)])
def test_the_lines_of_a_hatch_stay_in_their_rectangle(
    at: tuple[float, float], size: tuple[float, float]
) -> None:
    steps = re.findall(
        r"M([\d.]+) ([\d.]+)l([\d.]+)-([\d.]+)", hatch(Element("g"), "hatch", at, size).get("d", "")
    )
    for x, y, across, up in (map(float, each) for each in steps):
        assert at[0] <= x <= x + across <= at[0] + size[0]
        assert at[1] <= y - up <= y <= at[1] + size[1]
        assert across == up
        assert (x + y) % HATCH == pytest.approx(0, abs=0.11) or (x + y) % HATCH > HATCH - 0.11
