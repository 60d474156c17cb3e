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
    # A level that was taken off the site is passed by the next higher one, so the last may sign from any.
    Verb.SIGN: frozenset(REVIEW_STATES),
    Verb.SIGN_IMPORT: frozenset({State.DRAFT}),
    Verb.RETURN: frozenset({*REVIEW_STATES, State.SCHEDULED}),
    Verb.PUBLISH: frozenset({State.SCHEDULED}),
    # What is public, or about to be, whatever happens to the newest revision.
    Verb.WITHDRAW: frozenset(set(State) - {State.WITHDRAWN}),
    Verb.PLACE: frozenset(set(State) - {State.WITHDRAWN}),
    Verb.UNPLACE: frozenset(State),
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


def present_level(state: State, levels: int) -> State:
    """The review that an item waiting at ``state`` really needs now.

    If a level was taken off the site meanwhile, the next higher one that is left.
    """
    return next(one for one in LEVELS[levels] if REVIEW_STATES.index(one) >= REVIEW_STATES.index(state))


def next_level(state: State, levels: int) -> State | None:
    """The review after ``state``; None after the last one, which signs."""
    return next((one for one in LEVELS[levels] if REVIEW_STATES.index(one) > REVIEW_STATES.index(state)), None)


def level_number(state: State) -> int:
    """1 初审, 2 复审, 3 终审."""
    return REVIEW_STATES.index(state) + 1


# role → the (state, number of levels) pairs that wait for it
WAITING_FOR: dict[Role, list[tuple[State, int]]] = {
    role: [(state, levels) for levels in LEVELS for state in REVIEW_STATES if present_level(state, levels) == reviewed]
    for reviewed, role in REVIEWER_OF.items()
}
