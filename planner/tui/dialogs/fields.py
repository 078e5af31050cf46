"""The fields of a form: each makes its widget and reads what was typed, with errors that name the field."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.suggester import SuggestFromList
from textual.widget import Widget
from textual.widgets import Input, Select
from textual.widgets.selection_list import Selection

from planner.dates import Day, iso
from planner.terminal_text import shown
from planner.tui.dialogs.choices import Choices
from planner.tui.panels.inspection import apart, dated

Option = tuple[str, str]
"""The value of an option, and its label."""


@dataclass(frozen=True, slots=True)
class DayReader:
    """The days that typed texts mean; raises ValueError with the expected forms."""

    as_of: Day

    def __call__(self, text: str, current: Day | None = None, *, coming: bool = False) -> Day:
        """Return the day, counted from the current one (None: today); `coming` as in `typed_day`."""
        from planner.typed_days import typed_day

        return typed_day(text, self.as_of if current is None else current, self.as_of, coming=coming)

    def echo(self, day: Day) -> str:
        """Return a day in words, with its distance from the as-of date."""
        return f"= {dated(day)}, {apart(day, self.as_of)}"


class FieldError(ValueError):
    """An error in one field of a form."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(why)
        self.field = field


@dataclass(frozen=True, slots=True)
class TextField:
    """A field for a text of one line."""

    name: str
    label: str
    value: str = ""
    placeholder: str = ""
    suggestions: tuple[str, ...] = ()
    """Texts that complete what is typed; the right arrow takes one."""

    def widget(self) -> Widget:
        """Return the widget of the field."""
        harmless = [each for each in self.suggestions if each and shown(each) == each]
        suggester = SuggestFromList(harmless, case_sensitive=False) if harmless else None
        return Input(
            self._spelled(), placeholder=self.placeholder, compact=True, name=self.name, suggester=suggester
        )

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
class DayField:
    """A field for a day, which is shown below it as it is typed."""

    name: str
    label: str
    value: Day | None
    """The day before the edit; None for no day."""
    day: "Callable[[str, Values], Day]"
    """Return the day that a typed text means; raise ValueError with the expected forms."""
    placeholder: str = "2027-02-15, +90 days, next monday"
    typed: str = ""
    """The text of the field where there is no day before the edit."""

    def widget(self) -> Widget:
        """Return the widget of the field."""
        text = self.typed if self.value is None else iso(self.value)
        return Input(text, placeholder=self.placeholder, compact=True, name=self.name)

    def read(self, values: "Values") -> Day | None:
        """Return the day; None if the field is blank."""
        text = values.text(self.name)
        if text is None:
            return None
        if self.value is not None and text == iso(self.value):
            return self.value
        try:
            return self.day(text, values)
        except FieldError:
            raise
        except ValueError as error:
            raise FieldError(self.name, str(error)) from None


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
        """Return the widget of the field; a value that is no option is one all the same."""
        options = [
            (Content(shown(label)), value) for value, label in with_unlisted(self.options, (self.value,))
        ]
        # Textual reads markup in a prompt, and has no way to switch that off.
        prompt = "left out" if "[" in self.prompt else shown(self.prompt)
        known = Select.NULL if self.value is None else self.value
        return Select(options, prompt=prompt, value=known, compact=True, name=self.name)


@dataclass(frozen=True, slots=True)
class CheckField:
    """A field for any number of options."""

    name: str
    label: str
    options: tuple[Option, ...]
    values: tuple[str, ...] = ()

    def widget(self) -> Widget:
        """Return the widget of the field; values that are no options are some all the same."""
        options = [
            Selection(Content(shown(label)), value, value in self.values)
            for value, label in with_unlisted(self.options, self.values)
        ]
        return Choices(*options, name=self.name, compact=True)


@dataclass(frozen=True, slots=True)
class LinesField:
    """A field for a text of several lines."""

    name: str
    label: str
    value: str = ""

    def widget(self) -> Widget:
        """Return the widget of the field."""
        from textual.widgets import TextArea  # few forms have it, and it takes long to load

        safe = "\n".join(shown(line, len(line)) for line in self.value.splitlines())
        return TextArea(safe, name=self.name, compact=True, soft_wrap=True)


Field = TextField | DayField | SelectField | CheckField | LinesField


def with_unlisted(options: Sequence[Option], values: Sequence[str | None]) -> list[Option]:
    """Return the options and the values that are none: an edit of another field does not drop them."""
    known = {value for value, _ in options}
    return [*options, *((each, each) for each in values if each is not None and each not in known)]


@dataclass(frozen=True, slots=True)
class Values:
    """The values of a form's fields by name."""

    texts: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]]
    fields: Mapping[str, Field]

    def text(self, name: str) -> str | None:
        """Return a field's text; None if it is blank."""
        return self.texts.get(name, "").strip() or None

    def required(self, name: str, what: str) -> str:
        """Return a field's text; raise FieldError if it is blank."""
        text = self.text(name)
        if text is None:
            raise FieldError(name, f"{what} is needed")
        return text

    def day(self, name: str) -> Day | None:
        """Return a field's day; None if it is blank. Raise FieldError if it is no day."""
        field = self.fields[name]
        assert isinstance(field, DayField)
        return field.read(self)

    def required_day(self, name: str, what: str) -> Day:
        """Return a field's day; raise FieldError if it is blank or no day."""
        day = self.day(name)
        if day is None:
            raise FieldError(name, f"{what} is needed")
        return day

    def several(self, name: str) -> tuple[str, ...]:
        """Return the checked options of a field."""
        return self.lists.get(name, ())
