"""The floor: what a plain Django view needs that answers the same JSON from one hand-written statement.

It takes the shortest way to the same bytes: it knows the languages, asks nothing about who may see what
besides `live`, and leaves the HTML of texts as it is stored.
"""

import json
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse

MEDIA = f"{settings.WAGTAILADMIN_BASE_URL}{settings.MEDIA_URL}"
RENDITIONS = "FROM media_picturerendition r WHERE r.image_id = m.id AND r.filter_spec"


def source(name: str) -> str:
    return f"""json_build_object('mimeType', 'image/{name}', 'srcset', (
        SELECT string_agg('{MEDIA}' || r.file || ' ' || r.width || 'w', ', ' ORDER BY r.width)
        {RENDITIONS} IN ('fill-480x320|format-{name}', 'fill-960x640|format-{name}')))"""


def picture(number: str) -> str:
    return f"""(SELECT json_build_object('alt', coalesce(m.alt_texts->>'fr', ''), 'picture', json_build_object(
        'sources', json_build_array({source("avif")}, {source("webp")}),
        'fallback', (SELECT json_build_object('url', '{MEDIA}' || r.file, 'width', r.width, 'height', r.height)
            {RENDITIONS} = 'fill-960x640|format-jpeg')))
        FROM media_picture m WHERE m.id = {number})"""


def identifier(kind: str, number: str) -> str:
    return f"""translate(encode(convert_to('{kind}:' || {number}, 'UTF8'), 'base64'), '+/', '-_')"""


def translations() -> str:
    return """(SELECT json_agg(json_build_object('locale', o.language_code, 'path', t.url_path, 'title', t.title)
        ORDER BY array_position(ARRAY['fr', 'en', 'de', 'rom']::varchar[], o.language_code))
        FROM wagtailcore_page t JOIN wagtailcore_locale o ON o.id = t.locale_id
        WHERE t.translation_key = p.translation_key AND t.live)"""


BLOCK = f"""CASE b->>'type'
    WHEN 'heading' THEN json_build_object('__typename', 'HeadingBlock', 'id', b->>'id',
        'text', b->'value'->>'text', 'level', (b->'value'->>'level')::int)
    WHEN 'paragraph' THEN json_build_object('__typename', 'ParagraphBlock', 'id', b->>'id',
        'content', json_build_object('html', b->>'value'))
    WHEN 'image' THEN json_build_object('__typename', 'ImageBlock', 'id', b->>'id',
        'caption', b->'value'->>'caption', 'image', {picture("(b->'value'->>'image')::int")})
    WHEN 'quote' THEN json_build_object('__typename', 'QuoteBlock', 'id', b->>'id',
        'quote', b->'value'->>'quote', 'attribution', b->'value'->>'attribution')
    WHEN 'call_to_action' THEN json_build_object('__typename', 'CallToActionBlock', 'id', b->>'id',
        'label', b->'value'->>'label', 'href', (SELECT l.url_path FROM wagtailcore_page l
            WHERE l.id = (b->'value'->>'page')::int AND l.live))
    WHEN 'members' THEN json_build_object('__typename', 'MembersBlock', 'id', b->>'id', 'members', (
        SELECT json_agg(json_build_object('name', c.name, 'country', json_build_object('code', c.country)))
        FROM jsonb_array_elements(b->'value') i JOIN snippets_member c ON c.id = (i->>'value')::int
        WHERE c.live))
    ELSE json_build_object('__typename', 'TableBlock', 'id', b->>'id') END"""

PAGE = f"""SELECT json_build_object('data', json_build_object('page', json_build_object(
    'id', {identifier("NewsPage", "p.id")}, 'title', p.title, 'path', p.url_path, 'locale', 'fr',
    'seo', json_build_object('title', coalesce(nullif(p.seo_title, ''), p.title),
        'description', p.search_description, 'canonicalUrl', '{settings.FRONTEND_URL}' || p.url_path),
    'breadcrumbs', (SELECT json_agg(json_build_object('title', a.title, 'path', a.url_path) ORDER BY a.path)
        FROM wagtailcore_page a WHERE a.live AND a.path IN (left(p.path, 8), left(p.path, 12))
        AND a.path <> p.path),
    'translations', {translations()},
    'date', n.date, 'intro', json_build_object('html', n.intro), 'image', {picture("n.image_id")},
    'body', (SELECT json_agg({BLOCK}) FROM jsonb_array_elements(n.body) b))))::text
    FROM wagtailcore_page p JOIN pages_newspage n ON n.sitepage_ptr_id = p.id
    WHERE p.url_path = %s AND p.live"""

LIST = f"""SELECT json_build_object('data', json_build_object('pages', json_build_object('edges', json_agg(
    json_build_object('node', json_build_object(
        'id', {identifier("NewsPage", "p.id")}, 'title', p.title, 'path', p.url_path,
        'seo', json_build_object('image', {picture("p.social_image_id")}),
        'parent', (SELECT json_build_object('title', a.title, 'path', a.url_path) FROM wagtailcore_page a
            WHERE a.path = left(p.path, -4) AND a.live),
        'translations', {translations()}))))))::text
    FROM (SELECT g.*, s.social_image_id FROM wagtailcore_page g
        JOIN pages_sitepage s ON s.page_ptr_id = g.id JOIN pages_newspage n ON n.sitepage_ptr_id = g.id
        JOIN wagtailcore_locale o ON o.id = g.locale_id
        WHERE o.language_code = %s AND g.live ORDER BY g.first_published_at DESC LIMIT 20) p"""

MEMBERS = f"""SELECT json_build_object('data', json_build_object('members', json_build_object(
    'totalCount', (SELECT count(*) FROM snippets_member m JOIN wagtailcore_locale o ON o.id = m.locale_id
        WHERE o.language_code = 'fr' AND m.live AND m.country IN ('FR', 'DE')),
    'edges', json_agg(json_build_object('node', json_build_object(
        'id', {identifier("Member", "p.id")}, 'name', p.name, 'kind', p.kind,
        'country', json_build_object('code', p.country), 'website', p.website, 'joinedOn', p.joined_on,
        'isSignatory', p.declaration_signed_on IS NOT NULL, 'coordinates', json_build_object(
            'latitude', p.latitude, 'longitude', p.longitude)))))))::text
    FROM (SELECT m.* FROM snippets_member m JOIN wagtailcore_locale o ON o.id = m.locale_id
        WHERE o.language_code = %s AND m.live AND m.country IN ('FR', 'DE')
        ORDER BY m.folded_name LIMIT 100) p"""

NAVIGATION = """SELECT p.path, p.title, p.url_path, t.model FROM wagtailcore_page p
    JOIN wagtailcore_locale o ON o.id = p.locale_id JOIN django_content_type t ON t.id = p.content_type_id
    WHERE o.language_code = %s AND p.live AND p.show_in_menus AND p.depth > 2 ORDER BY p.path"""

SEARCH = f"""SELECT json_build_object('data', json_build_object('search', json_build_object(
    'totalCount', (SELECT count(*) FROM search_searchentry e JOIN wagtailcore_page p ON p.id = e.page_id,
        websearch_to_tsquery('content_fr', %s) q WHERE e.language = 'fr' AND e.vector @@ q AND p.live),
    'edges', coalesce(json_agg(json_build_object('excerpt', ts_headline('content_fr', p.body, p.q,
        'StartSel='''', StopSel='''', MaxWords=35, MinWords=15'), 'node', json_build_object(
            '__typename', 'NewsPage', 'id', {identifier("NewsPage", "p.page_id")},
            'title', p.page_title, 'path', p.url_path))), '[]'::json))))::text
    FROM (SELECT e.*, q, g.title page_title, g.url_path FROM search_searchentry e
        JOIN wagtailcore_page g ON g.id = e.page_id, websearch_to_tsquery('content_fr', %s) q
        WHERE e.language = 'fr' AND e.vector @@ q AND g.live
        ORDER BY ts_rank(e.vector, q, 1) DESC LIMIT 10) p"""


def floor(request: HttpRequest, name: str) -> HttpResponse:
    """One of the questions; its variable is in the URL."""
    value = request.GET["value"]
    if name == "navigation":
        return answer(json.dumps({"data": {"navigation": tree(value)}}, ensure_ascii=False))
    sql, values = {
        "page": (PAGE, [value]),
        "list": (LIST, [value]),
        "members": (MEMBERS, [value]),
        "search": (SEARCH, [value, value]),
    }[name]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return answer(cursor.fetchone()[0])


def tree(locale: str) -> list[dict[str, Any]]:
    top: list[dict[str, Any]] = []
    children = {}
    with connection.cursor() as cursor:
        cursor.execute(NAVIGATION, [locale])
        for path, title, url_path, model in cursor.fetchall():
            item = {"title": title, "path": url_path, "type": model, "children": []}
            children[path] = item["children"]
            children.get(path[:-4], top).append(item)
    return top


def answer(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="application/json")
