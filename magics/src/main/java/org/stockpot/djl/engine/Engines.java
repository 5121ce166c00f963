package org.stockpot.djl.engine;

import org.stockpot.djl.DjlTask;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDScope;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import ai.djl.pytorch.jni.JniUtils;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.stockpot.weights.Layout;

/** What computes: the engine, its version, its device and its threads. */
public final class Engines {

  private static final ReentrantLock RANDOM = new ReentrantLock();

  /** Known once the engine is loaded: every magic prints it. */
  private static volatile String version;

  private Engines() {}

  /** Parameters from which a dense network's products are worth sharing. */
  private static final int LARGE = 2_000_000;

  /** Inputs from which convolutions are worth sharing. */
  private static final int IMAGE = 16 * 16;

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
      version = "PyTorch " + Engine.getEngine("PyTorch").getVersion();
    }
    return version;
  }

  /**
   * Returns what computes a task.
   *
   * @param task a task
   * @return such as {@code PyTorch 2.7.1, cpu, 2 threads}
   */
  public static String line(DjlTask task) {
    return version() + ", cpu, " + task.threads() + (task.threads() == 1 ? " thread" : " threads");
  }

  /** Runs passes without gradients on this thread, and frees the arrays they made. */
  static <T> T inference(int threads, Supplier<T> passes) {
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

  /** Runs work that uses the engine's random numbers, of which a JVM has one sequence. */
  static <T> T drawing(Supplier<T> work) {
    RANDOM.lock();
    try {
      return work.get();
    } finally {
      RANDOM.unlock();
    }
  }

  /**
   * Returns the threads for a model: small products are fastest and steadiest on one, and leave the
   * other cores to replicates; large layers, and convolutions over images that are not tiny, use
   * all.
   */
  static int threads(Block block, Layout layout, int inputs) {
    boolean large = layout.size() > LARGE || (inputs >= IMAGE && !isDense(block));
    return large ? Runtime.getRuntime().availableProcessors() : 1;
  }

  private static boolean isDense(Block block) {
    boolean known = block instanceof Linear || block.getDirectParameters().isEmpty();
    return known && block.getChildren().stream().allMatch(child -> isDense(child.getValue()));
  }
}
