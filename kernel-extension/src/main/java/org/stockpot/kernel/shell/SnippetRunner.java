package org.stockpot.kernel.shell;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/**
 * Runs the snippets of a JShell in this process, on the calling thread, and keeps what they return
 * and throw as objects, of which JShell itself knows only text.
 */
final class SnippetRunner extends DirectExecutionControl implements ExecutionControlProvider {

  /** What a snippet left behind. */
  record Outcome(Object value, Throwable thrown) {
    static final Outcome NOTHING = new Outcome(null, null);
  }

  private final ThreadLocal<Outcome> outcome = ThreadLocal.withInitial(() -> Outcome.NOTHING);

  @Override
  public String name() {
    return "cells";
  }

  @Override
  public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
    return this;
  }

  /** Returns what the last snippet of this thread left behind, and forgets it. */
  Outcome take() {
    Outcome taken = outcome.get();
    outcome.remove();
    return taken;
  }

  @Override
  public void load(ClassBytecodes[] classes)
      throws ClassInstallException, NotImplementedException, EngineTerminationException {
    super.load(
        Arrays.stream(classes)
            .map(c -> new ClassBytecodes(c.name(), StopWeaver.weave(c.bytecodes())))
            .toArray(ClassBytecodes[]::new));
  }

  @Override
  protected String invoke(Method snippet) throws Exception {
    Thread.currentThread().setContextClassLoader(snippet.getDeclaringClass().getClassLoader());
    CellRun turn = CellRun.current();
    boolean exposed = turn.expose(true);
    try {
      outcome.set(new Outcome(snippet.invoke(null), null));
      return "";
    } finally {
      turn.expose(exposed);
    }
  }

  @Override
  protected String throwConvertedInvocationException(Throwable thrown)
      throws RunException, InternalException {
    outcome.set(new Outcome(null, thrown));
    return super.throwConvertedInvocationException(thrown);
  }
}
