"""Pages as readers see them and as browsers send their forms, read by a parser."""

from urllib.parse import urljoin

from lxml import html as markup

#: What is in a page and is not shown.
UNSEEN = "script", "style", "template"


class Part:
    """An element of a page, with what is in it."""

    def __init__(self, element):
        self.element = element

    def __getitem__(self, name):
        """Give the value of an attribute."""
        return self.element.attrib[name]

    def __contains__(self, name):
        """Tell whether there is such an attribute."""
        return name in self.element.attrib

    @property
    def text(self):
        """The text that a reader sees, in one line; a space stands between the texts of two elements."""
        hidden = " or ".join(f"ancestor::{name}" for name in UNSEEN)
        return " ".join(" ".join(self.element.xpath(f".//text()[not({hidden})]")).split())

    def all(self, what="*", **attributes):
        """Find the elements inside that are `what` ("h1", "nav.crumbs", ".chip") and have these attributes.

        True asks for an attribute of any value; "_" stands for "-" in the name of an attribute.
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
        """Find the only such element."""
        found = self.all(what, **attributes)
        assert len(found) == 1, f"{len(found)} times {what} {attributes}"
        return found[0]

    def texts(self, what, **attributes):
        """Read the texts of such elements."""
        return [part.text for part in self.all(what, **attributes)]

    def values(self, name, **attributes):
        """Read the values of all fields of that name, ticked or not."""
        return [part.element.get("value", "") for part in self.all(name=name, **attributes)]

    def ids(self, start):
        """Read what follows `start` in the ids that begin with it."""
        ids = [part["id"] for part in self.all(id=True)]
        return [each.removeprefix(start) for each in ids if each.startswith(start)]

    def links(self):
        """Read where links lead, as they are written."""
        return [part["href"] for part in self.all("a", href=True)]

    def rows(self):
        """Read the texts of a table's cells, row by row."""
        return [[Part(cell).text for cell in row.element if cell.tag in ("td", "th")] for row in self.all("tr")]

    def fields(self):
        """Read what a browser sends of this form when nobody has touched it: the values of each name."""
        found = {}
        for name, value in self.element.form_values():
            found.setdefault(name, []).append(value)
        return found


class Page(Part):
    """A page, or a part of one that was sent alone, from an answer or its text."""

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
        """Find the form that has a field of that name."""
        return next(form for form in self.all("form") if form.all(name=field))

    def described(self, name):
        """Read what the page says of itself for machines, such as its "description" or "og:title"."""
        (found,) = (part["content"] for part in self.all("meta") if name in part.element.values())
        return found


def get(client, path, status=200):
    """Ask for a page, which answers with that status; the text of it."""
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


def words(html):
    """The text of a page as a reader sees it, in one line."""
    return Page(html).text


def fields(response, field="dasar"):
    """What a browser sends of the form that has this field when nobody has touched it: the values of each name."""
    return Page(response).form(field).fields()


def with_text(sent, old, new):
    """A form of the edit page with one text written otherwise."""
    assert old in sent["teks"]
    return sent | {"teks": [new if text == old else text for text in sent["teks"]]}


def each_page(client, path):
    """A list page by page, from the first to the last."""
    while path:
        page = Page(get(client, path))
        yield path, page
        following = page.all("a", rel="next")
        path = urljoin(path, following[0]["href"]) if following else None
