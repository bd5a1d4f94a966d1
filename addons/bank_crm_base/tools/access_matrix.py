"""Who may do what with which data: the rights of every role, as a page to read and to test.

Rights come from the access rows of the groups that a role brings; rows are narrowed further
by the visibility rule of the model, by access settings and by sealed fields.
"""

LETTERS = (("read", "R"), ("create", "C"), ("write", "W"), ("unlink", "D"))
NOTHING = "–"


def bank_models(env):
    """The models of our addons that keep data, by addon and name."""
    models = [
        model
        for name, model in env.registry.items()
        if name.startswith("bank.")
        and not model._abstract
        and not model._transient
        and model._original_module.startswith("bank_crm")
    ]
    return sorted(models, key=lambda model: (model._original_module, model._name))


def rights(env):
    """(model name, role code) -> letters of what a holder of the role may do by groups."""
    found = {}
    roles = env["bank.role"].search([], order="sequence, id")
    groups_of = {role: set(role._group_ids()) for role in roles}
    rows = env["ir.model.access"].search_read(
        [("active", "=", True)],
        ["model_id", "group_id", *(f"perm_{verb}" for verb, _letter in LETTERS)],
    )
    names = {model.id: model.model for model in env["ir.model"].search([])}
    given = {}
    for row in rows:
        name = names[row["model_id"][0]]
        group = row["group_id"] and row["group_id"][0]
        for verb, letter in LETTERS:
            if row[f"perm_{verb}"]:
                given.setdefault((name, letter), set()).add(group)
    for model in [env["res.partner"], *(env[m._name] for m in bank_models(env))]:
        for role in roles:
            letters = "".join(
                letter
                for _verb, letter in LETTERS
                if given.get((model._name, letter), set()) & (groups_of[role] | {False})
            )
            found[model._name, role.code] = letters or NOTHING
    return found


def rows_seen(model):
    """Which rows of a model a person gets, in words."""
    if model._name == "res.partner":
        return "clients in sight; other contacts"
    if getattr(model, "_without_visibility_rule", ""):
        return "all rows"
    return "rows in sight"


def page(env):
    """docs/access.md: roles with the same rights share a column."""
    found = rights(env)
    roles = env["bank.role"].search([], order="sequence, id")
    models = [env["res.partner"], *(env[m._name] for m in bank_models(env))]
    classes = {}
    for role in roles:
        key = tuple(found[model._name, role.code] for model in models)
        classes.setdefault(key, []).append(role)
    columns = list(classes.values())
    lines = [
        "# Who may do what",
        "",
        "<!-- Made by `./bankcrm access --write`: do not edit. -->",
        "",
        "R read, C create, W change, D delete, – nothing. These are the most that a role may",
        "do: which rows is decided by the visibility rule ([access](concepts/access.md)), some",
        "fields are sealed, and what needs two people waits for the second. Portal and public",
        "users, and employees without a post, reach no client and nothing of one.",
        "",
        "## Roles",
        "",
        "| column | roles | see |",
        "| --- | --- | --- |",
    ]
    scopes = dict(env["bank.role"]._fields["scope"]._description_selection(env))
    for number, group in enumerate(columns, 1):
        seen = {}
        for role in group:
            seen.setdefault(scopes[role.scope].lower(), []).append(role.name)
        for scope, names in seen.items():
            lines.append(f"| {number} | {', '.join(names)} | {scope} |")
            number = ""
    module = None
    for model in models:
        if model._original_module != module:
            module = model._original_module
            head = " | ".join(str(number) for number in range(1, len(columns) + 1))
            title = "Core" if not module.startswith("bank_crm") else module
            lines += [
                "",
                f"## {title}",
                "",
                f"| what | rows | {head} |",
                "| --- | --- |" + " --- |" * len(columns),
            ]
        cells = " | ".join(found[model._name, group[0].code] for group in columns)
        lines.append(
            f"| {model._description} `{model._name}` | {rows_seen(model)} | {cells} |"
        )
    return "\n".join(lines) + "\n"
