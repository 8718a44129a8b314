import threading
import time

import pytest

from unlcli.errors import NoSuchRecordError
from unlcli.sources.in_parallel import in_parallel


def test_results_come_in_order_of_completion_with_their_places() -> None:
    gates = [threading.Event() for _ in range(3)]
    gates[2].set()
    order = []

    def work(number: int) -> int:
        assert gates[number].wait(5)
        return number * 10

    for place, result in in_parallel(range(3), work, 3):
        order.append((place, result))
        gates[{2: 0, 0: 1, 1: 1}[place]].set()
    assert order == [(2, 20), (0, 0), (1, 10)]


def test_what_a_source_lacks_is_a_result_and_the_others_go_on() -> None:
    def work(number: int) -> int:
        if number % 2:
            raise NoSuchRecordError(f"not {number}")
        return number

    found = dict(in_parallel(range(10), work, 3))
    assert [place for place, result in found.items() if isinstance(result, NoSuchRecordError)] != []
    assert {place: str(result) for place, result in found.items()} == {
        n: f"not {n}" if n % 2 else str(n) for n in range(10)
    }


def test_any_other_exception_reaches_who_asked() -> None:
    def work(number: int) -> int:
        return 1 // number

    with pytest.raises(ZeroDivisionError):
        list(in_parallel([1, 0], work, 2))


def test_nothing_to_do_starts_nothing() -> None:
    assert list(in_parallel([], str, 4)) == []


def test_no_more_than_so_many_work_at_once() -> None:
    under_way, most, lock = 0, 0, threading.Lock()

    def work(_: int) -> None:
        nonlocal under_way, most
        with lock:
            under_way += 1
            most = max(most, under_way)
        time.sleep(0.01)
        with lock:
            under_way -= 1

    list(in_parallel(range(12), work, 3))
    assert most == 3


def test_ctrl_c_in_the_middle_ends_at_once_and_takes_up_nothing_new() -> None:
    begun: list[int] = []
    may_end = threading.Event()

    def work(number: int) -> int:
        begun.append(number)
        if number:
            may_end.wait(30)
        return number

    start = time.monotonic()
    results = in_parallel(range(100), work, 2)
    next(results)
    with pytest.raises(KeyboardInterrupt):
        results.throw(KeyboardInterrupt)  # type: ignore[attr-defined]
    assert time.monotonic() - start < 5
    assert len(begun) <= 4
    assert all(thread.daemon for thread in threading.enumerate() if "work_on" in thread.name)
    may_end.set()
