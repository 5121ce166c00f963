package io.github.spencerpark.ijava;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/**
 * JShell in this process, as IJava and JJava have it. Each statement runs on a thread of a pool;
 * the jars of an environment variable are behind the kernel's own class path, which wins.
 */
public final class Snippets extends DirectExecutionControl implements ExecutionControlProvider {

  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "IJava-executor");
            thread.setDaemon(true);
            return thread;
          });
  private final Queue<Future<Object>> running = new ConcurrentLinkedQueue<>();
  private final JShell shell;
  private volatile Object value;
  private volatile boolean cancelled;

  /** Starts Java with its imports and the jars that a variable names. */
  public Snippets(List<String> imports, String variable) throws Exception {
    shell = JShell.builder().executionEngine(this, Map.of()).build();
    shell.addToClasspath(System.getProperty("java.class.path"));
    String more = System.getenv().getOrDefault(variable, "");
    for (String path : more.split(File.pathSeparator, -1)) {
      for (Path jar : path.endsWith("*.jar") ? jars(Path.of(path).getParent()) : List.<Path>of()) {
        shell.addToClasspath(jar.toString());
      }
    }
    for (String line : imports) {
      shell.eval(line);
    }
  }

  private static List<Path> jars(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).toList();
    }
  }

  /** Evaluates code, statement by statement. */
  public Object evaluate(String code) throws Exception {
    Object last = null;
    String rest = code;
    cancelled = false;
    while (!rest.isBlank()) {
      CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      last = run(next.source() == null ? rest : next.source());
      rest = next.source() == null ? "" : next.remaining();
    }
    return last;
  }

  private Object run(String source) throws Exception {
    value = null;
    for (SnippetEvent event : shell.eval(source)) {
      if (event.causeSnippet() == null) {
        if (cancelled) {
          throw new InterruptedException("Evaluator was interrupted while executing: " + source);
        } else if (event.status() == Snippet.Status.REJECTED) {
          throw new Exception((String) null);
        } else if (event.exception() != null) {
          throw event.exception();
        }
        return hasValue(event.snippet().subKind()) ? value : null;
      }
    }
    return null;
  }

  private static boolean hasValue(Snippet.SubKind kind) {
    return kind == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND
        || kind.kind() == Snippet.Kind.EXPRESSION;
  }

  /** Interrupts what runs, as both kernels do: the cell ends, its thread goes on. */
  public void cancel() {
    cancelled = true;
    running.forEach(statement -> statement.cancel(true));
  }

  @Override
  protected String invoke(Method snippet) throws Exception {
    Future<Object> statement =
        threads.submit(
            () -> {
              ClassLoader loader = snippet.getDeclaringClass().getClassLoader();
              Thread.currentThread().setContextClassLoader(loader);
              return snippet.invoke(null);
            });
    running.add(statement);
    try {
      value = statement.get();
    } catch (CancellationException interrupted) {
      value = null;
    } catch (ExecutionException failure) {
      throw failure.getCause() instanceof InvocationTargetException thrown ? thrown : failure;
    } finally {
      running.removeIf(Future::isDone);
    }
    return "";
  }

  @Override
  public String name() {
    return "ijava";
  }

  @Override
  public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
    return this;
  }
}
