from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from odoo import api, models, tools
from odoo.tools import SQL
from pytz import country_timezones

from ...domain.contact.caps import WEEK_DAYS, Attempt
from ...domain.contact.channels import Channel
from ...domain.contact.consent import Entry
from ...domain.contact.hours import Place
from ...domain.contact.verdict import Recipient, Situation
from ...domain.individual.family import is_minor

# A day more than a limit looks back on: the client's day is not that of the server.
LOOK_BACK = timedelta(days=WEEK_DAYS + 1)
# Who speaks for a client, by the code of the relation.
GUARDIAN, SPEAKER, PARENT = "guardian", "representative", "parent"
SPEAKING = (GUARDIAN, SPEAKER, PARENT)
# They act for a company; the company itself is still reached at its own addresses.
ACTING = ("director", "signatory", "accountant")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who acts for a client: a client of the bank or a party."""

    client_id: int | None
    party_id: int | None
    name: str
    is_instead: bool


class BankContactGate(models.AbstractModel):
    """Gathering what the rules ask of clients: a fixed number of queries for any many."""

    _name = "bank.contact.gate"
    _description = "Contact Gate"

    @api.model
    def _situations(self, clients, at):
        """Client id -> what is known of him at the moment `at`."""
        clients = clients.sudo().with_context(active_test=False)
        today = self.env["bank.business.day"]._today()
        entries, quiet = self._entries(clients), self._quiet_hours(clients)
        attempts = self._attempts(clients, at)
        speakers = self._speakers(clients)
        complaints = self._open_complaint_ids(clients)
        stops = self._stopped(clients)
        return {
            client.id: Situation(
                place=self._place(client),
                country=self._country(client),
                entries=tuple(entries[client.id]),
                attempts=tuple(attempts[client.id]),
                quiet=quiet.get(client.id),
                is_deceased=bool(client.deceased_date),
                is_stopped=client.id in stops,
                is_represented=self._is_represented(client, speakers[client.id], today),
                has_open_complaint=client.id in complaints,
            )
            for client in clients
        }

    # --- hooks of other parts of the bank

    @api.model
    def _open_complaint_ids(self, clients):
        """Ids of those whose complaint is open; whoever keeps complaints adds his."""
        return set()

    @api.model
    def _stopped(self, clients):
        """Client id -> in words why the bank turns to him no more (bankruptcy, fraud)."""
        return {}

    # --- where he is

    @api.model
    def _country(self, client):
        return client.country_id.code or self.env.company.sudo().country_id.code or ""

    @api.model
    def _place(self, client):
        country = self._country(client)
        holidays = self.env["bank.contact.holiday"]._of_country(country)
        return Place(self._zones(client.tz, country), holidays)

    @api.model
    @tools.ormcache("own", "country")
    def _zones(self, own, country):
        """The client's own time zone; else the bank's, or all of a foreign country."""
        company = self.env.company.sudo()
        if own:
            return (own,)
        if country == company.country_id.code:
            bank = company.resource_calendar_id.tz or company.partner_id.tz
            if bank and bank != "UTC":
                return (bank,)
        zones = tuple(country_timezones.get(country) or ())
        return self._capital_first(country, zones) or ("UTC",)

    @api.model
    def _capital_first(self, country, zones):
        """Zones of a country as the law of the country knows them, the capital's first."""
        if country == "UA":
            # Held territories keep another clock; the law of Ukraine is by Kyiv.
            kyiv = [zone for zone in zones if zone in ("Europe/Kyiv", "Europe/Kiev")]
            return tuple(kyiv[:1]) or zones
        return zones

    # --- what he said

    @api.model
    def _entries(self, clients):
        self.env["bank.consent"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT consent.client_id, consent.channel, purpose.code,
                       consent.decision = 'given', consent.decided_at, consent.date_to
                  FROM bank_consent consent
             LEFT JOIN bank_contact_purpose purpose ON purpose.id = consent.purpose_id
                 WHERE consent.client_id = ANY(%s)
              ORDER BY consent.decided_at, consent.id
                """,
                clients.ids,
            )
        )
        entries = defaultdict(list)
        for client_id, channel, purpose, is_given, at, until in rows:
            entries[client_id].append(
                Entry(Channel(channel), purpose, is_given, at, until)
            )
        return entries

    @api.model
    def _quiet_hours(self, clients):
        rows = self.env["bank.contact.quiet"].sudo().search(
            [("client_id", "in", clients.ids)], order="id"
        )  # fmt: skip
        return {row.client_id.id: row._quiet() for row in rows}

    @api.model
    def _attempts(self, clients, at):
        """What went out to whom lately, and what will at moments already agreed."""
        self.env["bank.contact.attempt"].flush_model()
        exempt = {
            code.code for code in self.env["bank.contact.purpose"]._facts().values()
            if code.is_exempt
        }  # fmt: skip
        rows = self.env.execute_query(
            SQL(
                """
                SELECT attempt.client_id, attempt.at, attempt.channel, purpose.code
                  FROM bank_contact_attempt attempt
                  JOIN bank_contact_purpose purpose ON purpose.id = attempt.purpose_id
                 WHERE attempt.client_id = ANY(%s) AND attempt.allowed
                   AND attempt.outcome IS DISTINCT FROM 'failed'
                   AND attempt.at BETWEEN %s AND %s
                """,
                clients.ids,
                at - LOOK_BACK,
                at + timedelta(days=1),
            )
        )
        attempts = defaultdict(list)
        for client_id, moment, channel, purpose in rows:
            attempts[client_id].append(
                Attempt(moment, Channel(channel), purpose, purpose in exempt)
            )
        return attempts

    # --- who speaks for him

    @api.model
    def _speakers(self, clients):
        """Client id -> those who act for him by a confirmed relation of today."""
        self.env["bank.relation"].flush_model()
        today = self.env["bank.business.day"]._today()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT relation.to_client_id, relation.from_client_id,
                       relation.from_party_id, coalesce(first.name, party.name), kind.code
                  FROM bank_relation relation
                  JOIN bank_relation_type kind ON kind.id = relation.type_id
             LEFT JOIN res_partner first ON first.id = relation.from_client_id
             LEFT JOIN bank_party party ON party.id = relation.from_party_id
                 WHERE relation.to_client_id = ANY(%(clients)s)
                   AND kind.code = ANY(%(codes)s) AND relation.state = 'confirmed'
                   AND (relation.date_from IS NULL OR relation.date_from <= %(today)s)
                   AND (relation.date_to IS NULL OR relation.date_to >= %(today)s)
              ORDER BY relation.id
                """,
                clients=clients.ids,
                codes=[*SPEAKING, *ACTING],
                today=today,
            )
        )
        speakers = defaultdict(list)
        for client_id, other_id, party_id, name, code in rows:
            speakers[client_id].append(
                (code, Speaker(other_id, party_id, name, code in (GUARDIAN, SPEAKER)))
            )
        return speakers

    @api.model
    def _is_represented(self, client, speakers, today):
        """Whether somebody is to be turned to instead of him."""
        if any(speaker.is_instead for _code, speaker in speakers):
            return True
        born = client.birth_date
        return bool(
            client.client_kind == "person"
            and born
            and born <= today
            and is_minor(born, today)
        )

    @api.model
    def _speaker_names(self, client):
        """Names of those to turn to instead of the client."""
        speakers = self._speakers(client.sudo())[client.id]
        instead = [one.name for _code, one in speakers if one.is_instead]
        return instead or [one.name for code, one in speakers if code == PARENT]

    @api.model
    def _recipient_kind(self, client, recipient):
        """Who somebody is to the client: himself, who acts for him, or a third party."""
        if not recipient or recipient == client:
            return Recipient.CLIENT
        if recipient._name == "res.partner" and recipient.sudo().parent_id == client:
            return Recipient.REPRESENTATIVE
        today = self.env["bank.business.day"]._today()
        born = client.sudo().birth_date
        minor = bool(born and born <= today and is_minor(born, today))
        for code, speaker in self._speakers(client.sudo())[client.id]:
            if code == PARENT and not minor:
                continue
            known = (
                speaker.client_id
                if recipient._name == "res.partner"
                else speaker.party_id
            )
            if known == recipient.id:
                return Recipient.REPRESENTATIVE
        return Recipient.THIRD_PARTY
