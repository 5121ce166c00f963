package org.stockpot.djl.script;

import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import java.lang.reflect.Field;

/** Keeps TorchScript modules in evaluation mode while DJL believes that they train. */
public final class EvaluationMode {

  private EvaluationMode() {}

  /**
   * Lets the next training pass run a module in evaluation mode: DJL switches the mode only when
   * its own flag changes, and without the flag there are no gradients.
   *
   * @param module whose statistics must not change
   */
  public static void hold(PtSymbolBlock module) {
    set(module, true);
  }

  /**
   * Ends that, so that the next training pass puts the module into training mode again.
   *
   * @param module in evaluation mode
   */
  public static void release(PtSymbolBlock module) {
    set(module, false);
  }

  private static void set(PtSymbolBlock module, boolean believed) {
    try {
      Field training = PtSymbolBlock.class.getDeclaredField("isTrain");
      training.setAccessible(true);
      training.setBoolean(module, believed);
      JniUtils.enableInferenceMode(module);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this DJL has another PtSymbolBlock", e);
    }
  }
}
