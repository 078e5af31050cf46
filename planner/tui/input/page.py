"""The input of a page in a browser, which `planner serve` passes on."""

from textual.drivers.web_driver import WebDriver
from textual.messages import ExitApp


class PageDriver(WebDriver):
    """A driver that ends the app once nobody passes input on any longer, whatever became of the server."""

    def run_input_thread(self) -> None:
        """Read input in this thread until the app ends or the server is gone."""
        super().run_input_thread()
        self._app.post_message(ExitApp())
