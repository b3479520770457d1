"""What `wishmi up` decides before it starts anything."""

import errno
import json
import shutil
from collections import namedtuple
from pathlib import Path

import msgspec
import pytest

from wishmi.embedded import Name
from wishmi.embedded.ports import Ports
from wishmi.failure import AlreadyRunning, DataNewer, DiskFull, Failure, NotOurs
from wishmi.services import PROCESSES, SERVICES
from wishmi.settings import Settings
from wishmi.up import folder as folders
from wishmi.up.addresses import SPAN, Addresses, database, environment, given
from wishmi.up.folder import Folder, numbers, ours, trouble_told
from wishmi.up.programs import stand_ins
from wishmi.up.supervisor import ended

CATALOG_SEARCH, PROVIDERS = SERVICES[:2]
SERVERS: dict[Name, str] = {
    "postgres": "postgresql://postgres:word@127.0.0.1:1/postgres?sslmode=disable",
    "nats": "nats://wishmi:word@127.0.0.1:2",
    "opensearch": "http://127.0.0.1:3",
}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "data")


def test_the_search_has_the_first_port_and_no_two_have_the_same() -> None:
    ports = Addresses(8600).ports(besides=())

    assert ports[0] == Addresses(8600).port(CATALOG_SEARCH, "api") == 8600
    assert len(set(ports)) == len(ports) == len(SERVICES) * len(PROCESSES) + 1 + 5
    assert max(ports) < 8600 + SPAN


def test_a_server_that_is_given_needs_no_port() -> None:
    servers = Addresses(8600).servers

    ports = Addresses(8600).ports(besides=("nats", "opensearch"))

    assert servers.postgres in ports
    assert not {servers.nats, servers.nats_monitor, servers.opensearch} & set(ports)
    assert servers.opensearch_transport not in ports


def test_servers_are_given_by_settings() -> None:
    assert given(Settings()) == {}
    assert given(Settings(nats_url="nats://there:4222")) == {"nats": "nats://there:4222"}


def test_each_service_has_its_own_database_on_the_server() -> None:
    assert (
        database(SERVERS["postgres"], PROVIDERS)
        == "postgresql://postgres:word@127.0.0.1:1/providers?sslmode=disable"
    )


def test_a_service_is_told_only_of_what_it_lives_on() -> None:
    assert environment(CATALOG_SEARCH, SERVERS, {}) == {
        "WISHMI_NATS_URL": SERVERS["nats"],
        "WISHMI_OPENSEARCH_URL": SERVERS["opensearch"],
    }
    assert environment(PROVIDERS, SERVERS, {}) == {
        "WISHMI_NATS_URL": SERVERS["nats"],
        "WISHMI_PROVIDERS_POSTGRES_URL": database(SERVERS["postgres"], PROVIDERS),
    }


def test_a_database_that_the_user_has_set_for_one_service_stays() -> None:
    own = {"WISHMI_PROVIDERS_POSTGRES_URL": "postgresql://there/register"}

    assert environment(PROVIDERS, SERVERS, own)["WISHMI_PROVIDERS_POSTGRES_URL"] == (
        "postgresql://there/register"
    )


def test_what_the_city_has_is_played_by_folders_unless_the_user_names_it(tmp_path: Path) -> None:
    mine = {"WISHMI_SMTP_URL": "smtp://relay.example.org"}

    assert stand_ins(PROVIDERS, Addresses(8600), tmp_path, mine) == {
        "WISHMI_PROTOCOL_FOLDER": f"{tmp_path}/protocol",
        "WISHMI_SMTP_URL": "smtp://relay.example.org",
        "WISHMI_PEC_URL": f"file://{tmp_path}/pec",
        "WISHMI_PEC_RECEIPTS": f"{tmp_path}/pec-received",
        "WISHMI_PROVIDERS_PUBLIC_URL": "http://127.0.0.1:8601",
    }


def test_a_folder_has_one_user_at_a_time(folder: Folder) -> None:
    with folder.taken(), pytest.raises(AlreadyRunning), Folder(folder.path).taken():
        pass
    with folder.taken():
        pass


def test_addresses_and_processes_are_told_only_while_they_run(folder: Folder) -> None:
    with folder.taken():
        folder.tell_endpoints({"nats": SERVERS["nats"]})
        folder.tell_processes({"nats": 1})
        assert json.loads(folder.endpoints.read_text()) == {"nats": SERVERS["nats"]}
        assert folder.endpoints.stat().st_mode & 0o077 == 0  # it holds passwords
    assert not folder.endpoints.exists()
    assert not folder.processes.exists()


@pytest.mark.parametrize("name", ["wishmi", "opensearch", "nats"])
def test_data_of_a_newer_release_are_refused(folder: Folder, name: str) -> None:
    folder.path.mkdir()
    folder.check_version()
    newer = msgspec.structs.replace(ours(), **{name: "999.0"})
    folders.write(folder.path / "version.json", newer)

    with pytest.raises(DataNewer, match=r"999\.0"):
        folder.check_version()


def test_data_of_the_same_or_an_older_release_are_taken(folder: Folder) -> None:
    folder.path.mkdir()
    older = msgspec.structs.replace(ours(), wishmi="0.0.1", opensearch="2.19.0")
    folders.write(folder.path / "version.json", older)

    folder.check_version()
    folder.check_version()

    assert json.loads((folder.path / "version.json").read_text()) == msgspec.to_builtins(ours())


@pytest.mark.parametrize("major", ["17", "19"])
def test_data_of_another_major_postgresql_are_refused(folder: Folder, major: str) -> None:
    cluster = folder.path / "postgres" / "data"
    cluster.mkdir(parents=True)
    (cluster / "PG_VERSION").write_text(f"{major}\n")

    with pytest.raises(DataNewer, match=f"PostgreSQL {major}"):
        folder.check_version()


def test_a_full_disk_is_told_in_a_sentence(folder: Folder) -> None:
    with pytest.raises(DiskFull, match="make room"), trouble_told(folder):
        raise OSError(errno.ENOSPC, "No space left on device")


def test_another_failure_of_the_disk_is_not_called_full(folder: Folder) -> None:
    with pytest.raises(PermissionError), trouble_told(folder):
        raise PermissionError(errno.EACCES, "Permission denied")


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    folder = Folder(tmp_path / "file" / "data")

    with (
        pytest.raises(NotOurs, match="choose another --data") as told,
        trouble_told(folder),
        folder.taken(),
    ):
        pass

    assert told.value.exit_code == 14
    with pytest.raises(PermissionError), trouble_told(folder):
        raise PermissionError(errno.EACCES, "Permission denied", "/elsewhere")


def test_a_version_that_cannot_be_read_is_told_in_a_sentence(folder: Folder) -> None:
    folder.path.mkdir()
    (folder.path / "version.json").write_text('{"wishmi":')

    with pytest.raises(Failure, match=r"version\.json is not as wishmi writes it"):
        folder.check_version()


def test_too_little_room_is_refused_before_anything_starts(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    folder.path.mkdir()
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(10**9, 10**9, 10**8))

    with pytest.raises(DiskFull, match="95 MB are left"):
        folder.check_space()


def test_logs_of_the_run_before_are_kept_and_older_ones_are_not(folder: Folder) -> None:
    logs = folder.path / "logs"
    logs.mkdir(parents=True)
    for run in ("first", "second"):
        (logs / "nats.log").write_text(run)
        folder.shift_logs()

    assert [path.name for path in logs.iterdir()] == ["nats.log.1"]
    assert (logs / "nats.log.1").read_text() == "second"


def test_versions_are_compared_by_number() -> None:
    assert numbers("3.10.0") > numbers("3.9.1")


def test_how_a_process_ended_is_named() -> None:
    assert ended(1) == "exit code 1"
    assert ended(-9) == "SIGKILL"


def test_every_port_of_the_servers_has_a_name_of_its_server() -> None:
    """`Addresses.ports` finds a server's ports by how their names begin."""
    assert {name.partition("_")[0] for name in Ports.__struct_fields__} == set(SERVERS)
