"""Reading threads."""

from counterpoint.threads.queries.pages import (
    Here,
    ThreadPage,
    ThreadPart,
    thread_key,
    thread_page,
    thread_part,
)

__all__ = ["Here", "ThreadPage", "ThreadPart", "thread_key", "thread_page", "thread_part"]
