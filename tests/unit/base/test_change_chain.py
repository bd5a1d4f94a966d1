from hashlib import sha256

import pytest
from odoo.addons.bank_crm_base.domain.change_chain import (
    START,
    Fault,
    Link,
    Seal,
    SealError,
    chain,
    first_fault,
    read_seal,
)

DIGESTS = ["aa", "bb", "cc"]


def links(digests=DIGESTS):
    seals = chain(Seal(0, START), DIGESTS)
    return [
        Link(seal.number, seal.hash, digest)
        for seal, digest in zip(seals, digests, strict=True)
    ]


def test_a_seal_covers_its_number_the_one_before_and_the_content():
    [seal] = chain(Seal(4, "f" * 64), ["aa"])
    assert seal == Seal(5, sha256(f"5\n{'f' * 64}\naa".encode()).hexdigest())


@pytest.mark.parametrize(
    ("kept", "fault"),
    [
        (links(), None),
        (links(["aa", "xx", "cc"]), (2, Fault.CONTENT)),
        (links(["aa", None, "cc"]), (2, Fault.MISSING_BATCH)),
        ([links()[0], links()[2]], (2, Fault.MISSING_SEAL)),
        (links()[1:], (1, Fault.MISSING_SEAL)),
    ],
)
def test_the_first_broken_place_is_found(kept, fault):
    assert first_fault(Seal(0, START), kept) == fault


@pytest.mark.parametrize("text", ["", "7", "x:" + START, "7:abc", "7:" + "g" * 64])
def test_what_is_no_seal_is_refused(text):
    with pytest.raises(SealError):
        read_seal(text)
