"""The settings and the habits without which a queue strands work or does it twice, held on both databases."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from dbos import DBOSPortableJSONSerializer
from sqlalchemy import create_engine, insert, text

from service.adapters import carrier
from service.adapters.carrier import DbosRunner, Tempo, address_beside, workflow_id
from service.adapters.store.clock import epoch
from service.adapters.store.engine import LONGEST_PAUSE
from service.adapters.store.heartbeats import Heartbeats, executor_heartbeat
from service.adapters.store.store import Store
from service.domain.job import DELIVER, Job
from service.faults import SettingFault
from service.settings import Settings
from service.web.pump import Pump

QUICK = Tempo(beat=1, lost=3, poll=0.1, farewell=2)


class Bench:
    """Jobs of the real ledger, done by writing them down."""

    def __init__(self, url: str) -> None:
        self.url, self.store = url, Store.at(url)
        self.done: list[str] = []
        self.act: Callable[[Job], None] = lambda job: None
        self.late = timedelta(minutes=1)

    def job(self, job_id: int) -> Job | None:
        return self.store.job(job_id)

    def due(self) -> list[Job]:
        return self.store.due(self.store.now())

    def work(self, job_id: int) -> None:
        job = self.store.job(job_id)
        assert job is not None
        if not job.is_done:
            self.act(job)
            self.done.append(f"{job.subject}.{job.turn}")
            self.store.finish(job_id, self.store.now())

    def sweep(self) -> None:
        now = self.store.now()
        for job in self.store.stranded(now, self.late):
            self.store.again(job.id, now, now)

    def runner(self, tempo: Tempo = QUICK) -> DbosRunner:
        return DbosRunner(self.url, self, Heartbeats(self.store.engine), "rev-7", tempo)

    def plan(self, *subjects: str) -> None:
        for subject in subjects:
            self.store.plan(DELIVER, subject, self.store.now())

    def pump(self) -> int | None:
        return Pump(self.runner, self.due, longest=60).run()

    def told(self, query: str) -> list[tuple[object, ...]]:
        """What the queue has written down."""
        engine = create_engine(address_beside(self.url))
        schema = "dbos." if engine.dialect.name == "postgresql" else ""
        with engine.connect() as connection:
            found = [tuple(row) for row in connection.execute(text(query.format(schema)))]
        engine.dispose()
        return found


@pytest.fixture
def bench(database: str) -> Iterator[Bench]:
    made = Bench(database)
    yield made
    made.store.engine.dispose()


def test_the_settings_are_those_that_lose_nothing(bench: Bench) -> None:
    one, other = bench.runner(), bench.runner()
    config = one.config()
    assert config["executor_id"] == one.name != other.name and one.name.startswith("rev-7-")
    assert config["application_version"] == "1" and config["sys_db_pool_size"] == 5
    assert isinstance(config["serializer"], DBOSPortableJSONSerializer)
    assert config["sys_db_idle_transaction_timeout_sec"] == LONGEST_PAUSE < Settings().heartbeat_lost
    assert workflow_id(Job(9, DELIVER, "41", 3)) == "deliver:41:3"
    assert Settings().heartbeat_lost > 2 * Settings().heartbeat


def test_a_queue_whose_tables_are_those_of_another_release_is_refused_with_what_to_do(bench: Bench) -> None:
    def opened() -> DbosRunner:
        return DbosRunner(bench.url, bench, Heartbeats(bench.store.engine), "rev-7", QUICK, migrates=False)

    with pytest.raises(SettingFault, match="run `python -m service migrate`"), opened():
        pass
    carrier.migrate(bench.url)
    with opened():
        assert bench.due() == []


def test_a_pump_does_each_turn_once_and_hands_over_numbers_alone(bench: Bench) -> None:
    bench.plan("1", "2", "3", "4")
    assert bench.pump()
    assert sorted(bench.done) == ["1.0", "2.0", "3.0", "4.0"]
    rows = bench.told("SELECT workflow_uuid, inputs FROM {}workflow_input ORDER BY workflow_uuid")
    assert [row[0] for row in rows] == ["deliver:1:0", "deliver:2:0", "deliver:3:0", "deliver:4:0"]
    assert [json.loads(str(row[1]))["positionalArgs"] for row in rows] == [[1], [2], [3], [4]]
    assert bench.told("SELECT concurrency FROM {}queues WHERE name = 'jobs'") == [(3,)]
    assert Heartbeats(bench.store.engine).alive(60) == frozenset()


def test_a_thing_that_comes_back_is_another_turn_and_is_done_again(bench: Bench) -> None:
    bench.plan("1")
    bench.pump()
    bench.plan("1")
    bench.pump()
    assert bench.done == ["1.0", "1.1"]


def test_a_job_that_breaks_its_carrier_gets_another_turn(bench: Bench) -> None:
    def breaks(job: Job) -> None:
        if job.turn == 0:
            raise RuntimeError("a mistake of ours")

    bench.act, bench.late = breaks, timedelta(seconds=2)
    bench.plan("1", "2")
    with bench.runner(QUICK._replace(sweep=1)) as runner:
        ends = time.monotonic() + 30
        while bench.due() and time.monotonic() < ends:
            runner.schedule()
    assert sorted(bench.done) == ["1.1", "2.1"]


def test_what_a_dead_process_left_is_taken_up_and_what_a_living_one_does_is_not(bench: Bench) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def waits(job: Job) -> None:
        begun.set()
        go_on.wait(30)

    bench.act = waits
    bench.plan("1")
    hearts = Heartbeats(bench.store.engine)
    with bench.runner() as runner:
        runner.recover()
        assert begun.wait(30)
        assert runner.reap() == 0
        # The process dies as far as anybody can tell: its name is not heard of any more.
        hearts.stop(runner.name)
        runner._over.set()
        assert runner.reap() == 1
        go_on.set()
        ends = time.monotonic() + 30
        while ("SUCCESS",) not in bench.told("SELECT status FROM {}workflow_status") and time.monotonic() < ends:
            time.sleep(0.05)
        time.sleep(1)  # the first of the two sees that as well, and ends
    assert set(bench.done) == {"1.0"} and bench.due() == []


def test_a_heart_is_heard_for_so_long_and_forgotten_after_a_day(bench: Bench) -> None:
    hearts = Heartbeats(bench.store.engine)
    with bench.store.engine.begin() as connection:
        for who, ago in (("late", 40), ("dead", 100_000)):
            connection.execute(insert(executor_heartbeat).values(id=who, at=epoch() - ago))
    hearts.beat("here")
    hearts.beat("here")
    assert (hearts.alive(30), hearts.alive(60)) == (frozenset({"here"}), frozenset({"here", "late"}))
    hearts.stop("here")
    assert hearts.alive(200_000) == frozenset({"late"})


def test_nothing_but_the_carrier_knows_the_engine() -> None:
    from tests.architecture.source import sources

    assert [source.path for source in sources("service") if "import DBOS" in source.text] == [
        "service/adapters/carrier.py"
    ]
    assert carrier.AT_ONCE == 3
