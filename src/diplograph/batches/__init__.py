"""Many articles read together: in this process, in several, or on the workers of a Dask cluster.

    articles ──chunks_of──▶ chunks ──Workers.start──▶ Pending ──▶ readings, in the order of the articles

Articles go in chunks that depend on the articles alone, a bounded number of chunks is under way at once, and results
come back in order, so that neither the number of processes nor where they run changes anything but the time. What
kills its process is told apart from what merely was there, and reported as a failure of that one article.
"""

from diplograph.batches.chunks import Passed
from diplograph.batches.reading import read_all
from diplograph.batches.work import Reading

__all__ = ["Passed", "Reading", "read_all"]
