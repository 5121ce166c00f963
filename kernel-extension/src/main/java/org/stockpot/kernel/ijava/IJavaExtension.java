package org.stockpot.kernel.ijava;

import io.github.spencerpark.jupyter.kernel.BaseKernel;

/**
 * Brings the magics to a running IJava. Set {@code IJAVA_CLASSPATH} to the jars and {@code
 * IJAVA_STARTUP_SCRIPT} to {@code org.stockpot.kernel.ijava.IJavaExtension.install();}, or run that
 * line in a cell.
 */
public final class IJavaExtension {

  private static BaseKernel installed;

  private IJavaExtension() {}

  /**
   * Installs the magics once. It never throws, because a start-up script that fails keeps IJava
   * from running the rest; if IJava is not there, it prints one line.
   */
  public static synchronized void install() {
    try {
      IJavaHost host = IJavaHost.running();
      if (host.kernel() != installed) {
        Installation.into(host);
        Installation.importInto(host);
        installed = host.kernel();
      }
    } catch (IllegalStateException missing) {
      System.err.println("Stockpot is not installed: " + missing.getMessage());
    } catch (Throwable failure) {
      System.err.println("Stockpot is not installed: " + failure);
    }
  }
}
