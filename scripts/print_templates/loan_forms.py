"""Forms of a loan that goes on: what is agreed anew."""

from paper import CREDIT, Paper
from words import WORDS


def addendum(language):
    words = WORDS[language]["addendum"]
    paper = Paper(language)
    paper.title(words["title"], words["below"])
    paper.text(words["parties"])
    label = words["label"]
    paper.facts(
        [
            (label["agreed"], "{{ agreed }}"),
            (label["date"], "{{ date|date }}"),
            (label["owed"], "{{ owed }}"),
            (label["payment"], "{{ payment }}"),
            (label["count"], "{{ instalment_count }}"),
            (label["last"], "{{ last_due|date }}", "last_due"),
            (label["total"], "{{ total }}"),
        ]
    )
    paper.text(words["in_words"].replace("*", "{{ owed|words }}"))
    paper.heading(words["schedule"])
    paper.mark("{%p if instalments %}")
    paper.rows(
        words["heads"],
        ["{{ line.number }}", "{{ line.due|date }}", "{{ line.principal }}",
         "{{ line.interest }}", "{{ line.fees }}", "{{ line.balance }}"],
        ("instalments", "line"),
        widths=(12, 28, 34, 32, 26, 38),
        right=(2, 3, 4, 5),
    )  # fmt: skip
    paper.mark("{%p else %}")
    paper.text(words["later"])
    paper.mark("{%p endif %}")
    paper.text(words["end"])
    paper.signatures(
        (words["bank_signs"], "{{ user.name }}"),
        (words["client_signs"], "{{ client_name }}"),
    )
    paper.save(f"addendum.{language}.docx", CREDIT)
