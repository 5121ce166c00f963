package org.stockpot.kernel.shell;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Kind;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.VarSnippet;
import org.stockpot.kernel.cell.Statements;
import org.stockpot.kernel.cell.Whitespace;

/** The Java that a notebook has been told so far, and how more of it is run. */
public final class JavaSession implements AutoCloseable {

  private final SnippetRunner runner = new SnippetRunner();
  private final JShell shell;
  private final SourceCodeAnalysis analysis;
  private final Map<String, Origin> origins = new HashMap<>();
  private final CompileErrors compileErrors;
  private final RuntimeErrors runtimeErrors;

  /** Starts a session, in which nothing is imported yet. */
  public JavaSession() {
    shell =
        JShell.builder()
            .executionEngine(runner, Map.of())
            .compilerOptions("-parameters", "-Xlint:none")
            .build();
    analysis = shell.sourceCodeAnalysis();
    compileErrors = new CompileErrors(shell);
    runtimeErrors = new RuntimeErrors(origins, compileErrors::missing);
  }

  /**
   * Imports what exists of a list.
   *
   * @param declarations import declarations
   */
  public void imports(Collection<String> declarations) {
    declarations.forEach(shell::eval);
  }

  /**
   * Runs code on the thread of a {@link CellRun}.
   *
   * @param code Java, as many statements and declarations as there are
   * @param origin where it comes from
   * @return the value of the last expression; null if the code ends otherwise, or with a semicolon
   * @throws CellException if it does not compile or throws
   * @throws InterruptedException if the turn is interrupted between two statements
   */
  public Object evaluate(String code, Origin origin) throws CellException, InterruptedException {
    CellRun turn = CellRun.current();
    boolean exposed = turn.expose(false);
    try {
      return evaluateAll(code, origin, turn);
    } finally {
      turn.expose(exposed);
    }
  }

  /**
   * Adds to the class path of the session.
   *
   * @param file a jar or a folder of classes
   */
  public void addToClasspath(Path file) {
    CellRun turn = CellRun.current();
    boolean exposed = turn.expose(false);
    try {
      shell.addToClasspath(file.toString());
    } finally {
      turn.expose(exposed);
    }
  }

  /**
   * Returns the analysis of code in this session.
   *
   * @return what JShell knows of completion and documentation
   */
  public SourceCodeAnalysis analysis() {
    return analysis;
  }

  @Override
  public void close() {
    shell.close();
  }

  private Object evaluateAll(String code, Origin origin, CellRun turn)
      throws CellException, InterruptedException {
    Set<Snippet> declared = new LinkedHashSet<>();
    Object value = null;
    int at = Whitespace.past(code, 0);
    while (at < code.length()) {
      if (turn.isOver()) {
        throw new InterruptedException("the cell was interrupted");
      }
      String rest = code.substring(at);
      CompletionInfo first = analysis.analyzeCompletion(rest);
      boolean whole = isWhole(first.completeness());
      String typed = whole ? rest.substring(0, rest.length() - first.remaining().length()) : rest;
      String source = whole ? first.source() : rest;
      Object result = run(source, origin.from(code, at), declared);
      value = Statements.endsWithSemicolon(typed) ? null : result;
      at = Whitespace.past(code, at + typed.length());
    }
    declared.forEach(this::warnIfUnresolved);
    return value;
  }

  /** Returns whether the start of the code makes a statement; otherwise all of it is in error. */
  private static boolean isWhole(Completeness completeness) {
    return completeness == Completeness.COMPLETE || completeness == Completeness.COMPLETE_WITH_SEMI;
  }

  /** Runs one statement or declaration; returns its value if it is an expression. */
  private Object run(String source, Origin origin, Set<Snippet> declared) throws CellException {
    runner.take();
    List<SnippetEvent> events = shell.eval(source);
    SnippetRunner.Outcome outcome = runner.take();
    Object value = null;
    for (SnippetEvent event : events) {
      if (event.causeSnippet() == null) {
        origins.put(event.snippet().id(), origin);
        check(event, outcome, origin);
        value = isExpression(event.snippet()) ? outcome.value() : null;
      } else {
        warnIfReset(event);
      }
      declared.add(event.snippet());
    }
    return value;
  }

  private void check(SnippetEvent event, SnippetRunner.Outcome outcome, Origin origin)
      throws CellException {
    Kind kind = event.snippet().kind();
    boolean mayWait = kind == Kind.METHOD || kind == Kind.TYPE_DECL;
    if (event.status() == Status.REJECTED || (event.status() != Status.VALID && !mayWait)) {
      throw compileErrors.of(event.snippet(), origin);
    }
    if (event.exception() != null) {
      throw runtimeErrors.of(event.exception(), outcome.thrown());
    }
  }

  private static boolean isExpression(Snippet snippet) {
    return snippet.kind() == Kind.EXPRESSION
        || snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
  }

  private static void warnIfReset(SnippetEvent event) {
    if (event.snippet() instanceof VarSnippet variable
        && event.status() == Status.VALID
        && event.causeSnippet() instanceof DeclarationSnippet cause) {
      System.err.println(
          variable.name() + " has lost its value, because " + cause.name() + " was declared anew");
    }
  }

  private void warnIfUnresolved(Snippet snippet) {
    Status status = shell.status(snippet);
    if (status == Status.RECOVERABLE_DEFINED || status == Status.RECOVERABLE_NOT_DEFINED) {
      String name = ((DeclarationSnippet) snippet).name();
      String missing = compileErrors.missing(snippet);
      System.err.println(
          missing.isEmpty()
              ? name + " must be declared anew, because its type was"
              : name + " cannot be used before these are declared: " + missing);
    }
  }
}
