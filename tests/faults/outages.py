"""What machines do: processes die, databases and lines go down, answers are lost, calls are refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import requests

from tests.faults.agency import MANAGER
from tests.faults.scene import TOO_OFTEN, Died, Scene, Trouble
from tests.faults.steps import OURS, OUTSIDE

Arm = Callable[[Scene, str], None]


def at(when: str, deed: Callable[[Scene], Any]) -> Arm:
    """Something that happens right before or right after our own call of a step."""

    def arm(scene: Scene, step: str) -> None:
        thing, name = OURS[step]
        scene.trap(thing, name, when, deed)

    return arm


def met(**fault: Any) -> Arm:
    """A fault that the step's call to the outside meets."""

    def arm(scene: Scene, step: str) -> None:
        service, method, path, nth = OUTSIDE[step]
        scene.said("/__faults", service=service, method=method, path=path, nth=nth, **fault)

    return arm


def dies(scene: Scene) -> None:
    raise Died


def goes_down(scene: Scene) -> None:
    """The database answers nobody until this run is over."""
    scene.faults += 1
    scene.is_down = True


def database_down(scene: Scene, step: str) -> None:
    """At the call to QuickBooks it is what comes after it that cannot be written down."""
    at("after" if step == "create" else "before", goes_down)(scene, step)


def lost_before(scene: Scene, step: str) -> None:
    """The line breaks before anything was done; a request that never reaches us is made again."""
    if step == "receive":
        _at_the_door(scene, before=lambda: _broken(scene))
    else:
        met(kind="drop")(scene, step)


def lost_after(scene: Scene, step: str) -> None:
    """All was done, and the answer is lost: on the way to the script, from the database, or from outside."""
    if step == "receive":
        _at_the_door(scene, after=lambda answer: _compared(scene, answer))
    elif step in OUTSIDE:
        met(kind="cut")(scene, step)
    else:
        at("after", goes_down)(scene, step)


def throttled(scene: Scene, step: str) -> None:
    """Somebody asks for a pause; at our own door, we do."""
    if step == "receive":
        _ask_too_often(scene)
    else:
        met(kind="status", status=429, retry_after="1")(scene, step)


def overloaded(scene: Scene, step: str) -> None:
    """The status of Claude alone for too much at once."""
    met(kind="status", status=529)(scene, step)


def a_page(scene: Scene, step: str) -> None:
    """A gateway's page with 503 in the place of an answer, before the work."""
    met(kind="status", status=503, **{"as": "html"})(scene, step)


def unreadable(scene: Scene, step: str) -> None:
    """A page in the place of an answer, after the work."""
    met(kind="html")(scene, step)


def fault_with_200(scene: Scene, step: str) -> None:
    """QuickBooks says that it failed, with the status of success."""
    met(kind="status", status=200, **{"as": "cdc" if step == "void" else "query"})(scene, step)


def _at_the_door(
    scene: Scene, before: Callable[[], None] = lambda: None, after: Callable[[str], None] = lambda _: None
) -> None:
    """Something happens once to a request of the script, on its way to us or back."""
    whole, left = scene.asked, [1]

    def asked(*given: Any, **named: Any) -> str:
        first = bool(left and left.pop())
        if first:
            before()
        answer = whole(*given, **named)
        if first:
            after(answer)
        return answer

    scene.patch.setattr(scene, "asked", asked)


def _broken(scene: Scene) -> None:
    scene.faults += 1
    raise requests.ConnectionError


def _compared(scene: Scene, answer: str) -> None:
    """The same is asked under the same key, and has to be answered with the same bytes."""
    scene.faults += 1
    scene.troubled = True
    again = scene.generate(MANAGER, "the one that counts")
    if again != answer:
        raise AssertionError("the same request was answered twice in different words")


def _ask_too_often(scene: Scene) -> None:
    """One person asks until there is no more room, and waits as long as the answer says."""

    def before() -> None:
        scene.faults += 1
        for number in range(200):
            try:
                scene.asked("explain", MANAGER, "", row=f"no row {number}")
            except Trouble as trouble:
                if trouble.args[0] == TOO_OFTEN:
                    raise

    _at_the_door(scene, before=before)
