"""General extractors, each as it is used: a page's decoded text in, its main text out."""

from collections.abc import Callable


def peers() -> dict[str, Callable[[str], str | None]]:
    """The extractors by name, imported when they are asked for."""
    import trafilatura
    from resiliparse.extract.html2text import extract_plain_text

    return {
        "trafilatura": trafilatura.extract,
        "readability-lxml": _readability,
        "gne": _gne,
        "resiliparse": lambda text: extract_plain_text(text, main_content=True),
        "newspaper4k": _newspaper,
        "jusText": _justext,
    }


def _readability(text: str) -> str:
    import lxml.html
    from readability import Document

    return str(lxml.html.fromstring(Document(text).summary()).text_content())


def _gne(text: str) -> str:
    from gne import GeneralNewsExtractor
    from gne.exceptions import NoContentException

    try:
        return str(GeneralNewsExtractor().extract(text)["content"])
    except NoContentException:
        return ""


def _newspaper(text: str) -> str:
    """Without its looking for pictures, for which it would go to the page's site."""
    from newspaper import Article

    article = Article("http://page.example/", language="zh", fetch_images=False)
    article.download(input_html=text)
    article.parse()
    return str(article.text)


def _justext(text: str) -> str:
    """Without a list of stop words, of which it has none for Chinese, and with lengths that suit Han characters."""
    import justext

    bounds = {"length_low": 20, "length_high": 60, "stopwords_low": 0, "stopwords_high": 0}
    paragraphs = justext.justext(text.encode(), frozenset(), encoding="utf-8", **bounds)
    return "\n".join(p.text for p in paragraphs if not p.is_boilerplate)
