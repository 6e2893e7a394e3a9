"""What a collector is told: addresses, places, statuses and times, and never a word that anybody wrote."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from service.adapters.calls import CALLS, Calls
from service.web.telemetry import ALLOWED, only_allowed
from service.web.watch import Lines
from tests.web.test_addon import Counter

HOUSE = Path(__file__).parents[2]
CANARY = "zq9canaryzq9"
TRACE, PARENT = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
PLACES = {"Google Sheets", "QuickBooks", "Claude"}


class Collector:
    """A collector that keeps what it is told, as it came."""

    def __init__(self) -> None:
        self.told: dict[str, list[bytes]] = {}
        collector = self

        class Answer(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                collector.told.setdefault(self.path, []).append(body)
                self.send_response(200)
                self.end_headers()

            def log_message(self, *words: object) -> None:
                """Nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self.root = f"http://127.0.0.1:{self._server.server_port}"
        Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def spans(self) -> list[Any]:
        """Every span, in the order in which they ended."""
        told = [ExportTraceServiceRequest.FromString(body) for body in self.told.get("/v1/traces", [])]
        return [
            span for one in told for whose in one.resource_spans for scope in whose.scope_spans for span in scope.spans
        ]

    def figures(self) -> dict[str, set[str]]:
        """The labels of each figure."""
        told = [ExportMetricsServiceRequest.FromString(body) for body in self.told.get("/v1/metrics", [])]
        figures = [
            figure for one in told for whose in one.resource_metrics for scope in whose.scope_metrics
            for figure in scope.metrics
        ]  # fmt: skip
        return {
            figure.name: {label.key for point in figure.histogram.data_points for label in point.attributes}
            for figure in figures
        }


@pytest.fixture
def collector() -> Iterator[Collector]:
    made = Collector()
    yield made
    made.close()
    CALLS.__init__()  # type: ignore[misc]  # nobody watches any more


@pytest.fixture
def counter(environment: dict[str, str], collector: Collector) -> Iterator[Counter]:
    made = Counter({**environment, "OTEL_EXPORTER_OTLP_ENDPOINT": collector.root})
    yield made
    made.client.application.extensions["telemetry"].close()
    made.wiring.store.engine.dispose()


def attributes(span: Any) -> dict[str, str]:
    return {one.key: one.value.string_value or str(one.value.int_value) for one in span.attributes}


def test_a_request_is_a_span_of_the_callers_trace_with_the_calls_that_it_made_below_it(
    counter: Counter, collector: Collector
) -> None:
    counter.wiring.store.register("a-sheet", "ruth@tidewick.example", counter.wiring.clock())
    counter.client.environ_base["HTTP_TRACEPARENT"] = f"00-{TRACE}-{PARENT}-01"
    assert counter.ask("explain", spreadsheetId="a-sheet", tab=CANARY, row=2)[0] == 502
    counter.client.application.extensions["telemetry"].flush()
    *calls, answer = collector.spans()
    assert answer.name == "POST /addon/explain"
    assert attributes(answer) == {
        "http.request.method": "POST", "http.route": "/addon/explain", "http.response.status_code": "502",
    }  # fmt: skip
    assert (answer.trace_id.hex(), answer.parent_span_id.hex()) == (TRACE, PARENT)
    assert {call.name for call in calls} == {"Google Sheets"}
    assert {call.parent_span_id for call in calls} == {answer.span_id}
    assert attributes(calls[0])["error.type"] == "APIError"
    assert set(collector.figures()) == {"tickmark.answer.duration", "tickmark.call.duration"}


def test_a_collector_hears_no_word_of_anybody_whatever_is_sent_and_wherever(
    counter: Counter, collector: Collector
) -> None:
    body = dict.fromkeys(("spreadsheetId", "by", "tab", "sow", "challenge"), CANARY)
    for deed in ("setup", "check", "edited", "explain", CANARY):
        counter.client.post(f"/addon/{deed}?key={CANARY}", json=body, headers={"Authorization": f"Bearer {CANARY}"})
        counter.client.post(f"/addon/{deed}", json=body, headers={"traceparent": CANARY, "Cookie": CANARY})
    counter.ask("setup", **body)
    counter.client.application.extensions["telemetry"].flush()
    assert collector.spans() and collector.figures()
    assert not [path for path, bodies in collector.told.items() for one in bodies if CANARY.encode() in one]
    assert {key for span in collector.spans() for key in attributes(span)} <= set(ALLOWED)
    assert {key for keys in collector.figures().values() for key in keys} <= set(ALLOWED)
    assert not [span for span in collector.spans() for event in span.events], "an exception would bring its words"
    assert {span.name for span in collector.spans() if span.kind == span.SPAN_KIND_CLIENT} <= PLACES


def test_a_line_of_the_log_has_the_trace_that_the_collector_is_told(
    counter: Counter, caplog: pytest.LogCaptureFixture
) -> None:
    seen: list[str] = []

    class Keeping(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            seen.append(Lines().format(record))

    handler = Keeping()
    logging.getLogger("tickmark").addHandler(handler)
    counter.client.post("/addon/check", headers={"traceparent": f"00-{TRACE}-{PARENT}-01"})
    logging.getLogger("tickmark").removeHandler(handler)
    assert json.loads(seen[0])["trace"] == TRACE


def test_what_is_not_on_the_list_is_dropped() -> None:
    assert only_allowed({"http.route": "/x", "client": "Acme", "url.full": "https://x"}) == {"http.route": "/x"}


def test_where_nobody_watches_a_call_is_only_a_call() -> None:
    with Calls().to("Google Sheets"):
        pass
    with pytest.raises(OSError, match="as it was"), Calls().to("QuickBooks"):
        raise OSError("as it was")


def test_without_a_collector_nothing_of_it_is_loaded(environment: dict[str, str]) -> None:
    told = (
        "import sys\nfrom tests.web.test_addon import Counter\nimport os\n"
        "Counter(dict(os.environ))\nprint([name for name in sys.modules if name.startswith('opentelemetry.sdk')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", told], cwd=HOUSE, capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout.strip() == "[]"
