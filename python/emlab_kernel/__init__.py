"""The emlab kernel of a wheel: it runs in Node, and this package starts it for Jupyter."""
