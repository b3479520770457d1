"""The command line, as far as it needs nothing that runs."""

import json
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest
from click.testing import CliRunner, Result

from wishmi.cli import COMMANDS, main
from wishmi.console import Talk
from wishmi.stack import reason
from wishmi.verify.outbox import differences, tellers
from wishmi.verify.report import Report


def wishmi(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself(command: str) -> None:
    done = wishmi(command, "--help")

    assert done.exit_code == 0, done.output
    assert "Usage" in done.output


def test_the_help_names_every_command() -> None:
    listed = wishmi("--help").output

    assert all(f" {command} " in listed for command in COMMANDS if command != "issuer")


def test_a_stack_that_does_not_run_is_a_clear_sentence(tmp_path: Path) -> None:
    done = wishmi("token", "--role", "officer", "--data", str(tmp_path))

    assert done.exit_code == 1
    assert done.stdout == ""
    assert "No `wishmi up` runs" in done.stderr


def test_verify_cannot_tell_of_a_stack_that_does_not_run(tmp_path: Path) -> None:
    assert wishmi("verify", "--data", str(tmp_path)).exit_code == 3


def test_an_unknown_role_is_refused_with_those_that_there_are() -> None:
    done = wishmi("token", "--role", "mayor")

    assert done.exit_code == 2
    assert "officer" in done.stderr


def test_every_setting_is_listed_with_its_meaning() -> None:
    done = wishmi("settings", "--json")

    settings = json.loads(done.stdout)
    assert {"wishmi", "catalog-search", "providers"} <= settings.keys()
    for rows in settings.values():
        assert all(row["documentation"] for row in rows)


def test_settings_show_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WISHMI_NATS_URL", "nats://wishmi:hush@there:4222")

    assert "hush" not in wishmi("settings").stdout


def test_serving_without_settings_names_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WISHMI_NATS_URL", raising=False)

    done = wishmi("serve", "providers")

    assert done.exit_code == 1
    assert "WISHMI_PROVIDERS_NATS_URL" in done.stderr
    assert "WISHMI_PROVIDERS_POSTGRES_URL" in done.stderr


def test_long_work_writes_a_line_for_each_tenth_where_there_is_no_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with Talk().bar("Fetching") as update:
        for done in range(101):
            update(done, 100)

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 11
    assert lines[-1] == "Fetching: 100 of 100"


def test_an_outbox_differs_where_the_stream_has_another_event_or_none() -> None:
    same, older, newer, untold, unknown = (uuid4() for _ in range(5))
    recorded: dict[str, UUID | None] = {"same": same, "behind": newer, "untold": untold}
    told: dict[str, UUID | None] = {"same": same, "behind": older, "unknown": unknown}

    assert differences(recorded, told) == {
        "behind": (newer, older),
        "untold": (untold, None),
        "unknown": (None, unknown),
    }


def test_each_outbox_is_compared_with_what_its_service_tells_in_each_stream() -> None:
    pairs = {(stream.name, teller) for stream, teller in tellers()}

    assert pairs == {
        ("PROVIDERS", "providers"),
        ("PRIVATE", "providers"),
        ("PRIVATE", "vouchers"),
    }


def test_a_report_counts_all_and_names_some() -> None:
    report = Report(part="outbox")
    for number in range(30):
        report.note("missing", f"thing {number}", "wishmi republish providers")

    assert not report.agrees
    assert (report.missing, len(report.examples)) == (30, 20)
    assert report.remedies == ["wishmi republish providers"]


def test_what_a_service_refuses_is_told_in_its_words() -> None:
    problem = {
        "detail": "Un errore da correggere.",
        "errors": [{"field": "/subjects/0", "detail": "Non ha la forma prevista."}],
    }
    told = httpx.Response(400, json=problem)
    other = httpx.Response(502, text="<html>")

    assert reason(told) == "Un errore da correggere. /subjects/0: Non ha la forma prevista."
    assert reason(other) == "502 Bad Gateway"
