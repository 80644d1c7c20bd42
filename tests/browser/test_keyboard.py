"""The site without a mouse, without motion, and in the few colours that a person's system allows."""

import pytest

from tests.browser.conftest import DESK, ZOOMED, is_quiet, until, violations

READING = [
    "/",
    "/kamus/",
    "/kamus/DEVO/",
    "/kamus/matriks/",
    "/kamus/matriks/?level=3",
    "/kamus/banding/?k=DEVO&k=CUSF",
    "/kamus/indeks/",
    "/kamus/cetak/",
    "/panduan/",
    "/panduan/integritas/",
    "/panduan/integritas/komitmen/",
    "/cari/?q=pelanggan",
    "/bantuan/",
    "/masuk/",
]
WRITING = [
    "/kamus/DEVO/",
    "/kamus/DEVO/sunting/",
    "/panduan/integritas/komitmen/sunting/",
    "/kamus/DEVO/peta/",
    "/impor/",
    "/riwayat/",
    "/kamus/DEVO/riwayat/",
    "/arsip/",
    "/periksa/",
    "/sandi/",
]
#: Marks what Tab must reach, one of each group of radio buttons, and gives their number.
MARK = """() => {
  const groups = new Set();
  let count = 0;
  for (const it of document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")) {
    if (it.tabIndex < 0 || it.disabled || it.type === "hidden") continue;
    if (!it.checkVisibility({ visibilityProperty: true })) continue;
    if (it.type === "radio") {
      const group = it.form?.id + it.name;
      const named = [...document.getElementsByName(it.name)];
      if (groups.has(group) || (named.some(one => one.checked) && !it.checked)) continue;
      groups.add(group);
    }
    it.dataset.stop = ++count;
  }
  return count;
}"""
#: What has the focus: its mark, what it is, whether it shows that it has it, and what lies above it.
LOOK = """() => {
  const it = document.activeElement, seen = it.closest("label") ?? it, shown = getComputedStyle(it);
  if (it === document.body) return null;
  const rectangles = [...seen.getClientRects()];
  const { x, y, width, height } = rectangles[0];
  const top = document.elementFromPoint(x + width / 2, y + height / 2);
  const free = top && (seen.contains(top) || top.contains(it) || top.closest("label")?.control === it);
  const rings = [it, seen, it.nextElementSibling, it.parentElement].filter(Boolean).map(one => getComputedStyle(one));
  const ring = rings.some(({ outlineStyle, outlineWidth }) => outlineStyle !== "none" && parseFloat(outlineWidth) >= 2);
  const above = free ? "" : (top?.outerHTML ?? "nothing").slice(0, 100);
  return { stop: it.dataset.stop, what: it.outerHTML.slice(0, 100), ring, above };
}"""


def stops(page, most=400):
    """Where Tab leads from the top of the page to its end: what `LOOK` says of each place."""
    for _ in range(most):
        page.keyboard.press("Tab")
        found = page.evaluate(LOOK)
        if found is None:
            return
        yield found
    raise AssertionError("Tab never leaves the page")


def is_walked(page, address):
    """Tab reaches every control, each shows that it has the focus, and nothing covers it."""
    page.goto(address)
    if page.locator("[autofocus]").count():  # it takes the focus when the page is drawn, not when it is loaded
        until(page, "document.activeElement !== document.body")
    if page.evaluate("document.activeElement !== document.body"):
        list(stops(page))  # to the end from the field that has the focus already, as the walk begins at the top
    count = page.evaluate(MARK)
    found = list(stops(page))
    assert [stop for stop in found if not stop["ring"] or stop["above"]] == []
    reached = {stop["stop"] for stop in found}
    left = [number for number in range(1, count + 1) if str(number) not in reached]
    assert [page.locator(f'[data-stop="{number}"]').evaluate("it => it.outerHTML")[:120] for number in left] == []


@pytest.mark.parametrize("path", READING)
def test_every_control_is_reached_shown_and_uncovered(page, live_server, seeds, path):
    page.set_viewport_size(ZOOMED)
    is_walked(page, live_server.url + path)


@pytest.mark.parametrize("path", WRITING)
def test_every_control_of_writers_is_reached_shown_and_uncovered(page, live_server, seeds, log_in, publisher, path):
    log_in(publisher)
    page.set_viewport_size(ZOOMED)
    is_walked(page, live_server.url + path)


@pytest.mark.parametrize("path", ["/kamus/DEVO/", "/kamus/DEVO/sunting/", "/kamus/matriks/?isi=lengkap"])
def test_where_bars_and_heads_stick_on_a_desk_they_cover_nothing(page, live_server, seeds, log_in, publisher, path):
    log_in(publisher)
    page.set_viewport_size(DESK)
    is_walked(page, live_server.url + path)


def tab_to(page, name, role="link"):
    """Press Tab until what is so called has the focus."""
    wanted = page.get_by_role(role, name=name, exact=True).first
    wanted.wait_for()
    for _ in range(200):
        page.keyboard.press("Tab")
        if wanted.evaluate("it => it === document.activeElement"):
            return
    raise AssertionError(f"Tab never reaches {name}")


def follow(page, name, address):
    """Go where a link leads, by keyboard alone."""
    tab_to(page, name)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}")


def test_the_whole_site_is_used_by_keyboard_alone(watched, live_server, seeds, reader):
    page = watched
    page.goto(live_server.url)
    follow(page, "Kamus", "/kamus/")
    follow(page, "Developing Others", "/kamus/DEVO/")
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/kamus/CUSF/")
    follow(page, "Level 3", "?level=3#indikator")
    tab_to(page, "Salin kutipan level 3 nomor 1", "button")
    follow(page, "Bandingkan", "/kamus/banding/?k=CUSF")
    tab_to(page, "Kompetensi 2", "combobox")
    page.keyboard.type("DEVO")
    page.keyboard.press("Enter")
    page.wait_for_url("**k=DEVO**")
    follow(page, "Matriks", "/kamus/matriks/")
    follow(page, "Indeks", "/kamus/indeks/")
    follow(page, "Pengembangan", "/panduan/")
    follow(page, "2 Komitmen", "/panduan/integritas/komitmen/")
    page.keyboard.press("/")
    page.keyboard.type("umpan balik")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cari/?q=umpan+balik")
    tab_to(page, "Ikuti perangkat", "radio")
    page.keyboard.press("ArrowRight")
    assert page.locator("html").get_attribute("data-theme") == "light"
    tab_to(page, "English", "button")
    page.keyboard.press("Enter")
    page.wait_for_selector("html[lang=en]")
    tab_to(page, "Bahasa Indonesia", "button")
    page.keyboard.press("Enter")
    page.wait_for_selector("html[lang=id]")
    tab_to(page, "Masuk")
    page.keyboard.press("Enter")
    page.wait_for_url("**/masuk/**")
    until(page, "document.activeElement.name === 'username'")
    page.keyboard.type(reader.username)
    page.keyboard.press("Tab")
    until(page, "document.activeElement.name === 'password'")
    page.keyboard.type("rahasia-sekali")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cari/?q=umpan+balik")
    page.locator("summary .who").wait_for()
    is_quiet(page)


@pytest.mark.parametrize(
    "path", ["/kamus/matriks/?level=3", "/kamus/banding/?k=DEVO&level=1&level=2", "/cari/?q=mentor"]
)
def test_in_forced_colours_what_is_chosen_and_marked_still_stands_out(page, live_server, seeds, path):
    page.emulate_media(forced_colors="active")
    page.goto(live_server.url + path)
    colours = "it => [getComputedStyle(it).color, getComputedStyle(it).backgroundColor].join()"
    chosen = page.locator("main [aria-current]").first
    other = chosen.locator("xpath=following::a[1]")
    assert chosen.evaluate(colours) != other.evaluate(colours)
    for mark in page.locator("main mark").all()[:1]:
        assert mark.evaluate(colours) != mark.locator("xpath=..").evaluate(colours)
    assert violations(page) == []


@pytest.mark.parametrize("path", ["/", "/kamus/DEVO/", "/kamus/matriks/", "/cari/?q=mentor", "/masuk/"])
def test_nothing_moves_for_who_asks_for_that(page, live_server, seeds, path):
    page.emulate_media(reduced_motion="reduce")
    page.goto(live_server.url + path)
    moving = """() => [...document.querySelectorAll("*")].filter(it => ["", "::before", "::after"].some(part => {
      const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(it, part);
      return parseFloat(transitionDuration) > 0.01 || animationName !== "none" || scrollBehavior === "smooth";
    })).map(it => it.outerHTML.slice(0, 80))"""
    assert page.evaluate(moving) == []
