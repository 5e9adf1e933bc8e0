"""Perplexity's web page: blocks that come whole or as patches, a text as a list of its pieces.

The last event says everything again.

Source: wire/services.yaml (public client code from traces, 2026-09; g4f 8.8.6, 2026-10).
"""

from functools import partial

from paravent.services.patch_events import PatchEvents
from paravent.services.patches import Patches
from paravent.services.wire import Stream, Wire, paths

_PIECES = frozenset({"chunks"})

PATCHES = Patches(
    at=paths("$.blocks[@intended_usage].diff_block.patches[*]"),
    joined=_PIECES,
    complete="final",
)

WIRE = Wire(
    name="perplexity_blocks",
    says=paths("$.query_str", "$.query", "$.q", "$.files"),
    tells=paths("$.blocks[*].diff_block.patches", "$.blocks[*].markdown_block", "$[*]"),
    keep=paths(
        "$.params.language",
        "$.params.timezone",
        "$.params.search_focus",
        "$.params.sources[*]",
        "$.params.frontend_uuid",
        "$.params.frontend_context_uuid",
        "$.params.mode",
        "$.params.model_preference",
        "$.params.prompt_source",
        "$.params.query_source",
        "$.params.supported_block_use_cases[*]",
        "$.params.source",
        "$.params.version",
        "$.params.last_backend_uuid",
        "$.params.read_write_token",
        "$.params.followup_source",
        "$.sources[*]",
        "$.search_mode",
        "$..content_type",
        "$.uuid",
    ),
    stream=Stream(joined=_PIECES),
    codec=partial(PatchEvents, PATCHES),
)
