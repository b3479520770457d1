"""How many requests a client address may make in a second."""

from kit.limits import Limiter, client_address


def test_each_client_has_its_own_count_and_a_new_second_begins_anew() -> None:
    now = 100.0
    limiter = Limiter(2, monotonic=lambda: now)

    assert [limiter.left("a") for _ in range(3)] == [1, 0, -1]
    assert limiter.left("b") == 1
    now = 101.0
    assert limiter.left("a") == 1


def test_a_second_is_all_that_is_remembered() -> None:
    now = 100.0
    limiter = Limiter(2, monotonic=lambda: now)
    for client in range(1_000):
        limiter.left(str(client))

    now = 101.0
    limiter.left("a")

    assert len(limiter._counts) == 1


def test_a_window_may_be_longer_than_a_second() -> None:
    now = 120.0
    limiter = Limiter(1, seconds=60, monotonic=lambda: now)

    assert [limiter.left("a"), limiter.left("a"), limiter.reset()] == [0, -1, 60]
    now = 179.9
    assert (limiter.left("a"), limiter.reset()) == (-2, 1)
    now = 180.0
    assert limiter.left("a") == 0


def test_only_what_our_own_proxies_wrote_is_believed() -> None:
    headers = [(b"x-forwarded-for", b"6.6.6.6, 1.2.3.4"), (b"x-forwarded-for", b"10.0.0.1")]

    assert client_address("10.0.0.2", headers, proxies=0) == "10.0.0.2"
    assert client_address("10.0.0.2", headers, proxies=1) == "10.0.0.1"
    assert client_address("10.0.0.2", headers, proxies=2) == "1.2.3.4"
    assert client_address("10.0.0.2", headers, proxies=4) == "10.0.0.2"
    assert client_address("10.0.0.2", [], proxies=1) == "10.0.0.2"
