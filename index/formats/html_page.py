"""What of a web page is the plan's: it is shown, and it is no part of the site around the page."""

import re
from collections.abc import Iterator
from itertools import takewhile

from selectolax.lexbor import LexborHTMLParser, LexborNode

_BLOCK_TAGS = """
address article aside blockquote body caption center dd details dialog div dl dt fieldset
figcaption figure h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main ol p pre section
summary table tbody td tfoot th thead tr ul
"""
BLOCKS = frozenset(_BLOCK_TAGS.split())
HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LEFT_OUT_TAGS = """
script style nav footer noscript template head button select textarea svg iframe form rt rp
del s strike -comment -doctype -cdata
"""
LEFT_OUT = frozenset(_LEFT_OUT_TAGS.split())
# What ids, classes and roles call the parts of a site that stand around a page.
_AROUND_NAMES = """
nav navi navigation gnav gnavi globalnav globalnavi lnav lnavi localnav localnavi subnav sidenav
footernav headernav menu submenu sidemenu globalmenu breadcrumb breadcrumbs topicpath topicpaths
pankuzu footer footerarea contentinfo sidebar sidearea sns snsarea share banner bannerarea pagetop
totop skip skiplink skipnav search searchbox adobereader
enquete anketo questionnaire feedback
"""
_AROUND = frozenset(_AROUND_NAMES.split())
_PREFIX = re.compile(r"^(?:[a-z]|js|is|site|page|block|tmp)[-_]|[-_]")
# What a page says of itself: how its readers find it, what opens its files. Whom to ask about it
# is said of the plan as well.
_OF_PAGE = re.compile(
    r"^(?:この|本|当)(?:ウェブ)?(?:ページ|サイト).*(?:役に立|見つけ|分かり|わかり|参考に|満足).*か[？?。]?$"
    r"|^より[良よ]い(?:ウェブ|ホームページ|ページ|サイト)|^[^。]{0,8}ご意見をお聞かせ"
    r"|^(?:この|本)?ページの?(?:先頭|トップ|上部|上)(?:へ|に)|^ページ(?:番号|ID)[:：]?\s*\d"
    r"|^[^\w]{0,2}[前次]の?ページ|^(?:最終更新|更新|掲載|公開|登録)日[:：\s]"
    r"|^(?:PDF|ファイル).*(?:閲覧|ご覧|表示|開く|見る).*(?:必要|ダウンロード|入手)"
    r"|^(?:ここ(?:から|まで)(?:が|は)?本文|本文ここ(?:から|まで))"
)
_LONGEST_OF_PAGE = 150
_BETWEEN_LINKS = re.compile(r"[\s|｜/／・>＞\[\]［］]")
_BLOTTED = re.compile(r"visibility:hidden|line-through")
_MAIN = "main, [role=main]", "#main, #content, #contents, #honbun, #main-content, #main_contents"
_OPENERS = "aria-controls", "href", "data-target", "data-bs-target"
# What a panel is called that opens, what opens it, and what they stand in.
_PANEL = re.compile(r"\b(?:js[-_])?(?:acc(?:ordion)?(?![a-z])|toggle|collaps|panel|tab(?!le))")
_OPENER = re.compile(r"toggle|trigger|acc(?:ordion)?[-_]?(?:btn|button|head|title|ttl|label)")
_FOLDS = re.compile(r"\b(?:js[-_])?acc(?:ordion)?(?![a-z])")


def part_of_plan(page: LexborHTMLParser) -> LexborNode | None:
    """Return the part of a page that holds its text; what belongs to the site is cut off it."""
    root = page.body
    if root is None:
        return None
    _unfold(root)
    for wanted in _MAIN:
        main = root.css_first(wanted)
        if main is not None and len(main.text()) * 2 > len(root.text()) * (wanted != _MAIN[0]):
            root = main
            break
    _cut_site(root)
    return root


def _unfold(root: LexborNode) -> None:
    """Show what opens when a reader of the page asks for it, and what it stands in."""
    opened = {
        (node.attributes.get(name) or "").rpartition("#")[2]
        for name in _OPENERS
        for node in root.css(f"[{name}]")
    }
    for form in root.css("form"):
        if len(form.text()) * 2 > len(root.text()):
            form.unwrap()
    for button in root.css("h1 button, h2 button, h3 button, h4 button, h5 button, h6 button"):
        button.unwrap()
    for button in root.css("summary button, dt button, button[aria-expanded]"):
        button.unwrap()
    for node in root.css("[hidden], [style]"):
        if is_gone(node) and (node.attributes.get("id") in opened or _is_opened(node)):
            for name in ("hidden", "style"):
                if name in node.attributes:
                    del node.attrs[name]


def _is_opened(node: LexborNode) -> bool:
    """Whether an element, or what it follows or stands in, is called a thing that opens."""
    others = (node, _PANEL), (_element_before(node), _OPENER), (node.parent, _FOLDS)
    return any(other is not None and called.search(_names(other)) for other, called in others)


def _names(node: LexborNode) -> str:
    """Return what an element is called: its id, classes and role."""
    return " ".join(node.attributes.get(name) or "" for name in ("id", "class", "role")).lower()


def elements_after(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the elements that stand behind one, in what it stands in."""
    other = node.next
    while other is not None:
        if other.is_element_node:
            yield other
        other = other.next


def _element_before(node: LexborNode) -> LexborNode | None:
    other = node.prev
    while other is not None and not other.is_element_node:
        other = other.prev
    return other


def _cut_site(root: LexborNode) -> None:
    """Hide what the page says of itself, and all that stands under such a heading."""
    for node in root.css("label:has(input)"):
        node.attrs["hidden"] = ""
    for node in root.css("h1, h2, h3, h4, h5, h6, p, div, li, dt, legend, address"):
        words = " ".join(node.text().split())
        if len(words) > _LONGEST_OF_PAGE or not _OF_PAGE.search(words) or _holds_blocks(node):
            continue
        for cut in _headed(node, root) if node.tag in HEADINGS else [node]:
            cut.attrs["hidden"] = ""


def _holds_blocks(node: LexborNode) -> bool:
    return any(inner.tag in BLOCKS and inner.mem_id != node.mem_id for inner in node.traverse())


def _headed(heading: LexborNode, root: LexborNode) -> Iterator[LexborNode]:
    """Yield a heading, in the box that holds nothing else, and what it heads."""
    above = ", ".join(list(HEADINGS)[: HEADINGS[heading.tag or "h6"]])
    node = heading
    while (box := node.parent) is not None and box.mem_id != root.mem_id:
        if _element_before(node) or next(elements_after(node), None):
            break
        node = box
    yield node
    yield from takewhile(lambda other: not other.css_matches(above), elements_after(node))


def is_left_out(node: LexborNode) -> bool:
    """Whether an element is none of the plan's text."""
    tag = node.tag or ""
    return (
        tag in LEFT_OUT
        or _is_around(node)
        or is_unseen(node)
        or (tag == "td" and _is_of_links(node))
    )


def _is_around(node: LexborNode) -> bool:
    """Whether a block says of itself that it is part of the site, not of the page."""
    if node.tag not in BLOCKS:
        return False
    if node.attributes.get("id") == "header":
        return True
    return any(_PREFIX.sub("", word) in _AROUND for word in _names(node).split())


def _is_of_links(node: LexborNode) -> bool:
    """Whether nothing but links stands in a cell of a table that lays out the page: a menu."""
    links = node.css("a[href]")
    words = "".join(link.text() for link in links)
    return len(links) > 1 and _letters(words) == _letters(node.text())


def _letters(text: str) -> int:
    return len(_BETWEEN_LINKS.sub("", text))


def is_gone(node: LexborNode) -> bool:
    """Whether nothing is shown in the place of an element."""
    return "hidden" in node.attributes or "display:none" in _style(node)


def is_unseen(node: LexborNode) -> bool:
    """Whether what stands in an element is hidden or struck out."""
    return is_gone(node) or _BLOTTED.search(_style(node)) is not None


def _style(node: LexborNode) -> str:
    return (node.attributes.get("style") or "").replace(" ", "").lower()
