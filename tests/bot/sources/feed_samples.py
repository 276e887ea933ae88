"""One piece of news as every kind of feed tells it."""

from __future__ import annotations

import json

TITLE = "Bridge opens after nine years"
TEXT = "It is 2,100 meters long & free."

RSS2 = b"""<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Harbor &amp; Wire</title><link>https://news.example/</link>
<item><title>Bridge &lt;b&gt;opens&lt;/b&gt; after nine years</title>
<link>/bridge?utm_source=rss</link>
<guid isPermaLink="false">b1</guid><description>&lt;p&gt;It is&lt;/p&gt;</description>
<content:encoded><![CDATA[<p>It is 2,100 meters long &amp; free.</p>
<script>alert(1)</script>]]></content:encoded>
<pubDate>Fri, 20 Nov 2026 08:00:00 GMT</pubDate></item></channel></rss>"""
RSS091 = """<?xml version="1.0" encoding="windows-1251"?><rss version="0.91"><channel>
<title>Harbor &amp; Wire</title><link>https://news.example/</link>
<item><title>Bridge opens after nine years</title><link>https://news.example/bridge</link>
<description>It is 2,100 meters long &amp;amp; free.</description></item>
</channel></rss>""".encode("cp1251")
RSS090 = b"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>Harbor &amp; Wire</title>
<link>https://news.example/</link><description>d</description></channel>
<item><title>Bridge opens after nine years</title><link>https://news.example/bridge</link></item>
</rdf:RDF>"""
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://news.example/"><title>Harbor &amp; Wire</title>
<link>https://news.example/</link></channel><item rdf:about="https://news.example/bridge">
<title>Bridge opens after nine years</title><link>https://news.example/bridge</link>
<description>It is 2,100 meters long &amp;amp; free.</description>
<dc:date>2026-11-20T08:00:00Z</dc:date></item></rdf:RDF>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"
 xml:base="https://news.example/x/">
<title>Harbor &amp; Wire</title><link href="https://news.example/"/><entry><id>urn:b1</id>
<title type="html">Bridge &lt;i&gt;opens&lt;/i&gt; after nine years</title><link href="../bridge"/>
<updated>2026-11-20T09:00:00+01:00</updated><content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml"><p>It is 2,100 meters long &amp; free.</p></div></content>
</entry></feed>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Harbor & Wire",
        "home_page_url": "https://news.example/",
        "items": [
            {
                "id": 1,
                "url": "/bridge",
                "title": TITLE,
                "content_html": "<p>It is 2,100 meters long &amp; free.</p>",
                "date_published": "2026-11-20T08:00:00Z",
            }
        ],
    }
).encode()
BROKEN = b"""<rss version="2.0"><channel><title>Harbor & Wire</title><link>https://news.example/</link>
<item><title>Bridge opens after nine years</title><link>https://news.example/bridge</link>
<description>It is 2,100 meters long & free.</description></item></channel>"""

KINDS = {
    "rss 2.0": RSS2,
    "rss 0.91 in cp1251": RSS091,
    "rss 0.90": RSS090,
    "rdf": RDF,
    "atom": ATOM,
    "json feed": JSON,
    "not well-formed": BROKEN,
}
UNDATED = {"rss 0.91 in cp1251", "rss 0.90", "not well-formed"}


def rss(*items: str, title: str = "The Post", link: str = "https://news.example/") -> bytes:
    """Return a feed of items, each as `guid|title|text`; text may be left out."""
    made = []
    for one in items:
        guid, name, *text = one.split("|")
        made.append(
            f"<item><guid isPermaLink='false'>{guid}</guid><title>{name}</title>"
            f"<link>{link}{guid}</link>"
            + "".join(f"<description><![CDATA[{each}]]></description>" for each in text)
            + "</item>"
        )
    return (
        f"<rss version='2.0'><channel><title>{title}</title><link>{link}</link>"
        f"{''.join(made)}</channel></rss>"
    ).encode()
