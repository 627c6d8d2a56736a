"""Bytes to bytes: the decision on a case as JSON, in as few steps as that takes.

In: a framework, and the bytes of a case. Out: the bytes of a decision (`wellled.decision/1`): a result without its
sensitivities. Entry: `door.Door`.
What is known before any case comes is worked out before: how each entry is read and written, and what is told of
each outcome. Of a text that is written like an earlier one only what differs is read (`blanks`). What this way does not
take (open entries, recorded decisions, derived values that are given, any fault) is left to the long way, which is the
definition; tests hold one to the other.
"""
