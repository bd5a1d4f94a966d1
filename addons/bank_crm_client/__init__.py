from . import controllers, models, wizard


def write_matching_keys(env):
    """Clients who were here before the addon get their matching keys."""
    Client = env["res.partner"]
    env.cr.execute("SELECT id FROM res_partner WHERE is_client ORDER BY id")
    ids = [client_id for (client_id,) in env.cr.fetchall()]
    for start in range(0, len(ids), 5_000):
        batch = ids[start : start + 5_000]
        Client._refresh_match_keys(batch, Client._match_facts(batch))
