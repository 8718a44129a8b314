"""The words that headers and link labels use, and what they mean."""

import re
from enum import StrEnum
from functools import lru_cache

from unlcli.domain import text


class Role(StrEnum):
    """What a column holds, or where a link leads. PAPER is a title or a link: the column's cells tell."""

    TITLE = "title"
    PAPER = "paper"
    NAME = "name"
    YEAR = "year"
    VENUE = "venue"
    AUTHORS = "authors"
    CODE = "code"
    LINK = "link"
    WEBSITE = "website"
    VIDEO = "video"
    SLIDES = "slides"
    POSTER = "poster"
    CATEGORY = "category"
    NUMBER = "number"
    EXTRA = "extra"


_HEADERS = {
    Role.TITLE: (
        "title, titles, paper title, title of paper, article title, paper name, name of paper, 标题, 论文标题, "
        "论文题目, 题目, 论文名, 论文名称, 文章标题"
    ),
    Role.PAPER: "paper, papers, article, articles, 论文, 文章",
    Role.NAME: (
        "name, names, work, works, method, methods, model, models, approach, algorithm, system, framework, "
        "benchmark, dataset, 名称, 方法, 模型, 工作"
    ),
    Role.YEAR: (
        "year, years, date, dates, time, published date, publication date, publish date, publication year, "
        "pub date, release date, released, year of publication, 年, 年份, 时间, 日期, 发表时间, 发布时间, "
        "发表年份"
    ),
    Role.VENUE: (
        "venue, venues, conference, conferences, conf, journal, journals, publication, publications, published, "
        "published in, published at, pub, publisher, proceedings, where, 会议, 期刊, 会议期刊, 期刊会议, 发表, "
        "出处, 来源, 刊物, 发表会议"
    ),
    Role.AUTHORS: "author, authors, author s, by, 作者",
    Role.CODE: (
        "code, codes, github, gitlab, git, repo, repos, repository, source code, code link, code url, "
        "code repo, github link, github repo, github url, official code, implementation, implementations, "
        "code available, 代码, 源码, 开源代码, 代码链接, 开源, 开源地址, 代码地址"
    ),
    Role.LINK: (
        "link, links, url, urls, pdf, pdfs, paper link, paper url, paper links, paper pdf, pdf link, arxiv, "
        "arxiv link, arxiv url, arxiv id, doi, openreview, html, download, preprint, title link, link to paper, "
        "链接, 论文链接, 地址, 论文地址, 下载, 原文"
    ),
    Role.WEBSITE: (
        "website, web, web page, webpage, site, project, projects, project page, project website, homepage, "
        "home page, page, demo, 主页, 项目, 项目主页, 网站, 官网"
    ),
    Role.VIDEO: "video, videos, talk, youtube, 视频",
    Role.SLIDES: "slides, slide, ppt, presentation, 幻灯片",
    Role.POSTER: "poster, posters, 海报",
    Role.CATEGORY: "category, categories, 类别, 分类",
    Role.NUMBER: "no, nr, index, idx, s no, sl no, 序号, 编号",
}
_HEADER_ROLES = {phrase.strip(): role for role, phrases in _HEADERS.items() for phrase in phrases.split(",")}

_LABELS = {
    Role.CODE: (
        "code codes github gitlab repo repository implementation implementations pytorch tensorflow torch tf "
        "jax keras python matlab 代码 源码 开源代码 代码链接"
    ),
    Role.PAPER: (
        "paper papers pdf arxiv openreview doi html abs abstract acl preprint biorxiv ieee acm springer "
        "publication proceedings book article thesis cvf pmlr 论文 论文链接 论文地址 原文"
    ),
    Role.LINK: "link links url here download 链接 地址 下载",
    Role.WEBSITE: "website project homepage web webpage site page demo 主页 项目 项目主页 网站",
    Role.VIDEO: "video videos youtube talk 视频",
    Role.SLIDES: "slides slide ppt 幻灯片",
    Role.POSTER: "poster 海报",
    Role.EXTRA: (
        "official unofficial source the our full version camera ready main and dataset datasets data blog "
        "blogpost post bibtex bib twitter tweet appendix supp supplementary supplement supplemental material "
        "weights checkpoint checkpoints star stars 数据集 数据 博客 解读"
    ),
}
_OWN_FIELD = frozenset(
    (
        "dataset datasets data blog blogpost post bibtex bib twitter tweet appendix supp supplementary supplement "
        "supplemental weights checkpoint checkpoints 数据集 数据 博客 解读"
    ).split()
)
_ENGLISH = {
    chinese: english
    for english, phrases in {
        "note": "备注 说明 注释",
        "summary": "简介 总结",
        "abstract": "摘要",
        "affiliation": "机构 单位",
        "task": "任务",
        "dataset": "数据集 数据",
        "keywords": "关键词",
        "tags": "标签",
        "area": "领域",
        "blog": "博客",
        "reading": "解读",
        "modality": "模态",
        "citations": "引用",
        "contribution": "贡献",
        "highlights": "亮点",
    }.items()
    for chinese in phrases.split()
}
_LABEL_ROLES = {word: role for role, words in reversed(_LABELS.items()) for word in words.split()}
_MOST_LABEL_WORDS = 4
#: A label that says which of several it is: `Code (Lean)`.
_WHICH = re.compile(r"(\w+(?: \w+)?)\s*[(（][^\s()（）]{1,20}(?: [^\s()（）]{1,20})?[)）]")
_LONGEST_LABEL = 60

# Names that mean something else in BibTeX, biblatex or in our own files; a column of unknown meaning does not get them.
_TAKEN = frozenset(
    (
        "title author editor year date month journal journaltitle booktitle series volume number pages "
        "publisher address location school institution organization edition chapter type howpublished key "
        "crossref url doi eprint eprinttype eprintclass archiveprefix primaryclass isbn issn isrn file ids xref "
        "xdata urldate language langid version status subtitle titleaddon maintitle mainsubtitle booksubtitle "
        "booktitleaddon eventtitle eventdate venue holder translator annotator commentator introduction "
        "foreword afterword part issue eid pagetotal pubstate addendum entryset entrysubtype gender options "
        "presort related relatedtype sortkey sortname sorttitle sortyear shorttitle shorthand shortauthor label "
        "nameaddon category code website video slides poster alttitle alturl notsame creationdate openreview "
        "pmid annote annotation line origdate origtitle bibtex comment string preamble"
    ).split()
)


def role_of_header(header: str) -> Role:
    """Return what a column with this header holds; EXTRA when the words are unknown."""
    if header.strip() in ("#", "№"):
        return Role.NUMBER
    form = text.fold(header)
    if role := _HEADER_ROLES.get(form):
        return role
    roles = [_HEADER_ROLES.get(word) for word in form.split()]
    if not roles or None in roles:
        return Role.EXTRA
    for leading in (Role.TITLE, Role.VENUE):
        if leading in roles:
            return leading
    return roles[0] or Role.EXTRA


@lru_cache(4096)  # the same few labels name most links of a document
def role_of_label(label: str) -> Role | None:
    """Return where a link with this label leads; EXTRA for a label that does not say, None for what is no label."""
    found = label.strip()
    if len(found) > _LONGEST_LABEL and "://" not in found:
        return None
    if re.match(r"https?://\S+$", found, re.I) or not (form := text.fold(found)) or re.fullmatch(r"v?\d{1,2}", form):
        return Role.LINK
    words = form.split()
    roles = [_LABEL_ROLES.get(word) for word in words]
    if len(words) > _MOST_LABEL_WORDS or None in roles:
        which = _WHICH.fullmatch(found)
        return role_of_label(which[1]) if which else None
    told = [role for role in roles if role is not Role.EXTRA]
    return Role.CODE if Role.CODE in told else next(iter(told), Role.EXTRA)


def names_field(label: str) -> bool:
    """Tell whether a link's label says that it leads beside the paper, to what has a field of its own (`blog`, `data`)."""
    return not _OWN_FIELD.isdisjoint(text.fold(label).split())


def field_name(header: str, position: int) -> str:
    """Return the name of the field that a column of unknown meaning becomes."""
    english = _ENGLISH.get(header.strip(), header).lower()
    name = re.sub(r"[^a-z0-9]+", "-", english.replace("(s)", "s")).strip("-")[:40].strip("-")
    if not name:
        return f"column-{position + 1}"
    return f"column-{name}" if name in _TAKEN or not name[0].isalpha() else name
