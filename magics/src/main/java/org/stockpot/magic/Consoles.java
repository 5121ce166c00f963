package org.stockpot.magic;

import java.util.regex.Pattern;

/** Tells whether Jupyter's console started this process. Its requests look like a notebook's. */
final class Consoles {

  private static final Pattern CONSOLE = Pattern.compile("jupyter[-_ ]console\\b");

  private Consoles() {}

  static boolean startedThis() {
    return ProcessHandle.current()
        .parent()
        .flatMap(parent -> parent.info().commandLine())
        .map(Consoles::isConsole)
        .orElse(false);
  }

  static boolean isConsole(String commandLine) {
    return CONSOLE.matcher(commandLine).find();
  }
}
