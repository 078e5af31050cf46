"""A form: fields, a line that shows the outcome or the error as one types, and an answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, NamedTuple, Protocol, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Button, Input, Select, SelectionList, Static
from textual.widgets.selection_list import Selection

from planner.dates import Day
from planner.terminal_text import shown

Result = TypeVar("Result")
Option = tuple[str, str]
"""The value of an option, and its label."""


class DayReader(Protocol):
    """A function from a typed date to a day; it raises ValueError with the expected forms."""

    def __call__(self, text: str, current: Day | None = None, *, coming: bool = False) -> Day:
        """Return the day, counted from the current one (None: today); `coming` as in `typed_day`."""
        ...


@dataclass(frozen=True, slots=True)
class TextField:
    """A field for a text of one line."""

    name: str
    label: str
    value: str = ""
    placeholder: str = ""

    def widget(self) -> Widget:
        """Return the widget of the field."""
        return Input(self._spelled(), placeholder=self.placeholder, compact=True, name=self.name)

    def read(self, typed: str) -> str:
        r"""Return the typed text, or the plan's own text if the field was not changed.

        So control characters stay in an unchanged text. In a changed one, a typed `\n` is a line break if
        the plan's text has line breaks.
        """
        if typed == self._spelled():
            return self.value
        return typed.replace(r"\n", "\n") if "\n" in self.value else typed

    def _spelled(self) -> str:
        """Return the value with control characters spelled out: a field would send them to the terminal."""
        return shown(self.value, longest=len(self.value))


@dataclass(frozen=True, slots=True)
class SelectField:
    """A field for one of several options, or none."""

    name: str
    label: str
    options: tuple[Option, ...]
    value: str | None = None
    prompt: str = "Select"
    """The words for no option, such as the value that then counts."""

    def widget(self) -> Widget:
        """Return the widget of the field."""
        options = [(Content(shown(label)), value) for value, label in self.options]
        known = self.value if self.value in {value for value, _ in self.options} else Select.NULL
        # Textual reads markup in a prompt, and has no way to switch that off.
        prompt = "left out" if "[" in self.prompt else shown(self.prompt)
        return Select(options, prompt=prompt, value=known, compact=True, name=self.name)


@dataclass(frozen=True, slots=True)
class CheckField:
    """A field for any number of options."""

    name: str
    label: str
    options: tuple[Option, ...]
    values: tuple[str, ...] = ()

    def widget(self) -> Widget:
        """Return the widget of the field."""
        options = [
            Selection(Content(shown(label)), value, value in self.values) for value, label in self.options
        ]
        return SelectionList(*options, name=self.name, compact=True)


Field = TextField | SelectField | CheckField


@dataclass(frozen=True, slots=True)
class Values:
    """The values of a form's fields by name."""

    texts: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]]

    def text(self, name: str) -> str | None:
        """Return a field's text; None if it is blank."""
        return self.texts.get(name, "").strip() or None

    def required(self, name: str, what: str) -> str:
        """Return a field's text; raise ValueError if it is blank."""
        text = self.text(name)
        if text is None:
            raise ValueError(f"{what} is needed")
        return text

    def several(self, name: str) -> tuple[str, ...]:
        """Return the checked options of a field."""
        return self.lists.get(name, ())


class Outcome(NamedTuple):
    """The line that tells the result of a form before it is applied."""

    text: str
    doubtful: bool = False


class Form(ModalScreen[Result | None], Generic[Result]):
    """Fields with a live outcome; the answer is None if the form was cancelled.

    `read` makes the answer from the values or raises ValueError; `describe` tells its outcome.
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
        describe: Callable[[Result], Outcome] = lambda result: Outcome(""),
        apply: str = "Apply",
        hint: str = "",
    ) -> None:
        super().__init__()
        self._title = title
        self._fields = fields
        self._read = read
        self._describe = describe
        self._apply = apply
        self._hint = hint

    def compose(self) -> ComposeResult:
        """Yield the title, the fields, the outcome and the buttons."""
        with Vertical(classes="dialog form"):
            yield Static(shown(self._title), markup=False, classes="dialog-title")
            with VerticalScroll(classes="dialog-body", can_focus=False):
                for field in self._fields:
                    with Horizontal(classes="form-field"):
                        yield Static(shown(field.label), markup=False, classes="form-label")
                        yield field.widget()
            with Vertical(classes="dialog-foot"):
                with VerticalScroll(classes="form-messages", can_focus=False):
                    yield Static("", markup=False, id="outcome")
                    if self._hint:
                        yield Static(shown(self._hint), markup=False, classes="form-hint")
                with Horizontal(classes="dialog-buttons"):
                    yield Button(
                        Content(f"{self._apply} (ctrl+s)"), variant="primary", name="apply", compact=True
                    )
                    yield Button("Cancel (esc)", name="cancel", compact=True)

    def on_mount(self) -> None:
        """Show the outcome of the form as it opens."""
        self._look()

    @on(Input.Changed)
    @on(Select.Changed)
    @on(SelectionList.SelectedChanged)
    def _look(self) -> None:
        """Show the outcome of the values, or the error in them."""
        try:
            outcome = self._describe(self._read(self._values()))
        except ValueError as why:
            outcome = Outcome(str(why), doubtful=True)
        line = self.query_one("#outcome", Static)
        line.update(shown(outcome.text))
        line.set_class(outcome.doubtful, "-doubtful")

    @on(Input.Submitted)
    def action_submit(self) -> None:
        """Return the answer; ring the bell if the values have an error."""
        try:
            result = self._read(self._values())
        except ValueError:
            self.app.bell()
            return
        self.dismiss(result)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        if event.button.name == "apply":
            self.action_submit()
        else:
            self.dismiss(None)

    def _values(self) -> Values:
        texts: dict[str, str] = {}
        lists: dict[str, tuple[str, ...]] = {}
        written = {field.name: field for field in self._fields if isinstance(field, TextField)}
        for widget in self.query(".form-field > *"):
            if widget.name is None:
                continue
            if isinstance(widget, Input):
                texts[widget.name] = written[widget.name].read(widget.value)
            elif isinstance(widget, Select):
                texts[widget.name] = "" if widget.is_blank() else str(widget.value)
            elif isinstance(widget, SelectionList):
                lists[widget.name] = tuple(widget.selected)
        return Values(texts, lists)
