"""A secret key of a payment service or a shop, by the form its vendor gave it.

Stripe, PayPal and Braintree, Square, Shopify, Mollie, GoCardless, Plaid, Adyen, Lemon Squeezy and
others. Qonto and Pennylane publish no form: theirs are found by name, see ``api_key``.
"""

from __future__ import annotations

from paravent.detect.base import Recognizer
from paravent.detect.excerpt import LONG
from paravent.detect.recognizers.api_key import API_KEY, judge_key

_FORMS = (
    r"(?:sk|rk|pk)_(?:live|test|prod)_[A-Za-z0-9]{16,250}",  # Stripe
    r"whsec_[A-Za-z0-9+/=]{24,100}",
    r"access_token\$(?:production|sandbox)\$[0-9a-z]{16}\$[0-9a-f]{32}",  # PayPal, Braintree
    r"shp(?:at|ca|pa|ss|ua)_[a-fA-F0-9]{32}",  # Shopify
    r"sq0(?:atp|csp|idp)-[A-Za-z0-9_\-]{22,50}",  # Square
    r"EAAA[A-Za-z0-9_\-]{50,60}",
    r"(?:live|test)_[A-Za-z0-9]{30,40}",  # Mollie
    r"(?:live|sandbox)_[A-Za-z0-9_\-]{40}",  # GoCardless
    r"access-(?:sandbox|development|production)-[0-9a-f]{8}-[0-9a-f\-]{27}",  # Plaid
    r"AQE[a-z][A-Za-z0-9+/=*\-]{80,300}",  # Adyen
    r"FLWSECK(?:_TEST)?-[A-Za-z0-9]{12,40}(?:-X)?",  # Flutterwave
    r"shippo_(?:live|test)_[a-fA-F0-9]{40}",  # Shippo
    r"EZ[AT]K[A-Za-z0-9]{54}",  # EasyPost
    r"duffel_(?:test|live)_[A-Za-z0-9_\-=]{43}",  # Duffel
)

RECOGNIZER = Recognizer(
    API_KEY,
    patterns=(rf"\b(?:{'|'.join(_FORMS)})",),
    validate=judge_key,
    digits=LONG,
)

# Written in two pieces, so that no scanner of source code takes them for real.
HITS = (
    ("sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc", "sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc"),
    ("whsec_" + "k3J8mN2pQ5rS7tV9wX1yZ4aB6cD0eF2g", "whsec_" + "k3J8mN2pQ5rS7tV9wX1yZ4aB6cD0eF2g"),
    (
        "access_token$production$" + "k3j8mn2pq5rs7tv9$9f8e7d6c5b4a39281706f5e4d3c2b1a0",
        "access_token$production$" + "k3j8mn2pq5rs7tv9$9f8e7d6c5b4a39281706f5e4d3c2b1a0",
    ),
    ("shpat_" + "9f8e7d6c5b4a39281706f5e4d3c2b1a0", "shpat_" + "9f8e7d6c5b4a39281706f5e4d3c2b1a0"),
    ("sq0atp-" + "k3J8mN2pQ5rS7tV9wX1yZ4", "sq0atp-" + "k3J8mN2pQ5rS7tV9wX1yZ4"),
    ("live_" + "k3J8mN2pQ5rS7tV9wX1yZ4aB6cD0eF", "live_" + "k3J8mN2pQ5rS7tV9wX1yZ4aB6cD0eF"),
)
MISSES = (
    "sk_test_your_key_here_please_replace",
    "sk_live_...",
    "test_users_can_pay_with_a_card_twice_in_a_row",
    "live_streaming_of_the_conference_2024",
    "whsec_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "Stripe a deux clés, pk et sk",
)
