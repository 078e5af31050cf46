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
    """A reader of the days that people type in a form."""

    as_of: Day

    def __call__(self, text: str, current: Day | None = None, *, coming: bool = False) -> Day:
        """Return the day that a typed text means; raise ValueError with the expected forms if it means none.

        `+3 days` and the like count from `current`, or from the as-of date if that is None. With `coming`, a
        day without a year is the next one, as in `typed_day`.
        """
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
        """Return an input with the value, which completes what is typed by the suggestions."""
        harmless = [each for each in self.suggestions if each and shown(each) == each]
        suggester = SuggestFromList(harmless, case_sensitive=False) if harmless else None
        return Input(
            self._spelled(), placeholder=self.placeholder, compact=True, name=self.name, suggester=suggester
        )

    def read(self, typed: str) -> str:
        r"""Return the typed text; if it was not changed, the value itself, with its control characters.

        If the value has line breaks, a typed `\n` is a line break.
        """
        if typed == self._spelled():
            return self.value
        return typed.replace(r"\n", "\n") if "\n" in self.value else typed

    def _spelled(self) -> str:
        """Return the value as the input shows it, with control characters spelled out."""
        return shown(self.value, longest=len(self.value))


@dataclass(frozen=True, slots=True)
class DayField:
    """A field for a day, which is read as it is typed."""

    name: str
    label: str
    value: Day | None
    """The day before the edit; None for no day."""
    day: "Callable[[str, Values], Day]"
    """Returns the day that a typed text means; raises ValueError with the expected forms."""
    placeholder: str = "2027-02-15, +90 days, next monday"
    typed: str = ""
    """The text that the field begins with if `value` is None."""

    def widget(self) -> Widget:
        """Return an input that begins with the day before the edit, or with `typed` if there is none."""
        text = self.typed if self.value is None else iso(self.value)
        return Input(text, placeholder=self.placeholder, compact=True, name=self.name)

    def read(self, values: "Values") -> Day | None:
        """Return the typed day; None if the field is blank. Raise FieldError if the text means no day."""
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
    """The words for no option, such as the value that counts then."""

    def widget(self) -> Widget:
        """Return a drop-down list of the options, and of the value if it is none of them."""
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
        """Return a list of the options with boxes, and of the values that are none of them."""
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
        """Return a text area with the value, control characters spelled out."""
        from textual.widgets import TextArea  # few forms have it, and it takes long to load

        safe = "\n".join(shown(line, len(line)) for line in self.value.splitlines())
        return TextArea(safe, name=self.name, compact=True, soft_wrap=True)


Field = TextField | DayField | SelectField | CheckField | LinesField


def with_unlisted(options: Sequence[Option], values: Sequence[str | None]) -> list[Option]:
    """Return the options, and an option for each value that has none, so that a form shows and keeps it.

    Values that are None are left out.
    """
    known = {value for value, _ in options}
    return [*options, *((each, each) for each in values if each is not None and each not in known)]


@dataclass(frozen=True, slots=True)
class Values:
    """The values of a form's fields by name, as they are typed and chosen."""

    texts: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]]
    fields: Mapping[str, Field]

    def text(self, name: str) -> str | None:
        """Return the text of a field, or the chosen option, without spaces around it; None if it is blank."""
        return self.texts.get(name, "").strip() or None

    def required(self, name: str, what: str) -> str:
        """Return as `text`, but raise FieldError if it is blank: "`what` is needed"."""
        text = self.text(name)
        if text is None:
            raise FieldError(name, f"{what} is needed")
        return text

    def day(self, name: str) -> Day | None:
        """Return the day of a DayField; None if it is blank. Raise FieldError if the text means no day."""
        field = self.fields[name]
        assert isinstance(field, DayField)
        return field.read(self)

    def required_day(self, name: str, what: str) -> Day:
        """Return as `day`, but raise FieldError if it is blank: "`what` is needed"."""
        day = self.day(name)
        if day is None:
            raise FieldError(name, f"{what} is needed")
        return day

    def several(self, name: str) -> tuple[str, ...]:
        """Return the chosen options of a CheckField; none if the form does not have it."""
        return self.lists.get(name, ())
