"""The server of most journeys: in the process of the tests, so that its clock is in their hands."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application

REST = 60  # seconds for the last request of a test: a machine may be busy


class Watched:
    """A WSGI application of which one knows whether it is at work, and what it answered last."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application
        self.answers: deque[str] = deque(maxlen=25)
        self.at_work = 0
        self.changed = threading.Condition()

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        def begin(status: str, *more: Any) -> Any:
            query = f"?{environ['QUERY_STRING']}" if environ.get("QUERY_STRING") else ""
            self.answers.append(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}{query}: {status}")
            return start(status, *more)

        self._count(1)
        try:
            return self.application(environ, begin)
        finally:
            self._count(-1)

    def _count(self, more: int) -> None:
        with self.changed:
            self.at_work += more
            self.changed.notify_all()

    def wait_until_idle(self) -> None:
        """What a browser asked for before it was closed is answered, and written, all the same."""
        with self.changed:
            assert self.changed.wait_for(lambda: not self.at_work, REST), "A request of the last test goes on"


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
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that is closed cuts its connections off; faults of pages have been logged by Django."""

    def stop(self) -> None:
        self.shutdown()
        self.server_close()
