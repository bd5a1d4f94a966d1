import logging

from odoo import api, models
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)


class BankFeedPublishKeyChanges(models.AbstractModel):
    """A merge or a split of the core system becomes a proposal here: a person decides."""

    _inherit = "bank.feed.publish.key_changes"

    @api.model
    def _apply_client_merge(self, run, change, row):  # pylint: disable=missing-return
        super()._apply_client_merge(run, change, row)
        stays, goes = change.other_client_id, change.client_id
        if stays == goes or stays.merged_into_id or goes.merged_into_id:
            return
        Merge = self.env["bank.client.merge"].sudo()
        merge = Merge._prepare(stays, goes, key_change_id=change.id)
        if merge.state != "draft":
            return
        if merge.client_id != stays:
            # The core has said which of the two stays.
            merge.action_swap()
        merge.key_change_id = change
        try:
            merge.action_merge()
        except UserError as error:
            # The file goes on; the draft waits in the register for a person.
            _logger.info("merge %s is not proposed: %s", merge.id, type(error).__name__)

    @api.model
    def _apply_client_split(self, run, change, row):  # pylint: disable=missing-return
        super()._apply_client_split(run, change, row)
        self.env["bank.client.merge"]._part_by_core(change)
