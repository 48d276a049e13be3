"""`diplograph serve`: a store's graphs over HTTP.

    request ──guard──▶ route ──read──▶ Wanted ──Desk──▶ worker process over a snapshot ──▶ Answer

The event loop reads requests and writes answers, nothing else: a worker process works an answer out, bounded in time,
rows, bytes and memory, and it is whole before its first byte is sent. So a status never lies, and no worker waits for a
slow client. Only `diplograph serve` imports this package, Starlette and uvicorn.
"""
