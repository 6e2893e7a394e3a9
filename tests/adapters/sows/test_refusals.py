"""Every way in which a SOW file can be wrong ends in one sentence: file, line, what stands there, what to do."""

from pathlib import Path

import pytest

from service.adapters.sows import load
from service.faults import SowFault
from tests.adapters.sows.folders import AGENCY, CLIENT, KNOWN, SOW, written

GALLERY = Path(__file__).with_name("refusals.txt").read_text(encoding="utf-8")
BY_HAND = "take it out and see to these terms by hand"
EITHER = "a row could mean either, so give one of them another name"
ANOTHER = "give one of them another name"
SPAN = "(… to 2026-06-30)"
SAME_DAYS = "(2026-06-30 to …) on the same days; end one of them with `to:`"
OASIS = CLIENT.replace("id: dune", "id: oasis")


def gallery() -> list[tuple[str, list[str]]]:
    """A SOW file and its sentences, block after block."""
    _, *blocks = GALLERY.strip().split("\n\n")
    return [(sow, sentences) for sow, *sentences in (block.split("\n>>> ") for block in blocks)]


@pytest.mark.parametrize(("sow", "sentences"), gallery())
def test_a_sow_that_cannot_be_held_is_refused_in_a_sentence_a_mistake(
    tmp_path: Path, sow: str, sentences: list[str]
) -> None:
    assert refusal(written(tmp_path, sow=sow)).splitlines() == [f"sows/dune/d-1.yaml, {one}" for one in sentences]


@pytest.mark.parametrize(
    ("sow", "sentence"),
    [
        ("", "is empty; sows/README.md shows what belongs in it."),
        ("#" * 262145, "is larger than 256 kB; a SOW is a page or two, so take out what is not terms."),
    ],
)
def test_a_file_that_is_no_sow_at_all_is_refused_as_a_whole(tmp_path: Path, sow: str, sentence: str) -> None:
    assert refusal(written(tmp_path, sow=sow)) == f"sows/dune/d-1.yaml {sentence}"


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("Europe/Lisbon", "Lisbon", "line 1: timezone is Lisbon, which no clock knows; write one like Europe/Lisbon."),
        ("mia@", "mia at ", "line 5: one of approvers is mia at kite.example; write for example jo@agency.example"),
        ("from: 2026-07-01", "from: 2026-06-30", f"line 4: Bo Lind is designer {SPAN} and developer {SAME_DAYS}."),
        ("Bo Lind", "a.  reis", f"line 4: a. reis is a name of Ana Reis (line 3) and of a.  reis; {EITHER}."),
        ("agency: {", "agency: {locale: pt, ", f"line 1: locale is not understood yet; {BY_HAND}."),
    ],
)
def test_a_mistake_in_the_agency_file_is_one_sentence(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    found = refusal(written(tmp_path, agency=AGENCY.replace(old, new)))
    assert found.startswith(f"sows/agency.yaml, {sentence}")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("Guest app", "site", f"line 2: site is a name of Site (line 2) and of site; {EITHER}."),
        ("projects", "discounts", f"line 2: discounts is not understood yet; {BY_HAND}."),
        ("Dune Hotels Ltd}", "Dune, own: maybe}", "line 1: own is maybe; write for example true (Write true for the"),
    ],
)
def test_a_mistake_in_a_client_file_is_one_sentence(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    found = refusal(written(tmp_path, client=CLIENT.replace(old, new)))
    assert found.startswith(f"sows/dune/client.yaml, {sentence}")


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("dune__d-2", SOW, f", line 1: d-1 names the SOW of sows/dune/d-1.yaml already; {ANOTHER}."),
        (
            "oasis__client",
            OASIS,
            f", line 1: dune hotels names the client of sows/dune/client.yaml already; {ANOTHER}.",
        ),
        ("d-2", SOW, " lies beside agency.yaml; move it into the folder of its client."),
        ("lost__d-2", SOW, " has no client.yaml beside it; add one that names the client."),
        ("dune__old__client", CLIENT, " lies too deep; SOW files lie in the folder of their client."),
    ],
)
def test_a_file_that_would_be_passed_over_or_says_what_another_says_is_refused(
    tmp_path: Path, name: str, text: str, sentence: str
) -> None:
    found = refusal(written(tmp_path, **{name: text})).splitlines()
    assert found[0] == f"sows/{name.replace('__', '/')}.yaml{sentence}"


def test_every_problem_of_every_file_is_said_at_once_from_top_to_bottom(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        agency=AGENCY.replace("people:", "peple:"),
        client=CLIENT + "capz: []\n",
        sow=SOW.replace("D-1", "D 1") + "tax: 5\n",
    )
    assert [line.partition(":")[0] for line in refusal(folder).splitlines()] == [
        "sows/agency.yaml, line 2",
        "sows/dune/client.yaml, line 3",
        "sows/dune/d-1.yaml, line 1",
        "sows/dune/d-1.yaml, line 6",
    ]


def test_a_file_that_is_not_utf_8_says_so(tmp_path: Path) -> None:
    folder = written(tmp_path)
    (folder / "dune" / "d-1.yaml").write_bytes("sow: {title: Café}".encode("latin-1"))
    assert refusal(folder) == "sows/dune/d-1.yaml is not written in UTF-8; save it again as UTF-8."


def test_a_file_that_ends_in_yml_is_not_passed_over(tmp_path: Path) -> None:
    folder = written(tmp_path)
    (folder / "dune" / "d-2.yml").write_text(SOW)
    assert refusal(folder) == "sows/dune/d-2.yml does not end in .yaml, so nobody would read it; rename it."


def test_a_folder_without_an_agency_says_what_to_write(tmp_path: Path) -> None:
    assert refusal(tmp_path) == (
        f"There is no agency.yaml in {tmp_path}: write one as sows/README.md shows, or name another folder."
    )


def refusal(folder: Path) -> str:
    with pytest.raises(SowFault) as caught:
        load(folder, KNOWN)
    return str(caught.value)
