import json
import random
from html import unescape

import cmarkgfm
import pytest
import yaml
from hostile_papers import kept, listings, texts, urls
from hypothesis import given
from render_samples import FLAT, LISTING, tags
from selectolax.lexbor import LexborHTMLParser
from test_csv import table, unguarded

from unlcli.domain import text as readable
from unlcli.domain.listing import Listing
from unlcli.errors import UsageError
from unlcli.render.escape import safe_url
from unlcli.render.options import RenderOptions
from unlcli.render.template import MOST_NUMBERS, render

OPTIONS = RenderOptions(title="Knots", description="Of rope.", updated="2026-11-22", url="https://ada.example/")


def made(source: str, name: str = "list.md", listing: Listing = LISTING) -> str:
    return render(listing, OPTIONS, source, name)


def refused(source: str, name: str = "list.md") -> str:
    with pytest.raises(UsageError) as caught:
        made(source, name)
    assert "templates.md" in caught.value.hint
    assert "\n" not in caught.value.message
    return caught.value.message


def test_it_sees_the_listing() -> None:
    assert (
        made("{{ title }}|{{ description }}|{{ updated }}|{{ url }}")
        == "Knots|Of rope.|2026-11-22|https://ada.example/"
    )
    assert made("{{ columns|map(attribute='heading')|join(',') }}") == "Title,Year,Venue,Code"
    assert made("{{ entries|map(attribute='key')|join(' ') }}") == "ada2024sail eve2022 bo2023knots grace2021"
    assert made("{% for e in entries[:1] %}{{ e.authors[0] }}, {{ e.fields.year }}{% endfor %}") == "Ada Lovelace, 2024"


def test_it_walks_the_sections() -> None:
    source = (
        "{% for section in sections recursive %}\n"
        "{{ '#' * section.level }} {{ section.title }} ({{ section.count }}, {{ section.anchor }}) {{ section.intro }}\n"
        "{% for row in section.rows %}\n"
        "- {{ row.entry.title }}: {% for cell in row.cells %}{{ cell.heading }}={{ cell.text }};{% endfor %}\n\n"
        "{% endfor %}\n"
        "{{ loop(section.sections) }}"
        "{% endfor %}\n"
    )
    lines = made(source).splitlines()
    assert lines[0] == "## Surveys (1, surveys) Start here."
    assert lines[1] == "- Sailing by Stars: A Survey: Title=Sailing by Stars: A Survey;Year=2024;Venue=TMLR;Code=;"
    assert "### 2021 (2, knots-c-2021) " in lines


def test_a_cell_has_its_safe_links() -> None:
    source = "{% for row in sections[0].rows %}{% for c in row.cells %}{{ c.links|json }}{% endfor %}{% endfor %}"
    assert '[{"text": "Code", "url": "https://example.com/code"}' in made(source, listing=FLAT)
    knots = "{% for row in sections[1].rows %}{{ row.cells[0].links|json }}{{ row.bibtex }}{% endfor %}"
    assert "javascript" not in made(knots)


def test_html_and_xml_are_escaped_by_themselves_and_nothing_twice() -> None:
    for name in ("x.html", "x.html.j2", "feed.xml", "a/b.HTM", "x.xhtml.jinja"):
        assert made("{{ '<b>' }}{{ '<b>'|html }}", name) == "&lt;b&gt;&lt;b&gt;"
    assert made("{{ '<b>' }}{{ '<b>'|html }}", "x.md") == "<b>&lt;b&gt;"
    assert made("{{ '<b>'|html ~ '<i>' }}", "x.tex") == "&lt;b&gt;<i>"


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("a\n{{ nothing }}", "list.md:2: 'nothing' is undefined"),
        ("{% for e in entries %}\n{{ e.titel }}\n{% endfor %}", "list.md:2: "),
        ("a\n\n{% for %}", "list.md:3: "),
        ("a\n{{ 1 / 0 }}", "list.md:2: ZeroDivisionError: "),
        ("a\n{{ 'x' + 1 }}", "list.md:2: TypeError: "),
        ("{{ title|nosuch }}", "list.md:1: No filter named 'nosuch'"),
        ("\n{% include '/etc/passwd' %}", "list.md:2: a template stands alone"),
        ("\n{% import 'x' as x %}", "list.md:2: a template stands alone"),
        ("{% extends 'x' %}", "list.md:1: a template stands alone"),
        ("{{ ''.__class__.__mro__ }}", "list.md:1: access to attribute '__class__'"),
        ("\n{{ title.__init__.__globals__ }}", "list.md:2: access to attribute"),
        ("{{ entries.append(1) }}", "list.md:1: "),
        ("{{ entries|random }}", "list.md:1: No filter named 'random'"),
        ("{{ lipsum() }}", "list.md:1: 'lipsum' is undefined"),
        ("{% for i in range(10**9) %}{% endfor %}", "list.md:1: OverflowError: range: a template may count to"),
        ("{{ 'a' * 10**10 }}", "list.md:1: OverflowError: *: "),
        ("{{ 10 ** 10000 }}", "list.md:1: OverflowError: **: "),
        ("\n{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", "list.md:2: RecursionError: "),
        ("{% for a in b %}" * 30 + "{% endfor %}" * 30, "list.md:1: "),
        ("{{ '{0.__class__}'.format(title) }}", "list.md:1: access to attribute"),
        ("{{ nothing|markdown }}", "list.md:1: 'nothing' is undefined"),
    ],
)
def test_what_goes_wrong_is_told_with_its_line(source: str, told: str) -> None:
    assert refused(source).startswith(told)


def test_loops_in_loops_end() -> None:
    loops = "{% for a in range(1000) %}{% for b in range(1000) %}{% for c in range(1000) %}{% endfor %}" * 1
    assert "OverflowError" in refused(loops + "{% endfor %}{% endfor %}")
    assert made(f"{{{{ range({MOST_NUMBERS})|length }}}}") == str(MOST_NUMBERS)


def test_the_same_listing_gives_the_same_text() -> None:
    source = "{% for e in entries|sort(attribute='year') %}{{ e.key|yaml }}{{ e|json }}{% endfor %}"
    first = made(source)
    random.seed(1)
    assert made(source) == first


def test_the_last_line_end_stays() -> None:
    assert made("a\n") == "a\n"
    assert made("a") == "a"


@given(texts, urls)
def test_filters_write_text_that_its_reader_reads_back(text: str, url: str) -> None:
    listing = Listing(text, (), ())

    def one(filter_: str) -> str:
        return render(listing, RenderOptions(description=url), f"{{{{ {filter_} }}}}", "x.txt")

    line = kept(text)
    assert unescape(one("title|html")) == line
    assert yaml.safe_load(one("title|yaml")) == json.loads(one("title|json")) == line
    assert readable.plain(one("title|latex")) == kept(readable.plain(one("title|latex")))
    if line:
        assert [[unguarded(cell) for cell in row] for row in table(one("title|csv"))] == [[line]]
    shown = cmarkgfm.github_flavored_markdown_to_html(f"x {one('title|markdown')} x")
    assert {str(node.tag) for node in LexborHTMLParser(shown).css("body *")} == {"p"}
    for name in ("url", "markdown_url", "latex_url"):
        assert not one(f"description|{name}") or safe_url(kept(url))
    link = cmarkgfm.github_flavored_markdown_to_html(f"[x]({one('description|markdown_url')})")
    assert [str(node.tag) for node in LexborHTMLParser(link).css("body *")] == ["p", "a"]
    assert not set(one("description|latex_url")) & set('{} ^~"<>`\n')


@given(listings())
def test_a_template_of_html_injects_nothing(listing: Listing) -> None:
    source = (
        "<table>{% for e in entries %}<tr><td><a href=\"{{ e.url|url }}\">{{ e.title }}</a> "
        "{{ e.authors|join(', ') }}{{ e.venue|html }}</td></tr>{% endfor %}</table>"
    )  # fmt: skip
    page = render(listing, RenderOptions(), source, "x.html")
    assert tags(page) <= {"tbody", "tr", "td", "a"}
    assert all(not n.attributes["href"] or safe_url(n.attributes["href"]) for n in LexborHTMLParser(page).css("a"))
