package org.stockpot.kernel.shell;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;

/** Words why a snippet does not compile: the place, the reason, the line and a mark below it. */
final class CompileErrors {

  private static final int MOST = 5;
  private static final int MOST_IMPORTS = 3;

  private final JShell shell;

  CompileErrors(JShell shell) {
    this.shell = shell;
  }

  CellException of(Snippet snippet, Origin origin) {
    List<String> lines = new ArrayList<>();
    shell
        .diagnostics(snippet)
        .filter(Diag::isError)
        .limit(MOST)
        .forEach(error -> lines.addAll(lines(error, snippet, origin)));
    if (lines.isEmpty()) {
      lines.add(origin.place(1) + ": not declared: " + missing(snippet));
    }
    return new CellException("CompileError", lines.get(0), lines, null);
  }

  /** Returns what a declaration refers to and nobody has declared. */
  String missing(Snippet snippet) {
    return snippet instanceof DeclarationSnippet declaration
        ? shell.unresolvedDependencies(declaration).sorted().collect(Collectors.joining(", "))
        : "";
  }

  private List<String> lines(Diag error, Snippet snippet, Origin origin) {
    String source = snippet.source();
    int at = (int) Math.min(source.length(), Math.max(0, error.getPosition()));
    int line = 1 + (int) source.substring(0, at).chars().filter(c -> c == '\n').count();
    int start = source.lastIndexOf('\n', at - 1) + 1;
    List<String> message = error.getMessage(null).lines().toList();

    List<String> lines = new ArrayList<>();
    lines.add(origin.place(line) + ": " + message.get(0));
    lines.add("    " + origin.source(line));
    String typed = source.substring(start).lines().findFirst().orElse("");
    int shift = origin.shifted(line, 0);
    if (origin.source(line).startsWith(typed.stripTrailing(), shift)) {
      lines.add("    " + mark(origin.source(line), shift + at - start, width(error)));
    }
    message.stream().skip(1).filter(l -> !l.strip().startsWith("location:")).forEach(lines::add);
    lines.addAll(imports(error, source));
    return lines;
  }

  private static int width(Diag error) {
    return (int) Math.max(1, error.getEndPosition() - error.getPosition());
  }

  private static String mark(String line, int at, int width) {
    int from = Math.min(at, line.length());
    String blanks = line.substring(0, from).replaceAll("[^\t]", " ");
    return blanks + "^".repeat(Math.max(1, Math.min(width, line.length() - from)));
  }

  /** Suggests imports for a class that is on the class path, those of Java itself first. */
  private List<String> imports(Diag error, String source) {
    if (!error.getMessage(null).contains("class ") || error.getEndPosition() > source.length()) {
      return List.of();
    }
    int end = (int) error.getEndPosition();
    List<String> names =
        shell.sourceCodeAnalysis().listQualifiedNames(source.substring(0, end), end).getNames();
    return names.stream()
        .filter(name -> name.contains("."))
        .sorted(Comparator.comparing(name -> !name.startsWith("java.")))
        .limit(MOST_IMPORTS)
        .map(name -> "  to use it: import " + name + ";")
        .toList();
  }
}
