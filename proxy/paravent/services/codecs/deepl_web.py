"""DeepL's older web translator: JSON-RPC whose form shows whether a browser wrote it.

The time is a multiple of the number of letters ``i`` plus one, and the spaces around the method
depend on the id; both are kept true when the text changes.

Source: wire/services.yaml (public client code, 2023 to 2026).
"""

from paravent.services.jsonbody import dump_json
from paravent.services.paths import Json, Path
from paravent.services.wire import Wire, paths

_TEXTS = Path.parse("$.params.texts[*].text")
_TIME = Path.parse("$.params.timestamp")
_SPACINGS = (b'"method" : "', b'"method": "', b'"method":"')


def write(tree: Json, before: bytes) -> bytes:
    """A request written as the one that it comes from was."""
    count = 1 + sum(str(spot.value).count("i") for spot in _TEXTS.find(tree))
    for spot in _TIME.find(tree):
        if isinstance(spot.value, int):
            spot.put(spot.value - spot.value % count + count)
    spacing = next((one for one in _SPACINGS if one in before), _SPACINGS[-1])
    return dump_json(tree).replace(_SPACINGS[-1], spacing, 1)


WIRE = Wire(
    name="deepl_web",
    says=paths("$.params.texts[*].text"),
    tells=paths("$.result.texts[*].text"),
    keep=paths(
        "$.jsonrpc", "$.method", "$.params.splitting", "$.params.lang.target_lang",
        "$.params.lang.source_lang_user_selected",
    ),
    write=write,
)  # fmt: skip
