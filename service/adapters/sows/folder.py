"""The folder of SOW files: one agency, a folder for each client."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, TypeVar

from service.adapters.sows import amendments, limits, people
from service.adapters.sows.checks import Known
from service.adapters.sows.document import Keyed
from service.adapters.sows.page import Page
from service.adapters.sows.register import Register
from service.adapters.sows.terms import Terms, look_at_usual
from service.domain.terms.agency import Agency, Client, folded
from service.domain.terms.sow import Sow
from service.faults import SowFault

T = TypeVar("T", Client, Sow)
DRAFT = ".draft.yaml"
"""How a file ends that somebody still has to read; nobody is billed by it."""


def load(folder: Path, known: Known | None = None, instead: Path | None = None) -> tuple[Agency, tuple[Sow, ...]]:
    """What was agreed. `known` names every rule and its parameters. Raises SowFault with every problem, one a line.

    `instead` is a file that stands in for the SOW of its id, as if it lay in the folder.
    """
    pages = _Pages(folder, instead)
    if pages.agency.broken or any(page.broken for page in pages.clients):
        pages.refuse()
    clients = [people.client(page, known) for page in pages.clients]
    agency = people.agency(pages.agency, clients, known)
    look_at_usual(pages.agency, Client("", ""), agency)
    for page, client in zip(pages.clients, clients, strict=True):
        look_at_usual(page, client, agency)
    papers = [one for one in pages.sows if one.page.usable and all(page.usable for _, page in one.amended)]
    sows = [(one.page, Terms(one.page, one.amended, clients[one.owner], agency, known).sow()) for one in papers]
    clients = _with_caps(pages, agency, [sow for _, sow in sows])
    _refuse_twins(list(zip(pages.clients, clients, strict=True)), people.names_of, "client")
    _refuse_twins(sows, lambda sow: (sow.id,), "SOW")
    pages.refuse()
    return replace(agency, clients=tuple(clients)), tuple(sow for _, sow in sows)


class _Paper(NamedTuple):
    """A SOW file: the place of its client, the page as first signed, and the page after each amendment."""

    owner: int
    page: Page
    amended: Sequence[amendments.Amended]


def _paper(owner: int, page: Page, usual: Keyed) -> _Paper:
    whole = amendments.over(usual, page.node)
    page = page if whole == page.node else page.reading(whole)
    return _Paper(owner, page, tuple(amendments.versions(page)))


class _Pages:
    """Every file of the folder, read; a SOW with the usual terms of its client and of the agency in it."""

    def __init__(self, folder: Path, instead: Path | None = None) -> None:
        self.stray = list(_strays(folder))
        if not (folder / "agency.yaml").is_file():
            raise SowFault(
                f"There is no agency.yaml in {folder}: write one as sows/README.md shows, or name another folder."
            )
        self.agency = Page(folder / "agency.yaml", folder, "agency")
        self.clients: list[Page] = []
        self.sows: list[_Paper] = []
        for own in sorted(path.parent for path in folder.glob("*/client.yaml")):
            client = Page(own / "client.yaml", folder, "client")
            self.clients.append(client)
            usual = amendments.over(self.agency.node, client.node)
            for path in sorted(own.glob("*.yaml")):
                if path.name != "client.yaml" and not path.name.endswith(DRAFT):
                    self.sows.append(_paper(len(self.clients) - 1, Page(path, folder, "sow"), usual))

        if instead is not None:
            self._put(instead)

    def _put(self, path: Path) -> None:
        """A file in the place of the SOW whose id it has."""
        page = Page(path, path.parent, "sow")
        wanted = page.at("sow", "id")
        for place, paper in enumerate(self.sows):
            if paper.page.at("sow", "id") == wanted or not page.usable:
                usual = amendments.over(self.agency.node, self.clients[paper.owner].node)
                self.sows[place] = _paper(paper.owner, page, usual)
                return
        raise SowFault(f"{path} is for the SOW {wanted}, and no file of the folder has that id; give it the id of one.")

    def refuse(self) -> None:
        """Raise a fault that names every mistake found so far, if there is any."""
        pages = [self.agency, *self.clients, *(one.page for one in self.sows)]
        sentences = [*self.stray, *(sentence for page in pages for sentence in page.sentences())]
        if sentences:
            raise SowFault("\n".join(sentences))


def _with_caps(pages: _Pages, agency: Agency, sows: Sequence[Sow]) -> list[Client]:
    """The clients with the limits of their own files; money is counted in one currency, or not at all."""
    clients = []
    for page, client in zip(pages.clients, agency.clients, strict=True):
        register = Register(page, client, agency.people)
        caps = limits.caps(register, limits.usual_thresholds(register))
        currencies = sorted({sow.currency for sow in sows if sow.client == client.id})
        for where, said in page.each("caps"):
            if said.get("measure") == "money" and len(currencies) > 1:
                why = f"the SOWs of this client are in {' and '.join(currencies)}, which cannot be counted together"
                page.say(f"{why}; cap each SOW in its own file", *where)
        clients.append(replace(client, caps=caps))
    return clients


def _strays(folder: Path) -> Iterator[str]:
    """Files that look like SOW files and would be passed over without a word."""
    for path in sorted(folder.rglob("*.y*ml")):
        name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
        if path.suffix != ".yaml":
            yield f"{name} does not end in .yaml, so nobody would read it; rename it."
        elif path.name.endswith(DRAFT):
            continue
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
