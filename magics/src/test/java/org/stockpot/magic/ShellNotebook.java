package org.stockpot.magic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import org.stockpot.display.Display;

/** A notebook over a real Java shell in this JVM; remembers what was shown. */
public final class ShellNotebook implements Notebook, AutoCloseable {

  private static volatile Object handed;

  private final JShell shell;
  private final List<Display> shown = new ArrayList<>();
  private final Map<String, Display> named = new HashMap<>();

  public ShellNotebook() {
    shell = JShell.builder().executionEngine("local").build();
    shell.addToClasspath(System.getProperty("java.class.path"));
    for (String name :
        List.of(
            "java.util.*",
            "org.stockpot.magic.Stockpot",
            "org.stockpot.prune.*",
            "org.stockpot.weights.*")) {
      shell.eval("import " + name + ";");
    }
  }

  /** Called by evaluated code. */
  public static void hand(Object value) {
    handed = value;
  }

  /** Runs a magic by its line without the percent sign, whose words have no blanks. */
  public static Object magic(Stockpot stockpot, String line, String body) {
    List<String> words = List.of(line.split(" "));
    return stockpot.run(words.get(0), words.subList(1, words.size()), body);
  }

  public List<Display> shown() {
    return shown;
  }

  public String text() {
    return String.join("\n", shown.stream().map(Display::text).toList());
  }

  /** Returns all that was shown as pages have it, where headings are whole. */
  public String html() {
    return String.join("\n", shown.stream().map(d -> "" + d.data().get(Display.HTML)).toList())
        .replace('\u00a0', ' ');
  }

  @Override
  public void show(Display display) {
    shown.add(display);
  }

  @Override
  public void show(String id, Display display) {
    named.put(id, display);
    shown.add(display);
  }

  @Override
  public void update(String id, Display display) {
    Display before = named.put(id, display);
    shown.replaceAll(old -> old.equals(before) ? display : old);
  }

  @Override
  public Object evaluate(String code) throws Exception {
    handed = null;
    String rest = code;
    while (!rest.isBlank()) {
      CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      run(next.source() == null ? rest : next.source());
      rest = next.remaining();
    }
    return handed;
  }

  /** Runs a snippet as an expression whose value is kept, or else as it is. */
  private void run(String source) {
    String expression = source.strip().replaceFirst(";$", "");
    if (!eval("org.stockpot.magic.ShellNotebook.hand(" + expression + ");") && !eval(source)) {
      throw new IllegalStateException("cannot evaluate " + source);
    }
  }

  private boolean eval(String java) {
    return shell.eval(java).stream()
        .noneMatch(e -> e.status() == Snippet.Status.REJECTED || e.exception() != null);
  }

  @Override
  public String kernel() {
    return "test shell";
  }

  @Override
  public void close() {
    shell.close();
  }
}
