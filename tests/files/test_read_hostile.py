"""Whatever a file holds, reading gives a plan or diagnostics with a place, and never an exception."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from planner.diagnostics import Diagnostic
from planner.files.plan.file import PlanFile, read_plan_bytes
from tests.files.reading import POLICY_HEAD, policy_diagnostics
from tests.files.test_read_extends import BASE
from tests.files.test_read_plan import WHOLE

PLAN = 'format = 1\nproduct = "Example"\npolicy = "clio"\n' + WHOLE
PIECES = [
    *("[", "]", "{", "}", "=", ",", ".", '"', "'", '"""', "'''", "\\", "#", "\n", "\r\n", "\r", "\t", " "),
    *("[[version]]", "[[notice]]", "[version]", "[meta]", "name", "date", "released", "told", "rule"),
    *("TBD", "2027-03", "2027-03-01", "12:00:00", "1979-05-27T07:32:00Z", "true", "inf", "0x1F", "1_0", "-"),
    *(
        "<<<<<<< HEAD\n",
        "=======\n",
        ">>>>>>> x\n",
        "|||||||\n",
        "\x00",
        "\x1b",
        "\ufeff",
        "\u202e",
        "𝄞",
        "é",
    ),
]
pieces = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


repeatable = settings(derandomize=True, max_examples=150)


def assert_sound(file: PlanFile) -> None:
    assert (file.plan is None) == bool(file.diagnostics or file.policy_diagnostics)
    lines = file.source.text.split("\n")
    for diagnostic in file.diagnostics:
        assert_placed(diagnostic, lines)


def assert_placed(diagnostic: Diagnostic, lines: list[str]) -> None:
    assert diagnostic.code
    assert diagnostic.message.isprintable()
    assert len(diagnostic.message) < 500
    assert 1 <= diagnostic.line <= len(lines)
    assert 1 <= diagnostic.column <= len(lines[diagnostic.line - 1]) + 1


@repeatable
@given(st.binary(max_size=200))
def test_any_bytes_are_read(data: bytes) -> None:
    assert_sound(read_plan_bytes("p.toml", data))


@repeatable
@given(pieces)
@example("a = [\n[[version]]")
@example("version = 3\nnotice = 3\nwaiver = {}\nfreeze = 'x'")
def test_any_pieces_of_toml_are_read(text: str) -> None:
    assert_sound(read_plan_bytes("p.toml", text.encode()))
    assert_sound(read_plan_bytes("p.toml", (PLAN + text).encode()))


def mutated(text: str, random: Random) -> str:
    """A text with one to three small accidents."""
    for _ in range(random.randint(1, 3)):
        at, length = random.randrange(len(text)), random.choice((0, 1, 1, 3, 20))
        text = text[:at] + random.choice(("", *PIECES)) + text[at + length :]
    return text


@repeatable
@given(st.integers(0, 10**9))
def test_any_accident_to_a_plan_is_read(seed: int) -> None:
    assert_sound(read_plan_bytes("p.toml", mutated(PLAN, Random(seed)).encode()))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("policies")


@repeatable
@given(st.integers(0, 10**9))
def test_any_accident_to_a_policy_is_read(folder: Path, seed: int) -> None:
    text = mutated(BASE.replace('"order", "told"', '"order"'), Random(seed))
    for diagnostic in policy_diagnostics(folder, text):
        assert_placed(diagnostic, (POLICY_HEAD + text).split("\n"))


VALUES = ("1", "-1.5", "inf", "true", '""', '"x"', "[]", "[[1]]", "[{}]", "{}", "{ a = {} }", "2027-01-01")
KEYS = (
    *("format", "product", "policy", "judge_from", "meta", "version", "change", "notice", "freeze", "waiver"),
    *("name", "track", "kind", "pinned", "told", "announces", "channels", "date", "rule", "from", "to"),
)


@pytest.mark.parametrize("value", VALUES)
def test_any_type_of_value_under_any_key_of_a_plan_is_read(value: str) -> None:
    for key in KEYS:
        assert_sound(read_plan_bytes("p", f"{key} = {value}".encode()))
        for kind in ("version", "change", "notice", "freeze", "waiver"):
            text = f'format = 1\nproduct = "x"\npolicy = "clio"\n[[{kind}]]\n{key} = {value}'
            assert_sound(read_plan_bytes("p", text.encode()))


@pytest.mark.parametrize("value", VALUES)
def test_any_type_of_value_under_any_key_of_a_policy_is_read(folder: Path, value: str) -> None:
    top = ("extends", "disable", "tracks", "fields", "milestone", "channels", "changes", "reasons", "rule")
    own = ("kind", "of", "from", "to", "at_least", "when", "unless", "yields_to", "tolerance", "waivable")
    texts = [f"{key} = {value}" for key in top]
    texts += [f"[fields.x]\n{key} = {value}" for key in ("of", "one_of", "x")]
    texts += [f"[changes]\n{key} = {value}" for key in ("compatible", "incompatible", "unlisted")]
    texts += [f'[[milestone]]\nname = "a"\n{key} = {value}' for key in ("of", "role", "symbol", "exclusive")]
    texts += [f'{BASE}[[rule]]\nid = "z"\nkind = "gap"\n{key} = {value}' for key in own]
    texts += [f'{BASE}[[rule]]\nid = "z"\nkind = "notice"\nwhen = {{ {key} = {value} }}' for key in KEYS]
    for kind in ("notice", "mentions", "require", "forbid", "promise", "count", "calendar"):
        for key in ("milestone", "milestones", "also", "fields", "channels", "weekdays", "days", "holidays"):
            texts.append(f'{BASE}[[rule]]\nid = "z"\nkind = "{kind}"\n{key} = {value}')
    for text in texts:
        for diagnostic in policy_diagnostics(folder, text):
            assert_placed(diagnostic, (POLICY_HEAD + text).split("\n"))
