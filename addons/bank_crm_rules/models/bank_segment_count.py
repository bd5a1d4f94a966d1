import psycopg2
from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..domain.segment_totals import told_total
from ..engine.segment_sql import SegmentSql
from ..engine.segment_words import SegmentWords

# Whoever draws waits for the figure: rather none than a busy database.
COUNT_SECONDS = 10


class BankSegment(models.Model):
    """Counting conditions that are not saved yet, as one draws them."""

    _inherit = "bank.segment"

    @api.model
    def count_definition(self, definition, branch_id, with_former=False):
        """How many clients of the unit meet the conditions, and how many the user sees."""
        self._check_may_draw(branch_id)
        catalogue = self._catalogue()
        tree = self._usable_tree(definition, catalogue)
        query = self._scoped_sql(tree, catalogue, branch_id, with_former)
        query.keep_matching()
        return {
            **self._told_counts(query),
            "sentence": SegmentWords(self.env, catalogue).whole(tree),
        }

    @api.model
    def count_lines(self, definition, branch_id, with_former=False):
        """How many clients of the unit meet each top condition, were it the only one."""
        self._check_may_draw(branch_id)
        catalogue = self._catalogue()
        tree = self._usable_tree(definition, catalogue)
        totals = []
        for place in range(len(tree.items)):
            query = self._scoped_sql(tree, catalogue, branch_id, with_former)
            query.keep_line(place)
            totals.append(self._told_counts(query)["total"])
        everybody = self._scoped_sql(tree, catalogue, branch_id, with_former)
        return {"lines": totals, "all": self._told_counts(everybody)["total"]}

    @api.model
    def _check_may_draw(self, branch_id):
        self.browse().check_access("create")
        if branch_id not in self._own_branch_ids() and not self.env.su:
            raise AccessError(
                self.env._("Choose your own unit or one below it: its clients count.")
            )

    @api.model
    def _scoped_sql(self, tree, catalogue, branch_id, with_former):
        today = self.env["bank.business.day"]._today()
        query = SegmentSql(self.env, tree, catalogue, today)
        query.keep_scope(self._scope_ids(branch_id), with_former=with_former)
        return query

    @api.model
    def _scope_ids(self, branch_id):
        """Units of the scope; None where it is the whole bank, unserved clients too."""
        branch = self.env["bank.branch"].sudo().browse(branch_id)
        return None if branch.kind == "head_office" else branch._subtree_ids()

    @api.model
    def _told_counts(self, query):
        visible = query.visible_to(self.env)
        walled = query.column("is_private_banking")
        statement = query.query.select(
            SQL("count(*)"),
            SQL("count(*) FILTER (WHERE %s)", visible),
            SQL("count(*) FILTER (WHERE %s AND (%s) IS NOT TRUE)", walled, visible),
        )
        total, seen, hidden = self._timed_query(statement)[0]
        return {"total": told_total(total, seen, hidden), "visible": seen}

    @api.model
    def _timed_query(self, statement):
        """Rows of a statement that is given up when it takes too long."""
        cr = self.env.cr
        self.env.flush_all()
        try:
            with cr.savepoint(flush=False):
                cr.execute(
                    SQL("SET LOCAL statement_timeout = %s", COUNT_SECONDS * 1_000)
                )
                rows = self.env.execute_query(statement)
                cr.execute("RESET statement_timeout")
                return rows
        except psycopg2.errors.QueryCanceled:
            raise UserError(
                self.env._(
                    "Counting takes longer than %(seconds)s seconds now. Save the segment: "
                    "its members are found in the night.",
                    seconds=COUNT_SECONDS,
                )
            ) from None
