"""Drives the deepl SDK, which takes no certificates from the environment: it must be told."""

import os

from deepl import DeepLClient
from driving import drive


class Client(DeepLClient):
    """The SDK's client, with texts for its results."""

    def translate(self, text: str) -> str:
        """A text in English."""
        return str(self.translate_text([text], target_lang="EN-GB")[0].text)

    def improve(self, text: str) -> str:
        """A text in better words."""
        return str(self.rephrase_text([text])[0].text)


CERTIFICATES = os.environ["REQUESTS_CA_BUNDLE"]

drive(lambda base_url: Client("stub", server_url=base_url, verify_ssl=CERTIFICATES))
