"""What the panels say, as plain lines: no app runs here."""

from planner.engine.constraint import Place
from planner.engine.evaluate import Evaluation, check
from planner.engine.phases import Timetable
from planner.files.plan.file import read_plan_bytes
from planner.plan import Plan
from planner.tui.panels.entries import ByItem, compared, entries
from planner.tui.panels.inspection import Inspection, subject
from planner.tui.panels.line import cropped, paragraph, words
from planner.tui.panels.listing import Listing, ListingStyle, entry_lines
from planner.tui.signs import ASCII, UNICODE, Signs
from planner.wording.requests import request_gets
from tests.tui.desk import AS_OF, PLAN


def judged(text: str = PLAN) -> tuple[Plan, Evaluation]:
    file = read_plan_bytes("plan.toml", text.encode())
    assert file.plan is not None, file.diagnostics
    assert file.policy is not None
    return file.plan, check(file.plan, file.policy, AS_OF)


def inspected(item: int, width: int = 60, text: str = PLAN, signs: Signs = UNICODE) -> str:
    plan, evaluation = judged(text)
    schedule = evaluation.compiled.schedule
    about = subject(schedule, plan, item)
    days = Timetable(schedule, evaluation.days)
    findings = evaluation.findings.get(item, ())
    lines = Inspection(about, days, findings, None, width, signs).lines()
    assert max(len(line.text) for line in lines) <= width
    return "\n".join(line.text for line in lines)


def listed(text: str, width: int = 80, room: int = 0, chosen: int | None = None) -> list[str]:
    plan, evaluation = judged(text)
    found = [entry for _, each in ByItem()(evaluation.findings) for entry in each]
    look = ListingStyle([each.name for each in plan.items], 6, width, UNICODE)
    return [line.text for line in Listing(found, look, chosen, room)]


def test_the_inspector_gives_dates_with_weekdays_the_phase_and_the_arithmetic() -> None:
    text = inspected(1)
    assert "Wed 2027-02-03" in text
    assert "in 74 days" in text
    assert "not there yet; a request gets 410 Gone" in text
    assert "2026-11-17 + 90 days = 2027-02-15" in text
    assert "earliest Mon 2027-02-15" in text
    assert "(Default API Version)" in text.replace("\n  ", "")
    assert "Tue 2026-11-17" in text


def test_the_inspector_knows_the_phase_of_today() -> None:
    assert "today: Default; a request gets 200 OK" in inspected(0)


def test_an_answer_without_words_of_the_policy_makes_a_sentence() -> None:
    assert [request_gets(each) for each in ("200 OK", "does not answer", "answers", None)] == [
        "a request gets 200 OK",
        "a request is not answered",
        "a request is answered",
        "a request gets no answer",
    ]
    copper = PLAN.replace('"clio"', '"copper"').replace("default    =", "deprecated =", 1)
    copper = copper[: copper.index("[[notice]]")].replace("deprecated = 2028", "removed = 2026")
    copper = copper.replace("[[version]]", '[[version]]\ntrack = "SDK"')
    assert "Removed; a request is not answered" in inspected(0, text=copper)


def test_the_inspector_fits_any_width_and_ascii() -> None:
    for width in (44, 79, 120):
        inspected(1, width)
    assert inspected(1, signs=ASCII).isascii()


def test_entries_that_blame_one_date_for_one_bound_are_one() -> None:
    twice = PLAN.replace("released = 2026-12-01", "released = 2026-11-17").replace(
        "told      = { released = 2026-12-01,", "told      = { released = 2026-11-17,"
    )
    _, evaluation = judged(twice.replace('channels  = ["email", "docs"]\ntold', 'channels  = ["docs"]\ntold'))
    merged = entries(evaluation.findings[1])
    assert len(merged) <= len(evaluation.findings[1])
    by_bound = [(each.worst.place, each.worst.earliest) for each in merged if each.worst.earliest]
    assert len(by_bound) == len(set(by_bound))


def test_the_worst_stands_first_and_what_is_waived_last() -> None:
    waived = """
[[waiver]]
rule    = "default-notice"
version = "2.0"
reason  = "security"
note    = "a leak"
"""
    _, evaluation = judged(PLAN + waived)
    found = entries(evaluation.findings[1])
    assert [each.waived for each in found] == [False, True]


def test_a_drag_tells_what_appears_and_what_goes() -> None:
    _, evaluation = judged()
    there = evaluation.findings[1]
    assert [each.fate for each in compared(there, there)] == ["stays"]
    assert [each.fate for each in compared((), there)] == ["appears"]
    assert [each.fate for each in compared(there, ())] == ["goes"]


def test_entries_of_untouched_items_are_not_merged_again() -> None:
    _, evaluation = judged()
    by_item = ByItem()
    first = by_item(evaluation.findings)
    again = by_item(dict(evaluation.findings))
    assert again[0][1] is first[0][1]


def test_a_narrow_line_keeps_the_bound_that_the_sentence_ends_with() -> None:
    (line,) = listed(PLAN, width=70)
    assert len(line) <= 70
    assert "12 days short" in line
    assert line.endswith("· earliest 2027-02-15")
    (narrow,) = listed(PLAN, width=44)
    assert len(narrow) <= 44
    assert narrow.endswith("earliest 2027-02-15"), "the day that would do is whole"


def test_the_chosen_entry_and_all_where_there_is_room_are_written_in_full() -> None:
    first, second = listed(PLAN, width=90, room=10)
    assert first.endswith("default 2027-02-03 is 12 days short")
    assert second.split()[:3] == ["announced", "2026-11-17", "by"]
    assert second.endswith(" default-notice")
    assert " · earliest 2027-02-15  " in second
    assert second.index("announced") == first.index("2.0"), "as much room as there is"
    assert len(second) == 89, "the rule stands at the right"
    assert listed(PLAN, width=90, room=0, chosen=0) == [first, second]
    assert listed(PLAN, width=40, room=0, chosen=0)[1].split()[:2] == ["earliest", "2027-02-15"]


def test_a_violation_without_a_bound_tells_its_rule_and_the_reason_of_the_rule() -> None:
    unplanned = PLAN.replace("default  = 2027-02-03", "").replace(
        'announces = ["released", "default"]', 'announces = ["released"]'
    )
    _, evaluation = judged(unplanned.replace(", default = 2027-02-03 }", " }"))
    (entry,) = (each for each in entries(evaluation.findings[1]) if "default-planned" in each.rules)
    look = ListingStyle(["1.0", "2.0"], 6, 90, UNICODE)
    first, second = entry_lines(entry, "2.0", look, 0, alone=False)
    assert "has no default" in first.text
    assert second.text.rstrip().endswith("default-planned")
    assert entry.worst.rule.because
    assert entry.worst.rule.because[:20] in second.text


def test_a_listing_is_the_same_line_by_line_as_at_once() -> None:
    plan, evaluation = judged(PLAN.replace("2028-02-20", "2027-01-20"))
    found = [entry for _, each in ByItem()(evaluation.findings) for entry in each]
    assert len(found) > 2
    look = ListingStyle([each.name for each in plan.items], 6, 50, UNICODE)
    for chosen in (None, *range(len(found))):
        listing = Listing(found, look, chosen, 0)
        targets = [listing[index].target for index in range(len(listing))]
        assert targets == sorted(targets, key=lambda each: each or 0)
        assert set(targets) == set(range(len(found)))
        if chosen is not None:
            first, last = listing.of(chosen)
            assert {each for each in range(len(targets)) if targets[each] == chosen} == {
                *range(first, last + 1)
            }


def test_words_break_between_words_and_only_then_within() -> None:
    assert words("one two three", 7) == ["one two", "three"]
    assert words("abcdefghij", 4) == ["abcd", "efgh", "ij"]
    assert words("aa abcdefghij", 4) == ["aa", "abcd", "efgh", "ij"]
    assert words("", 4) == [""]
    assert words("日本語日本語", 4) == ["日本", "語日", "本語"]


def test_what_is_cut_off_is_said_to_be() -> None:
    assert cropped("abcdef", 4) == "abc…"
    assert cropped("abcd", 4) == "abcd"


def test_a_remark_on_a_date_that_has_no_room_beside_it_stands_whole_below() -> None:
    text = PLAN.replace('name     = "2.0"', 'name = "2.0"\npinned = ["default"]\nwithdrawn = 2027-04-01')
    wide, narrow = inspected(1, 90, text), inspected(1, 32, text)
    assert "Wed 2027-02-03 ✗ in 74 days" in wide
    assert "pinned" in wide
    for remark in ("in 74 days", "pinned", "in 131 days"):
        assert remark in narrow, remark


def test_a_paragraph_stays_in_its_indent() -> None:
    lines = paragraph("one two three four", 12, indent=4)
    assert [each.text for each in lines] == ["    one two", "    three", "    four"]


def test_a_selected_notice_and_date_are_told_from_the_others() -> None:
    plan, evaluation = judged()
    schedule = evaluation.compiled.schedule
    about = subject(schedule, plan, 1)
    days = Timetable(schedule, evaluation.days)
    selected = Place(plan.items[1].key, "default")
    plain = Inspection(about, days, (), None, 60, UNICODE).lines()
    chosen = Inspection(about, days, (), selected, 60, UNICODE).lines()
    assert [each.text for each in plain] == [each.text for each in chosen]
    assert sum(old != new for old, new in zip(plain, chosen, strict=True)) == 1
