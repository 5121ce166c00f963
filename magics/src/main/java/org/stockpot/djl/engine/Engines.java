package org.stockpot.djl.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.jni.JniUtils;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** What computes: the engine, its version, its device and its threads. */
public final class Engines {

  private static final String NAME = "PyTorch";

  private static final ReentrantLock RANDOM = new ReentrantLock();

  /** Known once the engine is loaded: every magic prints it. */
  private static volatile String version;

  private Engines() {}

  /**
   * Returns the engine and its version.
   *
   * @return such as {@code PyTorch 2.7.1}
   * @throws IllegalStateException if its native libraries are damaged
   */
  public static String version() {
    if (version == null) {
      Natives.find()
          .flatMap(Natives::fault)
          .ifPresent(
              fault -> {
                throw new IllegalStateException(fault);
              });
      version = NAME + " " + Engine.getEngine(NAME).getVersion();
    }
    return version;
  }

  /**
   * Returns a new owner of arrays. Where weights and data live is decided here alone.
   *
   * @return a manager on the processor, to be closed
   */
  public static NDManager newManager() {
    return NDManager.newBaseManager(Device.cpu(), NAME);
  }

  /**
   * Returns where arrays live.
   *
   * @return {@code cpu}
   */
  public static String device() {
    return Device.cpu().getDeviceType();
  }

  /**
   * Returns what computes with some threads.
   *
   * @param threads how many
   * @return such as {@code PyTorch 2.7.1, cpu, 2 threads}
   */
  public static String description(int threads) {
    return version() + ", " + device() + ", " + threads + (threads == 1 ? " thread" : " threads");
  }

  /**
   * Sets the seed of the engine's random numbers, of those of libtorch and of DJL.
   *
   * @param seed any
   */
  public static void seed(long seed) {
    Engine.getEngine(NAME).setRandomSeed((int) seed);
    JniUtils.setSeed(seed);
  }

  /**
   * Does passes that are recorded for derivatives.
   *
   * @param <T> what the work gives
   * @param passes what is done
   * @return what came out
   */
  public static <T> T recording(Supplier<T> passes) {
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(true);
    try {
      return passes.get();
    } finally {
      JniUtils.setGradMode(before);
    }
  }

  /**
   * Runs passes without gradients on this thread, and frees the arrays they made.
   *
   * @param <T> what they give
   * @param threads that the engine uses within an operation
   * @param passes what to run
   * @return what they gave
   */
  public static <T> T inference(int threads, Supplier<T> passes) {
    boolean gradients = JniUtils.isGradMode();
    JniUtils.setGradMode(false);
    JniUtils.setNumThreads(threads);
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      return passes.get();
    } finally {
      JniUtils.setGradMode(gradients);
    }
  }

  /**
   * Runs work that uses the engine's random numbers, of which a JVM has one sequence.
   *
   * @param <T> what it gives
   * @param work what to run, while no other does
   * @return what it gave
   */
  public static <T> T drawing(Supplier<T> work) {
    RANDOM.lock();
    try {
      return work.get();
    } finally {
      RANDOM.unlock();
    }
  }
}
