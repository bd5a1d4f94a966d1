from odoo import models
from odoo.tools import format_date

from ..domain.access import Scope


class BankAccessWhy(models.TransientModel):
    """The words of the answer: one method for each reason that the rule can give.

    An addon that adds a reason to the rule adds `_words_<reason>` here.
    """

    _inherit = "bank.access.why"

    def _reason_lines(self, case):
        """The first line is the answer; the rest is what it rests on, with links."""
        decision = case["decision"]
        words = getattr(self, f"_words_{decision.reason}", self._words_other)(case)
        named = {
            "user": case["user"].name,
            "client": case["name"],
            "why": words["why"],
        }
        first = (
            self.env._("%(user)s sees %(client)s: %(why)s", **named)
            if decision.visible
            else self.env._("%(user)s does not see %(client)s: %(why)s", **named)
        )
        return [{"text": first}, *words.get("lines", [])]

    def _words_other(self, case):
        return {
            "why": self.env._(
                "rule “%(rule)s”.", rule=case["decision"].reason.replace("_", " ")
            )
        }

    # --- seen

    def _words_not_a_client(self, case):
        return {"why": self.env._("this is no client of the bank.")}

    def _words_auditor(self, case):
        posts = case["posts"].filtered(
            lambda post: (
                self.env.ref("bank_crm_base.group_auditor")
                in post.role_id.implied_ids.all_implied_ids | post.role_id.implied_ids
            )
        )
        return {
            "why": self.env._("auditors read everything."),
            "lines": self._post_lines(posts or case["posts"]),
        }

    def _words_granted(self, case):
        grants = self._grants(case).filtered(
            lambda grant: grant.date_from <= case["today"] <= grant.date_to
        )
        return {
            "why": self.env._("a right to this very client was given."),
            "lines": [self._grant_line(grant) for grant in grants]
            + self._post_lines(self._client_posts(case)),
        }

    def _words_own_portfolio(self, case):
        return {
            "why": self.env._("the client is in the own portfolio."),
            "lines": self._post_lines(self._client_posts(case)),
        }

    def _words_branch(self, case):
        path = case["client"].branch_id.parent_path or ""
        posts = case["posts"].filtered(
            lambda post: (
                post.role_id.scope == Scope.BRANCH
                and path.startswith(post.branch_id.parent_path)
            )
        )
        why = (
            self.env._(
                "the client is served in %(branch)s, which the post reaches.",
                branch=case["client"].branch_id.name,
            )
            if case["may_know"]
            else self.env._("the client is served in a unit that the post reaches.")
        )
        return {"why": why, "lines": self._post_lines(posts)}

    def _words_whole_bank(self, case):
        posts = case["posts"].filtered(lambda post: post.role_id.scope == Scope.BANK)
        return {
            "why": self.env._("the post reaches the whole bank."),
            "lines": self._post_lines(posts),
        }

    # --- not seen

    def _words_closed_to_viewer(self, case):
        if not case["may_know"]:
            return self._words_out_of_scope(case)
        if case["client"].employee_user_id == case["user"]:
            return {"why": self.env._("this is the employee's own card.")}
        return {"why": self.env._("this is the card of a colleague of the same unit.")}

    def _words_no_post(self, case):
        lines = self._post_lines(case["posts"])
        lines += [
            {
                "text": self.env._(
                    "Not in force: %(post)s (%(dates)s).",
                    post=self._post_words(post),
                    dates=self._dates(post),
                ),
                "url": self._url("bank_post_action", post),
            }
            for post in case["past_posts"][:5]
        ]
        return {"why": self.env._("no post in force gives clients."), "lines": lines}

    def _words_behind_wall(self, case):
        if not case["may_know"]:
            return self._words_out_of_scope(case)
        return {
            "why": self.env._(
                "the client is behind the private-banking wall, and this employee is not."
            ),
            "lines": self._post_lines(case["posts"]),
        }

    def _words_out_of_scope(self, case):
        served = case["client"].branch_id.name if case["may_know"] else False
        why = (
            self.env._(
                "the client is served in %(branch)s, beyond the post; nobody gave a right "
                "to this client.",
                branch=served,
            )
            if served
            else self.env._(
                "the client is served beyond the post; nobody gave a right to this client."
            )
        )
        ended = self._grants(case).filtered(lambda grant: grant.date_to < case["today"])
        return {
            "why": why,
            "lines": self._post_lines(case["posts"])
            + [self._grant_line(grant) for grant in ended[:3]],
        }

    def _words_setting(self, case):
        hiding = self.env["bank.access.setting"].sudo()
        for setting, rows in hiding._hidden_rows_of(case["user"].id):
            if case["client"].filtered_domain(rows):
                hiding |= setting
        return {
            "why": self.env._("an access setting hides the client from the role."),
            "lines": [self._setting_line(setting) for setting in hiding],
        }

    # --- pieces

    def _client_posts(self, case):
        return case["posts"].filtered(lambda post: post.role_id.scope != Scope.NONE)

    def _grants(self, case):
        return self.env["bank.grant"].sudo().search(
            [("user_id", "=", case["user"].id), ("client_id", "=", case["client"].id)]
        )  # fmt: skip

    def _post_words(self, post):
        return f"{post.role_id.name}, {post.branch_id.name}"

    def _dates(self, post):
        since = format_date(self.env, post.date_from)
        if not post.date_to:
            return self.env._("since %(date)s", date=since)
        return self.env._(
            "%(since)s to %(until)s",
            since=since,
            until=format_date(self.env, post.date_to),
        )

    def _post_lines(self, posts):
        reach = dict(
            self.env["bank.role"]._fields["scope"]._description_selection(self.env)
        )
        return [
            {
                "text": self.env._(
                    "Post: %(post)s, %(dates)s; reaches: %(reach)s.",
                    post=self._post_words(post),
                    dates=self._dates(post),
                    reach=reach[post.role_id.scope].lower(),
                ),
                "url": self._url("bank_post_action", post),
            }
            for post in posts
        ]

    def _grant_line(self, grant):
        kind = dict(grant._fields["kind"]._description_selection(self.env))[grant.kind]
        return {
            "text": self.env._(
                "Right: %(kind)s, %(since)s to %(until)s, given by %(giver)s: %(reason)s.",
                kind=kind,
                since=format_date(self.env, grant.date_from),
                until=format_date(self.env, grant.date_to),
                giver=grant.create_uid.name,
                reason=grant.reason,
            )
        }

    def _setting_line(self, setting):
        accepted = setting._acceptance_words()
        return {
            "text": self.env._(
                "Setting: “%(setting)s” for %(roles)s%(accepted)s.",
                setting=setting.name,
                roles=", ".join(setting.role_ids.mapped("name")),
                accepted=f", {accepted}" if accepted else "",
            ),
            "url": self._url("bank_access_setting_action", setting),
        }

    def _url(self, action, record):
        return f"/odoo/action-bank_crm_base.{action}/{record.id}"
