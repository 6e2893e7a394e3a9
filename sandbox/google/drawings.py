"""What a SPARKLINE of one number draws: a bar, as long as its number is of the most it may be."""

from __future__ import annotations

from sandbox.google.cells import Failure
from sandbox.google.formulas import Ground, Node, evaluated, single, tree
from sandbox.google.functions import Wrong, to_number

BLUE = "#3366cc"


def bar(text: str, ground: Ground) -> dict[str, object] | None:
    """The share of the cell that is filled, from 0 to 1, and its colour; None for any other formula."""
    node = tree(text)
    if node is None or node[:2] != ("call", "SPARKLINE") or len(node[2]) != 2:
        return None
    try:
        words = [single(evaluated(one, ground)) for one in _leaves(node[2][1])]
        options = dict(zip(words[::2], words[1::2], strict=True))
        number = to_number(single(evaluated(node[2][0], ground)))
        share = min(1.0, max(0.0, number / to_number(options.get("max") or number or 1)))
    except (Wrong, ValueError):
        return None
    if options.get("charttype") != "bar" or isinstance(options.get("color1"), Failure):
        return None
    return {"share": round(share, 3), "color": str(options.get("color1") or BLUE)}


def _leaves(node: Node) -> list[Node]:
    """The options one after the other, as pairs of name and value."""
    if node[0] == "array" or node[:2] == ("call", "TRANSPOSE"):
        inner = node[1] if node[0] == "array" else node[2]
        return [leaf for one in inner for leaf in _leaves(one)]
    return [node]
