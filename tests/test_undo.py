from planner.plan import Plan
from planner.undo import History

A, B, C, D = (Plan(name, "clio") for name in "ABCD")


def saved(history: History[str], origin: str = "file") -> None:
    history.saved(history.plan, origin)


def test_undo_and_redo_go_back_and_forth_by_their_labels() -> None:
    history = History(A, "file")
    history.do("to B", B)
    history.do("to C", C)
    assert (history.undo_label, history.redo_label) == ("to C", None)
    assert history.undo() == "to C"
    assert history.plan == B
    assert (history.undo_label, history.redo_label) == ("to B", "to C")
    assert history.undo() == "to B"
    assert (history.plan, history.undo()) == (A, None)
    assert history.redo() == "to B"
    assert history.redo() == "to C"
    assert (history.plan, history.redo()) == (C, None)


def test_an_edit_after_undo_forgets_what_was_undone() -> None:
    history = History(A, "file")
    history.do("to B", B)
    history.undo()
    history.do("to C", C)
    assert history.redo_label is None
    history.undo()
    assert history.plan == A


def test_an_edit_that_changes_nothing_is_no_step() -> None:
    history = History(A, "file")
    history.do("nothing", Plan("A", "clio"))
    assert (history.undo_label, history.changes) == (None, 0)


def test_steps_of_one_key_in_a_row_are_one() -> None:
    history = History(A, "file")
    history.do("nudged", B, "k")
    history.do("nudged", C, "k")
    assert history.changes == 1
    history.undo()
    assert history.plan == A


def test_another_key_or_none_begins_another_step() -> None:
    for merge in ("other", None):
        history = History(A, "file")
        history.do("nudged", B, "k")
        history.do("nudged", C, merge)
        assert history.changes == 2


def test_undo_redo_and_save_end_merging() -> None:
    for between in (lambda each: (each.undo(), each.redo()), saved):
        history = History(A, "file")
        history.do("nudged", B, "k")
        between(history)
        history.do("nudged", C, "k")
        history.undo()
        assert history.plan == B


def test_nudged_back_to_where_it_was_leaves_no_step() -> None:
    history = History(A, "file")
    history.do("nudged", B, "k")
    history.do("nudged", A, "k")
    assert (history.undo_label, history.changes) == (None, 0)
    history.do("nudged", C, "k")
    assert history.changes == 1


def test_changes_count_the_steps_from_the_saved_plan_either_way() -> None:
    history = History(A, "file")
    history.do("to B", B)
    history.do("to C", C)
    saved(history)
    assert history.changes == 0
    history.undo()
    history.undo()
    assert history.changes == 2
    history.redo()
    assert history.changes == 1
    history.redo()
    assert history.changes == 0


def test_a_saved_plan_on_a_branch_that_was_cut_off_is_never_clean_again() -> None:
    history = History(A, "file")
    history.do("to B", B)
    history.do("to C", C)
    saved(history)
    history.undo()
    history.do("to D", D)
    assert history.changes == 2
    history.undo()
    assert history.changes == 1
    history.undo()
    assert history.changes == 2
    history.do("to C", C)
    assert history.changes == 3
    saved(history)
    assert history.changes == 0


def test_an_edited_plan_comes_from_the_file_that_the_edited_plan_came_from() -> None:
    history = History(A, "read")
    history.do("to B", B)
    assert history.origin == "read"
    saved(history, "saved")
    history.do("to C", C)
    assert history.origin == "saved"
    history.do("reloaded", D, origin="reloaded")
    assert history.origin == "reloaded"
    history.undo()
    history.undo()
    assert (history.plan, history.origin) == (B, "saved")
    history.undo()
    assert (history.plan, history.origin) == (A, "read")
    history.do("to D", D)
    assert history.origin == "read"


def test_the_plan_that_was_saved_is_as_it_stands_in_the_file() -> None:
    history = History(A, "read")
    history.do("to B", B)
    history.saved(C, "saved")
    assert (history.plan, history.changes) == (C, 0)
    history.undo()
    history.redo()
    assert history.plan == C


def test_origins_are_replaced_for_every_step() -> None:
    history = History(A, "read")
    history.do("to B", B)
    saved(history, "saved")
    history.do("to C", C)
    history.replace_origins(history.with_origins(lambda each: each + " with a comment"))
    assert history.origin == "saved with a comment"
    history.undo()
    history.undo()
    assert history.origin == "read with a comment"


def test_the_oldest_origins_are_forgotten_beyond_a_size() -> None:
    history = History(A, "a" * 5)
    for plan, origin in ((B, "b" * 5), (C, "c" * 5), (D, "d" * 5)):
        history.do("edited", plan, origin=origin)
    history.forget_origins(len, 12)
    kept = [history.origin[0]]
    while history.undo() is not None:
        kept.append(history.origin[0])
    assert kept == ["d", "c", "c", "c"]


def test_the_origin_of_the_plan_is_never_forgotten() -> None:
    history = History(A, "a" * 5)
    history.do("edited", B, origin="b" * 5)
    history.undo()
    history.forget_origins(len, 1)
    assert history.origin == "a" * 5
