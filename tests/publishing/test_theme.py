"""Colours of a site: readable whatever was chosen, and never more than colours."""

import re

import pytest
from hypothesis import given as generate
from hypothesis import strategies as st

from publishing.theme import READABLE, contrast, readable, theme_css, theme_version

COLOURS = st.integers(0, 0xFFFFFF).map(lambda one: f"#{one:06x}")


def test_contrast_is_that_of_the_web_guidelines():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.clause("PAGE-01")
@generate(COLOURS)
def test_any_colour_becomes_one_that_white_text_can_stand_on(colour):
    assert contrast(readable(colour), "#ffffff") >= READABLE


@pytest.mark.clause("PAGE-01")
def test_a_good_colour_stays_as_it_was_chosen():
    assert readable("#B3202A") == "#b3202a"


@generate(st.text(max_size=20), st.text(max_size=20))
def test_the_sheet_cannot_be_broken_out_of(main, accent):
    css = theme_css(main, accent)
    assert re.fullmatch(r":root\{(--[a-z-]+:#[0-9a-f]{6};)+\}\n", css)


def test_the_version_follows_the_colours():
    assert theme_version(theme_css("#b3202a")) != theme_version(theme_css("#0b5cad"))
