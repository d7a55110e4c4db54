"""Why a picture is not drawn."""

from commonweal.core.errors import CommonwealError


class TooManyToDraw(CommonwealError):
    """A network of more nodes than a drawing can show."""

    code = "too-many-to-draw"


class NotPublic(CommonwealError):
    """Something that may not be shown to everybody was handed to a public picture."""

    code = "not-public"
    status = 403
