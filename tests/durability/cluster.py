"""A PostgreSQL of its own with default durability, to be killed; the dev one has fsync off."""

import contextlib
import os
import shlex
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

START_SECONDS = 120


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Cluster:
    """Made in a temporary folder; `crash` is a power cut, `start` recovers from it."""

    def __init__(self):
        self.programs = Path(os.environ["BANKCRM_PG_BIN"])
        self.become = shlex.split(os.environ.get("BANKCRM_PG_AS", ""))
        self.folder = Path(tempfile.mkdtemp(prefix="bankpg"))
        self.data = self.folder / "data"
        self.port = free_port()
        if self.become:
            # setpriv --reuid=USER: PostgreSQL does not run as root
            user = next(
                word.split("=", 1)[1]
                for word in self.become
                if word.startswith("--reuid")
            )
            shutil.chown(self.folder, user)
        self._run(
            "initdb", "-D", self.data, "-A", "trust", "-U", "odoo", "-E", "UTF8",
            "--locale=C.UTF-8", "--no-sync",
        )  # fmt: skip
        self.start()

    @property
    def environment(self):
        """What libpq and Odoo need to reach it."""
        return {
            **os.environ,
            "PGHOST": str(self.folder),
            "PGPORT": str(self.port),
            "PGUSER": "odoo",
            "PATH": f"{self.programs}:{os.environ['PATH']}",
        }

    def _run(self, program, *arguments):
        subprocess.run(
            [*self.become, str(self.programs / program), *map(str, arguments)],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=START_SECONDS,
            cwd="/",
        )

    def start(self):
        options = f"-p {self.port} -k {self.folder} -c listen_addresses='' -c shared_buffers=128MB"
        self._run(
            "pg_ctl", "-D", self.data, "-w", "-t", START_SECONDS, "-l",
            self.data / "server.log", "-o", options, "start",
        )  # fmt: skip

    def crash(self):
        """Kill the server with everything it started."""
        first = int((self.data / "postmaster.pid").read_text().split()[0])
        os.kill(first, signal.SIGSTOP)  # it shall not clean up after its children
        for child in self._children(first):
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        os.kill(first, signal.SIGKILL)
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and Path(f"/proc/{first}").exists():
            time.sleep(0.05)
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    @staticmethod
    def _children(parent):
        return [
            int(word)
            for tasks in Path(f"/proc/{parent}/task").glob("*/children")
            for word in tasks.read_text().split()
        ]

    def stop(self):
        with contextlib.suppress(subprocess.SubprocessError):
            self._run("pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def sql(self, database, query):
        """Rows as texts, columns parted by |."""
        done = subprocess.run(
            ["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", query],
            check=True,
            capture_output=True,
            text=True,
            env=self.environment,
        )
        return done.stdout.splitlines()

    def take_over(self, database, name):
        """Copy a database of the usual cluster into this one."""
        subprocess.run(["createdb", name], check=True, env=self.environment)
        with subprocess.Popen(
            [str(self.programs / "pg_dump"), "-Fc", "-Z0", database],
            stdout=subprocess.PIPE,
        ) as dump:
            subprocess.run(
                [str(self.programs / "pg_restore"), "--no-owner", "-d", name],
                check=True,
                stdin=dump.stdout,
                env=self.environment,
            )

    @contextlib.contextmanager
    def clone(self, origin, name):
        """A copy of a database, thrown away at the end."""
        subprocess.run(
            ["createdb", "-T", origin, name], check=True, env=self.environment
        )
        try:
            yield name
        finally:
            subprocess.run(
                ["dropdb", "--if-exists", "-f", name], check=False, env=self.environment
            )
