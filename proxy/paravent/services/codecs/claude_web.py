"""Claude's web page: prompts of its own, answers as Anthropic's Messages stream them.

Source: wire/services.yaml (public client code, 2026).
"""

from dataclasses import replace

from paravent.services.codecs.anthropic_messages import WIRE as MESSAGES
from paravent.services.wire import paths

WIRE = replace(
    MESSAGES,
    name="claude_web",
    says=paths("$.prompt", "$.message_content"),
    tells=(*MESSAGES.tells, *paths("$.title", "$.extracted_content", "$.file_name")),
    keep=paths(
        "$.model",
        "$.timezone",
        "$.locale",
        "$.effort",
        "$.thinking_mode",
        "$.rendering_mode",
        "$..type",
        "$..uuid",
        "$..file_type",
        "$..file_kind",
        "$.parent_message_uuid",
        "$.completion_request_id",
        "$.turn_message_uuids.human_message_uuid",
        "$.turn_message_uuids.assistant_message_uuid",
        "$.files[*]",
        "$.tools[*].name",
        "$.personalized_styles[*].key",
        "$.personalized_styles[*].nameKey",
        "$.personalized_styles[type=default].name",
        "$.create_conversation_params.model",
    ),
)
