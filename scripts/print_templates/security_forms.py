"""What secures a loan: the agreement of a guarantor, of a pledgor with his property."""

from pack_forms import has_identity, identity
from paper import CREDIT, Paper
from words import WORDS


def _details(paper, words, who):
    """Who answers, as his card says."""
    person = words["person"]
    paper.facts(
        [
            (person["name"], "{{ " + who + " }}"),
            (person["registration"], "{{ registration }}", "registration"),
            (person["tax"], "{{ tax }}", "tax"),
            (person["born"], "{{ born|date }}", "born"),
            (
                person["document"],
                identity(words, "documents"),
                has_identity(words, "documents"),
            ),
            (
                person["address"],
                "{{ postal_code }} {{ city }} {{ street }}",
                "city or street",
            ),
            (person["phone"], "{{ phone }}", "phone"),
        ]
    )


def guarantee(language):
    words = WORDS[language]
    own = words["guarantee"]
    paper = Paper(language)
    title = own["title"]
    paper.title(
        "{% if kind.code == 'surety' %}" + title["surety"] + "{% else %}"
        + title["guarantee"] + "{% endif %}",
        own["below"],
    )  # fmt: skip
    paper.text(own["parties"].replace("{BANK}", words["bank_line"]))
    for line in own["text"]:
        paper.text(line.replace("*", "{{ loan_amount|words }}"))
    paper.heading(own["details"])
    _details(paper, words, "guarantor_name")
    paper.signatures(
        (words["signs"]["bank"], "{{ user.post }} {{ user.name }}"),
        (words["signs"]["guarantor"], "{{ guarantor_name }}"),
    )
    paper.mark("{%p if spouse_asked %}")
    paper.text("", after=2)
    paper.text(own["spouse"])
    paper.signatures((own["spouse_signs"], "{{ spouse }}"))
    paper.mark("{%p endif %}")
    paper.save(f"guarantee.{language}.docx", CREDIT)


def pledge(language):
    words = WORDS[language]
    own = words["pledge"]
    paper = Paper(language)
    paper.title(own["title"], own["below"])
    paper.text(own["parties"].replace("{BANK}", words["bank_line"]))
    for line in own["text"]:
        paper.text(line.replace("*", "{{ loan_amount|words }}"))
    paper.heading(own["property"])
    paper.rows(
        own["heads"],
        ["{{ loop.index }}", "{{ thing.kind }}: {{ thing.thing }}",
         "{{ thing.asset_number }}{% if thing.asset_number and thing.place %}, {% endif %}"
         "{{ thing.place }}",
         "{{ thing.title }}{% if thing.title_date %}, {{ thing.title_date|date }}{% endif %}",
         "{% if thing.value %}{{ thing.value }}{% endif %}"],
        ("property", "thing"),
        widths=(13, 52, 40, 31, 34),
        right=(4,),
        total=(
            own["total"],
            "{% if property|sum(attribute='value') %}"
            "{{ property|sum(attribute='value') }}{% endif %}",
        ),
    )  # fmt: skip
    paper.text("", after=2)
    for line in own["more"]:
        paper.text(line)
    paper.heading(own["details"])
    _details(paper, words, "pledgor")
    paper.signatures(
        (words["signs"]["bank"], "{{ user.post }} {{ user.name }}"),
        (words["signs"]["pledgor"], "{{ pledgor }}"),
    )
    paper.save(f"pledge.{language}.docx", CREDIT)
