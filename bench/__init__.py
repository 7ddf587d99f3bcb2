"""The bench: accuracy and speed measured against public gold and against peers. Never imported by
the package.

``python -m bench SUITE --data DIR`` runs one suite, ``python -m bench accuracy`` all of them
against their floors. A suite is a module with ``splits(data)`` and ``run(data, split, *, limit,
code, progress)``: see :class:`bench.frame.Suite`.
"""
