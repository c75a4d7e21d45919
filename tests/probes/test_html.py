"""What a person could read on a page, which elements and forms it has: what is hidden never counts."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probes.html import Element, Html, outermost, selector_problem


def html(text: str) -> Html:
    return Html(text, "https://www.example.test/booking/start?step=1")


VISIBLE = [
    ("<p>a</p><p>b</p>", "a\nb", "each block is a line"),
    ("<p>un\n   créneau</p>", "un créneau", "a line break in the source is a space on the screen"),
    ("<p>cré<b>neau</b> li<span class=x>bre</span></p>", "créneau libre", "inline tags do not cut words"),
    ("<p>Ter<wbr>min</p>", "Termin", "nor does a place where a word may break"),
    ("<p>a<br>b<br/>c</p>", "a\nb\nc", "a line break"),
    ("<p>Aucun&nbsp;cr&eacute;neau &#8217;&#x27; &amp;lt;</p>", "Aucun créneau '' &lt;", "entities, once"),
    ("<table><tr><th>12:20</th><td>frei</td></tr><tr><td>x</table>", "12:20\nfrei\nx", "each cell is a block"),
    ("<ul><li>a<li>b</ul>", "a\nb", "end tags may be left out"),
    ("<p hidden>a</p><p hidden=until-found>b</p>c", "c", "the hidden attribute"),
    ("<p style='color:red; DISPLAY : none !important'>a</p>b", "b", "an inline style that shows nothing"),
    ("<p style='visibility:hidden'>a</p><table><tr style='visibility: collapse'><td>b</table>", "", "nor do these"),
    ("<div hidden><p>a <b>b</b></p></div>c", "c", "what is inside a hidden element is hidden"),
    ("<p class='x visually-hidden'>a</p><p class=sr-only>b</p><p class=ng-hide>c</p>d", "d", "the usual class names"),
    ("<p class='hiddenx unhidden'>a</p>", "a", "but only whole ones"),
    ("<p class='d-none d-md-block'>a</p><p class='hidden lg:flex'>b</p>", "a\nb", "what only telephones do not show"),
    ("<p class='d-none d-md-none'>a</p><p class='d-none d-print-block'>b</p>c", "c", "what no screen shows"),
    ("<script>let a='Aucun'</script><style>.a{}</style><template><p>t</p></template>x", "x", "what is never shown"),
    ("<noscript>n</noscript><iframe>i</iframe><svg><text>s</text></svg><canvas>c</canvas>x", "x", "nor these"),
    ("<!-- Aucun créneau --><![CDATA[y]]><?php echo 1 ?>x", "x", "comments and instructions"),
    ("<head><title>T</title><meta name=description content=D></head><body>x", "x", "the title is no part of the page"),
    ("<dialog>a</dialog><dialog open>b</dialog>", "b", "a dialog that is closed"),
    ("<input type=hidden value=h><input value=typed><input type=submit value=OK>", "OK", "words on buttons alone"),
    ("<button>Réserver <i>ici</i></button><input type=BUTTON value=ok>", "Réserver ici\nok", "other buttons"),
    ("<select><option>a<option selected>b</select><textarea>c</textarea>", "a\nb\nc", "what can be chosen is shown"),
    ("<p>a</b></p></div></p>b<p", "a\nb", "broken markup"),
    ("a\x00b<p>c", "ab\nc", "a NUL does not end the page"),
    ("", "", "nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected", "why"), VISIBLE)
def test_visible_text_is_what_a_person_could_read(source: str, expected: str, why: str):
    assert html(source).visible == expected, why


@pytest.mark.parametrize(
    ("source", "css", "expected", "why"),
    [
        ("<table><td class=free>1<td class=full>2<td class=free>3", "td.free", ["1", "3"], "in document order"),
        ("<p class=a>1<p class=a hidden>2<div hidden><p class=a>3", ".a", ["1"], "what is hidden is not there"),
        ("<p class=a>1 <b>2</b><br>3<i hidden>4</i>", ".a", ["1 2 3"], "its visible text, on one line"),
        ("<input class=a type=submit value=' OK '>", ".a", ["OK"], "a button's words"),
        ("<template><p class=a>1</p></template><noscript><p class=a>2</p></noscript>", ".a", [], "never shown"),
    ],
)
def test_elements_are_selected_where_they_are_seen(source: str, css: str, expected: list[str], why: str):
    assert [element.text for element in html(source).select(css)] == expected, why


def test_an_element_selects_below_itself_what_is_seen():
    (row,) = html("<ul><li>1<b>2</b><b hidden>3</b></ul><b>4</b>").select("li")
    assert [element.text for element in row.select("b")] == ["2"]


@pytest.mark.parametrize(
    ("source", "words", "why"),
    [
        ("<a class=a title=T aria-label=L>text</a>", "text", "its text comes first"),
        ("<a class=a title=T aria-label='10 mai'></a>", "10 mai", "then what a screen reader says"),
        ("<a class=a title='10 mai'><i hidden>x</i></a>", "10 mai", "then what the pointer shows"),
        ("<img class=a alt='Libre'>", "Libre", "then a picture's words"),
        ("<input class=a type=radio value='2021-05-10'>", "2021-05-10", "then what a click would choose"),
        ("<a class=a href=x></a>", "", "or nothing"),
    ],
)
def test_an_element_is_quoted_by_what_stands_for_it(source: str, words: str, why: str):
    assert html(source).select(".a")[0].words == words, why


def test_a_free_cell_and_its_link_are_one_free_cell():
    page = html(
        "<table><tr class=free><td class=free><a class=free>1</a><td><a class=free>2</a></table><a class=free>3</a>"
    )
    cells = page.select("td.free") + page.select("a.free")
    assert [element.text for element in outermost(cells)] == ["1", "2", "3"]
    assert outermost([]) == []


NESTED = st.recursive(
    st.sampled_from(["x", "<b class=free>y</b>", "<i hidden class=free>z</i>", "<input class=free value=v>"]),
    lambda inner: st.builds("<div class={}>{}{}</div>".format, st.sampled_from(["free", "hide", "x"]), inner, inner),
)


@given(NESTED)
def test_seen_and_outermost_are_what_asking_every_parent_would_give(source: str):
    page = html(source)
    seen = page.select(".free")
    assert not [e for e in seen if any("hide" in Element(parent).classes for parent in e.tag.parents)]
    chosen = {id(e.tag) for e in seen}
    expected = [e.tag for e in seen if not any(id(parent) in chosen for parent in e.tag.parents)]
    assert [e.tag for e in outermost(seen)] == expected


@pytest.mark.parametrize(
    ("source", "title", "language", "why"),
    [
        ("<html lang=FR-fr><title> a\n b </title>", "a b", "fr-fr", "both normalised"),
        ("<html xml:lang='de'><title>x", "x", "de", "XHTML"),
        ("<html lang=''><p>x", "", None, "an empty declaration declares nothing"),
        ("<html lang='" + "x" * 99 + "'>", "", "x" * 35, "no tag is longer"),
        ("<p lang=fr>x", "", None, "a paragraph does not speak for the page"),
    ],
)
def test_a_page_declares_its_title_and_language(source: str, title: str, language: str | None, why: str):
    assert (html(source).title, html(source).language) == (title, language), why


def test_a_shape_is_there_whether_it_is_seen_or_not():
    assert html("<div hidden><form id=f></form></div>").has("form#f")
    assert not html("<p>x").has("form")


HERE = "https://www.example.test/booking/start?step=1"


@pytest.mark.parametrize(
    ("source", "expected", "why"),
    [
        ("<form action=next method=post>", [("https://www.example.test/booking/next", "POST")], "relative"),
        ("<form action='//other.test/x' method=Get>", [("https://other.test/x", "GET")], "of another host, as written"),
        ("<form>", [(HERE, "GET")], "without an address: the page's own"),
        ("<form action='' hidden>", [(HERE, "GET")], "also with an empty one, also hidden"),
        ("<form action='?a=1'>", [("https://www.example.test/booking/start?a=1", "GET")], "a query alone"),
        ("<form action='http://['></form><form>", [(HERE, "GET")], "nobody can open the first; it hides no other"),
    ],
)
def test_forms_are_offered_with_whole_addresses(source: str, expected: list[tuple[str, str]], why: str):
    assert [(form.action, form.method) for form in html(source).forms()] == expected, why


def test_a_form_is_filled_with_what_the_page_hides_and_nothing_personal():
    page = html("""
      <form id=a><input type=hidden name=other value=1></form>
      <form id=b><input type=HIDDEN name=token value=t><input type=hidden value=nameless><input type=hidden name=empty>
      <input type=hidden name=user_email value=me@example.org><input name=nom value=x><input type=text name=q></form>
    """)
    (form,) = page.forms("#b")
    assert form.hidden == {"token": "t", "empty": ""}
    assert form.fill(step="2", token="u") == {"token": "u", "empty": "", "step": "2"}


@pytest.mark.parametrize(
    ("css", "problem", "why"),
    [
        ("td.free > a[href]:not(.x)", False, "what soupsieve knows"),
        ("td:has(> a)", False, "also of what is inside"),
        ("td[", True, "unfinished"),
        ("td:frei", True, "no such state"),
        ("", True, "nothing"),
    ],
)
def test_a_selector_that_cannot_be_used_has_a_reason(css: str, problem: bool, why: str):
    found = selector_problem(css)
    assert bool(found) == problem, why
    assert "\n" not in (found or "")


@pytest.mark.parametrize(
    "source",
    ["https://www.example.test/", "page.html", "<?xml version='1.0' encoding='utf-16'?><p>x</p>"],
    ids=["an address", "a file's name", "XML"],
)
def test_a_body_that_looks_like_something_else_is_no_warning(source: str):
    assert html(source).visible in (source, "x")


def test_the_cost_of_elements_grows_with_the_page_even_where_they_are_nested():
    def seconds(depth: int) -> float:
        page = html("<b class=free>" * depth + "x")
        page.has("b")
        began = time.process_time()
        assert [element.words for element in outermost(page.select(".free"))] == ["x"]
        assert page.visible == "x"
        return time.process_time() - began

    quarter, whole = seconds(7_500), seconds(30_000)
    assert whole <= max(8 * quarter, 0.5)


@pytest.mark.parametrize(
    ("action", "url", "why"),
    [
        ("go", "https://a.test/base/go", "relative to the page's <base>"),
        ("/go", "https://a.test/go", "from the root"),
        ("", "https://a.test/here", "an empty action is the page itself, whatever its <base>"),
    ],
)
def test_a_forms_address_follows_the_base_element(action: str, url: str, why: str):
    page = Html(f'<base href="/base/"><form action="{action}"></form>', "https://a.test/here")
    assert [form.action for form in page.forms()] == [url], why
