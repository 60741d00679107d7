from ipykernel.kernelapp import IPKernelApp
from ipykernel.kernelbase import Kernel

from .built import version


def serve(connection_file, problem):
    """A kernel without Node: it runs nothing, and says under each cell why. A kernel that ended would only be called dead."""

    class Messenger(Kernel):
        implementation = "emlab"
        implementation_version = version
        banner = str(problem)
        language_info = {"name": "typescript", "mimetype": "text/typescript", "file_extension": ".ts"}

        def do_execute(self, code, silent, store_history=True, user_expressions=None, allow_stdin=False, **more):
            error = {"ename": "NodeMissing", "evalue": str(problem), "traceback": str(problem).split("\n")}
            if not silent:
                self.send_response(self.iopub_socket, "error", error)
            return {"status": "error", "execution_count": self.execution_count, **error}

        async def do_debug_request(self, msg):
            # JupyterLab asks at once: the kernelspec says that there is a debugger.
            return {"type": "response", "success": False, "command": msg.get("command"), "message": str(problem)}

    IPKernelApp.launch_instance(argv=["-f", connection_file], kernel_class=Messenger)
