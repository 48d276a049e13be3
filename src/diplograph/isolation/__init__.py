"""Work in processes that can be killed: what runs there may take what it likes, and only so much.

    crew = Crew("diplograph.store.isolated:answerer", Limits(time_s=5))
    reply = crew.ask({"op": "query", "sparql": "…"})

A worker is one process that answers one request after another. It holds itself to limits on size, the kernel holds it
to its memory, and whoever asks holds it to its time: a worker that is late is killed and another takes its place.
"""

from diplograph.isolation.crew import Crew
from diplograph.isolation.limits import DEFAULT_LIMITS, Limit, Limits, limit_error
from diplograph.isolation.messages import Message
from diplograph.isolation.process import Start, Worker, WorkerGoneError

__all__ = [
    "DEFAULT_LIMITS",
    "Crew",
    "Limit",
    "Limits",
    "Message",
    "Start",
    "Worker",
    "WorkerGoneError",
    "limit_error",
]
