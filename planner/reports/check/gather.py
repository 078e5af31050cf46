"""Gathering: read and evaluate the plans of some paths for the report of `check`."""

import os
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from planner.dates import Day
from planner.diagnostics import Diagnostic
from planner.disk.source import Unreadable
from planner.engine.evaluate import Evaluation, check
from planner.files.plan.file import PlanFile, read_plan_bytes, read_plan_file
from planner.files.plan.folder import NO_PLAN, is_searched, plans_of
from planner.reports.check.locate import located
from planner.reports.check.report import STANDARD_INPUT, FileError, PlanReport, Report

if TYPE_CHECKING:
    from planner.reports.check.known import KnownViolations


_UNTIL_THE_END: list[Evaluation] = []
"""The evaluation of the only plan of a process: to free its objects would take a tenth of the check."""


def gather(
    paths: Iterable[str],
    as_of: Day,
    policy: str | None = None,
    since: "KnownViolations | None" = None,
    exclude: Sequence[str] = (),
    *,
    cures: bool = False,
    in_two: bool = False,
) -> Report:
    """Return the report on every plan of the paths, each read and evaluated once.

    Args:
        paths: Plans, folders, globs, or `-` for standard input.
        as_of: The day to evaluate on.
        policy: A preset's name or a path, used instead of the plans' own policies.
        since: The violations of an earlier state, to leave out.
        exclude: Globs of files and folders to leave out, even if `paths` names them.
        cures: True to look for the one move of a date that cures each violation.
        in_two: True to use a second process for many plans; only in a process that ends with the report,
            and has no threads.
    """

    def judge(path: str) -> PlanReport:
        """Return the report of the plan at a path."""
        return _judged(path, as_of, policy, since, cures, kept=kept)

    paths = list(paths)
    there, gone = (paths, []) if since is None else since.paths_now(paths)
    reports, passed_over = _found(there, exclude)
    to_judge = [path for path, report in reports.items() if report is None]
    _UNTIL_THE_END.clear()  # of an earlier check, with --watch
    kept = _UNTIL_THE_END if in_two and len(to_judge) == 1 else None
    if in_two and since is None:
        from planner.reports.check.two_processes import judge_in_two

        judged = iter(judge_in_two(to_judge, judge))
    else:
        judged = map(judge, to_judge)
    plans = {path: next(judged) if report is None else report for path, report in reports.items()}
    remarks = list[FileError]()
    if since is not None:
        folders = [path for path in there if path != STANDARD_INPUT and is_searched(path)]
        for folder in (*folders, *gone):
            known = [path for path in plans if path not in folders and path != STANDARD_INPUT]
            for each in since.removed(folder, known, exclude, as_of):
                if isinstance(each, FileError):
                    remarks.append(each)
                else:
                    plans[each.path] = each
                    _had_plans(plans, folder)
    if not plans:
        plans[os.curdir] = _hindered(os.curdir, "no-plan", "every plan is left out by --exclude")
    base = None if since is None else since.base
    return Report(
        as_of=as_of, plans=tuple(plans.values()), passed_over=passed_over, since=base, remarks=tuple(remarks)
    )


def _found(paths: Sequence[str], exclude: Sequence[str]) -> tuple[dict[str, PlanReport | None], int]:
    """Return a mapping from the paths of plans to None, and the number of other TOML files.

    A path that cannot be read, or has no plan, is mapped to the report that says so.
    """
    reports: dict[str, PlanReport | None] = {}
    passed_over = 0
    for found in plans_of(paths, exclude, standard_input=STANDARD_INPUT):
        passed_over += found.passed_over
        for failed in found.unreadable:
            path = _plain(failed.path)
            reports[path] = _hindered(path, "unreadable", failed.reason)
        if found.is_empty:
            reports[found.path] = _hindered(found.path, "no-plan", NO_PLAN)
        for file in found.plans:
            path = file if file == found.path else _plain(file)
            reports[path] = None
    return reports, passed_over


def _had_plans(plans: dict[str, PlanReport], folder: str) -> None:
    """Remove the report that a folder has no plan, because a plan that was removed was found in it."""
    if folder in plans and [each.code for each in plans[folder].errors] == ["no-plan"]:
        del plans[folder]


def _plain(path: str) -> str:
    """Return a path without a leading `./`, as CI services expect it."""
    return path.removeprefix(f"{os.curdir}{os.sep}")


def _judged(
    path: str,
    as_of: Day,
    policy: str | None,
    since: "KnownViolations | None",
    cures: bool,
    *,
    kept: list[Evaluation] | None,
) -> PlanReport:
    """Return the report of one plan: its errors, or its violations without those of `since`.

    The evaluation is added to `kept`, if that is a list, so that its objects are not freed.
    """
    try:
        plan_file = _read(path, policy)
    except Unreadable as unreadable:
        return _hindered(path, "unreadable", unreadable.reason)
    text, plan = plan_file.source.text, plan_file.plan
    remarks = tuple(_file_error(each, path) for each in plan_file.remarks)
    if plan is None or plan_file.policy is None:
        return PlanReport(
            path=path,
            product=plan_file.product,
            policy=plan_file.policy and plan_file.policy.name,
            text=text,
            errors=tuple(
                _file_error(each, path) for each in (*plan_file.diagnostics, *plan_file.policy_diagnostics)
            ),
            remarks=remarks,
            hindered=bool(plan_file.policy_diagnostics),
        )
    evaluation, known = check(plan, plan_file.policy, as_of), 0
    whole = evaluation
    if kept is not None:
        kept.append(evaluation)
    if since is not None:
        evaluation, known, said = since.without_known(path, plan, evaluation)
        remarks += said
    violations = located(text, plan_file.paths, evaluation)
    if cures:
        from planner.reports.check.cures import with_cures  # only formats that suggest edits ask for them

        violations = with_cures(violations, whole)
    return PlanReport(
        path=path,
        product=plan.product,
        policy=plan_file.policy.name,
        text=text,
        errors=(),
        remarks=remarks,
        violations=violations,
        judged=True,
        known=known,
        policy_url=plan_file.policy.url,
    )


def _read(path: str, policy: str | None) -> PlanFile:
    """Return a plan's file, or that on standard input for `-`; raise Unreadable."""
    if path != STANDARD_INPUT:
        return read_plan_file(path, policy)
    try:
        with open(0, "rb", closefd=False) as stdin:
            return read_plan_bytes(path, stdin.read(), policy)
    except OSError as error:
        raise Unreadable(path, (error.strerror or "cannot be read").lower()) from None


def _file_error(diagnostic: Diagnostic, path: str) -> FileError:
    """Return a diagnostic as an error of the file that it names, else of the plan at `path`."""
    file = path if diagnostic.path is None else os.path.normpath(diagnostic.path)
    return FileError(
        code=diagnostic.code,
        message=diagnostic.message,
        path=file,
        line=diagnostic.line,
        column=diagnostic.column,
    )


def _hindered(path: str, code: str, message: str) -> PlanReport:
    """Return the report of a plan that cannot be judged for a reason outside it."""
    return PlanReport(path=path, errors=(FileError(code=code, message=message, path=path),), hindered=True)
