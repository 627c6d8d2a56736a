"""The words that every sentence is made of: values, states, numbers, lists, quotes.

In: a value or a text. Out: inert words on one line. Entry: `entries.entry_words`, `words.outside`.
Afterwards nothing that came from outside can act on whoever shows it.
"""
