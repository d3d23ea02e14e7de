"""Answers that are being sent take no more room than there is."""

import asyncio
from typing import Any

import pytest
from starlette.types import Message

from pipeline.serving import sending
from pipeline.serving.sending import Outbox, Sent


def sent(answer: Sent, *, takes: bool = True) -> list[dict[str, Any]]:
    """Return the messages of *answer* to a client that *takes* them or does not."""
    told: list[dict[str, Any]] = []

    async def send(message: Message) -> None:
        if not takes and message["type"] == "http.response.body":
            await asyncio.Event().wait()
        told.append(dict(message))

    async def receive() -> Message:
        raise AssertionError

    asyncio.run(answer({"type": "http"}, receive, send))
    return told


@pytest.mark.parametrize("length", [0, 1, 1 << 16, (1 << 16) + 1, 1_000_000])
def test_all_is_sent_in_pieces(length: int) -> None:
    content = bytes(each % 251 for each in range(length))
    start, *pieces = sent(Sent(Outbox(10), content, 413, {"X-Y": "z"}))
    assert start["status"] == 413
    assert (b"content-length", str(length).encode()) in start["headers"]
    assert b"".join(each["body"] for each in pieces) == content
    assert [each["more_body"] for each in pieces] == [True] * (len(pieces) - 1) + [
        False
    ]
    assert max(len(each["body"]) for each in pieces) <= 1 << 16


def test_what_is_being_sent_has_a_limit() -> None:
    outbox = Outbox(10)
    assert outbox.has_room(1000)  # one at any rate
    with outbox.holding(8):
        assert outbox.has_room(2)
        assert not outbox.has_room(3)
    assert outbox.has_room(1000)


def test_a_client_that_takes_nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "_PATIENCE", 0.01)
    outbox = Outbox(10)
    with pytest.raises(TimeoutError):
        sent(Sent(outbox, b"abc", 200, {}), takes=False)
    assert outbox.has_room(11)
