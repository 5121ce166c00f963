package org.stockpot.magic;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class JupyterConsoleTest {

  @Test
  void jupytersConsoleIsATerminal() {
    assertTrue(
        JupyterConsole.isConsole("/usr/bin/python3 /usr/bin/jupyter-console --kernel stockpot"));
    assertTrue(JupyterConsole.isConsole("python -m jupyter_console"));
    assertFalse(JupyterConsole.isConsole("/usr/bin/python3 /usr/bin/jupyter-qtconsole"));
    assertFalse(JupyterConsole.isConsole("/usr/bin/python3 /usr/bin/jupyter-lab /home/console"));
  }
}
