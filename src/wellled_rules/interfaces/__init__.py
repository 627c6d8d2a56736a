"""Stage 11, the doors: command line, and pages that pytest runs.

In: what people and programs type. Out: what `api` answers, rendered. Entry: `cli.main.run`,
`pytest_plugin`. Nothing here decides anything, and no door knows another.
"""
