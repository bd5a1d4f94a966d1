"""Who can sign in to a demonstration bank: one person for each role."""

DEMO_PASSWORD = "demo"  # noqa: S105  a demonstration bank on one's own machine


def give_sign_ins(env, chosen):
    """Give all employees the demonstration's password and return the sign-ins to show.

    `chosen` are dictionaries with the login for each role; roles without one are left out.
    """
    with_posts = env["res.users"].search([("post_ids", "!=", False)])
    hashed = env["res.users"]._crypt_context().hash(DEMO_PASSWORD)
    if with_posts:
        with_posts.env.cr.execute(
            "UPDATE res_users SET password = %s WHERE id = ANY(%s)",
            [hashed, with_posts.ids],
        )
        env.registry.clear_cache()
    rows = [{"role": "System administrator", "login": "admin", "password": "admin"}]
    known = {user.login for user in with_posts}
    for entry in chosen:
        if entry["login"] in known:
            role = env["bank.role"].search([("code", "=", entry["role"])])
            rows.append(
                {
                    "role": role.name or entry["role"],
                    "login": entry["login"],
                    "password": DEMO_PASSWORD,
                }
            )
    return rows


def give_administrator_post(env):
    """The administrator of the demonstration runs the system and sees no client by it."""
    admin = env.ref("base.user_admin")
    role = env.ref("bank_crm_base.role_system_administrator")
    head_office = env["bank.branch"].search([("kind", "=", "head_office")], limit=1)
    if head_office and not admin.post_ids:
        env["bank.post"].create(
            {"user_id": admin.id, "branch_id": head_office.id, "role_id": role.id}
        )
