"""The compiled evaluator: one specialised function a level, that says what the reference says, in a microsecond or so.

In: a determination graph, and evidence. Out: a `Decision`: a flat tuple of slots, from which every cell's value, the
deciding rules and a whole `Trace` are read when somebody asks.
Entry: `decide.decide`; `program.program` is what is kept of a level, and `table.to_trace` makes the trace.
Afterwards nothing is said that the reference would not say; what this reading does not answer (entries that are
open, derived values that are given, other assumptions, a subject the rules are not for, a moderation beyond its reach)
is left to the reference by an answer of None.
"""
