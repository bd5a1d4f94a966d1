from odoo import api, fields, models
from odoo.tools import SQL, format_date

from ...domain.matching.facts import facts

SERVICE_KINDS = ("sale", "disbursement", "limit")
# By these a client is compared with the lists.
COMPARED = frozenset(
    {
        "client_kind", "name", "last_name", "first_name", "middle_name", "birth_date",
        "country_id",
    }
)  # fmt: skip


class ResPartner(models.Model):
    """What stops the bank from serving a client further, told by what the reader may know."""

    _inherit = "res.partner"

    kyc_ids = fields.One2many("bank.kyc", "client_id", "Reviews", copy=False)

    def write(self, vals):
        if COMPARED & vals.keys() and not self.env.su:
            Hit = self.env["bank.sanctions.hit"]
            clients = self.filtered(lambda one: one.sudo().is_client)
            Hit._check_may_lift("client_id", Hit._changed_by(clients, vals, COMPARED))
        return super().write(vals)

    @api.model
    def _refresh_match_keys(self, client_ids, found):  # pylint: disable=missing-return
        """Whose keys are written is looked for on the lists at once, new clients too."""
        super()._refresh_match_keys(client_ids, found)
        self.env["bank.client.screen.key"]._write_keys(client_ids, found)
        Hit = self.env["bank.sanctions.hit"].sudo()
        pairs = Hit._pairs(SQL("k.client_id = ANY(%s)", list(client_ids)))
        if pairs:
            Hit._keep_alike(pairs)
            Hit.invalidate_model()

    @api.model
    def _screen_facts(self, client_ids):
        """Client id -> what is compared with a listed name: no papers, no addresses."""
        rows = self.env.execute_query_dict(
            SQL(
                """
                SELECT id, coalesce(client_kind, '') AS kind,
                       coalesce(name, '') AS name,
                       coalesce(last_name, '') AS last, coalesce(first_name, '') AS first,
                       coalesce(middle_name, '') AS middle, birth_date AS birth
                  FROM res_partner
                 WHERE id = ANY(%s) AND is_client AND merged_into_id IS NULL
                """,
                list(client_ids),
            )
        )
        return {row.pop("id"): facts(**row) for row in rows}

    def _sanctions_hits(self):
        """Matches, open or confirmed, of the client and of whoever stands behind a company."""
        self.ensure_one()
        nodes = {self.id}
        if self.client_kind != "person":
            nodes |= self.env["bank.relation"].sudo()._behind(self.id)
        return (
            self.env["bank.sanctions.hit"]
            .sudo()
            .search(
                [
                    ("state", "in", ("open", "true")),
                    "|",
                    ("client_id", "in", [node for node in nodes if node > 0]),
                    ("party_id", "in", [-node for node in nodes if node < 0]),
                ],
                order="state desc, score desc, id",
            )
        )

    def _get_service_blocks(self, kind):
        """Why a new `kind` (sale, disbursement or limit) is refused: code and reason in words.

        An empty list: nothing stands in the way. The caller refuses with these words; an
        addon with stops of its own extends this and adds them. The facts are asked past the
        reader's rights, the words are such as he may read.
        """
        self.ensure_one()
        if kind not in SERVICE_KINDS:
            raise ValueError(f"no kind of service {kind!r}")
        blocks = []
        if self.sudo().deceased_date:
            blocks.append(
                {
                    "code": "deceased",
                    "reason": self.env._("The client has died."),
                }
            )
        today = self.env["bank.business.day"]._today()
        kyc = self.env["bank.kyc"].sudo()._in_force_of(self)
        if kyc.review_date and kyc.review_date < today:
            blocks.append(
                {
                    "code": "kyc_overdue",
                    "reason": self.env._(
                        "The review of the client is overdue since %(date)s.",
                        date=format_date(self.env, kyc.review_date),
                    ),
                }
            )
        hits = self._sanctions_hits()
        if hits and self.env["bank.kyc"]._tells_secrets():
            blocks += [
                {
                    "code": "match",
                    "reason": self.env._(
                        "%(who)s%(name)s of “%(list)s”, %(score)s %% alike: %(state)s.",
                        # The client himself is not named once more.
                        who="" if hit.client_id == self else f"{hit.who}: ",
                        name=hit.listed_name,
                        list=hit.list_id.name,
                        score=hit.score,
                        state=dict(
                            hit._fields["state"]._description_selection(self.env)
                        )[hit.state].lower(),
                    ),
                }
                for hit in hits
            ]
        elif hits:
            blocks.append(
                {
                    "code": "compliance",
                    "reason": self.env._("Under review: ask compliance."),
                }
            )
        return blocks
