package io.github.spencerpark.ijava;

/** Plays IJava 1.3.0, which is in no repository: the members that an extension can reach. */
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
}
