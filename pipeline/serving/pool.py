"""Whom a question goes to, how many are answered at once, and which build is served.

A new build is loaded beside the one that is served; when it is there, questions go to
it, and those that were asked of the old one end there. So no question is lost. Where
the new build cannot be served, the old one stays, and that is told.
"""

import asyncio
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.errors import OutputError, PipelineError
from pipeline.serving import exploring, graphs, pages
from pipeline.serving.bounds import Bounds, Crowd
from pipeline.serving.exploring import Desk
from pipeline.serving.graphs import Stamp
from pipeline.serving.holding import GoneError, Holder
from pipeline.serving.pages import PageFile
from pipeline.serving.wire import Job, Outcome

_OFTEN: Final = 1.0  # seconds between two looks for a new build
_TRIES: Final = 3
Told = Callable[[str], None]


class BusyError(Exception):
    """More is asked than can be answered; try again in *seconds*."""

    def __init__(self, seconds: int) -> None:
        """Keep when to try again."""
        super().__init__(f"More is asked than can be answered. Try in {seconds} s\n")
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Build:
    """What is served of one build: who holds its graph, and its pages by name.

    The *desk* answers what the explorer asks, where the build has pieces for it.
    """

    stamp: Stamp | None
    holder: Holder
    pages: dict[str, PageFile]
    desk: Desk | None


class Pool:
    """The builds that are served from the folder *out*, one after another.

    *told* gets a line about whatever a person who runs the server should know.
    """

    def __init__(self, out: Path, bounds: Bounds, crowd: Crowd, told: Told) -> None:
        """Set the limits; nothing is served before :meth:`start`."""
        self.bounds = bounds
        self._out = out
        self._crowd = crowd
        self._told = told
        self._free = asyncio.Semaphore(crowd.at_once)
        self._waiting = 0
        self._build: Build | None = None
        self._living = asyncio.Event()
        self._stopped = False
        self._broken: tuple[Stamp | None, str] | None = None
        self._leaving: set[asyncio.Task[None]] = set()
        self._watching: asyncio.Task[None] | None = None

    @property
    def build(self) -> Build:
        """The build that is served."""
        assert self._build is not None  # noqa: S101 - nobody asks before the start
        return self._build

    async def start(self) -> None:
        """Load the build; raise PipelineError where there is none to serve."""
        self._build = await self._load()
        self._living.set()
        self._watching = asyncio.create_task(self._watch())

    async def stop(self) -> None:
        """End all processes, and wait for them; whoever waits for an answer is told."""
        self._stopped = True
        if self._watching:
            self._watching.cancel()
            await asyncio.wait({self._watching})
        if self._build:
            if self._build.desk:
                self._build.desk.stop()
            await self._build.holder.stop()
        leaving = [*self._leaving]
        for each in leaving:
            each.cancel()
        await asyncio.gather(*leaving, return_exceptions=True)

    async def answer(self, job: Job) -> tuple[Outcome, bytes]:
        """Return how *job* ends, when its turn has come.

        Raise BusyError where its turn does not come.
        """
        await self._turn()
        try:
            for _ in range(_TRIES):
                if self._stopped:
                    break
                await asyncio.wait_for(self._living.wait(), self.bounds.seconds)
                build = self.build
                with suppress(GoneError):
                    return await build.holder.ask(job)
                self._miss(build)
        except TimeoutError:
            pass
        finally:
            self._free.release()
        raise BusyError(self._later)

    async def _turn(self) -> None:
        if self._free.locked() and self._waiting >= self._crowd.waiting:
            raise BusyError(self._later)
        self._waiting += 1
        try:
            async with asyncio.timeout(self.bounds.seconds):
                await self._free.acquire()
        except TimeoutError:
            raise BusyError(self._later) from None
        finally:
            self._waiting -= 1

    @property
    def _later(self) -> int:
        return max(1, round(self.bounds.seconds / 2))

    # ------------------------------------------------------------ which build

    async def _load(self) -> Build:
        stamp = await asyncio.to_thread(graphs.stamp, self._out)
        holder = await Holder.start(self._out)
        try:
            read = await asyncio.to_thread(pages.read, self._out)
            desk = await self._desk(stamp)
        except BaseException:
            await holder.stop()
            raise
        if desk:
            read["explorer"] = exploring.page()
        return Build(stamp, holder, read, desk)

    async def _desk(self, stamp: Stamp | None) -> Desk | None:
        """Return who answers the explorer of the build; a fault of it is told."""
        if stamp and self._build and self._build.stamp == stamp:
            return self._build.desk
        try:
            return await asyncio.to_thread(exploring.desk, self._out)
        except OutputError as fault:
            self._told(f"the explorer cannot be served: {fault}")
            return None

    def _miss(self, build: Build) -> None:
        """Take note that who holds *build* is gone."""
        if build is self._build:
            self._living.clear()

    async def _watch(self) -> None:
        """Look for a new build, and for one whose process is gone, for ever."""
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self.build.holder.gone.wait(), _OFTEN)
            is_gone = self.build.holder.gone.is_set()
            if is_gone:
                self._miss(self.build)
            stamp = await asyncio.to_thread(graphs.stamp, self._out)
            is_new = stamp not in {None, self.build.stamp}
            if self._broken and self._broken[0] == stamp:
                is_new = False
            if is_gone or is_new:
                await self._renew(stamp, is_gone=is_gone)

    async def _renew(self, stamp: Stamp | None, *, is_gone: bool) -> None:
        began = time.monotonic()
        try:
            build = await self._load()
        except (PipelineError, OSError) as fault:
            if self._broken != (stamp, str(fault)):
                stays = "nothing is served" if is_gone else "the one before stays"
                self._told(f"the build cannot be served, {stays}: {fault}")
            self._broken = stamp, str(fault)
            if is_gone:
                await asyncio.sleep(_OFTEN)
            return
        before, self._build, self._broken = self.build, build, None
        self._living.set()
        if not is_gone:
            before.holder.retire()
            self._let_go(_leave(before.holder))
        if before.desk and before.desk is not build.desk:
            self._let_go(before.desk.close())
        what = "again" if build.stamp == before.stamp else "a new build"
        self._told(
            f"serving {what}: {build.holder.triples:,} triples, loaded in "
            f"{time.monotonic() - began:.1f} s"
        )

    def _let_go(self, leaving: Coroutine[None, None, None]) -> None:
        self._leaving.add(task := asyncio.create_task(leaving))
        task.add_done_callback(self._leaving.discard)


async def _leave(holder: Holder) -> None:
    """Wait until *holder* has answered its last question, and end it."""
    try:
        await holder.gone.wait()
    finally:
        await holder.stop()
