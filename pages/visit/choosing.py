"""The questions of a campaign: opened from a file, tried, used, and given back for those the app ships with."""

from __future__ import annotations

from typing import Final, Literal

from assessment.bank import Bank, text_hash
from assessment.campaigns import Campaign
from assessment.instrument import read_instrument
from assessment.problems import Problems
from assessment.writes import ChangeBank
from pages.visit import address, banks, memory, places, undoing

USE: Final = "campaign_use_bank"
GIVE_BACK: Final = "campaign_shipped_bank"


def running(campaign: Campaign) -> Bank:
    """The questions that a campaign asks now. Raises Problems when those on disk cannot be used."""
    return campaign.own_bank or banks.today().bank


def open_bank(data: bytes | None, name: str) -> None:
    """Try the questions in a file, or remember why they cannot be used; None is a file too large to arrive."""
    forget()
    if data is None:
        memory.BANK_FAULT.keep("too_large")
        return
    try:
        instrument = read_instrument(data, name)
    except Problems as problems:
        memory.BANK_FAULT.keep(problems)
        return
    text = data.decode("utf-8-sig")
    memory.TRIED_BANK.keep(Bank(instrument, text, text_hash(text)))


def tried() -> Bank | None:
    """The questions in the file opened last; None when they cannot be used, and once they are."""
    return memory.TRIED_BANK.value


def fault() -> Problems | Literal["too_large"] | None:
    """Why the file opened last has no questions that can be used."""
    return memory.BANK_FAULT.value


def forget() -> None:
    """Try no questions any more."""
    memory.TRIED_BANK.forget()
    memory.BANK_FAULT.forget()


def use(campaign: str, at: str = "campaign_questions") -> None:
    """Ask the questions that were tried; that can be undone. The page goes on `at` this container."""
    bank = memory.TRIED_BANK.value
    if bank is not None and not undoing.is_second_click(USE):
        forget()
        undoing.save("bank", "", USE, ChangeBank(address.sign_in_token(), campaign, bank.text))
        places.stay_at(at)


def give_back(campaign: str) -> None:
    """Ask the questions that the app ships with; that can be undone."""
    if not undoing.is_second_click(GIVE_BACK):
        memory.BANK_FAULT.forget()
        undoing.save("bank", "", GIVE_BACK, ChangeBank(address.sign_in_token(), campaign, None))
