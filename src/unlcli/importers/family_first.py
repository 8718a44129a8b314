"""Names written family first (`Roe, J., Moe, M.`, `Roe, Jane, and Max Moe`), in a form that says where each name ends."""

import re

_BETWEEN = re.compile(r"\s*[,;，；]\s*(?:and\s+|&\s*)?|\s+and\s+|\s*&\s*", re.I)
_INITIALS = r"(?:[^\W\d_a-z]\.?[ -]?){1,4}"
_INITIALS_ALONE = re.compile(_INITIALS)
_FAMILY = r"(?:[^\W\d_][\w'’ʼ‘`-]*\.? ){0,2}[^\W\d_][\w'’ʼ‘`-]+\.?"
_WITH_INITIALS = re.compile(rf"({_FAMILY}) ({_INITIALS})")
_BEFORE_NEXT = re.compile(rf"((?:[^\W\d_a-z]\.[ -]?){{1,4}})\s*({_FAMILY})")
_GIVEN = re.compile(r"[^\W\d_a-z][\w'’-]+(?: (?:[^\W\d_a-z]\.?|[^\W\d_a-z][\w'’-]+))?|(?:[^\W\d_a-z]\.[ -]?){1,3}")
_ONE_WORD = re.compile(r"(?:[a-z]+ ){0,2}[^\W\d_a-z][\w'’-]+")
_JOINED = re.compile(r"\band\b|&", re.I)
_OTHERS_APART = re.compile(r"\s*,\s*(?:et\b|and\b)", re.I)
# So many regular names make up for one that is not.
_PAIRS_A_SLIP = 1
_MOST = 400


def first_turned(written: str, listed: str, others: str) -> str:
    """Return a list whose first name alone is turned (`Roe, Jane, and Max Moe`) with that name in order, empty for others.

    `listed` is the list without the `others` at its end (` et al.`).
    """
    atoms = [atom for atom in _BETWEEN.split(listed.strip(" .;")) if atom]
    if not 2 <= len(atoms) <= _MOST:
        return ""
    family, given, *rest = atoms
    if _ONE_WORD.fullmatch(family) is None or _GIVEN.fullmatch(given) is None or not given[0].isupper():
        return ""
    is_apart = _OTHERS_APART.match(written, len(listed)) is not None
    if not rest and (is_apart or not others and len(given.split()) == 1 and not given.endswith(".")):
        return "" if _JOINED.search(listed) else f"{given} {family}{others}"
    are_whole = all(len(name.split()) > 1 and _WITH_INITIALS.fullmatch(name) is None for name in rest)
    if not rest or not are_whole or _JOINED.search(listed) is None and not is_apart:
        return ""
    return "; ".join((f"{family}, {given}", *rest)) + others


def with_initials(listed: str) -> str:
    """Return a list of families and initials as `Roe, J.; Moe, M.`, empty for another; a slip among many is put right."""
    found: list[str] = []
    slips, pending = 0, ""
    for atom in (atom for atom in _BETWEEN.split(listed.strip(" ;")) if atom):
        if _INITIALS_ALONE.fullmatch(atom):
            if not pending:
                return ""
            found.append(f"{pending}, {atom}")
            pending = ""
        elif pending and (match := _BEFORE_NEXT.fullmatch(atom)):
            found.append(f"{pending}, {match[1].strip()}")
            pending, slips = match[2].strip(" ."), slips + 1
        elif not pending and (match := _WITH_INITIALS.fullmatch(atom)):
            found.append(f"{match[1].strip(' .')}, {match[2].strip()}")
            slips += 1
        elif not pending and re.fullmatch(_FAMILY, atom):
            pending = atom.strip(" .")
        else:
            return ""
    is_regular = len(found) - slips >= max(1, slips * _PAIRS_A_SLIP) and len(found) > 1
    return "; ".join(found) if is_regular and not pending else ""
