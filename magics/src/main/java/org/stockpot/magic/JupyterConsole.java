package org.stockpot.magic;

import java.util.regex.Pattern;

/** Tells whether Jupyter's console started this process. Its requests look like a notebook's. */
final class JupyterConsole {

  private static final Pattern CONSOLE = Pattern.compile("jupyter[-_ ]console\\b");

  private JupyterConsole() {}

  static boolean startedThis() {
    return ProcessHandle.current()
        .parent()
        .flatMap(parent -> parent.info().commandLine())
        .map(JupyterConsole::isConsole)
        .orElse(false);
  }

  static boolean isConsole(String commandLine) {
    return CONSOLE.matcher(commandLine).find();
  }
}
