"""Documents of applications, as applicants bring them."""

import httpx

from tests.register import Register

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


async def brought(
    here: Register,
    application: str,
    content: bytes = PDF,
    kind: str = "statute",
    by: str = "maria",
    tag: str = "*",
    media_type: str = "application/pdf",
) -> httpx.Response:
    path = f"/v1/applications/{application}/documents/{kind}"
    headers = {"Content_Type": media_type, "If_Match": tag, **here.citizen(by)}
    return await here.ask("PUT", path, content, **headers)


async def bring_identity(here: Register, application: str, by: str) -> None:
    answer = await brought(here, application, kind="identity", by=by)
    assert answer.status_code == 200, answer.text
