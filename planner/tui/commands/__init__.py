"""The registry of commands: everything that a person can do on the planner's screen."""

from planner.tui.commands import edit, file, look, move, rows, side_panels, sizes, trial
from planner.tui.commands.command import Command
from planner.tui.keymap import Bound

COMMANDS: tuple[type[Command], ...] = (
    move.Up,
    move.Down,
    move.NextDate,
    move.PreviousDate,
    move.DayEarlier,
    move.DayLater,
    move.WeekEarlier,
    move.WeekLater,
    move.MonthEarlier,
    move.MonthLater,
    move.Grab,
    move.HeldDay,
    move.HeldWeek,
    move.Drop,
    move.PutBack,
    move.FirstRow,
    move.LastRow,
    move.PageUp,
    move.PageDown,
    edit.TypeDate,
    edit.ToEarliest,
    edit.ToLatest,
    edit.Ripple,
    edit.AddVersion,
    edit.AddDate,
    edit.Edit,
    edit.MarkSent,
    edit.Delete,
    edit.Fix,
    edit.FixAll,
    edit.Waive,
    edit.Pin,
    edit.AddChange,
    edit.AddFreeze,
    file.Undo,
    file.Redo,
    look.NextViolation,
    look.PreviousViolation,
    look.SwitchPanel,
    look.ShowWaived,
    *side_panels.COMMANDS,
    look.NextPanel,
    look.Back,
    look.Find,
    *rows.COMMANDS,
    look.ZoomIn,
    look.ZoomOut,
    look.Fit,
    look.Today,
    look.Earlier,
    look.Later,
    *sizes.COMMANDS,
    look.SwitchTheme,
    trial.TryPolicy,
    file.Save,
    file.Reload,
    file.Export,
    look.Help,
    file.Quit,
)
BY_ID = {command.id(): command for command in COMMANDS}


def bound_commands() -> tuple[Bound, ...]:
    """Return the commands whose keys can be changed: keys of a drag follow the keys of moves."""
    return tuple(command.bound() for command in COMMANDS if not command.while_dragging)
