"""How fast words are kept and found: the library and full text.

    ./bankcrm bench text [--documents N] [--calls N] [--json] [--keep]

N documents of a page each, a tenth of them in a folder that the searcher may not read; a
Word file of a page is read by the reader in its own process, as a file from outside is.
"""

import argparse
import random
import time

from _client_bank import Figures, bank, p95, timed

WORDS_A_PAGE = 300
READ_FILES = 5
BATCH = 500
ROOTS = (
    "договір", "рахунок", "картка", "вклад", "кредит", "комісія", "ставка", "платіж", "заява",
    "клієнт", "банк", "застава", "порука", "строк", "сума", "переказ", "виписка", "тариф",
    "agreement", "account", "deposit", "transfer", "payment", "客户", "银行", "账户",
)  # fmt: skip


def read_arguments():
    parser = argparse.ArgumentParser(prog="bankcrm bench text", description=__doc__)
    parser.add_argument("--documents", type=int, default=2_000)
    parser.add_argument("--calls", type=int, default=100)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--keep", action="store_true", help="leave the database")
    return parser.parse_args()


def page(chance, number):
    """A page of words; every thousandth document has a word of its own."""
    words = [
        f"{chance.choice(ROOTS)}{chance.choice(('', 'у', 'ом', 'и', 'ами'))}"
        if chance.random() < 0.4
        else f"слово{chance.randrange(20_000)}"
        for _word in range(WORDS_A_PAGE)
    ]
    if number % 1_000 == 7:
        words[20] = "рідкісне"
    return " ".join(words)


def folders(env):
    """A folder that everybody reads, and one that nobody but auditors does."""
    Folder = env["bank.library.folder"]
    auditor = env.ref("bank_crm_base.role_auditor")
    return (
        Folder.create({"name": "Bench"}),
        Folder.create(
            {"name": "Bench closed", "reader_role_ids": [(6, 0, auditor.ids)]}
        ),
    )


def searcher(env):
    """A manager of a branch."""
    branch = env["bank.branch"].search([], limit=1) or env["bank.branch"].create(
        {"name": "Bench", "code": "bench", "kind": "branch"}
    )
    user = env["res.users"].create({"name": "Bench", "login": "bench"})
    env["bank.post"].create(
        {
            "user_id": user.id,
            "branch_id": branch.id,
            "role_id": env.ref("bank_crm_base.role_retail_manager").id,
            "date_from": "2020-01-01",
        }
    )
    return user


def fill(env, count):
    """Documents in force with their words; seconds spent on keeping the words alone."""
    from odoo.addons.bank_crm_client.domain.text.tokens import vector

    chance = random.Random(count)
    opened, closed = folders(env)
    Index = env["bank.text.index"]
    seconds = parsing = 0
    for start in range(0, count, BATCH):
        numbers = range(start, min(start + BATCH, count))
        documents = env["bank.library.document"].create(
            [
                {
                    "name": f"Документ {number}",
                    "folder_id": (closed if number % 10 == 0 else opened).id,
                }
                for number in numbers
            ]
        )
        file = env["ir.attachment"].create({"name": "bench.txt", "raw": b"x"})
        versions = env["bank.library.version"].create(
            [
                {
                    "document_id": document.id,
                    "number": 1,
                    "attachment_id": file.id,
                    "author_id": env.uid,
                    "added_at": "2026-11-20 10:00:00",
                    "state": "in_force",
                }
                for document in documents
            ]
        )
        for document, version in zip(documents, versions, strict=True):
            document.current_version_id = version
        pages = [page(chance, number) for number in numbers]
        env.flush_all()
        began = time.perf_counter()
        for text in pages:
            vector((text, "B"))
        parsing += time.perf_counter() - began
        began = time.perf_counter()
        Index._write_words(
            "bank.library.document",
            [
                (document.id, file.id, document.name, text, "done")
                for document, text in zip(documents, pages, strict=True)
            ],
        )
        seconds += time.perf_counter() - began
    env.cr.execute("ANALYZE bank_text_index")
    return seconds, parsing


def read_files(env):
    """Seconds to read a Word file of a page in a process of its own."""
    from odoo.addons.bank_crm_client.tools.demo_files import docx_file
    from odoo.addons.bank_crm_client.tools.text_extract import extract

    data = docx_file("Bench", [page(random.Random(1), 1)])
    return timed(lambda _number: extract(data, "docx"), READ_FILES)


def main():
    options = read_arguments()
    figures = Figures()
    with bank("text", options.keep) as env:
        kept, parsing = fill(env, options.documents)
        Index = env["bank.text.index"].with_user(searcher(env))
        count = options.documents
        figures.note("words of a page kept", count / kept, "pages/s")
        figures.note("of it: cut into stems in Python", count / parsing, "pages/s")
        figures.note(
            "a Word file read by its own process: p95",
            1000 * p95(read_files(env)),
            "ms",
        )
        for name, text in (
            ("a word in all documents", "договір"),
            ("two words", "договір комісія"),
            ("a rare word", "рідкісне"),
            ("the beginning of a word", "слово1"),
            ("Chinese", "银行"),
        ):

            def find(_number, text=text):
                Index.env.invalidate_all()
                return Index.search_text(text, models=["bank.library.document"])

            found = find(0)["count"]
            figures.note(
                f"find {name} ({found} of {count}): p95",
                1000 * p95(timed(find, options.calls)),
                "ms",
                at_most=1_000,
            )
    figures.show(options.json)


if __name__ == "__main__":
    main()
