"""The arguments of a command that takes a query: only exact option tokens are options, all else are its words."""

from collections.abc import Collection, Sequence

from unlcli.errors import UsageError

#: An option's name and its value: None for a flag, and for an option that lacks its value.
Option = tuple[str, str | None]


def split(arguments: Sequence[str], flags: Collection[str], valued: Collection[str]) -> tuple[list[Option], list[str]]:
    """Return the options among arguments, in their order, and the words, `-llm` and `-has:doi` included.

    After `--` all are words. Raises UsageError for what is spelt like a long option and is none.
    """
    options: list[Option] = []
    words: list[str] = []
    rest = iter(arguments)
    for token in rest:
        name, equals, value = token.partition("=")
        if token == "--":
            words.extend(rest)
        elif token in flags:
            options.append((token, None))
        elif token in valued:
            options.append((token, next(rest, None)))
        elif equals and name.startswith("--") and (name in flags or name in valued):
            options.append((name, value))
        elif token.startswith("--") and token[2:3].isalpha():
            raise _unknown(name, (*flags, *valued))
        else:
            words.append(token)
    return options, words


def _unknown(name: str, known: Sequence[str]) -> UsageError:
    from difflib import get_close_matches

    near = get_close_matches(name, [option for option in known if option.startswith("--")], 1)
    meant = f"did you mean {near[0]}? " if near else ""
    return UsageError(f"there is no option {name}", f"{meant}put it after -- to search for it")
