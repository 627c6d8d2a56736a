"""The command line: `wellled`.

In: words typed, files named, standard input. Out: answers on standard output, talk on standard error, and
an exit code with one meaning. Entry: `main.run`, which the installed command calls. Afterwards no input, however
made, has caused a traceback, and starting up has loaded nothing that the command does not need.
"""
