"""Scripts, styles and icons of the built front end: ``{% load assets %}``."""

from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from quen.assets.manifest import built, first_fonts
from quen.console import brand

register = template.Library()

_BEFORE_PAINT = frozenset({"theme.ts"})


@register.simple_tag
def asset(source: str) -> SafeString:
    """The tag that brings a source in: a style sheet, a module, or a script that runs before the first paint."""
    found = built(source)
    address = static(found.file)
    if source.endswith(".css"):
        return format_html('<link rel="stylesheet" href="{}">', address)
    if source in _BEFORE_PAINT:
        return format_html('<script src="{}"></script>', address)
    early = format_html_join(
        "", '<link rel="modulepreload" href="{}">', ((static(file),) for file in found.imports)
    )
    return format_html('{}<script type="module" src="{}"></script>', early, address)


@register.simple_tag
def fonts() -> SafeString:
    """Preloads of the fonts every page needs."""
    link = '<link rel="preload" as="font" type="font/woff2" crossorigin href="{}">'
    return format_html_join("", link, ((static(file),) for file in first_fonts()))


@register.simple_tag
@lru_cache(maxsize=1024)  # a table draws the same few hundreds of times
def icon(name: str, extra: str = "") -> SafeString:
    """An icon of the sprite; it says nothing to a screen reader, so words stand beside it."""
    classes = f"icon {extra}".strip()
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        classes,
        static(built("icons.svg").file),
        name,
    )


@register.simple_tag
def mark_address() -> str:
    """The address of our mark: favicon, and the symbol `#mark`."""
    return static(built("mark.svg").file)


@register.filter
def ink_on(colour: str) -> str:
    """White or near-black, to be read on the business's colour."""
    return brand.ink_on(colour)
