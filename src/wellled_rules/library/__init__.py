"""Stage 4, the shipped material: grammar, rule modules, framework versions.

In: nothing but the installed package, or the folder that WELLLED_LIBRARY names. Out: readable resources.
Entry: `resources.root`. Afterwards nobody else asks where a file lies, and a wheel, an editable install
and a checkout behave alike.
"""
