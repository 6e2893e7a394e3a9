# The service as Cloud Run runs it. Two stages: what installs packages stays out of what runs.
FROM python:3.13-slim AS packages
COPY requirements.lock .
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock \
    && /venv/bin/pip uninstall -qy pip

FROM python:3.13-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PORT=8080
WORKDIR /app
COPY --from=packages /venv /venv
COPY sheets_schema sheets_schema
COPY sows sows
COPY service service
# A start without compiled bytecode takes several times as long, and the running user may not write here.
RUN python -m compileall -q service && useradd --system --no-create-home tickmark
USER tickmark
# Every call the service makes has its own time limit, and whoever would have to wait for a thread is told to come again.
# A request reaches a thread when it has arrived whole, so a client that dawdles holds none; a connection is kept open for
# longer than the front end leaves one idle, so that it never sends into one that has just been closed.
# The log names paths without what stands behind the question mark: that can be a code from Intuit or our own key.
CMD exec gunicorn --bind ":$PORT" --workers 1 --threads 8 --timeout 0 \
    --worker-class service.web.antechamber.Antechamber --keep-alive 65 \
    --access-logfile - --access-logformat '%(m)s %(U)s %(s)s %(L)s' "service.web.front:front()"
