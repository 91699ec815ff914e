"""comity states: codes and names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from comity.cli.options import common, open_register, print_json, print_lines

if TYPE_CHECKING:
    from comity.law.states import State
    from comity.say import Sayer
    from comity.say.decision import Line


@click.command(
    name="states",
    epilog="""\b
Examples:
  comity states
  comity states "Ivory Coast"
  comity states --classes --lang fr
""",
)
@click.argument("name", required=False)
@click.option("--classes", is_flag=True, help="List the passport classes instead.")
@common
def command(
    name: str | None,
    classes: bool,
    as_json: bool,
    lang: str,
    register_path: str | None,
) -> None:
    """The states and other issuers: their codes and names; one of them by NAME.

    NAME is a code of any kind or a name in any language. One state is shown with the groups
    it belongs to and the passports it issues, as far as the register knows.
    """
    from comity.say import Sayer

    say = Sayer(lang)
    if classes:
        _show(_classes(say), as_json, [("passport_class", "name")])
    elif name is None:
        _show(_listing(say), as_json, [("code", "name")])
    else:
        found = _one(name, register_path)
        if as_json:
            print_json(found)
        else:
            print_lines(_lines(found, say), lang)


def _show(rows: list[dict[str, str]], as_json: bool, columns: list[tuple[str, str]]) -> None:
    if as_json:
        print_json(rows)
        return
    code, name = columns[0]
    width = max(len(row[code]) for row in rows)
    for row in rows:
        click.echo(f"{row[code]:<{width}}  {row[name]}")


def _classes(say: Sayer) -> list[dict[str, str]]:
    from comity.law.passports import PassportClass

    return [
        {"passport_class": item.value, "name": say.passport_class(item.value)}
        for item in PassportClass
    ]


def _listing(say: Sayer) -> list[dict[str, str]]:
    from comity.names import listing

    return [
        {"code": state.code, "name": name, "kind": state.kind.value, "alpha2": state.alpha2}
        for state, name in listing(say.lang)
    ]


def _one(name: str, register_path: str | None) -> dict[str, Any]:
    """One state with what the register knows of it."""
    from comity.names import find

    state: State = find(name)
    view = open_register(register_path).view()
    profile = view.profile(state.code)
    return {
        "code": state.code,
        "kind": state.kind.value,
        "alpha2": state.alpha2,
        "icao": state.icao or state.code,
        "names": {"en": state.en, "fr": state.fr},
        "since": state.since or None,
        "until": state.until or None,
        "successors": list(state.successors),
        "groups": list(view.belongs(state.code)),
        "issues": [
            {"passport_class": item.name.value, "local": item.local}
            for item in (profile.classes if profile else ())
        ],
    }


def _lines(found: dict[str, Any], say: Sayer) -> Iterator[Line]:
    from comity.say.decision import Line

    other = "fr" if say.lang == "en" else "en"
    names = found["names"]
    title = names[say.lang]
    if names[other] != title:
        title += f" ({names[other]})"
    yield Line(0, "", title, "strong")
    codes = [found["code"], found["alpha2"]]
    yield Line(1, say.text("states.codes"), ", ".join(code for code in codes if code))
    yield Line(1, say.text("states.kind"), say.text(f"states.kind.{found['kind']}"))
    if found["icao"] != found["code"]:
        yield Line(1, say.text("states.also"), found["icao"])
    used = [
        say.text(f"states.used.{side}", **{side: say.date(found[side])})
        for side in ("since", "until")
        if found[side]
    ]
    if used:
        yield Line(1, say.text("states.used"), ", ".join(used))
    if found["successors"]:
        yield Line(1, say.text("states.successors"), say.states("+".join(found["successors"])))
    if found["groups"]:
        yield Line(1, say.text("states.groups"), ", ".join(found["groups"]))
    if found["issues"]:
        issued = [_issued(item, say) for item in found["issues"]]
        yield Line(1, say.text("states.issues"), ", ".join(issued))


def _issued(item: dict[str, Any], say: Sayer) -> str:
    name = say.passport_class(item["passport_class"])
    local = ", ".join(item["local"].values())
    return f"{name} ({local})" if local else name
