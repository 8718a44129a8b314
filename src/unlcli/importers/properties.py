"""Properties: lines and bullets below a paper that name what they say (`Authors: ...`, `Code: url`, `会议：...`)."""

import re
from dataclasses import dataclass

from unlcli.importers.flat import LINKS, MARKS
from unlcli.importers.words import Role, field_name, role_of_header, role_of_label

_LABELLED = re.compile(
    rf"[^\w{LINKS}]*?[{MARKS}]*([^\W\d_](?:[\w.;/& '()-]|\*(?!\*)){{0,40}}?)[\])】）]?[{MARKS}]*\s*[:：][{MARKS}]*(?!//)\s*",
    re.I,
)
_LABELS = {
    "abstract": "abstract, 摘要",
    "tldr": "tl;dr, tldr, tl; dr",
    "summary": "summary, 简介, 总结",
    "keywords": "keywords, keyword, key words, key, tags, tag, topics, 关键词, 关键字, 标签",
    "note": "note, notes, comment, comments, remark, remarks, 备注, 注, 说明",
    "dataset": "dataset, datasets, data, 数据集, 数据",
    "blog": "blog, 博客",
    "tweet": "tweet, twitter",
    "affiliation": "institution, institutions, affiliation, affiliations, 机构, 单位",
    "task": "任务",
    "area": "领域",
    "reading": "解读",
}
_FIELDS = {label: name for name, labels in _LABELS.items() for label in labels.split(", ")}
_ROLES = {
    "title": Role.TITLE, "题目": Role.TITLE, "标题": Role.TITLE, "论文题目": Role.TITLE, "论文标题": Role.TITLE, "name": Role.EXTRA,
    "source": Role.VENUE, "source code": Role.CODE,
}  # fmt: skip
_MEANT = (
    Role.AUTHORS, Role.VENUE, Role.YEAR, Role.CODE, Role.LINK, Role.WEBSITE, Role.VIDEO, Role.SLIDES, Role.POSTER, Role.TITLE,
    Role.CATEGORY,
)  # fmt: skip
_MOST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Property:
    """A line that names what it says: its role, or the field that it becomes, and the flat text after the label."""

    role: Role
    name: str
    value: str
    label: str = ""


def read(line: str, *, is_below: bool) -> Property | None:
    """Return the property that a line is, None when it is none; below a paper any short label makes one."""
    match = _LABELLED.match(line)
    if match is None or not (label := match[1].strip(" *_")) or len(label.split()) > _MOST_WORDS:
        return None
    value = line[match.end() :].strip()
    if not re.search(rf"[\w{LINKS}]", value):
        return None
    form = label.lower()
    if name := _FIELDS.get(form):
        return Property(Role.EXTRA, name, value, label)
    role = _ROLES.get(form) or _meant(label)
    if role is not Role.EXTRA:
        return Property(role, role.value, value, label)
    if not is_below or form in _ROLES or len(label.split()) > _MOST_WORDS - 1:
        return None
    name = field_name(label, 0)
    return None if name == "column-1" else Property(Role.EXTRA, name, value, label)


def is_empty(line: str) -> bool:
    """Tell whether a line names what it would say and says nothing: `Code: -`."""
    match = _LABELLED.match(line)
    label = match[1].strip(" *_") if match else ""
    if match is None or re.search(rf"[\w{LINKS}]", line[match.end() :]):
        return False
    return label.lower() in _FIELDS or label.lower() in _ROLES or _meant(label) is not Role.EXTRA


def _meant(label: str) -> Role:
    """Return what a label announces, of the words that headers and links use."""
    role = role_of_header(label)
    role = Role.LINK if role is Role.PAPER else role
    if role in _MEANT:
        return role
    told = role_of_label(label)
    if told in (Role.PAPER, Role.LINK) and label.lower() not in ("link", "links"):
        return Role.LINK
    return told if told in _MEANT else Role.EXTRA
