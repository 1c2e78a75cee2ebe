"""Two things are made at a time, the rest in order, and nothing for visitors who have left."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from threading import Event, Lock

import pytest

from server.work import AT_ONCE, MOST, MOST_FOR_ONE, Full, Left, Workshop


@pytest.fixture
def workshop() -> Iterator[Workshop]:
    made = Workshop()
    yield made
    made.close()


class Bench:
    """Work that continues until it may end, and how far it has come."""

    def __init__(self) -> None:
        self.may_end, self._lock = Event(), Lock()
        self.begun: list[int] = []
        self.abandoned: list[int] = []
        self._now = self.most_at_once = 0

    def work(self, number: int) -> Callable[[Event], int]:
        def make(nobody_waits: Event) -> int:
            with self._lock:
                self.begun.append(number)
                self._now += 1
                self.most_at_once = max(self.most_at_once, self._now)
            self.may_end.wait(10)
            with self._lock:
                self._now -= 1
                if nobody_waits.is_set():
                    self.abandoned.append(number)
            return number

        return make


async def never() -> None:
    await asyncio.Event().wait()


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not is_so():  # noqa: ASYNC110  # it is threads that are waited for
            await asyncio.sleep(0.01)


def test_two_are_made_at_a_time_and_the_rest_in_order(workshop: Workshop) -> None:
    bench = Bench()

    async def all_of_it() -> list[int]:
        making = [asyncio.ensure_future(workshop.made(str(n), bench.work(n), never)) for n in range(8)]
        await until(lambda: len(bench.begun) == AT_ONCE)
        await asyncio.sleep(0.1)
        assert len(bench.begun) == AT_ONCE
        bench.may_end.set()
        return await asyncio.gather(*making)

    assert asyncio.run(all_of_it()) == list(range(8))
    assert bench.most_at_once == AT_ONCE
    assert sorted(bench.begun) == list(range(8))


def test_work_for_a_visitor_who_has_left_is_never_begun(workshop: Workshop) -> None:
    bench = Bench()

    async def all_of_it() -> None:
        gone = asyncio.Event()
        leavers = [asyncio.ensure_future(workshop.made(str(n), bench.work(n), gone.wait)) for n in range(MOST)]
        await until(lambda: len(bench.begun) == AT_ONCE)
        gone.set()
        assert all(isinstance(end, Left) for end in await asyncio.gather(*leavers, return_exceptions=True))
        bench.may_end.set()
        assert await workshop.made("another", bench.work(-1), never) == -1
        # Work under way learns that its visitor has left.
        await until(lambda: len(bench.abandoned) == AT_ONCE)

    asyncio.run(all_of_it())
    assert sorted(bench.begun) == [-1, 0, 1]


def test_one_visitor_does_not_take_the_places_of_the_others(workshop: Workshop) -> None:
    bench = Bench()

    async def all_of_it() -> None:
        def wanted(whose: str) -> Awaitable[int]:
            return asyncio.ensure_future(workshop.made(whose, bench.work(0), never))

        mine = [wanted("mine") for _ in range(MOST_FOR_ONE)]
        await asyncio.sleep(0)
        with pytest.raises(Full):
            await wanted("mine")
        theirs = [wanted(str(n)) for n in range(MOST - MOST_FOR_ONE)]
        await asyncio.sleep(0)
        with pytest.raises(Full):
            await wanted("one more")
        bench.may_end.set()
        await asyncio.gather(*mine, *theirs)
        await asyncio.sleep(0.1)
        assert await wanted("mine") == 0, "there is room again"

    asyncio.run(all_of_it())


def test_an_error_reaches_the_visitor_who_waits(workshop: Workshop) -> None:
    def fail(_: Event) -> None:
        raise LookupError

    with pytest.raises(LookupError):
        asyncio.run(workshop.made("mine", fail, never))
