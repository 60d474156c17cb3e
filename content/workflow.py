"""The state machine of the review, on one screen.

draft → 初审 → 复审 → 终审(签发) → published or scheduled; a site with fewer levels
skips from the front, so that the last one always signs. Only
``content.actions`` moves an item, by compare-and-swap on state and version.
"""

from accounts.roles import Role
from content.models import State, Verb

REVIEW_STATES = (State.REVIEW_1, State.REVIEW_2, State.REVIEW_3)
EDITABLE_STATES = frozenset({State.DRAFT, State.RETURNED, State.PUBLISHED, State.WITHDRAWN})

# verb → the states it may start from
SOURCES: dict[Verb, frozenset[State]] = {
    Verb.SAVE: EDITABLE_STATES,
    Verb.SUBMIT: frozenset({State.DRAFT, State.RETURNED}),
    Verb.RECALL: frozenset(REVIEW_STATES),
    Verb.APPROVE: frozenset({State.REVIEW_1, State.REVIEW_2}),
    Verb.SIGN: frozenset({State.REVIEW_3}),
    Verb.SIGN_IMPORT: frozenset({State.DRAFT}),
    Verb.RETURN: frozenset({*REVIEW_STATES, State.SCHEDULED}),
    Verb.PUBLISH: frozenset({State.SCHEDULED}),
    Verb.WITHDRAW: frozenset(set(State) - {State.WITHDRAWN}),
}

# The path of each number of levels a site may have (1–3).
LEVELS: dict[int, tuple[State, ...]] = {
    1: (State.REVIEW_3,),
    2: (State.REVIEW_1, State.REVIEW_3),
    3: REVIEW_STATES,
}
REVIEWER_OF: dict[State, Role] = {
    State.REVIEW_1: Role.REVIEWER_1,
    State.REVIEW_2: Role.REVIEWER_2,
    State.REVIEW_3: Role.REVIEWER_3,
}


def first_level(levels: int) -> State:
    """Where a submitted item goes on a site with this many levels."""
    return LEVELS[levels][0]


def next_level(state: State, levels: int) -> State:
    """The review after ``state`` (never after the last one).

    If a level was taken off the site meanwhile, the next higher one that is left.
    """
    return next(one for one in LEVELS[levels] if REVIEW_STATES.index(one) > REVIEW_STATES.index(state))


def level_number(state: State) -> int:
    """1 初审, 2 复审, 3 终审."""
    return REVIEW_STATES.index(state) + 1
