package org.stockpot.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import org.stockpot.display.Display;
import org.stockpot.kernel.cell.Imports;
import org.stockpot.kernel.cell.Words;
import org.stockpot.magic.Notebook;
import org.stockpot.magic.Stockpot;

/** A notebook over a Java shell in this JVM that imports what cells may use. */
public final class CellNotebook implements Notebook, AutoCloseable {

  private static final Pattern JAVA =
      Pattern.compile("(?s)<summary>the same in Java</summary><pre[^>]*>(.*?)</pre>");

  private static volatile Object handed;

  private final JShell shell = JShell.builder().executionEngine("local").build();
  private final Stockpot stockpot = new Stockpot(this);
  private final List<String> lines = new ArrayList<>();
  private final List<String> sources = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  CellNotebook() {
    shell.addToClasspath(System.getProperty("java.class.path"));
    Imports.declarations().forEach(shell::eval);
  }

  /** Called by evaluated code. */
  public static void hand(Object value) {
    handed = value;
  }

  /** Runs a line magic, with its percent sign or without; returns its value. */
  Object magic(String line) {
    lines.clear();
    sources.clear();
    text.setLength(0);
    List<String> words = Words.split(line.replaceFirst("^%", ""));
    return stockpot.run(words.get(0), words.subList(1, words.size()), null);
  }

  /** Returns the line that the last magic showed first. */
  String echoed() {
    return lines.get(0);
  }

  /** Returns the Java that the last magic showed. */
  String java() {
    return sources.get(0);
  }

  /** Returns all texts that the last magic showed. */
  String text() {
    return text.toString();
  }

  @Override
  public void show(Display display) {
    text.append(display.text()).append('\n');
    Matcher java = JAVA.matcher("" + display.data().get(Display.HTML));
    if (java.find()) {
      lines.add(display.text());
      sources.add(plain(java.group(1)));
    }
  }

  private static String plain(String html) {
    return html.replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }

  @Override
  public void show(String id, Display display) {
    show(display);
  }

  @Override
  public void update(String id, Display display) {
    text.append(display.text()).append('\n');
  }

  /** Runs snippets; returns the value of the last, or null if it has none. */
  @Override
  public Object evaluate(String code) {
    String rest = code;
    Object value = null;
    while (!rest.isBlank()) {
      CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      value = run(next.source() == null ? rest : next.source());
      rest = next.remaining();
    }
    return value;
  }

  private Object run(String source) {
    String expression = source.strip().replaceFirst(";$", "");
    handed = null;
    if (failure("org.stockpot.kernel.CellNotebook.hand(" + expression + ");").isEmpty()) {
      return handed;
    }
    String failure = failure(source);
    if (!failure.isEmpty()) {
      throw new IllegalStateException(source + "\n" + failure);
    }
    return null;
  }

  private String failure(String source) {
    for (SnippetEvent event : shell.eval(source)) {
      if (event.status() == Snippet.Status.REJECTED) {
        return String.join(
            "\n", shell.diagnostics(event.snippet()).map(d -> d.getMessage(null)).toList());
      } else if (event.exception() != null) {
        return String.valueOf(event.exception());
      }
    }
    return "";
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
