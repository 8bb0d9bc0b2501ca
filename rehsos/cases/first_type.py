"""Under which type a case is opened of somebody of whom one word and an age are known: to be looked at later."""

from rehsos.law.ages import guessed
from rehsos.law.categories import AMPK, follows, stay_categories

OLD, GROWN = 60, 18


def type_of(category: str, age: int | None) -> tuple[str, str]:
    """The type, and with which letter.

    What the word they were taken in under means; where nothing follows from it, that they are neglected, or have no
    place to stay tonight.
    """
    told = None if age is None else guessed(age)
    found = follows(category, told) if category in stay_categories() else None
    if found and found.type:
        return found.type, found.ampk if found.type == AMPK else ""
    if age is not None and age < GROWN:
        return follows("child", guessed(age)).type or "neglected_child", ""
    return ("neglected_elderly" if age is not None and age >= OLD else "homeless_person"), ""
