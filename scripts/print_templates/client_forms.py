"""Forms of a client: his card, a consent, a letter, a briefing, the act of a handover."""

from paper import CLIENT, Paper
from words import WORDS


def client_card(language):
    words = WORDS[language]
    paper = Paper(language)
    paper.title(words["card"], f"{words['as_of']} " + "{{ today|long_date }}")
    label = words["label"]
    paper.facts(
        [
            (label["name"], "{{ name }}"),
            (label["number"], "{{ number }}"),
            (label["kind"], "{{ kind }}"),
            (label["birth"], "{{ birth_date|date }}", "birth_date"),
            (label["tax"], "{{ tax_number }}", "tax_number"),
            (label["phone"], "{{ phone }}", "phone"),
            (label["email"], "{{ email }}", "email"),
            (label["class"], "{{ class_name }}", "class_name"),
            (label["branch"], "{{ branch_name }}", "branch_name"),
            (label["manager"], "{{ manager }}", "manager"),
            (label["since"], "{{ since|date }}", "since"),
        ]
    )
    paper.mark("{%p if accounts %}")
    paper.heading(words["accounts"])
    paper.rows(
        words["account_heads"],
        ["{{ account.number }}", "{{ account.product_name }}", "{{ account.state }}",
         "{{ account.balance }}", "{{ account.balance_base }}"],
        ("accounts", "account"),
        widths=(57, 35, 18, 30, 30),
        right=(3, 4),
        total=(words["total"], "{{ accounts|sum(attribute='balance_base') }}"),
    )  # fmt: skip
    paper.mark("{%p endif %}")
    paper.mark("{%p if agreements %}")
    paper.heading(words["agreements"])
    paper.rows(
        words["agreement_heads"],
        ["{{ agreement.number }}", "{{ agreement.product_name }}",
         "{{ agreement.signed|date }}", "{{ agreement.matures|date }}",
         "{{ agreement.balance }}"],
        ("agreements", "agreement"),
        widths=(40, 50, 24, 24, 32),
        right=(4,),
    )  # fmt: skip
    paper.mark("{%p endif %}")
    paper.mark("{%p if cards %}")
    paper.heading(words["cards"])
    paper.rows(
        words["card_heads"],
        ["{{ card.number }}", "{{ card.product_name }}", "{{ card.state }}",
         "{{ card.valid_until|date }}"],
        ("cards", "card"),
        widths=(50, 60, 30, 30),
    )  # fmt: skip
    paper.mark("{%p endif %}")
    paper.heading(words["totals"])
    paper.facts(
        [
            (label["funds"], "{{ funds }}"),
            (label["owed"], "{{ owed }}"),
            (label["turnover"], "{{ turnover }}"),
        ]
    )
    paper.signatures((words["made_by"], "{{ user.post }} {{ user.name }}"))
    paper.save(f"client_card.{language}.docx")


def consent(language):
    words = WORDS[language]
    paper = Paper(language)
    paper.title(words["consent"], "{{ today|long_date }}")
    label = words["label"]
    paper.facts(
        [
            (label["name"], "{{ name }}"),
            (label["birth"], "{{ birth_date|date }}", "birth_date"),
            (label["tax"], "{{ tax_number }}", "tax_number"),
            (label["registration"], "{{ registration_number }}", "registration_number"),
            (
                label["document"],
                "{% for document in documents %}{{ document.kind }} "
                "{{ document.document_number }}{% if document.issued_by %}, "
                "{{ document.issued_by }}{% endif %}{% if document.issued %}, "
                "{{ document.issued|date }}{% endif %}{% if not loop.last %}; {% endif %}"
                "{% endfor %}",
                "documents",
            ),
            (label["address"], "{{ postal_code }} {{ city }} {{ street }}"),
        ]
    )
    paper.text("", after=2)
    for line in words["consent_text"]:
        paper.text(line)
    paper.signatures(
        (words["client_signs"], "{{ name }}"),
        (words["bank_signs"], "{{ user.post }} {{ user.name }}"),
    )
    paper.save(f"consent.{language}.docx")


def letter(language):
    words = WORDS[language]
    paper = Paper(language)
    paper.text("{{ name }}", right=True, after=0)
    paper.text("{{ postal_code }} {{ city }} {{ street }}", right=True, after=14)
    paper.text(
        f"{words['number']} " + "{{ paper_number }}, {{ today|long_date }}", after=14
    )
    paper.title(words["letter"])
    for line in words["letter_text"]:
        paper.text(line)
    paper.mark("{%p if accounts %}")
    paper.rows(
        words["letter_heads"],
        ["{{ account.number }}", "{{ account.opened|date }}", "{{ account.balance }}"],
        ("accounts", "account"),
        widths=(90, 35, 45),
        right=(2,),
        total=(words["total_base"], "{{ accounts|sum(attribute='balance_base') }}"),
    )
    total = "{{ accounts|sum(attribute='balance_base')|words }}"
    paper.text("", after=0)
    paper.text(words["in_words"].replace("*", total))
    paper.mark("{%p endif %}")
    for line in words["letter_end"]:
        paper.text(line)
    paper.signatures((words["bank_signs"], "{{ user.post }} {{ user.name }}"))
    paper.save(f"letter.{language}.docx")


def handover(language):
    words = WORDS[language]["handover"]
    paper = Paper(language)
    paper.title(words["title"], "{{ handed_on|long_date }}")
    label = words["label"]
    paper.facts(
        [
            (label["giver"], "{{ giver }}"),
            (label["unit"], "{{ unit }}"),
            (label["kind"], "{{ kind }}"),
            (label["last_day"], "{{ last_day|date }}", "last_day"),
            (label["reason"], "{{ reason }}"),
            (label["proposed_by"], "{{ proposed_by }}", "proposed_by"),
            (label["state"], "{{ state }}"),
            (
                label["take_back_until"],
                "{{ take_back_until|date }}",
                "take_back_until",
            ),
        ]
    )
    paper.mark("{%p if handed_clients %}")
    paper.heading(words["clients"])
    paper.rows(
        words["heads"],
        ["{{ loop.index }}", "{{ client.client_name }}", "{{ client.client_number }}",
         "{{ client.new_manager }}", "{{ client.funds }}", "{{ client.owed }}"],
        ("handed_clients", "client"),
        widths=(9, 43, 20, 32, 34, 32),
        right=(4, 5),
    )  # fmt: skip
    paper.text(words["count"])
    paper.mark("{%p else %}")
    paper.text(words["nobody"])
    paper.mark("{%p endif %}")
    paper.signatures((words["gives"], "{{ giver }}"))
    paper.mark("{%p for manager in new_managers %}")
    paper.signatures((words["takes"], "{{ manager.name }}"))
    paper.mark("{%p endfor %}")
    paper.save(f"handover.{language}.docx", CLIENT)


def briefing(language):
    words = WORDS[language]["briefing"]
    paper = Paper(language)
    paper.title(words["title"], "{{ made_on|long_date }}")
    paper.facts(
        [
            (WORDS[language]["label"]["name"], "{{ client_name }}"),
            (words["meeting"], "{{ meeting }}", "meeting"),
            (words["for"], "{{ banker }}"),
        ]
    )
    for part in ("family", "wealth", "profile", "dates", "gifts", "requests", "steps"):
        paper.heading(words[part])
        paper.text("{{ " + part + " }}")
    paper.text(words["secret"])
    paper.save(f"briefing.{language}.docx", CLIENT)
