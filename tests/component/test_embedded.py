"""The embedded servers do what the documentation promises."""

import asyncio
import json
import os
import signal
import sys
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
import httpx
import nats
import psutil
import pytest

from tests.conftest import MakeDatabase
from tests.ports import embedded_ports
from wishmi.embedded import Embedded, Name


async def test_postgresql_is_18_and_writes_to_the_disk(postgres_url: str) -> None:
    connection = await asyncpg.connect(postgres_url)
    try:
        assert connection.get_server_version().major == 18
        assert await connection.fetchval("show fsync") == "on"
        assert await connection.fetchval("select uuidv7() is not null")
    finally:
        await connection.close()


async def test_postgresql_wants_its_password(postgres_url: str) -> None:
    with pytest.raises(asyncpg.InvalidPasswordError):
        await asyncpg.connect(postgres_url.replace("postgres:", "postgres:not"), timeout=5)


async def test_each_database_is_new(make_database: MakeDatabase) -> None:
    first, second = await make_database("providers"), await make_database("providers")

    assert first != second
    connection = await asyncpg.connect(second)
    try:
        assert await connection.fetch("select 1 from pg_tables where schemaname = 'public'") == []
    finally:
        await connection.close()


async def test_nats_has_jetstream(nats_url: str, namespace: str) -> None:
    client = await nats.connect(nats_url)
    try:
        jetstream = client.jetstream()
        await jetstream.add_stream(name=namespace, subjects=[f"{namespace}.>"])
        ack = await jetstream.publish(f"{namespace}.a", b"1")
        assert (ack.stream, ack.seq) == (namespace, 1)
    finally:
        await client.close()


async def test_nats_wants_its_password(nats_url: str) -> None:
    address = urlsplit(nats_url)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    try:
        hello = await asyncio.wait_for(reader.readline(), 5)
        assert json.loads(hello.removeprefix(b"INFO "))["auth_required"]
    finally:
        writer.close()
        await writer.wait_closed()


async def test_opensearch_analyses_italian(opensearch_url: str, namespace: str) -> None:
    async with httpx.AsyncClient(base_url=opensearch_url) as client:
        assert (await client.get("/")).json()["version"]["number"] == "3.8.0"
        made = await client.put(f"/{namespace}-x")
        assert made.status_code == 200, made.text
        analysed = await client.post(
            "/_analyze", json={"analyzer": "italian", "text": "le piscine dell'acqua"}
        )
        assert [token["token"] for token in analysed.json()["tokens"]] == ["piscin", "acqua"]


async def test_opensearch_can_be_put_aside_in_a_snapshot(
    embedded: Embedded, opensearch_url: str
) -> None:
    async with httpx.AsyncClient(base_url=opensearch_url) as client:
        location = str(embedded.data / "opensearch" / "snapshots" / "test")
        made = await client.put(
            "/_snapshot/test", json={"type": "fs", "settings": {"location": location}}
        )
        assert made.status_code == 200, made.text


async def test_everything_listens_on_loopback_only(servers: Embedded) -> None:
    listening = {
        connection.laddr.ip
        for child in servers.children.values()
        for connection in psutil.Process(child.pid).net_connections("tcp")
        if connection.status == psutil.CONN_LISTEN
    }
    assert listening <= {"127.0.0.1", "::ffff:127.0.0.1"}


@pytest.mark.parametrize("name", ["postgres", "nats"])
async def test_a_killed_server_comes_back_at_the_same_address(tmp_path: Path, name: Name) -> None:
    own = Embedded(tmp_path, embedded_ports())
    try:
        await own.start(name)
        first = own.children[name].pid
        url = own.servers[name].url

        await own.kill(name)
        await own.start(name)

        assert own.children[name].pid != first
        assert own.servers[name].url == url
    finally:
        await own.stop()


async def test_no_server_outlives_a_killed_parent(tmp_path: Path) -> None:
    """OpenSearch is left out for speed: all are started by the same guard."""
    script = (
        "import asyncio, sys\n"
        "from pathlib import Path\n"
        "from wishmi.embedded import servers\n"
        "async def main():\n"
        "    async with servers(Path(sys.argv[1]), which=('postgres', 'nats')) as run:\n"
        "        print([child.pid for child in run.children.values()], flush=True)\n"
        "        await asyncio.sleep(60)\n"
        "asyncio.run(main())\n"
    )
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-c", script, str(tmp_path), stdout=asyncio.subprocess.PIPE
    )
    assert parent.stdout is not None
    pids = json.loads(await asyncio.wait_for(parent.stdout.readline(), 60))
    children = [psutil.Process(pid) for pid in pids]

    os.kill(parent.pid, signal.SIGKILL)
    await parent.wait()

    _, alive = await asyncio.to_thread(psutil.wait_procs, children, 10)
    assert alive == []
