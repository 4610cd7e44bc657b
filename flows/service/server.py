"""Prefect's server behind the guard against other hosts and origins: `python -m flows.service.server --port 4200`.

`prefect server start` runs the same application, but puts nothing before it: it never looks at Host, and CORS keeps a
page elsewhere from reading answers, not from asking.
"""

import argparse

from starlette.types import Scope

from flows.service.lifeline import GRACE
from warehouse.inspect.own_pages import only_own_pages, own_origins, with_policy


def policy(scope: Scope) -> str:
    """The content security policy of Prefect's pages. They report what is done in them to a company elsewhere, whatever the
    settings say: they may reach this server alone.
    """
    own = own_origins(scope["server"][1])
    reached = " ".join([*own, *(origin.replace("http", "ws") for origin in own)])
    return (
        f"default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; connect-src {reached}; frame-ancestors 'none'"
    )


def main() -> None:
    """Serve on 127.0.0.1 until SIGTERM."""
    import uvicorn
    from prefect.server.api.server import create_app

    parser = argparse.ArgumentParser(prog="python -m flows.service.server")
    parser.add_argument("--port", type=int, required=True)
    uvicorn.run(
        only_own_pages(with_policy(create_app(final=True), policy)),
        host="127.0.0.1",
        port=parser.parse_args().port,
        log_level="warning",
        timeout_graceful_shutdown=int(GRACE) - 1,  # the pages' web sockets would stay open for ever
    )


if __name__ == "__main__":
    main()
