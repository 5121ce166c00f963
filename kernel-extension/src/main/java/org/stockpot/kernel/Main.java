package org.stockpot.kernel;

import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.messages.publish.PublishStream.StreamType;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Starts the bundled kernel. */
public final class Main {

  private static final String PARENT = "JPY_PARENT_PID";

  /** The loggers that would report every message; held, because they are else forgotten. */
  private static final List<Logger> LOGGERS =
      Stream.of("Jupyter", "Loop-Heartbeat-0", "Loop-Shell-0", "Loop-Shell-1")
          .map(Logger::getLogger)
          .toList();

  private Main() {}

  /**
   * Serves the notebook that a connection file describes, until it says goodbye or dies.
   *
   * @param arguments the connection file
   * @throws IOException if the file cannot be read
   * @throws GeneralSecurityException if its key cannot be used
   */
  public static void main(String[] arguments) throws IOException, GeneralSecurityException {
    if (arguments.length != 1) {
      System.err.println("the kernel must be started with a connection file, by Jupyter");
      System.exit(2);
    }
    if (ModuleLayer.boot().findModule("jdk.jshell").isEmpty()) {
      System.err.println("the kernel must run on a JDK, got a Java without JShell");
      System.exit(2);
    }
    exitWithParent();
    LOGGERS.forEach(logger -> logger.setLevel(Level.WARNING));
    Printed printed = new Printed(System.err);
    PrintStream out = printed.stream(StreamType.OUT);
    StockpotKernel kernel = new StockpotKernel(printed);
    Connection connection =
        new Connection(
            KernelConnectionProperties.parse(Files.readString(Path.of(arguments[0]))), printed);
    kernel.becomeHandlerForConnection(connection);
    System.setOut(out);
    System.setErr(printed.stream(StreamType.ERR));
    System.setIn(kernel.input());
    connection.connect();
    connection.waitUntilClose();
    System.exit(0);
  }

  /** Ends this process with the one that started it, even if that is killed. */
  private static void exitWithParent() {
    String parent = System.getenv(PARENT);
    if (parent != null && parent.matches("[1-9]\\d*")) {
      ProcessHandle.of(Long.parseLong(parent)).ifPresent(Main::exitWith);
    }
  }

  private static void exitWith(ProcessHandle process) {
    Thread watch =
        new Thread(
            () -> {
              process.onExit().join();
              Runtime.getRuntime().halt(1);
            },
            "parent");
    watch.setDaemon(true);
    watch.start();
  }
}
