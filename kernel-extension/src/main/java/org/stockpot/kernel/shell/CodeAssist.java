package org.stockpot.kernel.shell;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import org.stockpot.kernel.cell.MagicLine;
import org.stockpot.kernel.cell.MagicScanner;
import org.stockpot.kernel.cell.Statements;

/** Helps while Java is typed: what may follow, what a name means, whether the code is whole. */
public final class CodeAssist {

  private static final int INDENT = 4;

  /**
   * What makes JShell see the variables of the code before the last statement: it treats its input
   * as one snippet, and lists the variables of the enclosing blocks only.
   */
  private static final String IN_BLOCK = "{";

  private static final String IN_CLASS = "class Cell{{";

  private final SourceCodeAnalysis analysis;

  /**
   * Helps in a session.
   *
   * @param session what has been run so far
   */
  public CodeAssist(JavaSession session) {
    analysis = session.analysis();
  }

  /**
   * What can replace the end of the text before the cursor.
   *
   * @param candidates full replacements, in order
   * @param from where the replaced part starts; it ends at the cursor
   */
  public record Candidates(List<String> candidates, int from) {

    /** Copies the candidates. */
    public Candidates {
      candidates = List.copyOf(candidates);
    }
  }

  /**
   * Returns what may follow.
   *
   * @param code a cell of Java and magic lines
   * @param cursor a position in it outside its magics
   * @return the candidates, perhaps none
   */
  public Candidates complete(String code, int cursor) {
    String before = java(code.substring(0, cursor));
    int shift = before.length() - cursor;
    int last = Statements.startOfLast(before);
    if (last > 0) {
      String wrapped = IN_CLASS + head(before, last) + IN_BLOCK + before.substring(last);
      Candidates found = suggest(wrapped);
      if (!found.candidates().isEmpty()) {
        int moved = wrapped.length() - before.length();
        return new Candidates(found.candidates(), found.from() - moved - shift);
      }
    }
    String alone = lastSnippet(before);
    Candidates found = suggest(alone);
    return new Candidates(found.candidates(), found.from() + cursor - alone.length());
  }

  /**
   * Returns the documentation of the name at the cursor.
   *
   * @param code a cell of Java and magic lines
   * @param cursor a position in it outside its magics
   * @return signatures and Javadoc, if known
   */
  public Optional<String> inspect(String code, int cursor) {
    int end = endOfName(code, cursor);
    String before = java(code.substring(0, end));
    int last = Statements.startOfLast(before);
    return Stream.of(
            lastSnippet(before), IN_BLOCK + head(before, last) + IN_BLOCK + before.substring(last))
        .flatMap(text -> Stream.of(text, text + "("))
        .map(this::documentation)
        .filter(text -> !text.isBlank())
        .findFirst();
  }

  private String documentation(String code) {
    return analysis.documentation(code, code.length(), true).stream()
        .map(CodeAssist::text)
        .distinct()
        .collect(Collectors.joining("\n"));
  }

  /**
   * Returns how deep the next line must be indented for the code to become whole.
   *
   * @param code a cell of Java and magic lines
   * @return the indentation, or empty if the code is whole or in error
   */
  public Optional<String> indent(String code) {
    String rest = java(code);
    CompletionInfo info = analysis.analyzeCompletion(rest);
    while (info.completeness() == Completeness.COMPLETE && !info.remaining().isBlank()) {
      info = analysis.analyzeCompletion(info.remaining());
    }
    boolean open =
        info.completeness() == Completeness.DEFINITELY_INCOMPLETE
            || info.completeness() == Completeness.CONSIDERED_INCOMPLETE;
    return open ? Optional.of(" ".repeat(INDENT * depth(info.remaining()))) : Optional.empty();
  }

  private Candidates suggest(String code) {
    int[] anchor = {code.length()};
    List<Suggestion> found = analysis.completionSuggestions(code, code.length(), anchor);
    List<String> names =
        found.stream()
            .sorted(
                Comparator.comparing((Suggestion suggestion) -> !suggestion.matchesType())
                    .thenComparing(Suggestion::continuation))
            .map(Suggestion::continuation)
            .distinct()
            .toList();
    return new Candidates(names, anchor[0]);
  }

  /** Puts harmless Java in place of magic lines. */
  private static String java(String code) {
    StringBuilder java = new StringBuilder();
    int at = 0;
    for (MagicLine magic : MagicScanner.scan(code)) {
      java.append(code, at, magic.start()).append(magic.target().isEmpty() ? ";" : "null;");
      at = magic.end();
    }
    return java.append(code.substring(at)).toString();
  }

  /** Returns what stands before the last statement; inside a block nothing can be imported. */
  private static String head(String code, int last) {
    return code.substring(0, last).replaceAll("\\bimport\\s[^;]*;", "");
  }

  private String lastSnippet(String code) {
    String rest = code;
    while (true) {
      CompletionInfo info = analysis.analyzeCompletion(rest);
      if (info.completeness() != Completeness.COMPLETE || info.remaining().isBlank()) {
        return rest;
      }
      rest = info.remaining();
    }
  }

  private static int endOfName(String code, int cursor) {
    int end = cursor;
    while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
      end++;
    }
    return end < code.length() && code.charAt(end) == '(' ? end + 1 : end;
  }

  private static String text(Documentation documentation) {
    String javadoc = documentation.javadoc();
    return Stream.of(documentation.signature(), javadoc == null ? "" : Javadoc.text(javadoc))
        .filter(part -> !part.isBlank())
        .collect(Collectors.joining("\n\n", "", "\n"));
  }

  private static int depth(String code) {
    int depth = 0;
    for (int at = 0; at < code.length(); at++) {
      char c = code.charAt(at);
      depth += "({[".indexOf(c) >= 0 ? 1 : ")}]".indexOf(c) >= 0 ? -1 : 0;
    }
    return Math.max(0, depth);
  }
}
