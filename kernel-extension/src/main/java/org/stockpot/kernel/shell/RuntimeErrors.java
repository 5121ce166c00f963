package org.stockpot.kernel.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import jdk.jshell.EvalException;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.UnresolvedReferenceException;
import org.stockpot.kernel.cell.MagicException;
import org.stockpot.magic.UsageException;

/** Words what code has thrown: class, message, the frames that are the user's, and the causes. */
final class RuntimeErrors {

  private static final int MOST_FRAMES = 10;
  private static final String SNIPPET = "^REPL\\.\\$JShell\\$\\w+\\$";

  private final Map<String, Origin> origins;
  private final Function<Snippet, String> missing;

  /**
   * Words what happens in a session.
   *
   * @param origins where its snippets come from
   * @param missing what a snippet refers to and nobody has declared
   */
  RuntimeErrors(Map<String, Origin> origins, Function<Snippet, String> missing) {
    this.origins = origins;
    this.missing = missing;
  }

  /**
   * Words an exception.
   *
   * @param exception what JShell says of it, with frames in terms of snippets
   * @param thrown the thing itself
   */
  CellException of(JShellException exception, Throwable thrown) {
    if (thrown instanceof UsageException || thrown instanceof MagicException) {
      return magic(thrown, exception);
    }
    String header = header(exception);
    List<String> lines = new ArrayList<>();
    lines.add(header);
    lines.addAll(frames(exception));
    Throwable cause = exception.getCause();
    while (cause instanceof JShellException inner) {
      lines.add("Caused by: " + header(inner));
      lines.addAll(frames(inner));
      cause = inner.getCause();
    }
    return new CellException(simpleName(exception), message(exception), lines, thrown);
  }

  private CellException magic(Throwable thrown, JShellException exception) {
    List<String> lines = new ArrayList<>();
    String message = String.valueOf(thrown.getMessage());
    lines.add(message);
    lines.addAll(frames(exception));
    return new CellException(CellException.magicName(thrown), message, lines, thrown);
  }

  private String header(JShellException exception) {
    String message = message(exception);
    String name = className(exception).replaceFirst("^java\\.lang\\.(?=[A-Z]\\w*$)", "");
    return message.isEmpty() ? name : name + ": " + message;
  }

  private String message(JShellException exception) {
    if (exception instanceof UnresolvedReferenceException unresolved) {
      return unresolved.getSnippet().name()
          + " cannot be used before these are declared: "
          + missing.apply(unresolved.getSnippet());
    }
    return exception.getMessage() == null ? "" : exception.getMessage();
  }

  private static String className(JShellException exception) {
    return exception instanceof EvalException eval
        ? eval.getExceptionClassName().replaceFirst(SNIPPET, "")
        : "UnresolvedReference";
  }

  private static String simpleName(JShellException exception) {
    String name = className(exception);
    return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
  }

  private List<String> frames(JShellException exception) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (StackTraceElement frame : exception.getStackTrace()) {
      if (frame.getFileName() != null && frame.getFileName().startsWith("#")) {
        counts.merge(frame(frame), 1, Integer::sum);
      }
    }
    List<String> lines = new ArrayList<>();
    counts.forEach((line, times) -> lines.add(times == 1 ? line : line + " (" + times + " times)"));
    return lines.size() <= MOST_FRAMES ? lines : lines.subList(0, MOST_FRAMES);
  }

  private String frame(StackTraceElement frame) {
    Origin origin = origins.get(frame.getFileName().substring(1));
    String method = frame.getMethodName().replaceFirst("^lambda\\$.*", "a lambda");
    String in = method.isEmpty() ? "" : " in " + method;
    if (origin == null) {
      return "    at a start-up cell" + in;
    }
    String line = origin.source(frame.getLineNumber()).strip();
    return "    at " + origin.place(frame.getLineNumber()) + in + ": " + line;
  }
}
