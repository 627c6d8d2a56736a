"""The column evaluator: many cases at once, one array of small whole numbers a cell.

In: one graph, and a table with a row for each case, for each entry of a case, or for each subject inside one.
Out: a table with the same rows in the same order: outcomes, the rules that decided them, every slot on request.
Entry: `plan.plan` (graph to program), `kernel.run` (program and codes to codes), `frames.decider` (table to table),
`trees.tree_decider` (table of whole cases to table), `gathering` (file to tables).
Afterwards: every row says what the reference says of that row alone.

A program's orders (`tape`) are run by numpy (`arrays`), or, once that pays, by one compiled loop (`loop`); `ways` says
when. They find the same.

A cell is a function of a few columns for as long as its table stays small; the table is filled by asking the
graph's own steps (`graph.spread.advance`), so no operator has a second meaning here. A collection is a sum of small
whole numbers, whose width is fixed by the largest sum that its codes allow. What has no small vocabulary (days,
numbers without ends) is asked once for each combination that a block holds. A row that turns on something unknown
is slow: it is handed, alone, to the evaluator that knows possible sets.
"""
