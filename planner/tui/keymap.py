"""The keys of the screen: the bindings of every place, and the keys that a person gives them instead."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any

from textual.binding import Binding
from textual.keys import Keys, format_key

from planner.diagnostics import did_you_mean, quoted
from planner.named_tuple import NamedTuple
from planner.plan import NOTHING

NO_KEY = "no-key"
"""A key that no keyboard has; Textual wants one for each binding."""
MODIFIERS = ("alt", "ctrl", "hyper", "meta", "shift", "super")

PLACES: Mapping[str, str] = {
    "Violations": "planner.tui.panels.violations:Violations",
    "Inspector": "planner.tui.panels.inspector:Inspector",
    "Requests": "planner.tui.panels.requests:RequestsPanel",
    "Agenda": "planner.tui.panels.agenda:Agenda",
    "Contents": "planner.tui.panels.contents:Contents",
    "Conflicts": "planner.tui.panels.conflicts:Conflicts",
    "Compare": "planner.tui.panels.comparison:ComparisonPanel",
    "Form": "planner.tui.dialogs.form:Form",
    "Question": "planner.tui.dialogs.choice:Choice",
    "List": "planner.tui.dialogs.pick:Pick",
    "Menu": "planner.tui.dialogs.menu:Menu",
    "Fix": "planner.tui.dialogs.fix:FixScreen",
    "Followers": "planner.tui.dialogs.followers:FollowersScreen",
    "Simulation": "planner.tui.dialogs.simulation:SimulationScreen",
    "Find": "planner.tui.dialogs.find:FindScreen",
    "Help page": "planner.tui.dialogs.help:HelpScreen",
    "Policy page": "planner.tui.dialogs.policy:PolicyScreen",
    "Policy on trial": "planner.tui.dialogs.trial:TrialScreen",
    "Numbers of a policy": "planner.tui.panels.numbers:Numbers",
    "Plans": "planner.tui.screens.portfolio:PortfolioScreen",
    "First plan": "planner.tui.screens.welcome:WelcomeScreen",
    "Errors of a plan": "planner.tui.screens.diagnostics:DiagnosticsScreen",
    "Everywhere": "planner.tui.app:PlannerApp",
}
"""The panels, dialogs and further screens with keys of their own, each with the class that has them."""


class Bound(NamedTuple):
    """A binding of a place, with the keys that it has by default."""

    id: str
    keys: tuple[str, ...]
    description: str


class Keymap(NamedTuple):
    """The keys that differ from the default ones, and remarks about keys that cannot be given."""

    keys: Mapping[str, tuple[str, ...]] = NOTHING
    """The keys by the id of their binding; none where another binding took the last one."""
    remarks: tuple[str, ...] = ()

    def of(self, bound: Bound) -> tuple[str, ...]:
        """Return the keys of a binding: the configured ones, else its default keys; may be empty."""
        return self.keys.get(bound.id, bound.keys)

    def lacks(self, binding_id: str) -> bool:
        """Return True if a binding was left without a key, because other bindings took its keys."""
        return binding_id in self.keys and not self.keys[binding_id]

    def for_textual(self) -> dict[str, str]:
        """Return the keys by id of binding as `App.set_keymap` takes them, separated by commas."""
        return {name: ",".join(keys) or NO_KEY for name, keys in self.keys.items()}


DEFAULT_KEYS = Keymap()


def bound(bindings: Iterable[object]) -> Iterator[Bound]:
    """Yield the bindings that have an id, with their keys in Textual's words.

    Their description is the tooltip, if they have one.
    """
    for each in bindings:
        if isinstance(each, Binding) and each.id is not None:
            keys = tuple(one.key for one in Binding.make_bindings([each]))
            yield Bound(each.id, keys, each.tooltip or each.description)


def bound_in(place: str) -> tuple[Bound, ...]:
    """Return the bindings with an id of a place in `PLACES`; it imports the class that has them."""
    module, _, name = PLACES[place].partition(":")
    return tuple(bound(getattr(import_module(module), name).BINDINGS))


def place_of(kind: type) -> str | None:
    """Return the place in `PLACES` of a class or one of its bases; None if none is a place."""
    names = {f"{each.__module__}:{each.__name__}" for each in kind.__mro__}
    return next((place for place, name in PLACES.items() if name in names), None)


def all_places(commands: Iterable[Bound]) -> dict[str, tuple[Bound, ...]]:
    """Return all bindings by place: commands under "Commands", then those of each place in `PLACES`."""
    return {"Commands": tuple(commands), **{place: bound_in(place) for place in PLACES}}


def keymap(configured: Mapping[str, Sequence[str]], places: Mapping[str, Sequence[Bound]]) -> Keymap:
    """Return the keymap that a person configured, with a remark on each mistake.

    `configured` has the wanted keys by id of binding (an empty list: no key), `places` the bindings by place.
    Within a place, a key that two configured bindings want goes to the first, and a binding that is not
    configured gives up its keys to one that is. A binding that gets none of its wanted keys counts as not
    configured.
    """
    remarks: list[str] = []
    keys: dict[str, tuple[str, ...]] = {}
    known = {each.id: each for every in places.values() for each in every}
    wanted = {
        name: tuple(_usable(name, asked, remarks)) for name, asked in configured.items() if name in known
    }
    unknown = (name for name in configured if name not in known)
    remarks += (f"Keys: there is no command {quoted(name)}{did_you_mean(name, known)}" for name in unknown)
    for every in places.values():
        ids = {each.id for each in every}
        owners: dict[str, str] = {}
        for name, asked in wanted.items():
            if name in ids and ((free := tuple(_free(name, asked, owners, remarks))) or not configured[name]):
                keys[name] = free
        for each in every:
            if each.id in keys:
                continue
            left = tuple(key for key in each.keys if key not in owners)
            if left != each.keys:
                keys[each.id] = left
                if not left:
                    taker = owners[each.keys[0]]
                    remarks.append(f"Keys: {quoted(each.id)} has no key left, since {quoted(taker)} has it")
    return Keymap(keys, tuple(each if each.endswith("?") else f"{each}." for each in remarks))


def _usable(name: str, asked: Sequence[str], remarks: list[str]) -> Iterator[str]:
    """Yield the wanted keys that exist, in Textual's words; add a remark on each other one to `remarks`.

    A text may list several keys, separated by commas.
    """
    for written in asked:
        for key in [written] if written == "," else filter(None, map(str.strip, written.split(","))):
            if is_key(key):
                yield "comma" if key == "," else next(iter(Binding.make_bindings([(key, "", "")]))).key
            else:
                near = did_you_mean(key, _near_keys(key))
                remarks.append(f"Keys: {quoted(name)} cannot have {quoted(key)}, which is no key{near}")


def _free(name: str, asked: Iterable[str], owners: dict[str, str], remarks: list[str]) -> Iterator[str]:
    """Yield the wanted keys of a binding that no binding before it in the place has.

    `owners` has the bindings by key; the yielded keys are added to it. A remark on each key that another one
    has is added to `remarks`.
    """
    for key in asked:
        owner = owners.setdefault(key, name)
        if owner == name:
            yield key
        else:
            remarks.append(
                f"Keys: {quoted(owner)} and {quoted(name)} both ask for {quoted(key)}: the first has it"
            )


def is_key(key: str) -> bool:
    """Return True if a text is a printable character or the name of a key, maybe with modifiers before it."""
    *modifiers, base = key.split("+") if len(key) > 1 else [key]
    if any(each not in MODIFIERS for each in modifiers):
        return False
    if len(base) == 1:
        return base.isprintable() and base != " "
    return base in _NAMED or (base == base.lower() and format_key(base) != base)


def readable(key: str) -> str:
    """Return a key as people write it: `ctrl+?` for Textual's `ctrl+question_mark`."""
    *modifiers, base = key.split("+")
    return "+".join((*modifiers, base if base in _NAMED else format_key(base)))


def key_in(app: object, kind: type, binding_id: str) -> str:
    """Return the first key of a binding as people write it; empty if the binding has none.

    `kind` is the class of the panel, dialog or screen with the binding; the app has the configured keys.
    """
    keys: Keymap = getattr(app, "own_keys", DEFAULT_KEYS)
    bindings: Any = (each for base in kind.__mro__ for each in bound(vars(base).get("BINDINGS", ())))
    found = next(each for each in bindings if each.id == binding_id)
    key = next(map(readable, keys.of(found)), "")
    return "esc" if key == "escape" else key


def hint(app: object, kind: type, *parts: tuple[str, str]) -> str:
    """Return a line such as `enter accepts, esc refuses`.

    `parts` are pairs of the id of a binding and its effect; bindings without a key are left out.
    """
    keys = ((key_in(app, kind, name), effect) for name, effect in parts)
    return ", ".join(f"{key} {effect}" for key, effect in keys if key)


def labelled(app: object, kind: type, label: str, binding_id: str) -> str:
    """Return the label of a button followed by the key of its binding in brackets, if it has a key."""
    key = key_in(app, kind, binding_id)
    return f"{label} ({key})" if key else label


def _near_keys(key: str) -> list[str]:
    """Return the keys that a mistyped key may stand for.

    These are the named keys with its modifiers, its last part with each modifier, and the named keys alone.
    """
    *modifiers, base = key.lower().split("+")
    before = "".join(f"{each}+" for each in modifiers)
    named = [f"{before}{each}" for each in _NAMED]
    return [*named, *(f"{each}+{base}" for each in MODIFIERS), *_NAMED]


_NAMED = frozenset(
    each.value for each in Keys if not {"+", "-", "<"} & set(each.value) and each is not Keys.Return
)
