"""The server of most journeys: in the process of the tests, so that its clock is in their hands."""

from __future__ import annotations

import socket
import threading
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application

REST = 60  # seconds, at the most, for the last request of a test: a machine may be busy


class Watched:
    """A WSGI application of which one knows what it answered last."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application
        self.answers: deque[str] = deque(maxlen=25)

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        def begin(status: str, *more: Any) -> Any:
            query = f"?{environ['QUERY_STRING']}" if environ.get("QUERY_STRING") else ""
            self.answers.append(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}{query}: {status}")
            return start(status, *more)

        return self.application(environ, begin)


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *given: Any) -> None:
        """Where a journey fails, the last answers are told with it (telling.py)."""


class Server(ThreadedWSGIServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Quiet)
        self.watched = Watched(StaticFilesHandler(get_wsgi_application()))
        self.set_app(self.watched)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.open: set[socket.socket] = set()
        self.changed = threading.Condition()
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def process_request(self, request: Any, client_address: Any) -> None:
        with self.changed:
            self.open.add(request)
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            with self.changed:
                self.open.discard(request)
                self.changed.notify_all()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that is closed cuts its connections off; faults of pages have been logged by Django."""

    def rest(self) -> None:
        """Nothing that a browser asked for goes on into the next test, and no connection to the database stays open."""
        with self.changed:
            for one in self.open:
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)
            assert self.changed.wait_for(lambda: not self.open, REST), "A request of this test does not end"

    def stop(self) -> None:
        self.shutdown()
        self.server_close()
