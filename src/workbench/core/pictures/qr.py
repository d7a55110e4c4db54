"""An address as a square code that a phone reads (ISO/IEC 18004)."""

from django.utils.safestring import SafeString
from qrcode import QRCode

from workbench.core.pictures.svg import element

EDGE = 4
"""Empty modules around the code, without which phones do not find it."""


def qr_picture(address: str, *, alt: str) -> SafeString:
    """The address as a picture that a phone reads: black on white in every face."""
    code = QRCode(border=EDGE)
    code.add_data(address)
    code.make(fit=True)
    rows = code.get_matrix()
    size = len(rows)
    steps = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    ground = element("rect", attributes={"width": size, "height": size, "fill": "#fff"})
    dark = element("path", attributes={"d": steps, "fill": "#000"})
    root = {
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": f"0 0 {size} {size}",
        "role": "img",
        "aria-label": alt,
        "shape-rendering": "crispEdges",
    }
    return SafeString(element("svg", ground, dark, attributes=root))
