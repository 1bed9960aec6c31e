"""The reference of the API: the OpenAPI document, and the same as a page to read."""

import json
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from quen.api.openapi import document, operations
from quen.api.surface import api


@cache
def reference() -> dict[str, Any]:
    """The document of this release, made once a process."""
    return document(api)


@require_GET
def openapi(request: HttpRequest) -> HttpResponse:
    """Served to everyone: it holds nothing of the shop."""
    return JsonResponse(reference(), json_dumps_params={"ensure_ascii": False})


@require_GET
def docs(request: HttpRequest) -> HttpResponse:
    """Every operation on one page that loads nothing from anywhere else."""
    context = {"sections": sections(reference()), "description": reference()["info"]["description"]}
    return render(request, "api/docs.html", context)


def sections(found: dict[str, Any]) -> list[dict[str, Any]]:
    """The operations by resource, with their examples written out."""
    by_tag: dict[str, list[dict[str, Any]]] = {}
    for path, method, operation in operations(found):
        shown = {
            **operation,
            "path": path,
            "method": method.upper(),
            "sent": _written(operation.get("requestBody", {})),
            "answers": [
                {"status": status, "example": _written(answer)}
                for status, answer in operation["responses"].items()
                if status < "300"
            ],
        }
        by_tag.setdefault(operation["tags"][0], []).append(shown)
    return [{"name": name, "operations": each} for name, each in by_tag.items()]


def _written(body: dict[str, Any]) -> str:
    media = next(iter(body.get("content", {}).values()), None)
    return json.dumps(media["example"], ensure_ascii=False, indent=2) if media else ""
