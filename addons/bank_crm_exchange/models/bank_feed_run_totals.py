from decimal import Decimal

from odoo import fields, models

from ..domain import control_totals
from ..domain.masking import mask_card_numbers
from ..domain.run_states import State

# More than this is no quarantine but a file that does not fit its feed.
MOST_QUARANTINED = 100_000


class BankFeedRun(models.Model):
    """After checking: is every row accounted for, and may the good ones be published?"""

    _inherit = "bank.feed.run"

    def _decide(self):
        """Count, keep what was not taken, and publish, wait or refuse."""
        tally = self._tally()
        self._write_tally(tally)
        if self.door == "retry":
            return self._move_to(State.PUBLISHING)
        if tally.rejected + tally.parked > MOST_QUARANTINED:
            return self._refuse(
                self.env._(
                    "%(rejected)s rows are wrong and %(parked)s refer to what has not "
                    "arrived: the file does not fit this feed, or came too early.",
                    rejected=tally.rejected,
                    parked=tally.parked,
                )
            )
        manifest = self._manifest()
        refused = control_totals.refusal(manifest, tally)
        self._keep_rejects()
        if refused:
            return self._refuse(self._refusal_words(refused, tally))
        unproved = control_totals.unproved_sum(manifest, tally)
        if not self.publish_user_id and control_totals.needs_decision(
            self.feed_id._thresholds(), tally, unproved
        ):
            return self._move_to(
                State.WAITING,
                message=self.env._(
                    "More rows were rejected than may be published without a decision."
                ),
            )
        return self._move_to(State.PUBLISHING)

    def _manifest(self):
        self.env.cr.execute(
            "SELECT manifest_sum::text FROM bank_feed_run WHERE id = %s", [self.id]
        )
        total = self.env.cr.fetchone()[0]
        return control_totals.Manifest(
            self.manifest_count if self.has_manifest else None,
            Decimal(total) if self.has_manifest_sum else None,
        )

    def _tally(self):
        publisher = self.feed_id._publisher()
        accepted, accepted_sum = publisher._accepted(self)
        has_sum = bool(self.feed_id._layout().control_sum)
        counted = {}
        self._sql(
            "SELECT verdict, count(*), coalesce(sum(amount), 0)::text, count(*) - count(amount) "
            "FROM %(bad)s GROUP BY verdict"
        )
        for verdict, count, total, unreadable in self.env.cr.fetchall():
            counted[verdict] = (count, Decimal(total), unreadable)
        none = (0, Decimal(0), 0)
        rejected, parked = counted.get("rejected", none), counted.get("parked", none)
        return control_totals.Tally(
            received=self.received_count,
            accepted=accepted,
            accepted_sum=accepted_sum,
            rejected=rejected[0],
            rejected_sum=rejected[1],
            parked=parked[0],
            parked_sum=parked[1],
            unreadable=rejected[2] + parked[2] if has_sum else 0,
        )

    def _write_tally(self, tally):
        self.write(
            {
                "accepted_count": tally.accepted,
                "rejected_count": tally.rejected,
                "parked_count": tally.parked,
                "unreadable_count": tally.unreadable,
            }
        )
        self.flush_recordset()
        # Sums go in as they are: a float would lose the last cent of a great sum.
        self.env.cr.execute(
            "UPDATE bank_feed_run SET accepted_sum = %s, rejected_sum = %s, parked_sum = %s "
            "WHERE id = %s",
            [tally.accepted_sum, tally.rejected_sum, tally.parked_sum, self.id],
        )
        self.invalidate_recordset(["accepted_sum", "rejected_sum", "parked_sum"])

    def _refusal_words(self, refused, tally):
        if refused == "rows":
            return self.env._(
                "The sender counted %(sent)s rows, the file has %(received)s.",
                sent=self.manifest_count,
                received=tally.received,
            )
        if refused == "sum":
            return self.env._(
                "The sender's sum is %(sent)s, the rows add up to %(received)s.",
                sent=self.manifest_sum,
                received=tally.known_sum,
            )
        return self.env._(
            "Of %(received)s rows only %(counted)s are accounted for; the file is refused.",
            received=tally.received,
            counted=tally.counted,
        )

    def _keep_rejects(self):
        """The rows that were not taken, as received, into the quarantine.

        What was settled, or is being tried, while the file waited stays as it is.
        """
        self.env.cr.execute(
            "DELETE FROM bank_feed_reject WHERE run_id = %s "
            "AND state IN ('open', 'parked') AND retry_run_id IS NULL",
            [self.id],
        )
        self._sql("SELECT count(*) FROM %(bad)s")
        if not self.env.cr.fetchone()[0]:
            return
        self._sql(
            "SELECT line, verdict, reason, column_name, waits_for, amount, account_id, raw "
            "FROM %(bad)s b WHERE NOT EXISTS (SELECT 1 FROM bank_feed_reject r "
            "WHERE r.run_id = %(run)s AND r.line = b.line) ORDER BY line",
            run=self.id,
        )
        rows = self.env.cr.fetchall()
        raws = self._raw_texts([row[0] for row in rows if row[7] is None])
        strict = self.feed_id.layout == "cards"
        Reject = self.env["bank.feed.reject"]
        now = fields.Datetime.now()  # clock: when the rows were kept
        values = []
        for line, verdict, reason, column, waits_for, amount, account_id, raw in rows:
            text = raws.get(line, "") if raw is None else raw
            masked = (
                mask_card_numbers(text)
                if strict
                else mask_card_numbers(text, lengths=(16,))
            )
            values.append(
                (
                    self.id, self.feed_id.id, line, masked, reason, column, waits_for, amount,
                    account_id, "parked" if verdict == "parked" else "open", now, self.env.uid,
                )
            )  # fmt: skip
        for start in range(0, len(values), 5000):
            Reject._insert_rows(values[start : start + 5000])
        self.invalidate_recordset(["reject_ids", "open_reject_ids", "parked_ids"])
