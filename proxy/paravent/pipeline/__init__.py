"""One exchange, from the request that wants to leave to the answer that comes back.

It knows services, detection, rules and stores, and nothing of proxies: a gateway hands it requests
as values and does what the verdict says. Whatever it raises means that nothing may leave.
"""
