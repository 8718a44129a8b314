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
from unlcli.domain.listing import Cell, Column, Link, Listing, Row, Section
from unlcli.errors import UsageError
from unlcli.render.escape import safe_url
from unlcli.render.options import RenderOptions
from unlcli.render.template import render
from unlcli.render.template_limits import MOST_NUMBERS

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


@pytest.mark.parametrize(
    "source",
    [
        "{{ 'a'.center(10**9) }}",
        "{{ 'a'|center(10**9) }}",
        "{{ ['a']|map('center', 10**9)|list }}",
        "{{ 'a'.ljust(10**9) }}",
        "{{ 'a'.rjust(10**9) }}",
        "{{ 'a'.zfill(10**9) }}",
        "{{ 'a'|attr('zfill')(10**9) }}",
        "{{ '\t'.expandtabs(10**9) }}",
        "{{ '{:1000000000}'.format(1) }}",
        "{{ '{0:{1}}'.format(1, 10**9) }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ '%*d' % (10**9, 1) }}",
        "{{ '%(a)s%(a)s' % {'a': 'x' * 10**6} * 10**6 }}",
        "{{ '%1000000000d'|format(1) }}",
        "{{ 'a'|indent(10**9, first=true) }}",
        "{{ 'a'|indent('x' * 10**6, first=true)|indent('x' * 10**6, first=true) }}",
        "{{ [1]|batch(10**9, 'x')|list }}",
        "{{ [1]|slice(10**9)|list }}",
        "{{ ('a' * 10**6).replace('a', 'b' * 10**6) }}",
        "{{ ('a' * 10**6)|replace('a', 'b' * 10**6) }}",
        "{{ ('a' * 10**6)|replace('', 'b' * 10**6) }}",
        "{{ ('a' * 10**6).join(['a'] * 10**6) }}",
        "{{ (['a' * 10**6] * 10**6)|join }}",
        "{{ ('a' * 10**6)|wordwrap(1, wrapstring='x' * 10**6) }}",
        "{{ {'a': [1]}|tojson(indent=10**9) }}",
        "{{ {'a': [1]}|json(indent=10**9) }}",
        "{{ ([['a' * 10**6] * 1000] * 1000)|json }}",
        "{{ [['a' * 10**6] * 1000] * 1000 }}",
        "{{ ([[1] * 1000] * 10**6)|sum(start=[]) }}",
        "{{ (5).to_bytes(10**9, 'big') }}",
        "{% set n = namespace(x='a') %}{% for i in range(99) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
        "{% set n = namespace(x='a') %}{% for i in range(99) %}{% set n.x = n.x + n.x %}{% endfor %}",
        "{% set n = namespace(x=[1]) %}{% for i in range(99) %}{% set n.x = n.x + n.x %}{% endfor %}",
        "{% set n = namespace(x='a') %}{% for i in range(99) %}{% set y %}{{ n.x }}{{ n.x }}{% endset %}{% set n.x = y %}{% endfor %}",
        "{% for i in range(1000) %}{{ 'a' * 10**6 }}{% endfor %}",
    ],
)
@pytest.mark.parametrize("name", ["list.md", "list.html"])
def test_no_text_takes_all_memory(source: str, name: str) -> None:
    told = refused(f"a\n{source}", name)
    assert told.startswith(f"{name}:2: ")
    assert "too large" in told or "unsafe" in told or "No filter" in told or "only" in told or "characters" in told


@pytest.mark.parametrize(
    "source",
    [
        "{{ range }}",
        "{{ [range] }}",
        "{{ range|string }}",
        "{{ range ~ '' }}",
        "{{ entries|map(attribute='key') }}",
        "{{ title.upper }}",
        "{{ '%s' % range }}",
        "{{ [range]|join }}",
        "{{ range|markdown }}",
        "{{ joiner() }}",
    ],
)
def test_what_is_no_text_is_not_written(source: str) -> None:
    assert "is no text" in refused(source)


def test_what_people_mean_works() -> None:
    assert made("{{ '%02d' % 7 }} {{ 'a,b'.replace(',', ';') }} {{ ', '.join(['a', 'b']) }} {{ 'a' ~ 1 ~ none }}") == (
        "07 a;b a, b a1None"
    )
    assert made("{{ 'a\nb'|indent(2) }} {{ 'a'|center(3) }}| {{ [1, 2, 3]|batch(2)|list }} {{ [1, 2]|sum }}") == (
        "a\n  b  a | [[1, 2], [3]] 3"
    )
    assert made("{{ entries|sum(attribute='line') }} {{ entries|map(attribute='year')|join('/') }} {{ 7 % 4 }}") == (
        "59 2024/2022/2023/ 3"
    )
    assert made("{{ url ~ '<' ~ '<'|safe }}", "x.html") == "https://ada.example/&lt;<"


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("{{ entries[0].venu }}", "list.md:1: a paper has no 'venu'; did you mean venue?"),
        ("{{ sections[0].rows[0].entry.autors }}", "list.md:1: a paper has no 'autors'; did you mean authors?"),
        ("{{ sections[0].rows[0].xyzzy }}", "list.md:1: a row has no 'xyzzy'; there are entry, bibtex, cells"),
        ("{{ sections[0].titel }}", "list.md:1: a section has no 'titel'; did you mean title?"),
        ("{{ columns[0]['nam'] }}", "list.md:1: a column has no 'nam'; did you mean name?"),
        ("{{ entries[0].fields.moth }}", "list.md:1: this paper has no 'moth'; there are title, year (where some"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(source: str, told: str) -> None:
    assert refused(source).startswith(told)


def test_no_value_commands_a_terminal_or_turns_text_around() -> None:
    bad = "a\x1b[31m\u202eb\ud800\nc"
    row = Row("k", (Cell(bad), Cell("", (Link(bad, f"https://x.org/{bad}"),))),
              {"title": bad, "authors": [bad], "links": {"video": [bad]}, "fields": {"note": bad}}, f"@misc{{k,\n  x = {bad}}}")  # fmt: skip
    listing = Listing(bad, (Column("c", bad), Column("d", "D")), (Section(bad, "a", bad, (row,)),))
    text = made("{{ title }}{{ entries }}{{ sections }}{{ columns }}{{ sections[0].rows[0].bibtex }}", listing=listing)
    assert text.isprintable() or text.replace("\n", "").isprintable()
    assert "@misc{k,\n  x = a [31mb\ufffd\nc}" in text


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
