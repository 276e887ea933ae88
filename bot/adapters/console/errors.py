"""What a failing output stream means for a post."""

from __future__ import annotations

from bot.domain.errors import NotSent, PostError, Unknown


def post_error(error: OSError | ValueError) -> PostError:
    """Return what `error`, raised while writing to a stream, says about the text.

    Python raises ValueError for a stream that was closed before; the system's errors, such as that
    of a pipe whose reader has left, do not tell how much went through.
    """
    if isinstance(error, OSError):
        why = error.strerror or str(error)
        return Unknown(f"The output broke while it was written to: {why}.")
    return NotSent(f"The output is closed: {error}.")


def nobody_reads(error: PostError) -> bool:
    """Say whether a post failed because whoever read the output has left it or closed it.

    After `digestbot chat | head -1` there is nobody to say anything to; a full disk is told.
    """
    cause = error.__cause__
    return not isinstance(cause, OSError) or isinstance(cause, ConnectionError)
