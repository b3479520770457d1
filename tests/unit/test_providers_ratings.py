"""What reviews come to, and what lines of a quote do."""

from hypothesis import given
from hypothesis import strategies as st

from providers.domain.quotes import total
from providers.domain.ratings import rating
from providers.schemas.quotes import QuoteLine
from tests.asking import a_quote

SCORES = st.lists(st.integers(1, 5), min_size=1, max_size=200)


def test_of_what_nobody_has_reviewed_nothing_is_said() -> None:
    assert rating(0, 0) is None


def test_few_reviews_move_it_little_and_many_all_the_way() -> None:
    drawn = [rated.bayesian for n in (1, 5, 50, 5_000) if (rated := rating(n, 5 * n))]
    assert drawn == [3.33, 4.0, 4.82, 5.0]


@given(SCORES)
def test_it_stands_between_the_mean_and_the_middle(scores: list[int]) -> None:
    rated = rating(len(scores), sum(scores))

    assert rated
    assert rated.count == len(scores)
    assert min(scores) <= rated.mean <= max(scores)
    assert min(rated.mean, 3) <= rated.bayesian <= max(rated.mean, 3)


@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(1, 9)), min_size=1, max_size=9))
def test_a_total_is_all_that_is_paid_in_cents(lines: list[tuple[int, int]]) -> None:
    quote = a_quote(
        lines=tuple(
            QuoteLine(label="Voce", unit_cents=cents, quantity=count) for cents, count in lines
        )
    )

    assert total(quote) == sum(cents for cents, count in lines for _ in range(count))
