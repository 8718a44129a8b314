"""When two entries are one work: the only judge, asked by every command."""

from unlcli.matching.evidence import Evidence, Relation, Verdict, judge
from unlcli.matching.forms import Form
from unlcli.matching.groups import DuplicateGroup, Link, explain, find_groups
from unlcli.matching.matcher import Match, Matcher

__all__ = [
    "DuplicateGroup",
    "Evidence",
    "Form",
    "Link",
    "Match",
    "Matcher",
    "Relation",
    "Verdict",
    "explain",
    "find_groups",
    "judge",
]
