"""What is wrong with something that was entered about talks."""

from commonweal.core.errors import CommonwealError


class UnfitTalk(CommonwealError):
    """Something about a talk that cannot be kept as it stands."""

    code = "unfit-talk"


class NotReady(CommonwealError):
    """A session is missing something that must hold before it."""

    code = "not-ready"


class StaysPublished(CommonwealError):
    """A published recommendation was about to be changed or taken away without a word."""

    code = "stays-published"
