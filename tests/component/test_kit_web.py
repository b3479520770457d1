"""What every service made with kit promises over HTTP, seen on a small one served as ours are."""

import asyncio
import json
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest

from tests.fuzzing import fuzzed
from tests.kit_processes import Running, running, started

Token = Callable[..., Awaitable[dict[str, str]]]
"""Makes a token of a role; more of its claims by name."""

CONFIG = Path(__file__).parents[2] / "schemathesis.toml"

PROBLEM = "application/problem+json"
JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kit-web")


@pytest.fixture(scope="module")
async def issuer(folder: Path) -> AsyncIterator[Running]:
    async with running("issuer", folder, WISHMI_KEY_FOLDER=folder / "key") as process:
        yield process


@pytest.fixture(scope="module")
def environ(issuer: Running) -> dict[str, object]:
    return {
        "WISHMI_NATS_URL": "nats://nobody",
        "WISHMI_JWKS_URL": f"{issuer.url}/jwks.json",
        "WISHMI_ISSUER": issuer.url,
        "WISHMI_REQUESTS_PER_SECOND": 10_000,
    }


@pytest.fixture(scope="module")
async def demo(folder: Path, environ: dict[str, object]) -> AsyncIterator[Running]:
    async with running("demo", folder, **environ) as process:
        yield process


@pytest.fixture(scope="module")
async def http(demo: Running) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=demo.url, trust_env=False) as client:
        yield client


@pytest.fixture(scope="module")
async def token(issuer: Running) -> AsyncIterator[Token]:
    async with httpx.AsyncClient(base_url=issuer.url, trust_env=False) as client:

        async def make(role: str = "provider", **more: str) -> dict[str, str]:
            response = await client.post("/token", json={"role": role, **more})
            assert response.status_code == 200, response.text
            return {"Authorization": f"Bearer {response.json()['access_token']}"}

        yield make


SECRET = "nuoto-autismo"  # noqa: S105 - what no log, title, detail or metric may hold


@pytest.mark.parametrize(
    ("method", "path", "content", "headers", "status", "code"),
    [
        ("GET", f"/v1/things?qq={SECRET}", b"", {}, 400, "invalid"),
        ("GET", f"/v1/things?limit={SECRET}", b"", {}, 400, "invalid"),
        ("GET", f"/v1/things?q=%00{SECRET}", b"", {}, 400, "invalid"),
        ("GET", f"/v1/things?q=%ff{SECRET}", b"", {}, 400, "invalid"),
        ("GET", f"/v1/things/{UUID(int=0)}?x={SECRET}", b"", {}, 400, "invalid"),
        ("GET", f"/nowhere?q={SECRET}", b"", {}, 404, "not_found"),
        ("GET", f"/v1/things/{UUID(int=0)}", b"", {}, 404, "not_found"),
        ("GET", "/v1/things/not-a-uuid", b"", {}, 404, "not_found"),
        ("GET", "/v1/things/%00", b"", {}, 404, "not_found"),
        ("GET", "/v1/things/%ff%fe", b"", {}, 404, "not_found"),
        ("GET", "/v1/things/by-name/a%00b", b"", {}, 404, "not_found"),
        ("GET", "/v1/things/../../etc/passwd", b"", {}, 404, "not_found"),
        ("DELETE", f"/v1/things?q={SECRET}", b"", {}, 405, "method_not_allowed"),
        ("POST", "/v1/things/search", b'{"q": "' + SECRET.encode(), JSON, 400, "invalid"),
        ("POST", "/v1/things/search", b"", JSON, 400, "invalid"),
        ("POST", "/v1/things/search", b"[" * 100_000, JSON, 400, "invalid"),
        ("POST", "/v1/things/search", b'{"q": "\\u0000"}', JSON, 400, "invalid"),
        ("POST", "/v1/things/search", b"q=" + SECRET.encode(), {}, 415, "unsupported_media_type"),
        (
            "POST",
            "/v1/things/search",
            b"<q/>",
            {"Content-Type": "application/xml"},
            415,
            "unsupported_media_type",
        ),
        ("POST", "/v1/things/search", b"x" * 1_048_577, JSON, 413, "too_large"),
        ("POST", "/v1/things", b"{}", JSON, 401, "unauthorized"),
        ("GET", f"/v1/things/boom?q={SECRET}", b"", {}, 400, "invalid"),
        ("GET", "/v1/things/boom", b"", {}, 500, "internal"),
        ("GET", "/v1/things/away", b"", {}, 503, "unavailable"),
        ("GET", "/status", b"", {"Host": "a b"}, 400, "invalid"),
    ],
)
async def test_every_error_is_a_problem_that_repeats_nothing(
    http: httpx.AsyncClient,
    demo: Running,
    method: str,
    path: str,
    content: bytes,
    headers: dict[str, str],
    status: int,
    code: str,
) -> None:
    response = await http.request(method, path, content=content, headers=headers)

    problem = response.json()
    assert (response.status_code, problem["status"], problem["code"]) == (status, status, code)
    assert response.headers["Content-Type"] == PROBLEM
    assert response.headers["Cache-Control"] == "no-store"
    assert problem["type"] == f"/problems/{code.replace('_', '-')}"
    assert problem["instance"] == f"urn:request:{response.headers['Request-Id']}"
    assert SECRET not in response.text
    assert "segreto" not in response.text
    line = await demo.said("request", request_id=response.headers["Request-Id"])
    assert line["status"] == status
    assert SECRET not in demo.text


async def test_what_callers_can_do_about_it_is_in_the_headers(http: httpx.AsyncClient) -> None:
    wrong_method = await http.delete("/v1/things")
    away = await http.get("/v1/things/away")
    unknown = await http.get("/v1/things/me")
    invented = await http.get("/v1/things/me", headers={"Authorization": "Bearer abc"})

    assert wrong_method.headers["Allow"] == "GET, HEAD, OPTIONS, POST"
    assert int(away.headers["Retry-After"]) >= 1
    assert unknown.headers["WWW-Authenticate"] == "Bearer"
    assert invented.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'


async def test_faults_of_the_query_and_of_the_body_come_together(
    http: httpx.AsyncClient, token: Token
) -> None:
    response = await http.post(
        "/v1/things?x=1",
        json={"title": "", "kinds": "offer", "schedule": [{"weekday": "thu"}]},
        headers=await token(),
    )

    assert [(fault["field"], fault["code"]) for fault in response.json()["errors"]] == [
        ("x", "unknown_parameter"),
        ("/kinds", "unknown_field"),
        ("/title", "too_short"),
        ("/schedule/0/weekday", "not_allowed"),
    ]


async def test_the_same_search_by_get_and_by_post_is_the_same(http: httpx.AsyncClient) -> None:
    by_get = await http.get("/v1/things?q=nuoto&municipio=7&municipio=8&age=3-6&limit=0")
    by_post = await http.post(
        "/v1/things/search",
        json={"q": "nuoto", "municipio": ["7", "8"], "age": "3-6", "limit": 0},
    )

    assert by_get.json()["asked"] == by_post.json()["asked"]


async def test_a_body_that_grows_past_its_limit_is_cut_off_without_a_length(
    http: httpx.AsyncClient,
) -> None:
    async def for_ever() -> AsyncIterator[bytes]:
        while True:
            yield b" " * 65_536

    try:
        response = await http.post("/v1/things/search", content=for_ever(), headers=JSON)
    except httpx.TransportError:  # it never ends, so the connection is cut
        return
    assert response.status_code == 413


async def test_every_answer_carries_the_headers_of_the_edge(http: httpx.AsyncClient) -> None:
    for path in ("/v1/things", "/nowhere", "/v1/things/boom", "/health/live"):
        headers = (await http.get(path)).headers
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert len(headers["Request-Id"]) == 16


async def test_head_is_get_without_its_body(http: httpx.AsyncClient) -> None:
    got = await http.get("/v1/things?limit=0")
    head = await http.head("/v1/things?limit=0")

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Length"] == got.headers["Content-Length"]


async def test_options_tells_every_method_of_the_path(http: httpx.AsyncClient) -> None:
    response = await http.options(f"/v1/things/{uuid4()}")

    assert response.status_code == 204
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS, PUT"


async def test_an_unhandled_error_is_logged_with_its_place_and_without_its_words(
    http: httpx.AsyncClient, demo: Running
) -> None:
    response = await http.get("/v1/things/boom")

    line = await demo.said("request_failed", request_id=response.headers["Request-Id"])
    assert line["error"][-1] == "ValueError"
    assert any("kit_demo.py" in frame and "boom" in frame for frame in line["error"])
    assert "segreto" not in demo.text


async def test_the_status_is_public_and_the_health_names_its_checks(
    http: httpx.AsyncClient,
) -> None:
    status = await http.get("/status")
    ready = await http.get("/health/ready")

    assert (status.status_code, status.headers["Content-Type"]) == (200, PROBLEM)
    assert (status.json()["status"], status.json()["code"]) == (200, "ok")
    assert ready.json() == {"checks": {"background": "ok"}}
    assert (await http.get("/health/live")).status_code == 200


async def test_requests_are_counted_by_template_with_their_true_status(
    http: httpx.AsyncClient, demo: Running
) -> None:
    await http.get(f"/v1/things/{uuid4()}")
    await http.delete(f"/v1/things/{uuid4()}")
    await http.get("/nowhere/at/all")
    await http.request("BREW", "/v1/things")

    await demo.said("request", method="BREW")
    text = (await http.get("/metrics")).text

    one = '{method="GET",route="/v1/things/{thing_id}",status="404"}'
    assert f"http_requests_total{one}" in text
    assert 'method="DELETE",route="/v1/things/{thing_id}",status="405"' in text
    assert 'method="GET",route="unmatched",status="404"' in text
    assert 'method="other",route="/v1/things",status="405"' in text
    assert "process_resident_memory_bytes" in text
    assert "http_request_duration_seconds_bucket" in text
    assert "autismo" not in text


async def test_a_client_that_asks_too_often_is_told_how_often_it_may(
    folder: Path, environ: dict[str, object]
) -> None:
    limited = environ | {"WISHMI_REQUESTS_PER_SECOND": 5, "WISHMI_PROXIES": 1}
    async with (
        running("demo", folder, **limited) as demo,
        httpx.AsyncClient(base_url=demo.url, trust_env=False) as http,
    ):
        await _a_second_begins(http)
        paths = ["/v1/things", "/nowhere", "/v1/things?x=1", "/v1/things", "/v1/things"]
        answers = [await http.get(path) for path in [*paths, "/v1/things?q=nuoto"]]
        other = await http.get("/v1/things", headers={"X-Forwarded-For": "1.2.3.4"})
        health = await http.get("/health/live")
        await demo.said("request", status=429)
        figures = (await http.get("/metrics")).text

    assert [one.status_code for one in answers] == [200, 404, 400, 200, 200, 429]
    assert [one.headers["RateLimit-Remaining"] for one in answers] == list("432100")
    assert {one.headers["RateLimit-Limit"] for one in answers} == {"5"}
    refused = answers[-1]
    assert refused.json()["code"] == "too_many_requests"
    assert refused.headers["Content-Type"] == PROBLEM
    assert refused.headers["Retry-After"] == "1"
    assert refused.headers["Request-Id"]
    assert other.status_code == 200
    assert "RateLimit-Limit" not in health.headers
    assert 'http_requests_total{method="GET",route="/v1/things",status="429"} 1.0' in figures


async def _a_second_begins(http: httpx.AsyncClient) -> None:
    """Counts are by whole seconds: begin with one, so that the test fits into it."""
    probe = {"X-Forwarded-For": "9.9.9.9"}
    left: list[str] = []
    while left[-2:] != ["0", "4"]:
        left.append((await http.get("/status", headers=probe)).headers["RateLimit-Remaining"])


async def test_a_version_travels_from_the_read_to_the_change(
    http: httpx.AsyncClient, token: Token
) -> None:
    who = await token("provider")
    made = await http.post("/v1/things", json={"title": "Nuoto"}, headers=who)
    path = f"/v1/things/{made.json()['id']}"
    tag = (await http.get(path)).headers["ETag"]

    unchanged = await http.get(path, headers={"If-None-Match": f'W/{tag}, "x"'})
    blind = await http.put(path, json={"title": "Corsa"}, headers=who)
    changed = await http.put(path, json={"title": "Corsa"}, headers=who | {"If-Match": tag})
    late = await http.put(path, json={"title": "Canto"}, headers=who | {"If-Match": tag})
    newer = await http.get(path, headers={"If-None-Match": tag})
    nothing = await http.put(f"/v1/things/{uuid4()}", json={"title": "Corsa"}, headers=who)

    assert (unchanged.status_code, unchanged.content, unchanged.headers["ETag"]) == (304, b"", tag)
    assert (blind.status_code, blind.json()["code"]) == (428, "precondition_required")
    assert (changed.status_code, changed.headers["ETag"]) == (200, '"2"')
    assert (late.status_code, late.json()["code"]) == (412, "stale")
    assert newer.json()["card"]["title"] == "Corsa"
    assert nothing.status_code == 404


async def test_a_route_can_take_smaller_bodies_than_others(
    http: httpx.AsyncClient, token: Token
) -> None:
    response = await http.put(
        f"/v1/things/{uuid4()}",
        json={"title": "x" * 5_000},
        headers=await token() | {"If-Match": "*"},
    )

    assert response.status_code == 413


async def test_the_caller_is_who_the_token_says(http: httpx.AsyncClient, token: Token) -> None:
    provider_id = str(uuid4())

    me = await http.get(
        "/v1/things/me",
        headers=await token("provider", provider=provider_id, subject="somebody"),
    )
    officer = await http.get("/v1/things/me", headers=await token("officer"))

    assert me.headers["Cache-Control"] == "no-store"
    assert me.json() == {
        "subject": "somebody",
        "roles": ["provider"],
        "provider_id": provider_id,
        "age_band": None,
    }
    assert (officer.status_code, officer.json()["code"]) == (403, "forbidden")


async def test_requests_in_flight_end_when_the_process_is_asked_to(
    folder: Path, environ: dict[str, object]
) -> None:
    async with (
        running("demo", folder, **environ) as demo,
        httpx.AsyncClient(base_url=demo.url, trust_env=False) as http,
    ):
        slow = asyncio.create_task(http.get("/v1/things/slow"))
        while "http_requests_in_flight 2.0" not in (await http.get("/metrics")).text:
            assert not slow.done()
        demo.process.send_signal(signal.SIGTERM)

        assert (await slow).text == "finito"
        assert await demo.ended() == 0
        assert demo.lines("stopping")


async def test_killing_the_process_kills_the_server(
    folder: Path, environ: dict[str, object]
) -> None:
    async with (
        running("demo", folder, **environ) as demo,
        httpx.AsyncClient(base_url=demo.url, trust_env=False) as http,
    ):
        demo.process.kill()
        await demo.ended()

        with pytest.raises(httpx.TransportError):
            await http.get("/health/live")


async def test_a_port_that_is_taken_is_said_and_not_shared(
    folder: Path, environ: dict[str, object], demo: Running
) -> None:
    port = demo.url.rpartition(":")[2]
    process, url, log = await started("demo", folder / "..", environ | {"WISHMI_PORT": port})

    assert await Running(process, url, log).ended() == 1
    line = await Running(process, url, log).said("address_not_usable")
    assert (line["port"], line["reason"]) == (int(port), "Address already in use")


async def test_a_dead_background_task_ends_the_process_with_an_error(
    folder: Path, environ: dict[str, object]
) -> None:
    async with (
        running("demo", folder, **environ) as demo,
        httpx.AsyncClient(base_url=demo.url, trust_env=False) as http,
    ):
        await http.post("/v1/things/die")

        assert await demo.ended() == 1
        line = await demo.said("background_died")
        assert "until_told" in line["task"]
        assert line["error"][-1] == "ValueError"
        assert "non si deve leggere" not in demo.text


async def test_a_start_that_fails_ends_the_process_with_its_reason(
    folder: Path, environ: dict[str, object]
) -> None:
    process, url, log = await started("broken", folder, environ)
    broken = Running(process, url, log)

    assert await broken.ended() == 1
    line = await broken.said("failed")
    assert line["error"][-1] == "ConnectionRefusedError: [Errno 111] Connection refused"


async def test_a_process_that_is_still_starting_can_be_stopped(
    folder: Path, environ: dict[str, object]
) -> None:
    process, url, log = await started("stuck", folder, environ)
    stuck = Running(process, url, log)
    await stuck.said("opening")

    process.send_signal(signal.SIGTERM)

    assert await stuck.ended() == 0


async def test_the_issuer_serves_this_machine_only(folder: Path) -> None:
    process, url, log = await started(
        "issuer",
        folder,
        {"WISHMI_KEY_FOLDER": folder, "WISHMI_HOST": "0.0.0.0"},  # noqa: S104
    )

    assert await Running(process, url, log).ended() == 1
    assert "serves this machine only" in log.read_text()


async def test_the_document_is_the_same_each_time_and_says_what_is_done(
    http: httpx.AsyncClient,
) -> None:
    first, second = [(await http.get("/openapi.json")).content for _ in range(2)]
    document = json.loads(first)

    assert first == second
    change = document["paths"]["/v1/things/{thing_id}"]["put"]
    assert change["security"] == [{"bearer": ["provider"]}]
    assert {*change["responses"]} == {
        *("200", "400", "401", "403", "404", "412", "413", "415", "428", "429", "503")
    }
    card = document["components"]["schemas"]["CardInput"]
    assert card["additionalProperties"] is False
    assert card["properties"]["title"]["description"] == "What it is called."
    assert "additionalProperties" not in document["components"]["schemas"]["Card"]
    listed = document["paths"]["/v1/things"]["get"]
    assert "credit" not in {one["name"] for one in listed["parameters"]}
    assert "304" in document["paths"]["/v1/things/{thing_id}"]["get"]["responses"]
    invalid = document["components"]["responses"]["Invalid"]
    assert invalid["content"] == {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}


async def test_schemathesis_finds_nothing(demo: Running, token: Token, folder: Path) -> None:
    officer = f"Authorization: {(await token())['Authorization']}"

    found = await fuzzed(demo.url, folder, config=CONFIG, headers=(officer,), examples=12)

    assert found == ""
    assert '"status":500' not in "".join(
        line for line in demo.text.splitlines() if "boom" not in line
    )
