"""The formats of one line an entry: concise and github."""

from collections import Counter

from planner.policy import SEVERITIES
from planner.reports.check import concise, github
from planner.reports.check.report import FileError, PlanReport, Report
from planner.reports.look import ReportStyle

from .by_hand import AS_OF, WAIVER, report, violation

PLAIN = ReportStyle()
UNREADABLE = PlanReport(
    "gone.toml", errors=(FileError("unreadable", "no such file", "gone.toml"),), hindered=True
)


def test_concise_is_position_severity_rules_and_message() -> None:
    told = report(violation("b", severity="warning"), violation("a"), violation("c", waived=WAIVER))
    assert concise.render(told, PLAIN).splitlines() == [
        "plans/shop.toml:7:1: error[a, b] 2 default 2027-02-03 is 12 days short; earliest 2027-02-15",
        "plans/shop.toml:7:1: waived[c] 2 default 2027-02-03 is 12 days short; earliest 2027-02-15",
        "1 error, 1 warning in 1 plan; 1 waived",
    ]


def test_concise_names_a_file_that_cannot_be_read_without_a_position() -> None:
    told = Report(AS_OF, (UNREADABLE,))
    assert concise.render(told, ReportStyle(quiet=True)) == "gone.toml: error[unreadable] no such file\n"


def test_github_annotates_the_worst_first_across_plans() -> None:
    first = report(violation("i", severity="info", earliest=None), violation("w", severity="warning"))
    second = report(violation("e"), path="b.toml")
    told = Report(AS_OF, (*first.plans, *second.plans, UNREADABLE))
    assert [line.split("::")[1] for line in github.render(told, PLAIN).splitlines()] == [
        "error title=unreadable,file=gone.toml",
        "error title=e,file=b.toml,line=7,col=1",
        "warning title=w,file=plans/shop.toml,line=7,col=1",
        "notice title=i,file=plans/shop.toml,line=7,col=1",
    ]


def test_github_gets_no_more_annotations_than_it_shows_the_worst_ones_first() -> None:
    found = [
        violation(
            f"{severity[0]}{number}",
            severity=severity,
            earliest=f"2027-{month:02}-{number + 4:02}",
            line=number + 1,
            message="::x",
        )
        for month, severity in enumerate(SEVERITIES, 2)
        for number in range(13)
    ]
    lines = github.render(report(*found), PLAIN).splitlines()
    commands = [line for line in lines if line.startswith("::")]
    kinds = Counter(line.partition(" ")[0] for line in commands)
    assert kinds == {"::error": 10, "::warning": 10, "::notice": 10}
    titles = [line.partition("title=")[2].partition(",")[0] for line in commands]
    assert titles == [f"{kind}{number}" for kind in "ewi" for number in range(12, 2, -1)]
    assert lines[30] == "9 more findings, which GitHub would not show as annotations:"
    assert lines[31] == "plans/shop.toml:3:1: error[e2] ::x"
    assert len(lines) == 30 + 1 + 9


def test_github_is_silent_where_all_holds_or_is_waived() -> None:
    assert github.render(report(violation(waived=WAIVER)), PLAIN) == ""


def test_github_escapes_properties_and_text() -> None:
    told = report(violation("a,b:c", message="100% :: sure,\nyes"), path="a,b:c%.toml")
    assert github.render(told, PLAIN) == (
        "::error title=a%2Cb%3Ac,file=a%2Cb%3Ac%25.toml,line=7,col=1::100%25 :: sure,\\nyes\n"
    )
