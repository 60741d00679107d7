"""Lets papermill set parameters of TypeScript notebooks: `papermill in.ipynb out.ipynb -k emlab -p x 3`."""
