from pathlib import Path

import pytest

from planner.imports.rows import MOST_ROWS

from .importing import AS_OF, Run, versions

TABLE = """\
version,released,default,deprecated,sunset,owner
4.0.9,2022-11-21,2023-02-21,,2026-12-31,Ada
4.0.10,2025-01-01,,TBD,,Bob
"""


def test_columns_are_known_by_name_and_by_role(run: Run, folder: Path) -> None:
    (folder / "v.csv").write_text(TABLE)
    told = run("v.csv", "--from", "csv", "--policy", "clio", "--product", "Clio", *AS_OF)
    assert told.code == 0
    assert versions(told) == [
        {"name": "4.0.9", "released": "2022-11-21", "default": "2023-02-21", "deprecated": "2026-12-31"},
        {"name": "4.0.10", "released": "2025-01-01"},
    ]
    assert told.err.splitlines() == [
        "v.csv:3: 4.0.10: deprecated `TBD` is not a date: left out",
        "v.csv: not used: `owner`",
    ]


def test_map_says_which_column_is_which_milestone_or_key(run: Run, folder: Path) -> None:
    (folder / "v.csv").write_text("Rel;Go live;Line;Gone;Why\n1;2027-01-01;SDK;2028-01-01;first\n")
    arguments = ("v.csv", "--from", "csv", "--policy", "copper", "--product", "P", *AS_OF)
    mapped = ("Rel=name", "Go live=released", "Line=track", "Gone=removed", "Why=note")
    told = run(*arguments, *(f"--map={each}" for each in mapped))
    assert (told.code, told.err) == (0, "")
    assert versions(told) == [
        {"name": "1", "track": "SDK", "released": "2027-01-01", "removed": "2028-01-01", "note": "first"}
    ]


@pytest.mark.parametrize(
    ("mapped", "why"),
    [
        ("Go live=relesed", "no such milestone or key: did you mean `released`?"),
        ("Go life=released", "no such column or key: did you mean `Go live`?"),
        ("Go live", "is not COLUMN=MILESTONE"),
        ("=released", "is not COLUMN=MILESTONE"),
    ],
)
def test_a_wrong_map_names_the_nearest_right_one(run: Run, folder: Path, mapped: str, why: str) -> None:
    (folder / "v.csv").write_text("version,Go live\n1,2027-01-01\n")
    told = run("v.csv", "--from", "csv", "--policy", "base", "--map", mapped)
    assert (told.code, told.out) == (2, "")
    assert why in told.err


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("\ufeffversion,released\r\n1,2027-01-01\r\n2,2027-06-01\r\n", ["1", "2"]),
        ("version\treleased\n1\t2027-01-01\n", ["1"]),
        ("\nVersion Name,Release_Date\n", []),
        ('version,released\n"a,\nb",2027-01-01\n', ["a,\nb"]),
        ("version,released\n1,2027-01-01\n,,\n\n2,2027-02-01", ["1", "2"]),
        ("version,released\nSpring,2027-06-01\nAutumn,2027-01-01\n", ["Autumn", "Spring"]),
        ("version,retired\nSpring,2027-06-01\nAutumn,2027-01-01\n", ["Autumn", "Spring"]),
        ("version,released\nx\u2028y,2027-06-01\n", ["x\u2028y"]),
    ],
)
def test_tables_as_other_programs_write_them(run: Run, folder: Path, text: str, names: list[str]) -> None:
    (folder / "v.csv").write_text(text, newline="")
    told = run("v.csv", "--from", "csv", "--policy", "base", *AS_OF)
    assert told.code == (0 if names else 2)
    if names:
        assert [each["name"] for each in versions(told)] == names


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is empty"),
        ("a,b\n1,2\n", "no column names the versions: call it `version`, or give --map COLUMN=name"),
        ("version,released,released\n", "several columns are called `released`"),
        ('version,released\n"1,2027-01-01\n', "v.csv:2: is not CSV: "),
        ("version,released\n,2027-01-01\n", "v.csv:2: (blank): it has no name: left out"),
        ("version\n" + "1\n" * (MOST_ROWS + 1), f"has {MOST_ROWS + 1} rows"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_with_its_place(
    run: Run, folder: Path, text: str, why: str
) -> None:
    (folder / "v.csv").write_text(text)
    told = run("v.csv", "--from", "csv", "--policy", "base")
    assert (told.code, told.out) == (2, "")
    assert why in told.err


def test_all_rows_that_cannot_be_used_are_said_at_once(run: Run, folder: Path) -> None:
    rows = ["1,2027-01", "1,2027-01-02", "2,9999-12-31,x", "3,true", "4,false"]
    (folder / "v.csv").write_text("version,released\n" + "\n".join(rows))
    told = run("v.csv", "--from", "csv", "--policy", "base")
    assert told.err.splitlines() == [
        "v.csv:4: 2: has no column for `x`: left out",
        "v.csv:2: 1: released 2027-01 has no day: left out",
        "v.csv:3: 1: it is there already, in line 2: left out",
        "v.csv:4: 2: released 9999-12-31 means never: left out",
        "v.csv:5: 3: released is true, without a day: left out",
    ]


def test_a_table_of_several_products_asks_for_one(run: Run, folder: Path) -> None:
    (folder / "v.csv").write_text("product,version,released\na,1,2027-01-01\nb,1,2027-02-01\n")
    assert "choose one with --product: there are `a`, `b`" in run("v.csv", "--from", "csv").err
    told = run("v.csv", "--from", "csv", "--product", "b", *AS_OF)
    assert 'product    = "b"' in told.out
    assert versions(told) == [{"name": "1", "released": "2027-02-01"}]


def test_a_track_that_the_policy_does_not_have_is_said(run: Run, folder: Path) -> None:
    (folder / "v.csv").write_text(
        "version,track,released\n1,SDK,2027-01-01\n2,sdk,2027-02-01\n3,,2027-02-01\n"
    )
    told = run("v.csv", "--from", "csv", "--policy", "copper", "--track", "Webhooks", *AS_OF)
    assert [each["track"] for each in versions(told)] == ["SDK", "Webhooks"]
    assert told.err == "v.csv:3: 2: `sdk` is no track of the policy: did you mean `SDK`?: left out\n"
    assert (
        "give one with --track: `Developer API`, `SDK`"
        in run("v.csv", "--from", "csv", "--policy", "copper").err
    )
