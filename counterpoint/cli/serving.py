"""Runs the web server and `work` side by side, and stops both together."""

from __future__ import annotations

import http.client
import multiprocessing
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from types import FrameType

from counterpoint.cli.telling import Stopped, step
from counterpoint.config import environment

WORK_PAUSE = 5.0  # seconds before `work` is started again after a fault
GRACE = 10.0  # seconds that a process has to end what it does
# A fork takes over what has been imported already, which halves the time until the first page. macOS cannot.
if sys.platform == "linux":
    PROCESS, START = multiprocessing.get_context("fork").Process, "fork"
else:
    PROCESS, START = multiprocessing.get_context("spawn").Process, "spawn"


def tell_port(port: int | None) -> int:
    """The port from the command line goes to every process by the same name an operator would use."""
    if port is not None:
        os.environ["PORT"] = str(port)
    number = environment.read("PORT", "8000")
    if not number.isdigit() or not 0 < int(number) < 65536:
        raise Stopped(f"PORT is {number!r}; it must be a number from 1 to 65535.")
    return int(number)


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


def run_web(host: str, port: int) -> None:
    """granian, WSGI, one thread a process: more threads only made pages wait for one another."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    if hasattr(os, "setsid"):
        os.setsid()  # its workers form a group with it, and can be stopped with it
    multiprocessing.set_start_method(START, force=True)
    Granian(
        "counterpoint.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=environment.workers(),
        blocking_threads=1,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=4,  # one that is still starting does not hear that it should stop
    ).serve()


def run_work() -> None:
    from counterpoint.cli import main

    if hasattr(os, "setsid"):
        os.setsid()
    raise SystemExit(main(["work"]))


def start(run: Callable[..., None], *given: object) -> BaseProcess:
    process = PROCESS(target=run, args=given)
    process.start()
    return process


def wait_until_it_answers(host: str, port: int, web: BaseProcess) -> None:
    reach = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    for _ in range(600):
        if not web.is_alive():
            raise Stopped("The web server stopped as soon as it was started; its own words are above.")
        try:
            connection = http.client.HTTPConnection(reach, port, timeout=5)
            connection.request("HEAD", "/", headers={"Host": "localhost"})
            connection.getresponse()
            return
        except OSError:
            time.sleep(0.05)
    raise Stopped("The web server has not answered for half a minute.")


def stop(*processes: BaseProcess) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        process.join(GRACE)
        if process.is_alive() and process.pid:
            os.killpg(process.pid, signal.SIGKILL)  # with its workers, who would outlive it
            process.join()


def _asked_to_stop(signum: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def stop_when_asked() -> None:
    """Both ways of asking a program to stop end in the same tidy way."""
    signal.signal(signal.SIGTERM, _asked_to_stop)
    signal.signal(signal.SIGINT, _asked_to_stop)


def serve(host: str, port: int) -> int:
    """Serves until asked to stop, and returns an exit code. All processes share what is imported before."""
    refuse_taken_port(host, port)
    stop_when_asked()
    running = [start(run_web, host, port)]
    try:
        with step("Starting the web server"):
            wait_until_it_answers(host, port, running[0])
        print(f"\nCounterpoint answers at {environment.address()}   (Ctrl-C stops it)\n", flush=True)
        running.append(start(run_work))  # after the pages answer: that is what somebody waits for
        keep_working(running)
        print("The web server has stopped; its own words are above.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopping ...", file=sys.stderr, flush=True)
        return 0
    finally:
        stop(*running)


def keep_working(running: list[BaseProcess]) -> None:
    """Until the web server stops: should `work` stop, it is started again."""
    while running[0].is_alive():
        running[0].join(0.5)
        if not running[1].is_alive():
            print(f"`work` stopped ({running[1].exitcode}); starting it again", file=sys.stderr, flush=True)
            time.sleep(WORK_PAUSE)
            running[1] = start(run_work)
