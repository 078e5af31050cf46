"""Entries that come, go and change places: each case is the text before, the edit, exactly the text after."""

from collections.abc import Callable

import pytest

from planner.plan import Change, Freeze, Notice, Plan, Version, Waiver
from tests.files.opened import opened
from tests.files.random_plans import without

HEAD = 'format = 1\nproduct = "P"\npolicy = "policy"\n'
DAY = 738_307  # 2022-06-01

Edit = Callable[[Plan], Plan]


def add(*entries: Version | Change | Notice | Freeze | Waiver, at: int | None = None) -> Edit:
    """`at` is the index of a version or change; at the end without."""

    def edit(plan: Plan) -> Plan:
        for entry in entries:
            match entry:
                case Version():
                    versions = [*plan.versions]
                    versions.insert(len(versions) if at is None else at, entry)
                    plan = plan._replace(versions=tuple(versions))
                case Change():
                    plan = plan._replace(changes=(*plan.changes, entry))
                case Notice():
                    plan = plan._replace(notices=(*plan.notices, entry))
                case Freeze():
                    plan = plan._replace(freezes=(*plan.freezes, entry))
                case Waiver():
                    plan = plan._replace(waivers=(*plan.waivers, entry))
        return plan

    return edit


def remove(name: str) -> Edit:
    """The version or change of a name, with what is about it."""
    return lambda plan: without(plan, next(item for item in plan.items if item.name == name))


def remove_notice(index: int) -> Edit:
    return lambda plan: without(plan, plan.notices[index])


def both(one: Edit, other: Edit) -> Edit:
    return lambda plan: other(one(plan))


ONE = '# one\n[[version]]\nname = "1" # the first\n'
NOTICE = '[[notice]]\nversion = "1"\ndate = 2022-01-01\n'
TWO = '# two\n[[version]]\nname = "2"\n'
FREEZE = "[[freeze]]\nfrom = 2022-01-01\nto = 2022-01-02\n"
META = "[meta]\nx = 1\n"
NEW_VERSION = '[[version]]\nname = "new"\nreleased = 2022-06-01\n'
NEW_NOTICE = '[[notice]]\nversion = "1"\ndate = 2022-06-01\n'


def text(*blocks: str) -> str:
    return "\n".join((HEAD, *blocks))


version = Version(100, "new", dates={"released": DAY})
notice = Notice(101, "1", DAY)

CASES: dict[str, tuple[str, Edit, str]] = {
    "a version below the last one and its notices": (
        text(ONE, NOTICE, FREEZE, META),
        add(version),
        text(ONE, NOTICE, NEW_VERSION, FREEZE, META),
    ),
    "a version at the end of a file without a final newline": (
        text(ONE, NOTICE).removesuffix("\n"),
        add(version),
        text(ONE, NOTICE, NEW_VERSION).removesuffix("\n"),
    ),
    "a version below comments that end the file": (
        text(ONE) + "# sunset = 2030\n\n# end\n",
        add(version),
        text(ONE) + "# sunset = 2030\n\n" + NEW_VERSION + "\n# end\n",
    ),
    "a version between two that stand close together": (
        HEAD + ONE + NOTICE + TWO,
        add(version, at=1),
        HEAD + ONE + NOTICE + "\n" + NEW_VERSION + "\n" + TWO,
    ),
    "a version before the first": (text(ONE), add(version, at=0), text(NEW_VERSION, ONE)),
    "a version with notices": (
        text(ONE, TWO),
        add(version, notice._replace(key=103, item="new"), notice, at=1),
        text(ONE, NEW_NOTICE, NEW_VERSION, NEW_NOTICE.replace('"1"', '"new"'), TWO),
    ),
    "two versions in succession": (
        text(ONE, TWO),
        add(version._replace(key=102, name="newer"), version, at=1),
        text(ONE, NEW_VERSION, NEW_VERSION.replace("new", "newer"), TWO),
    ),
    "a first version": (
        text(FREEZE, META),
        add(version),
        text(NEW_VERSION, FREEZE, META),
    ),
    "a version where the blocks are aligned": (
        HEAD + '\n[[version]]\nname       = "1"\nreleased   = 2022-01-01\n',
        add(version),
        HEAD
        + '\n[[version]]\nname       = "1"\nreleased   = 2022-01-01\n'
        + '\n[[version]]\nname     = "new"\nreleased = 2022-06-01\n',
    ),
    "a version with data of the user's own": (
        text(ONE),
        add(version._replace(meta={"owner": "me", "a b": {"c": [1]}})),
        text(ONE, NEW_VERSION, '[version.meta]\nowner = "me"\n"a b" = { c = [1] }\n'),
    ),
    "a version after one with a sub-table": (
        text(ONE, "[version.meta]\nowner = 'me'\n", TWO),
        add(version, at=1),
        text(ONE, "[version.meta]\nowner = 'me'\n", NEW_VERSION, TWO),
    ),
    "a version among versions with their notices all at the end": (
        text(ONE, TWO, NOTICE),
        add(version),
        text(ONE, TWO, NEW_VERSION, NOTICE),
    ),
    "a version in CRLF": (
        text(ONE, NOTICE).replace("\n", "\r\n"),
        add(version),
        text(ONE, NOTICE, NEW_VERSION).replace("\n", "\r\n"),
    ),
    "a version of an array of inline tables": (
        HEAD + 'version = [{ name = "1" }, { name = "2" }]\n\n' + NOTICE,
        add(version, notice._replace(item="new"), at=1),
        HEAD
        + 'version = [{ name = "1" }, { name = "new", released = 2022-06-01 }, { name = "2" }]\n\n'
        + NOTICE
        + "\n"
        + NEW_NOTICE.replace('"1"', '"new"'),
    ),
    "a version of an array of inline tables, a line each": (
        HEAD + 'version = [\n  { name = "1" }, # one\n  { name = "2" } # two\n]\n',
        add(version),
        HEAD
        + 'version = [\n  { name = "1" }, # one\n  { name = "2" }, # two\n'
        + '  { name = "new", released = 2022-06-01 }\n]\n',
    ),
    "a first version of an array that is empty": (
        HEAD + "version = []\n",
        add(version),
        HEAD + 'version = [{ name = "new", released = 2022-06-01 }]\n',
    ),
    "a notice below the last one of its version": (
        text(ONE, NOTICE, TWO),
        add(notice),
        text(ONE, NOTICE, NEW_NOTICE, TWO),
    ),
    "a first notice below its version": (text(ONE, TWO), add(notice), text(ONE, NEW_NOTICE, TWO)),
    "a notice does not come between another and its sub-table": (
        text(ONE, NOTICE, TWO, "[notice.told]\nreleased = 2022-01-01\n", FREEZE),
        add(notice),
        text(ONE, NOTICE, TWO, "[notice.told]\nreleased = 2022-01-01\n", NEW_NOTICE, FREEZE),
    ),
    "a notice that was sent": (
        text(ONE),
        add(notice._replace(told={"released": DAY}, announces=("released",), channels=("email", "docs"))),
        text(
            ONE,
            '[[notice]]\nversion = "1"\nannounces = ["released"]\ndate = 2022-06-01\n'
            'channels = ["email", "docs"]\ntold = { released = 2022-06-01 }\n',
        ),
    ),
    "a first change below versions and their notices, above the rest": (
        text(ONE, NOTICE, FREEZE),
        add(Change(100, "c", "add", "1", significant=True)),
        text(
            ONE, NOTICE, '[[change]]\nname = "c"\nkind = "add"\nversion = "1"\nsignificant = true\n', FREEZE
        ),
    ),
    "a first freeze below everything but waivers": (
        text(ONE, NOTICE, '[[waiver]]\nrule = "one"\nversion = "1"\nnote = "n"\n'),
        add(Freeze(100, DAY, DAY, "calm")),
        text(
            ONE,
            NOTICE,
            '[[freeze]]\nname = "calm"\nfrom = 2022-06-01\nto = 2022-06-01\n',
            '[[waiver]]\nrule = "one"\nversion = "1"\nnote = "n"\n',
        ),
    ),
    "a first waiver of a change": (
        text('[[change]]\nname = "c"\nkind = "add"\n', META),
        add(Waiver(100, ("one", "two"), "c", "why", reason="legal", expires=DAY)),
        text(
            '[[change]]\nname = "c"\nkind = "add"\n',
            '[[waiver]]\nrule = ["one", "two"]\nchange = "c"\nreason = "legal"\nnote = "why"\n'
            "expires = 2022-06-01\n",
            META,
        ),
    ),
    "a removed version takes its notices and the comments over them, nothing else": (
        text("# the versions\n", ONE, "# mail\n" + NOTICE, "# more\n", TWO),
        remove("1"),
        text("# the versions\n", "# more\n", TWO),
    ),
    "a removed version takes the comments directly below it": (
        text(ONE + "# sunset = 2030\n", TWO),
        remove("1"),
        text(TWO),
    ),
    "a removed version leaves the comment over the next": (HEAD + ONE + TWO, remove("1"), HEAD + TWO),
    "the last block": (text(ONE, TWO), remove("2"), text(ONE)),
    "the last block of a file without a final newline": (
        text(ONE, TWO).removesuffix("\n"),
        remove("2"),
        text(ONE).removesuffix("\n"),
    ),
    "a removed version takes its sub-tables": (
        text(ONE, "# own\n[version.meta]\nx = 1\n", TWO),
        remove("1"),
        text(TWO),
    ),
    "a removed version takes its sub-table from below its notice": (
        text(ONE, NOTICE, "[version.meta]\nx = 1\n", TWO),
        remove("1"),
        text(TWO),
    ),
    "a removed version of an array of inline tables": (
        HEAD + 'version = [{ name = "1" }, { name = "2" }]\n',
        remove("2"),
        HEAD + 'version = [{ name = "1" }]\n',
    ),
    "the only version of an array of inline tables": (
        HEAD + 'version = [ { name = "1" } ]\n',
        remove("1"),
        HEAD + "version = []\n",
    ),
    "a removed notice": (text(ONE, NOTICE, TWO), remove_notice(0), text(ONE, TWO)),
    "one notice for another": (
        text(ONE, NOTICE, TWO),
        both(remove_notice(0), add(notice)),
        text(ONE, NEW_NOTICE, TWO),
    ),
    "one version for another": (
        text(ONE, TWO),
        both(remove("2"), add(version)),
        text(ONE, NEW_VERSION),
    ),
    "everything": (text(ONE, NOTICE, TWO), both(remove("1"), remove("2")), HEAD),
}


@pytest.mark.parametrize(("before", "edit", "after"), CASES.values(), ids=CASES.keys())
def test_only_the_blocks_that_come_or_go_change(before: str, edit: Edit, after: str) -> None:
    plan = opened(before)
    rewritten = plan.rewritten(edit(plan.plan))
    assert rewritten.text == after
    assert rewritten.extent == "values"
    assert set(rewritten.paths.values()) == set(opened(after).paths.values())


def swapped(plan: Plan) -> Plan:
    return plan._replace(versions=plan.versions[::-1])


SWAPS: dict[str, tuple[str, str]] = {
    "with their comments and notices": (
        text("# all\n", ONE, "# mail\n" + NOTICE, TWO, FREEZE),
        text("# all\n", TWO, ONE, "# mail\n" + NOTICE, FREEZE),
    ),
    "without a final newline": (text(ONE, TWO).removesuffix("\n"), text(TWO, ONE).removesuffix("\n")),
    "inline": (
        HEAD + 'version = [{ name = "1" }, # of two\n { name = "2", track = "t" }]\n',
        HEAD + 'version = [{ name = "2", track = "t" }, # of two\n { name = "1" }]\n',
    ),
}


@pytest.mark.parametrize(("before", "after"), SWAPS.values(), ids=SWAPS.keys())
def test_versions_change_places_word_for_word(before: str, after: str) -> None:
    plan = opened(before)
    rewritten = plan.rewritten(swapped(plan.plan))
    assert rewritten.text == after
    assert rewritten.extent == "arrays"
    assert rewritten.paths[plan.plan.versions[1].key] == ("version", 0)


def test_versions_change_places_while_one_is_edited_and_one_comes() -> None:
    plan = opened(text(ONE, TWO))
    first, second = plan.plan.versions
    new = plan.plan._replace(versions=(second._replace(track="t"), version, first))
    rewritten = plan.rewritten(new)
    assert rewritten.text == text(TWO + 'track = "t"\n', NEW_VERSION, ONE)
    assert [rewritten.paths[each.key] for each in new.versions] == [("version", index) for index in range(3)]
