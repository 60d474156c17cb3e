"""Pages of a list."""

from hypothesis import given as generate
from hypothesis import strategies as st

from publishing.pagination import paginate


def pages(total: int, number: int, size: int = 20):
    return paginate(total, number, size, lambda one: f"p{one}")


def test_an_empty_list_has_one_page_and_no_second():
    assert pages(0, 1).count == 1
    assert pages(0, 2) is None


def test_left_out_numbers_are_marked():
    assert [number for number, _address in pages(400, 10).links()] == [1, None, 8, 9, 10, 11, 12, None, 20]


@generate(st.integers(0, 5000), st.integers(-3, 300), st.integers(1, 50))
def test_links_always_hold_the_first_the_last_and_the_current_page(total, number, size):
    found = pages(total, number, size)
    if found is None:
        assert not 1 <= number <= max(1, -(-total // size))
        return
    numbers = [one for one, _address in found.links() if one]
    assert numbers == sorted(set(numbers))
    assert {1, number, found.count} <= set(numbers)
    assert bool(found.previous) == (number > 1)
    assert bool(found.next) == (number < found.count)
