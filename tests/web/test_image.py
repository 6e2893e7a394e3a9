"""The Dockerfile's own steps, taken without Docker: what they install runs read-only, as nobody, and starts quickly."""

import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from tests.image import gunicorn

HOUSE = Path(__file__).parents[2]
DOCKERFILE = (HOUSE / "Dockerfile").read_text(encoding="utf-8")
BARE = "def app(environ, start):\n    start('200 OK', [('Content-Type', 'text/plain')])\n    return [b'ok']\n"
POWERLESS = ("setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs")
"""Root without its powers: what is read-only is so for it as well, and its interpreter stays within reach."""

ROUNDS = 3
PATIENCE = 60
pytestmark = pytest.mark.slow


def copied() -> list[str]:
    """What the image holds of this checkout."""
    return [source for source, _ in re.findall(r"^COPY (?!--from)(\S+) (\S+)$", DOCKERFILE, re.MULTILINE)]


@pytest.fixture(scope="module")
def image() -> Iterator[Path]:
    """A folder as the image has it: /venv and /app, nothing in them writable."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        root.chmod(0o755)
        assert "pip install --no-cache-dir --require-hashes -r requirements.lock" in DOCKERFILE
        subprocess.run([sys.executable, "-m", "venv", str(root / "venv")], check=True, timeout=60)
        install = ["-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes"]
        fetched = subprocess.run(
            [str(root / "venv/bin/python"), *install, "-r", "requirements.lock"],
            cwd=HOUSE, capture_output=True, timeout=240,
        )  # fmt: skip
        if fetched.returncode:
            pytest.skip(f"the packages cannot be fetched here: {fetched.stderr.decode()[-300:]}")
        (root / "app").mkdir()
        for source in copied():
            if (HOUSE / source).is_dir():
                shutil.copytree(HOUSE / source, root / "app" / source, ignore=shutil.ignore_patterns("node_modules"))
        subprocess.run(
            [str(root / "venv/bin/python"), "-m", "compileall", "-q", "service"], cwd=root / "app", check=True
        )
        (root / "app" / "bare.py").write_text(BARE, encoding="utf-8")
        write_protect(root, "a-w")
        yield root
        write_protect(root, "u+w")


def write_protect(root: Path, change: str) -> None:
    """Let nothing be made in any folder, and nothing be changed in ours; or let it again."""
    subprocess.run(["find", str(root), "-type", "d", "-exec", "chmod", change, "{}", "+"], check=True)
    subprocess.run(["chmod", "-R", change, str(root / "app")], check=True)


def powerless() -> list[str]:
    """What stands before a command that must not be able to write where it may not."""
    if os.getuid():
        return []
    if not shutil.which(POWERLESS[0]):
        pytest.skip("root writes everywhere, and there is no setpriv here to keep it from that")
    return [*POWERLESS]


def started(image: Path, app: str, path: str) -> float:
    """Seconds from the start of gunicorn, as the image starts it, to the first answer at a path."""
    with socket.socket() as free, tempfile.TemporaryDirectory() as scratch:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        Path(scratch).chmod(0o777)
        free.close()
        began = time.perf_counter()
        server = subprocess.Popen(
            [*powerless(), str(image / "venv/bin/gunicorn"), *gunicorn(port, app)],
            cwd=image / "app", env={**environment(), "TMPDIR": scratch},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            answered(f"http://127.0.0.1:{port}{path}", server)
            return time.perf_counter() - began
        finally:
            server.terminate()
            server.wait(20)


def environment() -> dict[str, str]:
    """What the service is told, and no home to write into."""
    return {
        "HOME": "/nonexistent", "ADDON_CLIENT_IDS": "ours", "QUICKBOOKS_CLIENT_ID": "id",
        "QUICKBOOKS_CLIENT_SECRET": "secret", "QUICKBOOKS_TOKEN_KEY": Fernet.generate_key().decode(),
        "CLAUDE_BACKEND": "off", "DATABASE_URL": "sqlite://", "PYTHONUNBUFFERED": "1",
    }  # fmt: skip


def answered(address: str, server: subprocess.Popen[bytes]) -> None:
    """Wait for the first answer; an answer that is an error is one as well, and fails."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
                assert answer.status == 200
            return
        except urllib.error.HTTPError:
            raise
        except OSError:
            time.sleep(0.01)
    pytest.fail(f"nothing answered at {address}")


def test_it_starts_read_only_as_nobody_and_about_as_fast_as_an_empty_one(
    image: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write = [*powerless(), str(image / "venv/bin/python"), "-c", "open('service/written.txt', 'w')"]
    assert b"PermissionError" in subprocess.run(write, cwd=image / "app", capture_output=True, timeout=30).stderr
    started(image, "bare:app", "/health")
    starts = ("bare:app", "/health"), ("service.web.front:front()", "/health"), ("service.web.front:front()", "/ready")
    rounds = [[started(image, app, path) for app, path in starts] for _ in range(ROUNDS)]
    health = statistics.median(one[1] / one[0] for one in rounds)
    ready = statistics.median(one[2] / one[0] for one in rounds)
    with capsys.disabled():
        print(f"\nfirst answer {health:.1f} times an empty application's, ready for a review {ready:.1f} times")
    assert health < 2


def test_the_image_runs_as_somebody_without_rights_and_holds_no_tests() -> None:
    user = DOCKERFILE.index("\nUSER tickmark")
    assert user < DOCKERFILE.index("\nCMD ")
    assert "compileall" in DOCKERFILE[:user]
    assert set(copied()) == {"requirements.lock", "sheets_schema", "sows", "service"}
