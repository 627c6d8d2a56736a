"""What was displayed when, of many subjects over years: a history, checked, worked out and told.

In: a history (`wellled.history/1`), JSON or YAML text or plain data: subjects, and events such as assessments,
corrections, mergers. Out: a `Timeline`, or a `HistoryError` with every finding. Entry: `timeline.timeline`.
Invariants: rules are those of the day of assessment, what is displayed follows from days of publication, what is known
from publications and corrections up to a day; none of the three is ever read for another. Nothing displayed on a day
depends on what was published after it. A day that is known only as a month gives both that may have been displayed.
"""
