"""A server of an explorer, as small as one can be: a page, pieces and searches."""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

from pipeline.exports import explorer, pages
from pipeline.exports.explorer import Shelf


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Yield the address that the explorer of the build in *folder* is served at."""
    page = explorer.served()
    with closing(Shelf(folder / explorer.PIECES)) as shelf:

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                address = urlsplit(self.path)
                given = {key: said for key, (said,) in parse_qs(address.query).items()}
                if address.path == "/explorer":
                    self.answer(pages.render(page), "text/html; charset=utf-8")
                elif address.path == "/explorer/piece":
                    self.answer(shelf.piece(given["name"]), "application/json")
                else:
                    hits = shelf.search(given.get("q", ""), int(given["limit"]))
                    self.answer(json.dumps(hits).encode(), "application/json")

            def answer(self, body: bytes | None, kind: str) -> None:
                self.send_response(404 if body is None else 200)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Security-Policy", pages.policy(page))
                self.end_headers()
                self.wfile.write(body or b"null")

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
