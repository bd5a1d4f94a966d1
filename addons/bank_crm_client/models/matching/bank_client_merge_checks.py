from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .bank_duplicate_pair import DECIDERS


class BankClientMerge(models.Model):
    """Who may merge and part clients, what stands against it, and who decides with them."""

    _inherit = "bank.client.merge"

    def _check_decider(self):
        if not self.env.su and not any(map(self.env.user.has_group, DECIDERS)):
            raise AccessError(self.env._("You may not merge or part clients."))

    def _check_may_prepare(self):
        self.check_access("read")
        self._check_decider()
        if any(merge.state != "draft" for merge in self):
            raise UserError(self.env._("This merge is no longer being prepared."))

    def _needs_second_person(self):
        """Whether anybody's money is concerned, or the core system asks."""
        both = self.sudo().client_id | self.sudo().loser_id
        moved = self.sudo().row_ids.filtered(
            lambda row: row.model in ("bank.holding", "bank.account")
        )
        return bool(
            both.holding_ids or both.account_ids or moved or self.sudo().key_change_id
        )

    def _check_can_merge(self):
        """Refuse what could not be undone or is not settled yet."""
        both = self.sudo().client_id | self.sudo().loser_id
        if len(both.filtered("is_client")) != 2:
            raise UserError(self.env._("Only two clients are merged."))
        if both.merged_into_id:
            raise UserError(self.env._("One of them is merged already."))
        if self.sudo().loser_id.with_context(active_test=False).user_ids:
            raise UserError(
                self.env._(
                    "The record that would go has a sign-in: let it be the one that stays."
                )
            )
        waiting = self.env["bank.act"].sudo().search_count(
            [
                ("state", "=", "waiting"),
                ("client_id", "in", both.ids),
                ("res_model", "!=", self._name),
            ]
        )  # fmt: skip
        others = self.sudo().search_count(
            Domain("state", "=", "proposed")
            & Domain("id", "not in", self.ids)
            & (Domain("client_id", "in", both.ids) | Domain("loser_id", "in", both.ids))
        )
        if waiting or others:
            raise UserError(
                self.env._(
                    "Something about one of them waits for approval: decide that first."
                )
            )

    def _check_can_unmerge(self):
        """Merges are undone in the order in which they were made, the last first."""
        if self.state != "done":
            raise UserError(self.env._("These clients are not merged."))
        later = self.sudo().search_count(
            Domain("state", "=", "done")
            & Domain("id", ">", self.id)
            & Domain("loser_id", "=", self.client_id.id)
        )
        if later:
            raise UserError(
                self.env._(
                    "%(client)s was merged further since: part those first.",
                    client=self.client_id.display_name,
                )
            )

    # --- the second person

    def _act_client(self):
        """Whoever decides must be allowed the more closed of the two."""
        both = self.sudo().client_id | self.sudo().loser_id
        walled = both.filtered("is_private_banking")
        return (walled or self.sudo().client_id)[:1].with_env(self.env)

    def _act_unit(self):
        """The unit that stands above both clients."""
        paths = [
            (client.branch_id.parent_path or "").split("/")
            for client in self.sudo().client_id | self.sudo().loser_id
        ]
        common = []
        for steps in zip(*paths, strict=False):
            if len(set(steps)) > 1 or not steps[0]:
                break
            common.append(int(steps[0]))
        return self.env["bank.branch"].browse(common[-1:])

    def _act_refused(self, act):  # pylint: disable=missing-return
        super()._act_refused(act)
        for merge in self.sudo():
            merge.key_change_id.state = "refused"
            if act.method == "_merge" and merge.state == "proposed":
                merge.state = "draft"
                merge.pair_id.state = "open"

    def _act_words(self, method, arguments):
        """Both records side by side, and what goes from the one to the other."""
        return {merge.id: merge._merge_words(method) for merge in self.sudo()}

    def _merge_words(self, method):
        """Label and text per line, as the checker reads them."""
        stays, goes = self.client_id, self.loser_id
        words = [
            (self.env._("Stays"), stays._merge_line()),
            (
                self.env._("Parted from it")
                if method == "_unmerge"
                else self.env._("Is merged into it"),
                goes._merge_line(),
            ),
        ]
        if method == "_unmerge":
            moved = self.env._("%(count)s rows go back", count=self.moved_count)
            return [*words, (self.env._("What moves"), moved)]
        words += [
            (row["label"], row[row["side"]] or "–")
            for row in self._compared()
            if row["is_different"]
        ]
        moved = ", ".join(
            f"{row['label']}: {row['merged']}"
            for row in self._used_in()
            if row["merged"]
        )
        return [*words, (self.env._("What moves"), moved or "–")]
