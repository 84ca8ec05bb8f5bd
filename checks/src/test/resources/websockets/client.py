"""Speaks with an echo server by the websockets package: client.py SCENARIO URL. Ends with 0 if all is as it must be."""

import asyncio
import itertools
import random
import sys

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory

SIZES = (0, 1, 125, 126, 65535, 65536, 1 << 20)
TIME = 20  # seconds; only what hangs takes them


def client(url, **options):
    return connect(url, max_size=None, open_timeout=TIME, close_timeout=TIME, **options)


async def echoed(ws, sent, parts=None):
    await asyncio.wait_for(ws.send(sent if parts is None else parts), TIME)
    got = await asyncio.wait_for(ws.recv(), TIME)
    assert type(got) is type(sent) and got == sent, f"{len(sent)} sent, {len(got)} of {type(got)} came back"


def pieces(whole, length):
    """All of it, with an empty piece at both ends."""
    empty = whole[:0]
    return [empty, *(whole[i : i + length] for i in range(0, len(whole), length)), empty]


async def sizes(url):
    async with client(url, compression=None) as ws:
        assert not ws.protocol.extensions
        for size in SIZES:
            text = "ä" * (size // 2) + "a" * (size % 2)
            assert len(text.encode()) == size
            await echoed(ws, text)
            await echoed(ws, random.randbytes(size))


async def fragments(url):
    for compression in (None, "deflate"):
        async with client(url, compression=compression) as ws:
            assert bool(ws.protocol.extensions) == bool(compression)
            for whole in ("", "x", "größer " * 999, b"", b"x", random.randbytes(70_000)):
                for length in (7, 126, 65_536):
                    await echoed(ws, whole, pieces(whole, length))


async def pings(url):
    async with client(url) as ws:
        for data in (b"", b"x", random.randbytes(125)):
            await asyncio.wait_for(await ws.ping(data), TIME)

        async def with_pings():
            for piece in ("one ", "two ", "three"):
                yield piece
                await asyncio.wait_for(await ws.ping(), TIME)

        await echoed(ws, "one two three", with_pings())
        await ws.pong(b"nobody has asked")
        await echoed(ws, "still there")


async def closed(ws):
    try:
        await asyncio.wait_for(ws.recv(), TIME)
    except ConnectionClosed:
        return ws.close_code, ws.close_reason
    raise AssertionError("a message in place of a close")


async def closes(url):
    """The test looks at what the server was told."""
    async with client(url) as ws:
        await ws.close(4321, "genug ☂")
    assert ws.close_code == 4321, ws.close_code


async def is_closed(url):
    async with client(url) as ws:
        assert await closed(ws) == (4001, "enough ☂"), (ws.close_code, ws.close_reason)


async def too_large(url):
    async with client(url) as ws:
        await ws.send("x" * 2001)
        assert (await closed(ws))[0] == 1009, ws.close_code


async def subprotocol(url):
    async with client(url, subprotocols=["one", "two", "three"]) as ws:
        assert ws.subprotocol == "two", ws.subprotocol


async def origin(url):
    own = url.replace("ws://", "http://").rsplit("/", 1)[0]
    async with client(url, origin=own) as ws:
        await echoed(ws, "from our own page")
    try:
        async with client(url, origin="https://evil.example"):
            raise AssertionError("a page of another origin was let in")
    except InvalidStatus as refusal:
        answer = refusal.response
        assert answer.status_code == 403, answer
        assert answer.headers["Content-Type"] == "application/problem+json", answer


def offers():
    bits = range(9, 16)
    for server, own in itertools.product((False, True), (False, True)):
        yield {"server_no_context_takeover": server, "client_no_context_takeover": own}
    for server, own in itertools.product((None, *bits), (None, True, *bits)):
        yield {"server_max_window_bits": server, "client_max_window_bits": own}
    for bit in bits:
        yield {
            "server_no_context_takeover": True,
            "client_no_context_takeover": True,
            "server_max_window_bits": bit,
            "client_max_window_bits": bit,
        }


async def deflate(url):
    """zlib of the client has the window that was agreed, so a server that reaches further back is found."""
    words = [f"w{i}" for i in range(500)]
    for offer in offers():
        try:
            async with client(url, compression=None, extensions=[ClientPerMessageDeflateFactory(**offer)]) as ws:
                assert len(ws.protocol.extensions) == 1
                for size in (0, 1, 64, 1000, 1000, 40_000):
                    text = " ".join(random.choices(words, k=size // 4 + 1))[:size]
                    await echoed(ws, text)
                    await echoed(ws, text, pieces(text, 700))
                    await echoed(ws, random.randbytes(size))
        except Exception as failure:
            raise AssertionError(f"{offer}: {failure!r}") from failure


random.seed(1)
asyncio.run(globals()[sys.argv[1]](sys.argv[2]))
