"""Write docs/feeds: a page and a JSON schema for each layout of domain/layouts.py.

scripts/feed_docs.py
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from scripts import domain_imports  # noqa: E402


def files():
    """Name -> text of every file of docs/feeds."""
    domain_imports.install()
    from odoo.addons.bank_crm_client.domain.relations.layouts import RELATION_LAYOUTS
    from odoo.addons.bank_crm_credit.domain.layouts import LOAN_LAYOUTS
    from odoo.addons.bank_crm_exchange.domain import layout_docs
    from odoo.addons.bank_crm_exchange.domain.layouts import LAYOUTS

    layouts = {**LAYOUTS, **RELATION_LAYOUTS, **LOAN_LAYOUTS}
    found = {"README.md": index(layouts)}
    for layout in layouts.values():
        found[f"{layout.code}.md"] = layout_docs.page(layout)
        found[f"{layout.code}.schema.json"] = layout_docs.schema_text(layout)
    return found


def index(layouts):
    lines = [
        "# Files of the core system",
        "",
        "<!-- Made from domain/layouts.py by scripts/feed_docs.py: do not edit. -->",
        "",
        "One page and one JSON schema (of a row) for each layout, in the order of loading.",
        "What holds for all of them stands in [feeds](../concepts/feeds.md).",
        "",
        "| order | layout | what | identity | control sum |",
        "|---|---|---|---|---|",
    ]
    for layout in sorted(layouts.values(), key=lambda item: item.order):
        identity = " + ".join(f"`{name}`" for name in layout.identity)
        total = f"`{layout.control_sum}`" if layout.control_sum else ""
        lines.append(
            f"| {layout.order} | [{layout.code}]({layout.code}.md) | {layout.title} "
            f"| {identity} | {total} |"
        )
    return "\n".join([*lines, ""])


def main():
    folder = ROOT / "docs" / "feeds"
    folder.mkdir(parents=True, exist_ok=True)
    wanted = files()
    for name, text in wanted.items():
        (folder / name).write_text(text, encoding="utf-8")
    for path in folder.iterdir():
        if path.name not in wanted:
            path.unlink()


if __name__ == "__main__":
    main()
