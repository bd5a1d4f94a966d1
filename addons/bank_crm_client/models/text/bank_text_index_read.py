import logging

from odoo import api, models
from odoo.tools import SQL

from ...domain.documents.contents import (
    READABLE,
    ContentError,
    content_of,
)
from ...tools.text_extract import ExtractError, extract

_logger = logging.getLogger(__name__)

FILES_A_SLICE = 10


class BankTextIndex(models.Model):
    """Reading the words of files: in slices, each file within limits of size and time."""

    _inherit = "bank.text.index"

    @api.model
    def _trigger_reading(self):
        cron = self.env.ref(
            "bank_crm_client.ir_cron_read_files", raise_if_not_found=False
        )
        if cron:
            cron.sudo()._trigger()

    @api.model
    def _cron_read_files(self):
        """Read the files that wait, until there are none or the time is over."""
        while done := self._read_slice():
            if not self.env["ir.cron"]._commit_progress(
                done, remaining=self.search_count([("state", "=", "waiting")])
            ):
                break

    @api.model
    def _read_slice(self, limit=FILES_A_SLICE):
        """Read some files; how many. One that broke its reader is not tried for ever."""
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                "SELECT id FROM bank_text_index WHERE state = 'waiting' ORDER BY id "
                "LIMIT %s FOR UPDATE SKIP LOCKED",
                limit,
            )
        )
        waiting = self.sudo().browse([row_id for (row_id,) in rows])
        for row in waiting:
            row._read_file()
        return len(waiting)

    def _read_file(self):
        self.ensure_one()
        self.tried += 1
        try:
            data = self.attachment_id.raw or b""
            content = content_of(data)
            if content not in READABLE:
                self._fail(
                    self.env._("A picture or a kind of file without words."), "empty"
                )
                return
            text = extract(data, str(content))
        except (ContentError, ExtractError) as error:
            _logger.info("file %s cannot be read: %s", self.attachment_id.id, error)
            self._fail(self._reason_words(str(error)))
            return
        if not text.strip():
            self._fail(self.env._("A scan: it holds pictures and no words."), "empty")
            return
        self._read(text)

    def _read(self, text, state="done"):
        file = self.attachment_id
        self._write_words(
            self.res_model, [(self.res_id, file.id, file.name or "", text, state)]
        )

    def _fail(self, reason, state="failed"):
        """It is found by its name alone, and says why."""
        self._read("", state)
        self.reason = reason

    def _reason_words(self, code):
        return {
            "slow": self.env._("Reading it takes too long."),
            "large": self.env._("Reading it takes too much memory."),
            "locked": self.env._("It is locked with a password."),
            "empty": self.env._("It is empty."),
            "too_large": self.env._("It is too large."),
        }.get(code, self.env._("It is damaged."))

    def action_read_again(self):
        """Try again files that could not be read."""
        self.check_access("write")
        self.sudo().filtered("attachment_id").write(
            {"state": "waiting", "reason": False}
        )
        self._trigger_reading()
