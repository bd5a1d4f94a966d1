"""A backup brings back the whole bank, and a damaged one is refused untouched."""

import os
import subprocess
import tarfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = os.environ.get("BANKCRM_TEMPLATE", "")
BANK = f"backup_test_{os.getpid()}"
FILESTORE = Path(os.environ.get("BANKCRM_DATA", ""), "filestore")
LIST_TABLES = """
    SELECT table_name FROM information_schema.tables
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY table_name
"""


def run(*command, check=True):
    return subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"BANKCRM_DB": BANK},
        check=check,
        capture_output=True,
        text=True,
    )


def sql(query):
    return run("psql", "-XqAt", "-d", BANK, "-c", query).stdout.splitlines()


def row_counts():
    counts = (
        f"SELECT '{table}', count(*) FROM \"{table}\"" for table in sql(LIST_TABLES)
    )
    return sorted(sql(" UNION ALL ".join(counts)))


def files():
    folder = FILESTORE / BANK
    return {
        path.relative_to(folder): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def bank():
    run("createdb", "-T", TEMPLATE, BANK)
    if (FILESTORE / TEMPLATE).exists():
        run("cp", "-al", str(FILESTORE / TEMPLATE), str(FILESTORE / BANK))
    yield
    for name in (BANK, f"{BANK}_new", f"{BANK}_replaced"):
        run("dropdb", "--if-exists", "-f", name)
        run("rm", "-rf", str(FILESTORE / name))


@pytest.mark.usefixtures("bank")
def test_a_restored_bank_is_the_bank_that_was_saved(tmp_path):
    rows, content = row_counts(), files()
    assert rows
    assert content
    backup = tmp_path / "bank.tar"
    run("./bankcrm", "backup", str(backup))

    sql("DELETE FROM ir_attachment WHERE url LIKE '/web/assets/%'")
    name = next(iter(content))
    (FILESTORE / BANK / name).unlink()
    assert row_counts() != rows

    run("./bankcrm", "restore", str(backup))
    assert row_counts() == rows
    assert files() == content


@pytest.mark.usefixtures("bank")
def test_a_damaged_backup_changes_nothing(tmp_path):
    backup = tmp_path / "bank.tar"
    run("./bankcrm", "backup", str(backup))
    with tarfile.open(backup) as archive:
        dump = archive.getmember("./database.dump")
    with backup.open("r+b") as file:
        file.seek(dump.offset_data + dump.size // 2)
        byte = file.read(1)
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte[0] ^ 0xFF]))
    rows = row_counts()

    answer = run("./bankcrm", "restore", str(backup), check=False)
    assert answer.returncode == 1
    assert "damaged; nothing was changed" in answer.stderr
    assert "database.dump" in answer.stderr
    assert "SHA256SUMS" not in answer.stderr
    assert row_counts() == rows


@pytest.mark.usefixtures("bank")
def test_a_backup_that_is_cut_off_changes_nothing(tmp_path):
    backup = tmp_path / "bank.tar"
    run("./bankcrm", "backup", str(backup))
    os.truncate(backup, backup.stat().st_size // 2)

    answer = run("./bankcrm", "restore", str(backup), check=False)
    assert answer.returncode == 1
    assert "nothing was changed" in answer.stderr or "cut off" in answer.stderr
