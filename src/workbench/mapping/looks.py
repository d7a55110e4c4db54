"""How kinds and ties look in this room's pictures: the same on every map and drawing.

Eight looks can be told apart; each stands for kinds that do much the same. A city's own kinds share
the look of the rest.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workbench.core.pictures import Kind
from workbench.core.pictures.network import TieFamily
from workbench.mapping.models import Tie

REST = "rest"
_LOOKS: tuple[tuple[str, str | Promise, tuple[str, ...]], ...] = (
    ("community", _("communities"), ("community",)),
    ("youth", _("youth, sport and leisure"), ("youth", "sport", "leisure")),
    (
        "learning",
        _("schools, libraries and culture"),
        ("school", "learning", "library", "museum", "arts-centre"),
    ),
    ("faith", _("faith"), ("faith",)),
    ("advice", _("advice"), ("advice",)),
    ("neighbours", _("neighbours and tenants"), ("tenants", "community-centre")),
    ("belonging", _("women, elders, identity"), ("women", "elders", "identity")),
    ("authority", _("authorities"), ("authority",)),
    (REST, _("others"), ()),
)
_LOOK_OF: Mapping[str, str] = {kind: key for key, _words, kinds in _LOOKS for kind in kinds}
_FAMILIES = (
    ("light", _("contact and exchange of knowledge"), "solid"),
    ("trust", _("trust and dialogue"), "dashes"),
    ("work", _("referral and joint work"), "dots"),
    ("money", _("funding"), "dash-dot"),
)
FAMILY_OF: Mapping[str, str] = {
    Tie.Kind.CONTACT: "light",
    Tie.Kind.KNOWLEDGE: "light",
    Tie.Kind.TRUST: "trust",
    Tie.Kind.DIALOGUE: "trust",
    Tie.Kind.REFERRAL: "work",
    Tie.Kind.JOINT_WORK: "work",
    Tie.Kind.FUNDING: "money",
}
"""Every kind of tie that is drawn; one about information on persons never is."""


def kinds() -> tuple[Kind, ...]:
    """The looks with their words, in the order of the key."""
    return tuple(Kind(key=key, words=str(words)) for key, words, _kinds in _LOOKS)


def look_of(kind: str) -> str:
    """The look of a kind."""
    return _LOOK_OF.get(kind, REST)


def families() -> tuple[TieFamily, ...]:
    """The families of ties with their words and patterns, in the order of the key."""
    return tuple(
        TieFamily(key=key, words=str(words), line=line)  # type: ignore[arg-type]  # one of four
        for key, words, line in _FAMILIES
    )
