"""What papermill loads when it is imported: it knows entry points for engines, and none for translators."""

from papermill.engines import NBClientEngine
from papermill.translators import papermill_translators

from .translator import TypeScriptTranslator

# papermill asks by the name of the kernel first and by that of its language second.
papermill_translators.register("emlab", TypeScriptTranslator)
papermill_translators.register("typescript", TypeScriptTranslator)


class EmlabEngine(NBClientEngine):
    """papermill's own engine, for which a notebook that names no kernel is one of emlab, and which keeps no states of widgets: `--engine emlab`."""

    @classmethod
    def execute_managed_notebook(cls, nb_man, kernel_name, **options):
        # The notebook keeps the still pictures of widgets; their states would take the place of these where no kernel is.
        return super().execute_managed_notebook(nb_man, kernel_name, **{"store_widget_state": False, **options})

    @classmethod
    def nb_kernel_name(cls, nb, name=None):
        return name or nb.metadata.get("kernelspec", {}).get("name") or "emlab"

    @classmethod
    def nb_language(cls, nb, language=None):
        return language or nb.metadata.get("language_info", {}).get("name") or "typescript"
