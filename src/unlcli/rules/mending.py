"""What rules that mend a field share: the change that gives it another value, where that is safe."""

from unlcli.domain.change import Change, SetField
from unlcli.domain.text import is_balanced
from unlcli.rules.judged import Placed


def new_value(placed: Placed, name: str, value: str) -> tuple[Change, ...]:
    """Return the change that gives a field a value; none where a macro would be lost or the entry cannot be edited."""
    entry = placed.entry
    is_safe = not entry.problem and is_balanced(value) and placed.library.is_literal(entry, name)
    return (SetField(entry.position, name, value),) if is_safe else ()
