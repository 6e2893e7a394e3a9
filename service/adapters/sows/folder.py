"""The folder of SOW files: one agency, a folder for each client."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from service.adapters.sows import people
from service.adapters.sows.checks import Known
from service.adapters.sows.page import Page
from service.adapters.sows.terms import Terms
from service.domain.agency import Agency, Client, folded
from service.domain.sow import Sow
from service.faults import SowFault

T = TypeVar("T", Client, Sow)


def load(folder: Path, known: Known | None = None) -> tuple[Agency, tuple[Sow, ...]]:
    """What was agreed. `known` names every rule and its parameters. Raises SowFault with every problem, one a line."""
    pages = _Pages(folder)
    pages.refuse()
    clients = [people.client(page, known) for page in pages.clients]
    agency = people.agency(pages.agency, clients, known)
    sows = [(page, Terms(page, clients[owner], agency, known).sow()) for owner, page in pages.sows]
    _refuse_twins(list(zip(pages.clients, clients, strict=True)), people.names_of, "client")
    _refuse_twins(sows, lambda sow: (sow.id,), "SOW")
    pages.refuse()
    return agency, tuple(sow for _, sow in sows)


class _Pages:
    """Every file of the folder, read."""

    def __init__(self, folder: Path) -> None:
        self.stray = list(_strays(folder))
        if not (folder / "agency.yaml").is_file():
            raise SowFault(
                f"There is no agency.yaml in {folder}: write one as sows/README.md shows, or name another folder."
            )
        self.agency = Page(folder / "agency.yaml", folder, "agency")
        self.clients: list[Page] = []
        self.sows: list[tuple[int, Page]] = []
        """Each SOW file with the place of its client."""
        for own in sorted(path.parent for path in folder.glob("*/client.yaml")):
            self.clients.append(Page(own / "client.yaml", folder, "client"))
            for path in sorted(own.glob("*.yaml")):
                if path.name != "client.yaml":
                    self.sows.append((len(self.clients) - 1, Page(path, folder, "sow")))

    def refuse(self) -> None:
        """Raise a fault that names every mistake found so far, if there is any."""
        pages = [self.agency, *self.clients, *(page for _, page in self.sows)]
        sentences = [*self.stray, *(sentence for page in pages for sentence in page.sentences())]
        if sentences:
            raise SowFault("\n".join(sentences))


def _strays(folder: Path) -> Iterator[str]:
    """Files that look like SOW files and would be passed over without a word."""
    for path in sorted(folder.rglob("*.y*ml")):
        name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
        if path.suffix != ".yaml":
            yield f"{name} does not end in .yaml, so nobody would read it; rename it."
        elif path.parent == folder and path.name != "agency.yaml":
            yield f"{name} lies beside agency.yaml; move it into the folder of its client."
        elif folder not in {path.parent, path.parent.parent}:
            yield f"{name} lies too deep; SOW files lie in the folder of their client."
        elif path.parent != folder and not (path.parent / "client.yaml").is_file():
            yield f"{name} has no client.yaml beside it; add one that names the client."


def _refuse_twins(pages: Sequence[tuple[Page, T]], names: Callable[[T], Iterable[str]], kind: str) -> None:
    owners: dict[str, Page] = {}
    for page, thing in pages:
        for name in dict.fromkeys(map(folded, names(thing))):
            first = owners.setdefault(name, page)
            if first is not page:
                why = f"{name} names the {kind} of {first.name} already; give one of them another name"
                page.say(why, kind.lower())
