"""Planning tabs: a template filled with one account's rows, everything typed carried over."""

from xlcrm.planning.carry import Stray, Typed, typed_in
from xlcrm.planning.plan import account_tab, identity
from xlcrm.planning.tokens import Facts, known_tokens

__all__ = ["Facts", "Stray", "Typed", "account_tab", "identity", "known_tokens", "typed_in"]
