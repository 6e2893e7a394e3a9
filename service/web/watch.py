"""What can be seen from outside: one JSON object a log line with the fields on our list, and counts for Prometheus."""

from __future__ import annotations

import hmac
import json
import logging
import re
import threading
import time
from collections import Counter as Counted
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from flask import Flask, Response, g, has_request_context, request

from service.faults import NotAllowed

OURS = ("tickmark", "service")
"""Loggers whose words we have chosen; of all others a line says only that they spoke."""

TRACE = re.compile(r"[0-9a-f]{32}")
CLOSED = "This page needs METRICS_KEY: send it as a bearer token."


class Lines(logging.Formatter):
    """A record as one JSON object: severity, time, logger, message, path and trace, and nothing else."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        ours = record.name.split(".")[0] in OURS
        line = {
            "severity": record.levelname,
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "logger": record.name,
            "message": record.getMessage() if ours else "(words withheld)",
            **_of_request(),
        }
        if ours and record.exc_info:
            line["message"] += f"\n{self.formatException(record.exc_info)}"
        return json.dumps(line, ensure_ascii=False)


def _of_request() -> dict[str, str]:
    """Where a request went, and its trace: that of the collector, or the one that Google's front door gave it."""
    if not has_request_context():
        return {}
    trace = g.get("trace") or request.headers.get("X-Cloud-Trace-Context", "").partition("/")[0]
    known = {"path": request.url_rule.rule} if request.url_rule else {}
    return {**known, "trace": trace} if TRACE.fullmatch(trace) else known


def speak_json() -> None:
    """Let every logger of this process write such lines."""
    handler = logging.StreamHandler()
    handler.setFormatter(Lines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)


def measured(app: Flask, key: str, sent_away: Callable[[], Mapping[str, int]] = dict) -> None:
    """Count and time the answers of an application, and show the figures to whoever has the key.

    `sent_away` tells how many were refused before the application heard of them, by address.
    """
    figures = _figures(app, sent_away) if key else None

    def show() -> Response:
        brought = request.headers.get("Authorization", "").encode()
        if figures is None or not hmac.compare_digest(brought, f"Bearer {key}".encode()):
            raise NotAllowed(CLOSED)
        return Response(figures(), mimetype="text/plain")

    app.add_url_rule("/metrics", "metrics", show)


def _figures(app: Flask, sent_away: Callable[[], Mapping[str, int]]) -> Callable[[], bytes]:
    from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

    registry = CollectorRegistry()
    answers = Counter("tickmark_answers", "Answers by address and status", ("address", "status"), registry=registry)
    seconds = Histogram("tickmark_seconds", "Seconds to an answer", ("address",), registry=registry)

    def begin() -> None:
        g.began = time.perf_counter()

    def end(answer: Response) -> Response:
        address = request.url_rule.rule if request.url_rule else "none"
        answers.labels(address, str(answer.status_code)).inc()
        seconds.labels(address).observe(time.perf_counter() - g.began)
        return answer

    app.before_request(begin)
    app.after_request(end)

    counted, lock = Counted[str](), threading.Lock()

    def figures() -> bytes:
        with lock:
            for address, count in sent_away().items():
                answers.labels(address, "429").inc(count - counted[address])
                counted[address] = count
        return generate_latest(registry)

    return figures
