"""Runs the web server and `work` side by side, and stops both together."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from types import FrameType

from counterpoint.cli.telling import Stopped, step
from counterpoint.config import environment

WORK_PAUSE = 5.0  # seconds before `work` is started again after a fault


def refuse_taken_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as taken:
            raise Stopped(
                f"Something else answers on port {port} already, or it may not be used ({taken.strerror}). "
                f"Choose another: PORT={port + 1} counterpoint …"
            ) from taken


def start_web(host: str, port: int) -> subprocess.Popen[bytes]:
    """granian, WSGI, one thread a process: more threads only made pages wait for one another."""
    workers = environment.read("COUNTERPOINT_WORKERS", "2")
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    command += ["--workers", workers, "--blocking-threads", "1", "--respawn-failed-workers", "--no-ws"]
    command += ["--workers-kill-timeout", "4"]  # one that is still starting does not hear that it should stop
    command += ["--log-level", "warning", "counterpoint.config.wsgi:application"]
    return subprocess.Popen(command, start_new_session=True)  # noqa: S603


def start_work() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "counterpoint.cli", "work"], start_new_session=True)


def wait_until_it_answers(host: str, port: int, web: subprocess.Popen[bytes]) -> None:
    reach = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    for _ in range(600):
        if web.poll() is not None:
            raise Stopped("The web server stopped as soon as it was started; its own words are above.")
        try:
            connection = http.client.HTTPConnection(reach, port, timeout=5)
            connection.request("HEAD", "/", headers={"Host": "localhost"})
            connection.getresponse()
            return
        except OSError:
            time.sleep(0.05)
    raise Stopped("The web server has not answered for half a minute.")


def stop(*processes: subprocess.Popen[bytes]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)  # with its workers, who would outlive it
            process.wait()


def _asked_to_stop(signum: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def stop_when_asked() -> None:
    """Both ways of asking a program to stop end in the same tidy way."""
    signal.signal(signal.SIGTERM, _asked_to_stop)
    signal.signal(signal.SIGINT, _asked_to_stop)


def serve(host: str, port: int) -> int:
    """Serves until asked to stop. Returns an exit code."""
    refuse_taken_port(host, port)
    stop_when_asked()
    running = [start_web(host, port)]
    try:
        with step("Starting the web server"):
            wait_until_it_answers(host, port, running[0])
        print(f"\nCounterpoint answers at {environment.address()}   (Ctrl-C stops it)\n", flush=True)
        running.append(start_work())  # after the pages answer: that is what somebody waits for
        keep_working(running)
        print("The web server has stopped; its own words are above.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopping ...", file=sys.stderr, flush=True)
        return 0
    finally:
        stop(*running)


def keep_working(running: list[subprocess.Popen[bytes]]) -> None:
    """Until the web server stops: should `work` stop, it is started again."""
    while running[0].poll() is None:
        time.sleep(0.5)
        if running[1].poll() is not None:
            print(f"`work` stopped ({running[1].returncode}); starting it again", file=sys.stderr, flush=True)
            time.sleep(WORK_PAUSE)
            running[1] = start_work()


def tell_port(port: int | None) -> int:
    """The port from the command line goes to every process by the same name an operator would use."""
    if port is not None:
        os.environ["PORT"] = str(port)
    number = environment.read("PORT", "8000")
    if not number.isdigit() or not 0 < int(number) < 65536:
        raise Stopped(f"PORT is {number!r}; it must be a number from 1 to 65535.")
    return int(number)
