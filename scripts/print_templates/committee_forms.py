"""The protocol of a credit committee."""

from paper import CREDIT, Paper

WORDS = {
    "en": {
        "title": "Protocol of the credit committee",
        "below": "No. {{ number }} of {{ date|long_date }}",
        "committee": "Committee", "form": "Form", "rules": "How it decides",
        "present": "Present", "absent": "Absent", "corrects": "Corrects",
        "items": "What was decided", "chairman": "Chairman", "secretary": "Secretary",
        "sum": "Sum over all it says: *",
    },
    "uk": {
        "title": "Протокол кредитного комітету",
        "below": "№ {{ number }} від {{ date|long_date }}",
        "committee": "Комітет", "form": "Форма", "rules": "Як ухвалює рішення",
        "present": "Присутні", "absent": "Відсутні", "corrects": "Виправляє",
        "items": "Що вирішено", "chairman": "Голова", "secretary": "Секретар",
        "sum": "Контрольна сума тексту: *",
    },
    "zh": {
        "title": "信贷委员会会议纪要",
        "below": "第 {{ number }} 号，{{ date|long_date }}",
        "committee": "委员会", "form": "形式", "rules": "表决规则",
        "present": "出席", "absent": "缺席", "corrects": "更正",
        "items": "决议", "chairman": "主席", "secretary": "秘书",
        "sum": "全文校验值：*",
    },
}  # fmt: skip


def protocol(language):
    words = WORDS[language]
    paper = Paper(language)
    paper.title(words["title"], words["below"])
    paper.facts(
        [
            (words["committee"], "{{ committee }}"),
            (words["form"], "{{ form_words }}"),
            (words["rules"], "{{ rules_words }}"),
            (words["present"], "{{ present_words }}"),
            (words["absent"], "{{ absent_words }}", "absent_words"),
            (words["corrects"], "{{ corrects }}", "corrects"),
        ]
    )
    paper.heading(words["items"])
    paper.text("{{ items_words }}")
    paper.signatures(
        (words["chairman"], "{{ chairman }}"), (words["secretary"], "{{ secretary }}")
    )
    paper.mark("{%p if digest %}")
    paper.text(words["sum"].replace("*", "{{ digest }}"))
    paper.mark("{%p endif %}")
    paper.save(f"committee_protocol.{language}.docx", CREDIT)
