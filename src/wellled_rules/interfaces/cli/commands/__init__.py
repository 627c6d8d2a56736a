"""One file a command, each with its `command`.

In: the words after the command's name. Out: an `ExitCode`. Entry: `main` imports the one file asked for.
Everything that is heavy is imported inside the function that needs it.
"""
