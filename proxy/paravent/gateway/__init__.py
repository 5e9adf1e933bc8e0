"""The only place that knows mitmproxy: it turns flows into exchanges and back."""
