"""What is told of dates, entries, keys and promises."""

from planner.compare import compare
from planner.compare.dates import DateChange
from planner.compare.entry_name import EntryName
from tests.engine.plans import day

from .states import PLAN, POLICY, changed, compared, judged

NOTHING = compared(PLAN, PLAN)


def told(changes: tuple[DateChange, ...]) -> list[tuple[str, str, int | None]]:
    return [(str(each.subject), each.what, each.days) for each in changes]


def test_a_plan_does_not_differ_from_itself_nor_by_comments_spacing_or_order_of_keys() -> None:
    assert not compared(PLAN, PLAN).differs
    swapped = PLAN.replace(
        "released = 2025-01-10\ndefault = 2025-06-01", "default=2025-06-01 # x\nreleased  = 2025-01-10"
    )
    assert swapped != PLAN
    assert not compared(PLAN, swapped).differs


def test_a_date_moved_by_so_many_days() -> None:
    found = changed(("2027-03-15", "2027-04-01"), ("date = 2026-12-01", "date = 2026-11-25"))
    assert told(found.dates) == [("1.1", "default", 17), ("1.1 notice (default)", "date", -6)]
    assert found._replace(dates=(), gained=(), lost=(), grew=(), shrank=()) == NOTHING


def test_a_date_set_and_a_date_taken_out() -> None:
    found = changed(("retired = 2027-05-01\n\n", "\n"), ("2027-03-15", "2027-03-15\nretired = 2029-01-01"))
    assert [(each.what, each.old, each.new, each.days) for each in found.dates] == [
        ("retired", day("2027-05-01"), None, None),
        ("retired", None, day("2029-01-01"), None),
    ]


def test_dates_of_freezes_and_waivers_move_too() -> None:
    waiver = '[[waiver]]\nrule = "support"\nversion = "1.0"\nreason = "security"\nnote = "x"\n'
    waiver += "expires = 2027-06-01\n"
    found = compared(
        PLAN + waiver, PLAN.replace("2027-01-04", "2027-01-06") + waiver.replace("2027-06-01", "2027-07-01")
    )
    assert told(found.dates) == [("freeze Year end", "to", 2), ("1.0 waiver (support)", "expires", 30)]


def test_what_came_and_went_is_told_with_its_dates() -> None:
    more = '[[version]]\nname = "1.2"\nreleased = 2028-01-01\n'
    came, went = compared(PLAN, PLAN + more), compared(PLAN + more, PLAN)
    assert came.added == went.removed
    assert [(str(each.subject), dict(each.dates)) for each in came.added] == [
        ("1.2", {"released": day("2028-01-01")})
    ]
    assert came.removed == went.added == ()
    assert came.dates == ()


def test_an_item_with_a_new_name_is_renamed_and_its_references_are_not_told_again() -> None:
    text = PLAN.replace('"1.1"', '"2.0"')
    found = compared(PLAN, text)
    assert [(str(each.subject), each.old) for each in found.renamed] == [("2.0", "1.1")]
    assert found._replace(renamed=()).differs is False


def test_a_renamed_item_may_have_one_date_moved_as_well() -> None:
    found = compared(PLAN, PLAN.replace('"1.1"', '"2.0"').replace("2027-03-15", "2027-03-16"))
    assert [each.old for each in found.renamed] == ["1.1"]
    assert told(found.dates) == [("2.0", "default", 1)]


def test_an_item_of_which_most_is_else_is_another() -> None:
    found = compared(
        PLAN,
        PLAN.replace('"1.1"', '"2.0"')
        .replace("2027-03-15", "2027-09-01")
        .replace("Read the guide.", "Else."),
    )
    assert [str(each.subject) for each in found.added] == ["2.0", "2.0 notice (default)"]
    assert [str(each.subject) for each in found.removed] == ["1.1", "1.1 notice (default)"]
    assert found.renamed == ()


def test_a_notice_with_a_new_name_is_renamed() -> None:
    found = changed(('"September mail"', '"Autumn mail"'))
    assert [(each.subject, each.old, each.new) for each in found.renamed] == [
        (EntryName("notice", "Autumn mail", "1.0", ("retired",)), "September mail", "Autumn mail")
    ]
    assert found.promises == ()


def test_other_keys_are_told_with_what_they_said_and_say() -> None:
    found = changed(
        ('"Read the guide."', '"Read the page."\nstage = "beta"\nmeta = { owner = "x", n = nan }'),
        ('date = 2026-12-01\nchannels = ["email"]', 'date = 2026-12-01\nchannels = ["email", "docs"]'),
    )
    assert [(str(each.subject), each.what, each.old, each.new) for each in found.edited] == [
        ("1.1", "migration", "Read the guide.", "Read the page."),
        ("1.1", "meta", {}, {"owner": "x", "n": "nan"}),
        ("1.1", "stage", None, "beta"),
        ("1.1 notice (default)", "channels", ["email"], ["email", "docs"]),
    ]


def test_a_notice_that_was_sent_meanwhile() -> None:
    found = changed(
        (
            'date = 2026-12-01\nchannels = ["email"]',
            'date = 2026-11-20\nchannels = ["email"]\ntold = { default = 2027-03-15 }',
        )
    )
    assert told(found.dates) == [("1.1 notice (default)", "date", -11)]
    assert [(each.what, each.old, each.new) for each in found.edited] == [
        ("told", None, {"default": "2027-03-15"})
    ]
    assert found.promises == ()


def test_keys_of_the_plan_itself() -> None:
    found = compare(judged(), judged(head="judge_from = 2026-01-01\n"))
    assert [(str(each.subject), each.what, each.old, each.new) for each in found.edited] == [
        ("plan", "judge_from", None, "2026-01-01")
    ]


def test_the_order_of_versions_is_their_succession() -> None:
    blocks = PLAN.split("\n[[")
    text = "\n[[".join([blocks[0], blocks[2], blocks[1], *blocks[3:]])
    found = compared(PLAN, text)
    assert [(each.subject, each.old, each.new) for each in found.edited] == [
        (EntryName("track"), ["1.0", "1.1"], ["1.1", "1.0"])
    ]


def test_what_the_policy_has_come_to_say() -> None:
    policy = POLICY.replace("90 days", "3 months").replace('id = "overdue"', 'id = "late"')
    found = compare(judged(), judged(policy=policy))
    assert [(str(each.subject), each.what, each.old, each.new) for each in found.edited] == [
        ("rule default-notice", "at_least", "90 days", "3 months"),
        ("rule late", "rule", None, "overdue"),
        ("rule overdue", "rule", "overdue", None),
    ]


def test_a_date_that_people_were_told_is_touched_when_it_moves_or_goes() -> None:
    later = changed(("retired = 2027-05-01\n\n", "retired = 2027-05-20\n\n"))
    gone = changed(("retired = 2027-05-01\n\n", "\n"))
    (promise,) = later.promises
    assert (promise.item, promise.milestone, promise.told, promise.old, promise.new, promise.rewritten) == (
        "1.0",
        "retired",
        day("2027-05-01"),
        day("2027-05-01"),
        day("2027-05-20"),
        False,
    )
    assert [each.new for each in gone.promises] == [None]


def test_an_item_that_goes_takes_its_promises_with_it() -> None:
    blocks = PLAN.split("\n[[")
    text = "\n[[".join([blocks[0], blocks[2], *blocks[4:]])
    assert [(each.item, each.new) for each in compared(PLAN, text).promises] == [("1.0", None)]


def test_the_record_of_what_was_told_may_not_be_rewritten_silently() -> None:
    (rewritten,) = changed(("told = { retired = 2027-05-01 }", "told = { retired = 2027-06-01 }")).promises
    (forgotten,) = changed(("told = { retired = 2027-05-01 }\n", "")).promises
    assert rewritten.rewritten
    assert forgotten.rewritten
    assert rewritten.told == day("2027-05-01")


def test_a_correcting_notice_touches_nothing_by_itself() -> None:
    notice = '[[notice]]\nversion = "1.0"\nannounces = ["retired"]\ndate = 2026-11-20\n'
    notice += "told = { retired = 2027-05-01 }\n"
    assert compared(PLAN, PLAN + notice).promises == ()
