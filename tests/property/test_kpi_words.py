"""What is quick to look for in two labels that run on is in all of them."""

from hypothesis import given
from hypothesis import strategies as st

from index.kpi.headwords import OF_BOTH
from index.kpi.labels import name_label
from index.kpi.source import squeeze
from index.kpi.vocabulary import COLUMN_WORDS, Role


def _called(*roles: Role) -> st.SearchStrategy[str]:
    found = [st.from_regex(words, fullmatch=True) for role, words in COLUMN_WORDS if role in roles]
    return st.one_of(found).map(lambda label: "".join(label.split()))


@given(_called(Role.BASELINE, Role.ACTUAL, Role.WHEN), _called(Role.TARGET, Role.WHEN))
def test_a_label_before_one_for_targets_is_looked_for(first: str, second: str) -> None:
    known = name_label(first).role in (Role.BASELINE, Role.ACTUAL)
    if known and name_label(second).role is Role.TARGET:
        assert OF_BOTH.search(squeeze(first + second))
