"""Pure values and functions: bytes and text in, values out.

Nothing here knows a clock, a disk, a network, randomness or a third party; time, ids and
keys are arguments. That is what lets every rule in it be tested whole, byte by byte.
"""
