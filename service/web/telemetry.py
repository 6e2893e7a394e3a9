"""Traces and figures for a collector that speaks OpenTelemetry: addresses, places, statuses and times, and no words."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from flask import Flask, Response, g, request

from service.adapters.calls import CALLS

if TYPE_CHECKING:
    from opentelemetry.util.types import AttributeValue

ALLOWED = ("http.request.method", "http.route", "http.response.status_code", "peer.service", "error.type")
"""All that a span or a figure may be labelled with; what is not on this list is dropped."""

NOWHERE = "none"


def told_to_a_collector(app: Flask, url: str, revision: str) -> None:
    """Trace and time an application's answers and its calls to the world outside, where a collector is set."""
    if url:
        Telemetry(url, revision).watch(app)


def only_allowed(attributes: Mapping[str, AttributeValue]) -> dict[str, AttributeValue]:
    """What is on the list."""
    return {name: value for name, value in attributes.items() if name in ALLOWED}


class Telemetry:
    """One line to a collector; the packages behind it are loaded here and nowhere else."""

    def __init__(self, url: str, revision: str) -> None:
        from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.metrics import MeterProvider
        from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor

        who = Resource.create({"service.name": "tickmark", "service.version": revision or NOWHERE})
        self._traces = TracerProvider(resource=who)
        self._traces.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=f"{url}/v1/traces")))
        reader = PeriodicExportingMetricReader(OTLPMetricExporter(endpoint=f"{url}/v1/metrics"))
        self._figures = MeterProvider([reader], resource=who)
        self._tracer, meter = self._traces.get_tracer("tickmark"), self._figures.get_meter("tickmark")
        self._answers = meter.create_histogram("tickmark.answer.duration", "s", "Seconds to an answer")
        self._calls = meter.create_histogram("tickmark.call.duration", "s", "Seconds of a call to the world outside")

    def watch(self, app: Flask) -> None:
        """Surround the answers of an application, and the calls of this process."""
        app.extensions["telemetry"] = self
        app.before_request(self._begin)
        app.after_request(self._note)
        app.teardown_request(self._end)
        CALLS.watched_by(self._call)

    def flush(self) -> None:
        """Send what has been gathered, now."""
        self._traces.force_flush()
        self._figures.force_flush()

    def close(self) -> None:
        """Send what is left, and nothing more after it."""
        self._traces.shutdown()
        self._figures.shutdown()

    def _begin(self) -> None:
        from opentelemetry import context
        from opentelemetry.trace import SpanKind, set_span_in_context
        from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

        before = TraceContextTextMapPropagator().extract({"traceparent": request.headers.get("traceparent", "")})
        route = request.url_rule.rule if request.url_rule else NOWHERE
        g.labels = only_allowed({"http.request.method": request.method, "http.route": route})
        g.span = self._tracer.start_span(f"{request.method} {route}", before, SpanKind.SERVER, g.labels)
        g.trace = f"{g.span.get_span_context().trace_id:032x}"
        g.began, g.inside = time.perf_counter(), context.attach(set_span_in_context(g.span, before))

    def _note(self, answer: Response) -> Response:
        from opentelemetry.trace import StatusCode

        g.labels |= only_allowed({"http.response.status_code": answer.status_code})
        g.span.set_attributes(g.labels)
        if answer.status_code >= 500:
            g.span.set_status(StatusCode.ERROR)
        self._answers.record(time.perf_counter() - g.began, g.labels)
        return answer

    def _end(self, _problem: BaseException | None) -> None:
        from opentelemetry import context

        if "span" in g:
            g.span.end()
            context.detach(g.inside)

    @contextmanager
    def _call(self, place: str) -> Iterator[None]:
        """One call. Of what goes wrong only the kind is told: its words may hold an address or a name."""
        from opentelemetry.trace import SpanKind, StatusCode

        labels, began = only_allowed({"peer.service": place}), time.perf_counter()
        with self._tracer.start_as_current_span(
            place, kind=SpanKind.CLIENT, attributes=labels, record_exception=False, set_status_on_exception=False
        ) as span:
            try:
                yield
            except BaseException as problem:
                labels |= only_allowed({"error.type": type(problem).__name__})
                span.set_attributes(labels)
                span.set_status(StatusCode.ERROR)
                raise
            finally:
                self._calls.record(time.perf_counter() - began, labels)
