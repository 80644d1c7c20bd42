"""Read pages with a parser: the text that people see, and the forms that browsers send."""

from urllib.parse import urljoin

from lxml import html as markup

#: The elements that no browser shows.
UNSEEN = "script", "style", "template"


class Part:
    """An element of a page and its contents."""

    def __init__(self, element):
        self.element = element

    def __getitem__(self, name):
        """Return the value of an attribute. Raises KeyError without it."""
        return self.element.attrib[name]

    def __contains__(self, name):
        """Return whether the element has the attribute."""
        return name in self.element.attrib

    @property
    def text(self):
        """Return the visible text in one line, with a space between the texts of two elements."""
        hidden = " or ".join(f"ancestor::{name}" for name in UNSEEN)
        return " ".join(" ".join(self.element.xpath(f".//text()[not({hidden})]")).split())

    def all(self, what="*", **attributes):
        """Return the elements inside that match `what` ("h1", "nav.crumbs", ".chip") and these attributes.

        True matches any value of an attribute. "_" stands for "-" in its name; one at the end is dropped.
        """
        tag, _, kind = what.partition(".")
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            Part(element)
            for element in self.element.iterdescendants(tag or "*")
            if not kind or kind in element.get("class", "").split()
            if all(
                element.get(name) is not None if value is True else element.get(name) == value
                for name, value in wanted.items()
            )
        ]

    def one(self, what="*", **attributes):
        """Return the only such element; fails unless there is exactly one."""
        found = self.all(what, **attributes)
        assert len(found) == 1, f"{len(found)} times {what} {attributes}"
        return found[0]

    def texts(self, what, **attributes):
        """Return the texts of such elements."""
        return [part.text for part in self.all(what, **attributes)]

    def values(self, name, **attributes):
        """Return the values of all fields of that name, ticked or not."""
        return [part.element.get("value", "") for part in self.all(name=name, **attributes)]

    def ids(self, start):
        """Return the ids that begin with `start`, without it."""
        ids = [part["id"] for part in self.all(id=True)]
        return [each.removeprefix(start) for each in ids if each.startswith(start)]

    def links(self):
        """Return the addresses of links, as written."""
        return [part["href"] for part in self.all("a", href=True)]

    def rows(self):
        """Return the texts of a table's cells, row by row."""
        return [[Part(cell).text for cell in row.element if cell.tag in ("td", "th")] for row in self.all("tr")]

    def fields(self):
        """Return the values of each name that a browser sends of this form unchanged."""
        found = {}
        for name, value in self.element.form_values():
            found.setdefault(name, []).append(value)
        return found


class Page(Part):
    """A page, or a fragment of one, from a response or its text; templates are left out."""

    def __init__(self, source):
        data = getattr(source, "content", source)
        text = data.decode() if isinstance(data, bytes) else data
        parser = markup.HTMLParser(remove_comments=True, encoding="utf-8")
        super().__init__(markup.document_fromstring(text.encode(), parser=parser))
        for template in list(self.element.iter("template")):
            template.drop_tree()
        for field in self.element.iter("textarea"):
            field.text = (field.text or "").removeprefix("\n")

    def form(self, field):
        """Return the first form that has a field of that name."""
        return next(form for form in self.all("form") if form.all(name=field))

    def described(self, name):
        """Return the content of a `meta` element, such as "description" or "og:title"."""
        (found,) = (part["content"] for part in self.all("meta") if name in part.element.values())
        return found


def get(client, path, status=200):
    """Request a page and return its text; fails on another status."""
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


def words(html):
    """Return the visible text of a page, in one line."""
    return Page(html).text


def fields(response, field="dasar"):
    """Return the values of each name that a browser sends, unchanged, of the form that has this field."""
    return Page(response).form(field).fields()


def with_text(sent, old, new):
    """Return the fields of an edit page with one text changed."""
    assert old in sent["teks"]
    return sent | {"teks": [new if text == old else text for text in sent["teks"]]}


def each_page(client, path):
    """Yield address and page of a list, from its first page to the last."""
    while path:
        page = Page(get(client, path))
        yield path, page
        following = page.all("a", rel="next")
        path = urljoin(path, following[0]["href"]) if following else None
