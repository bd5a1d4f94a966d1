import gzip
import hashlib
import io
import json
import logging
import os
import re
import time
import zlib
from decimal import Decimal, InvalidOperation

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import config

from ..domain.run_states import State

_logger = logging.getLogger(__name__)

PIECE_BYTES = 1024 * 1024
GZIP_MAGIC = b"\x1f\x8b"
GZIP_LEVEL = 1
DEFAULT_LIMIT_BYTES = 20 * 1024**3
ORPHAN_SECONDS = 24 * 3600


class _Rewound(io.RawIOBase):
    """A stream of which some bytes were looked at, given back."""

    def __init__(self, head, stream):
        super().__init__()
        self._head, self._stream = head, stream

    def readable(self):
        return True

    def readinto(self, buffer):
        piece = self._head[: len(buffer)] or self._stream.read(len(buffer)) or b""
        self._head = self._head[len(piece) :] if self._head else b""
        buffer[: len(piece)] = piece
        return len(piece)


class BankFeedRun(models.Model):
    """Taking a file in: every door ends here, with a stream and what the sender says of it."""

    _inherit = "bank.feed.run"

    @api.model
    def _receive(self, feed, stream, file_name, *, door, manifest=None):
        """Spool a stream, packed or not, and queue it; returns the run."""
        manifest = dict(manifest or {})
        facts = self._read_manifest(feed, file_name, manifest)
        run = self.sudo().create(
            {
                "feed_id": feed.id,
                "file_name": os.path.basename(file_name),
                "door": door,
                "user_id": self.env.uid,
                **facts,
            }
        )
        digest, size = run._spool(stream)
        run.write({"sha256": digest, "size": size})
        if manifest.get("sha256") and manifest["sha256"].lower() != digest:
            run._refuse(
                self.env._(
                    "The file is not the one that was sent: its SHA-256 differs."
                )
            )
        elif run._is_duplicate():
            run._move_to(
                State.DUPLICATE,
                message=self.env._("The same file was loaded before; nothing changes."),
                finished_at=fields.Datetime.now(),
            )
            run._remove_spool()
        elif feed.is_manifest_required and not run.has_manifest:
            run._refuse(self.env._("The feed asks for control totals and none came."))
        return run

    @api.model
    def _read_manifest(self, feed, file_name, manifest):
        rows, total = manifest.get("rows"), manifest.get("sum")
        try:
            day = manifest.get("bank_date") or manifest.get("date")
            return {
                "has_manifest": rows not in (None, ""),
                "manifest_count": int(rows) if rows not in (None, "") else 0,
                "has_manifest_sum": total not in (None, ""),
                "manifest_sum": float(Decimal(str(total)))
                if total not in (None, "")
                else 0,
                "bank_date": fields.Date.to_date(day)
                or self._date_of_name(file_name)
                or self.env["bank.business.day"]._today(),
                "delivery": manifest.get("delivery") or feed.delivery,
            }
        except (ValueError, InvalidOperation) as error:
            raise UserError(
                self.env._(
                    "The control totals of %(name)s cannot be read.", name=file_name
                )
            ) from error

    @api.model
    def _date_of_name(self, file_name):
        found = re.search(
            r"(?<!\d)(20\d\d)-?(\d\d)-?(\d\d)(?!\d)", os.path.basename(file_name)
        )
        try:
            return found and fields.Date.to_date("-".join(found.groups()))
        except ValueError:
            return None

    def _is_duplicate(self):
        """The same bytes for the same bank day were published, or are on their way.

        A full file that is the same on another day says that nothing changed until then.
        """
        self.ensure_one()
        return bool(
            self.search_count(
                [
                    ("feed_id", "=", self.feed_id.id),
                    ("sha256", "=", self.sha256),
                    ("bank_date", "=", self.bank_date),
                    ("id", "!=", self.id),
                    ("state", "not in", ("refused", "failed", "duplicate")),
                ],
                limit=1,
            )
        )

    # --- files

    @api.model
    def _folder(self, kind):
        parameter = (
            self.env["ir.config_parameter"].sudo().get_param(f"bank_feed.{kind}_path")
        )
        base = parameter or config.options.get(f"bank_feed_{kind}_path")
        base = base or os.path.join(
            config["data_dir"], f"bank_feed_{kind}", self.env.cr.dbname
        )
        os.makedirs(base, mode=0o700, exist_ok=True)
        return base

    def _spool_path(self):
        self.ensure_one()
        return os.path.join(self._folder("spool"), f"{self.id}.csv")

    def _spool_exists(self):
        return os.path.exists(self._spool_path())

    def _spool(self, stream):
        """Write the stream to the spool, unpacked; returns SHA-256 and size."""
        head = stream.read(len(GZIP_MAGIC)) or b""
        if len(head) == 1:
            head += stream.read(1) or b""
        source = io.BufferedReader(_Rewound(head, stream), PIECE_BYTES)
        if head == GZIP_MAGIC:
            source = gzip.GzipFile(fileobj=source)
        limit = int(
            self.env["ir.config_parameter"].sudo().get_param("bank_feed.max_bytes")
            or DEFAULT_LIMIT_BYTES
        )
        digest, size = hashlib.sha256(), 0
        try:
            with open(self._spool_path(), "wb") as spool:
                while piece := source.read(PIECE_BYTES):
                    size += len(piece)
                    if size > limit:
                        raise UserError(
                            self.env._("The file is larger than is allowed.")
                        )
                    digest.update(piece)
                    spool.write(piece)
                spool.flush()
                os.fsync(spool.fileno())
        except (OSError, EOFError, zlib.error) as error:
            self._remove_spool()
            raise UserError(
                self.env._("The file broke off on its way: send it again.")
            ) from error
        return digest.hexdigest(), size

    def _remove_spool(self):
        for run in self:
            if run._spool_exists():
                os.unlink(run._spool_path())

    def _archive_slice(self, piece_bytes=64 * 1024 * 1024):
        """Pack the next piece of the spool into the archive; True while more is left.

        Each piece is a gzip member of its own: an archive cut by a kill is cut back to the
        last whole member and goes on.
        """
        self.ensure_one()
        name = os.path.join(
            self.feed_id.code,
            f"{self.bank_date:%Y}",
            f"{self.id}_{(self.sha256 or '')[:12]}_{self._safe_name()}.gz",
        )
        path = os.path.join(self._folder("archive"), name)
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        done, packed = (self.cursor or {}).get("archived", [0, 0])
        with open(self._spool_path(), "rb") as spool:
            spool.seek(done)
            piece = spool.read(piece_bytes)
        with open(path, "r+b" if os.path.exists(path) else "wb") as archive:
            archive.truncate(packed)
            archive.seek(packed)
            archive.write(gzip.compress(piece, GZIP_LEVEL, mtime=0))
            self.cursor = {"archived": [done + len(piece), archive.tell()]}
        if done + len(piece) < self.size:
            return True
        self.write({"archive_name": name, "cursor": False})
        return False

    @api.model
    def _archive_published(self, commit):
        """Pack what was published; it waited, so that the bank had its data first."""
        for run in self.search(
            [
                ("state", "=", "done"),
                ("archive_name", "=", False),
                ("door", "!=", "retry"),
            ],
            order="id",
        ):
            if not run._spool_exists():
                continue
            while run._archive_slice():
                if not commit():
                    return False
            # The spool goes only when the archive is known to the database.
            if not commit():
                return False
            run._remove_spool()
        return True

    def _safe_name(self):
        return re.sub(r"[^A-Za-z0-9._-]+", "_", self.file_name.removesuffix(".gz"))[
            -80:
        ]

    def action_download(self):
        """Hand out the file as it was received."""
        self.ensure_one()
        self._check_steward()
        return {
            "type": "ir.actions.act_url",
            "url": f"/bank/feed/run/{self.id}/file",
            "target": "download",
        }

    @api.autovacuum
    def _gc_archive(self):
        """Delete packed files past their feed's retention, and spools nobody needs."""
        today = fields.Date.today()  # clock: files are kept for so many real days
        for feed in self.env["bank.feed"].with_context(active_test=False).search([]):
            limit = fields.Date.subtract(today, days=feed.archive_days)
            for run in self.search(
                [
                    ("feed_id", "=", feed.id),
                    ("received_at", "<", limit),
                    ("archive_name", "!=", False),
                ],
                limit=1000,
            ):
                path = os.path.join(self._folder("archive"), run.archive_name)
                if os.path.exists(path):
                    os.unlink(path)
                run.archive_name = False
        old = fields.Date.subtract(today, days=30)
        self.search(
            [("state", "in", ("refused", "failed")), ("received_at", "<", old)]
        )._remove_spool()
        self._remove_orphans()

    @api.model
    def _remove_orphans(self):
        """A kill in the middle of receiving leaves a file without a run, one right after
        a retry a file that is published."""
        folder = self._folder("spool")
        limit = time.time() - ORPHAN_SECONDS
        for name in os.listdir(folder):
            path = os.path.join(folder, name)
            number = name.split(".")[0]
            if not number.isdigit() or os.path.getmtime(path) > limit:
                continue
            run = self.browse(int(number)).exists()
            if not run or (run.door, run.state) == ("retry", "done"):
                os.unlink(path)

    @api.model
    def _sidecar(self, path):
        """The manifest that lies beside a file, if there is one."""
        beside = f"{path}.manifest.json"
        if not os.path.exists(beside):
            return {}
        try:
            with open(beside, encoding="utf-8") as stream:
                found = json.load(stream)
        except (OSError, ValueError) as error:
            raise UserError(
                self.env._("The manifest %(name)s cannot be read.", name=beside)
            ) from error
        return found if isinstance(found, dict) else {}
