"""A form: fields, a line that tells the outcome or the error as one types, and a result."""

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar, Generic, NamedTuple, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Button, Input, Select, SelectionList, Static

from planner.terminal_text import shown
from planner.tui.dialogs.button_row import ButtonRow
from planner.tui.dialogs.fields import DayField, DayReader, Field, FieldError, LinesField, TextField, Values
from planner.tui.keymap import labelled

Result = TypeVar("Result")
LOW = 16
"""Lines of a window below which a form shows no hint."""


class Outcome(NamedTuple):
    """The line that tells what a form will do if it is applied; doubtful ones are marked."""

    text: str
    doubtful: bool = False


def _no_outcome(result: object) -> Outcome:
    """Return an empty outcome, for forms that tell none."""
    return Outcome("")


class Form(ModalScreen[Result | None], Generic[Result]):
    """A form that returns the result of `read`, or None if it is cancelled.

    `read` makes the result from the values or raises ValueError; `describe` returns the line about a result.
    An error is shown once something was typed that it is about, or once a person tried to apply the form.
    """

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel", id="form.cancel"),
        Binding("ctrl+s", "submit", "Apply", id="form.apply", priority=True),
    ]

    AUTO_FOCUS: ClassVar[str] = "Input, Select"

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        read: Callable[[Values], Result],
        *,
        describe: Callable[[Result], Outcome] = _no_outcome,
        apply: str = "Apply",
        hint: str = "",
        days: DayReader | None = None,
    ) -> None:
        super().__init__()
        self._title = title
        self._fields = {field.name: field for field in fields}
        self._read = read
        self._describe = describe
        self._apply = apply
        self._hint = hint
        self._days = days
        """Writes each typed day in words below its field; None: days are not echoed."""
        self._before: Values | None = None
        """The values of the form as it opened."""
        self._tried = False
        """True once a person tried to apply the form."""
        self.first_field = ""
        """The name of the field that has the keyboard first; empty: the first one."""

    def compose(self) -> ComposeResult:
        """Yield the title, the fields, the outcome and the buttons."""
        with Vertical(classes="dialog form"):
            yield Static(shown(self._title), markup=False, classes="dialog-title")
            with VerticalScroll(classes="dialog-body", can_focus=False):
                for field in self._fields.values():
                    with Horizontal(classes="form-field"):
                        yield Static(shown(field.label), markup=False, classes="form-label")
                        yield field.widget()
                    # The line that parts the fields is where a day is echoed.
                    yield Static("", markup=False, classes="form-echo", name=f"echo {field.name}")
            with Vertical(classes="dialog-foot"):
                with VerticalScroll(classes="form-messages", can_focus=False):
                    yield Static("", markup=False, id="outcome")
                    if self._hint:
                        yield Static(shown(self._hint), markup=False, classes="form-hint")
                with ButtonRow():
                    label = labelled(self.app, Form, self._apply, "form.apply")
                    yield Button(Content(label), variant="primary", name="apply", compact=True)
                    label = labelled(self.app, Form, "Cancel", "form.cancel")
                    yield Button(Content(label), name="cancel", compact=True)

    def on_mount(self) -> None:
        """Note the values, focus the first field or the one named `first_field`, and show the outcome."""
        self._before = self._values()
        for widget in self._inputs():
            if widget.name == self.first_field:
                widget.focus()
        self._look()

    def on_resize(self) -> None:
        """Hide the hint in a low window."""
        self.set_class(self.size.height < LOW, "-low")

    @on(Input.Changed)
    @on(Select.Changed)
    @on(SelectionList.SelectedChanged)
    def _look(self) -> None:
        """Show the outcome of the present values, or the error in them if it is due, and the typed days."""
        values = self._values()
        try:
            outcome = self._describe(self._read(values))
        except ValueError as error:
            outcome = Outcome(str(error), doubtful=True) if self._is_due(error, values) else Outcome("")
        line = self.query_one("#outcome", Static)
        line.update(shown(outcome.text))
        line.set_class(outcome.doubtful, "-doubtful")
        if self._days is not None:
            self._show_days(values, self._days)

    def _show_days(self, values: Values, days: DayReader) -> None:
        """Show the day of each DayField in words below it: `no day yet` if the text means none."""
        for line in self.query(".form-echo").results(Static):
            field = self._fields[(line.name or "").removeprefix("echo ")]
            if not isinstance(field, DayField):
                continue
            try:
                day = field.read(values)
                text = "" if day is None else days.echo(day)
            except ValueError:
                text = "no day yet" if self._is_touched(values) else ""
            line.update(text)

    def _is_touched(self, values: Values, field: str | None = None) -> bool:
        """Return True if a field was changed since the form opened, or if a person tried to apply the form.

        Without `field`, any field counts.
        """
        before = self._before
        if before is None or self._tried:
            return self._tried
        if field is None:
            return (before.texts, before.lists) != (values.texts, values.lists)
        texts, lists = before.texts.get(field), before.lists.get(field)
        return (texts, lists) != (values.texts.get(field), values.lists.get(field))

    def _is_due(self, why: ValueError, values: Values) -> bool:
        """Return True if an error is to be shown: its field, or any for an error of no field, was touched."""
        return self._is_touched(values, why.field if isinstance(why, FieldError) else None)

    @on(Input.Submitted)
    def action_submit(self) -> None:
        """Close the form with its result.

        If the values have an error, show it, focus its field and ring the bell instead.
        """
        try:
            result = self._read(self._values())
        except ValueError as error:
            self._tried = True
            self._look()
            if isinstance(error, FieldError):
                for widget in self._inputs():
                    if widget.name == error.field:
                        widget.focus()
            self.app.bell()
            return
        self.dismiss(result)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        """Apply or cancel the form, by the pressed button."""
        if event.button.name == "apply":
            self.action_submit()
        else:
            self.dismiss(None)

    def _inputs(self) -> Iterator[Widget]:
        """Yield the widgets of the fields, in order."""
        for widget in self.query(".form-field > *"):
            if widget.name is not None:
                yield widget

    def _values(self) -> Values:
        """Return the present values of all fields."""
        texts: dict[str, str] = {}
        lists: dict[str, tuple[str, ...]] = {}
        for widget in self._inputs():
            field = self._fields[widget.name or ""]
            if isinstance(widget, Input):
                texts[field.name] = field.read(widget.value) if isinstance(field, TextField) else widget.value
            elif isinstance(widget, Select):
                texts[field.name] = "" if widget.is_blank() else str(widget.value)
            elif isinstance(field, LinesField):
                texts[field.name] = str(getattr(widget, "text", ""))
            elif isinstance(widget, SelectionList):
                lists[field.name] = tuple(widget.selected)
        return Values(texts, lists, self._fields)
