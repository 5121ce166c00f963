package io.github.spencerpark.ijava;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Plays IJava 1.3.0, which is in no repository: the members that an extension can reach, and a
 * kernel that runs cells as IJava does.
 */
public final class IJava {

  /** As in the original. */
  public static final String VERSION = "1.3.0";

  /** The kernel that runs; tests set it. */
  public static JavaKernel kernel;

  private IJava() {}

  /** Returns the running kernel, or null. */
  public static JavaKernel getKernelInstance() {
    return kernel;
  }

  /** Serves the notebook of a connection file. */
  public static void main(String[] arguments) throws Exception {
    JupyterConnection connection =
        new JupyterConnection(
            KernelConnectionProperties.parse(Files.readString(Path.of(arguments[0]))));
    kernel = new JavaKernel();
    kernel.becomeHandlerForConnection(connection);
    connection.connect();
    connection.waitUntilClose();
    System.exit(0);
  }
}
