"""The agreement of a loan, in the wording for consumers and for companies."""

from pack_forms import borrower, conditions, said
from paper import CREDIT, Paper
from words import WORDS


def security(paper, own):
    """Who and what secures the loan, or that nothing does."""
    paper.mark("{%p if guarantees %}")
    paper.text(own["guarantors"])
    paper.mark("{%p endif %}")
    paper.mark("{%p if pledges %}")
    paper.text(own["property"])
    paper.mark("{%p endif %}")
    paper.mark("{%p if not guarantees and not pledges %}")
    paper.text(own["no_security"])
    paper.mark("{%p endif %}")


def agreement(language, track):
    words = WORDS[language]
    own = words["agreement"]
    paper = Paper(language)
    paper.title(own["title"][track], own["below"])
    parties = own["parties"]
    if track == "corporate":
        # A company acts by somebody, whom its charter or a power of attorney names.
        parties = parties.replace(own["borrower_mark"], own["borrower_acts"])
    paper.text(parties.replace("{BANK}", words["bank_line"]))
    paper.heading(own["subject"])
    for line in own["subject_text"]:
        paper.text(line.replace("*", "{{ loan_amount|words }}"))
    paper.heading(own["repay"])
    for line in own["repay_text"]:
        paper.text(line.replace("{METHOD}", said(words, "method", "method")))
    paper.heading(own["conditions"])
    paper.mark("{%p if conditions %}")
    paper.text(own["conditions_text"])
    paper.mark("{%p endif %}")
    conditions(paper, words, own["no_conditions"])
    paper.heading(own["security"])
    security(paper, own)
    for heading, lines in own[track]:
        paper.heading(heading)
        for line in lines:
            paper.text(line)
    paper.heading(own["end"])
    paper.text(own["end_text"])
    paper.heading(own["details"])
    borrower(paper, words)
    paper.signatures(
        (words["signs"]["bank"], "{{ user.post }} {{ user.name }}"),
        (words["signs"]["borrower"], "{{ applicant }}"),
    )
    paper.save(f"agreement_{track}.{language}.docx", CREDIT)


def agreements(language):
    for track in ("retail", "corporate"):
        agreement(language, track)
