"""Every error that digestbot raises on purpose.

DigestBotError
├── PersonError (UsageError, NotAllowed, NothingThere)   may be shown to a person as it is
├── SettingsError                                        printed without a traceback; exit code 2
├── StoreError (StoreBusy, StoreTooNew, StoreTrouble (StoreDamaged))
├── SourceError
└── PostError (TryLater, NotSent, Unknown, Moved, Unreachable, Refused)
"""

from __future__ import annotations

from datetime import timedelta

from bot.domain.chats import ChatAddress


class DigestBotError(Exception):
    """The root: anything that digestbot raises on purpose."""


class PersonError(DigestBotError):
    """A person asked for something that cannot be had; the message is written for them."""


class UsageError(PersonError):
    """The command was not understood; the message says how to write it."""


class NotAllowed(PersonError):  # noqa: N818 -- reads as what it is: "not allowed"
    """The person may not do this here."""


class NothingThere(PersonError):  # noqa: N818 -- reads as what it is: "nothing there"
    """What was asked for does not exist."""


class SettingsError(DigestBotError):
    """The settings are wrong or missing; the message says which, and where to set them."""


class StoreError(DigestBotError):
    """The store cannot be opened, read or written."""


class StoreBusy(StoreError):  # noqa: N818 -- names a state of the store
    """Another process holds the store longer than we are willing to wait; trying again may help."""


class StoreTrouble(StoreError):  # noqa: N818 -- names a state of the machine
    """The disk or the file is in the way, not we; an operator can mend it, and we go on then."""


class StoreDamaged(StoreTrouble):
    """The store's file does not hold what was written to it."""


class StoreTooNew(StoreError):  # noqa: N818 -- names a state of the store
    """The store was written by a newer release."""


class SourceError(DigestBotError):
    """A whole source of articles cannot be read, such as an inbox folder that is not there."""


class PostError(DigestBotError):
    """A message was not, or perhaps not, posted. Subclasses say what that means for us."""


class TryLater(PostError):  # noqa: N818 -- an answer of the platform
    """The platform asked us to wait."""

    def __init__(self, message: str, *, after: timedelta) -> None:
        super().__init__(message)
        self.after = after


class NotSent(PostError):  # noqa: N818 -- states what is proved
    """Proved not to have been sent: safe to send again.

    With `workspace_only`, the platform has nothing to do with it: others reach it.
    """

    def __init__(self, message: str, *, workspace_only: bool = False) -> None:
        super().__init__(message)
        self.workspace_only = workspace_only


class Unknown(PostError):  # noqa: N818 -- states what is known
    """It may have been posted; sending again could tell a chat twice."""


class Unreachable(PostError):  # noqa: N818 -- states what is known
    """The chat is gone for us: blocked, kicked, archived. Pause it.

    With `everywhere`, so are all chats of its workspace: the token is good for nothing. With
    `alone`, its threads are not: only what stands in none of them.
    """

    def __init__(self, message: str, *, everywhere: bool = False, alone: bool = False) -> None:
        super().__init__(message)
        self.everywhere = everywhere
        self.alone = alone


class Refused(PostError):  # noqa: N818 -- an answer of the platform
    """The platform refuses this message for good, and would again."""


class Moved(PostError):  # noqa: N818 -- states what is known
    """Not sent: the chat has another address now, `to`."""

    def __init__(self, message: str, *, to: ChatAddress) -> None:
        super().__init__(message)
        self.to = to
