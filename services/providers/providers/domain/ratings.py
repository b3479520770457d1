"""What the reviews of an offer come to."""

from contracts.offers import Rating

MIDDLE = 3
"""Of 1 to 5: what is believed of an offer of which nobody has spoken. Not the mean of all offers:
each new review would then change what is told of every one of them."""
BELIEF = 5
"""Reviews that the middle weighs as much as: below five people nothing is published as a figure of
people either, and one friend's five stars make 3.3."""


def rating(reviews: int, stars: int) -> Rating | None:
    """`stars`: the sum of their overall scores; none where there are no reviews."""
    if not reviews:
        return None
    bayesian = (MIDDLE * BELIEF + stars) / (BELIEF + reviews)
    return Rating(mean=round(stars / reviews, 2), count=reviews, bayesian=round(bayesian, 2))
