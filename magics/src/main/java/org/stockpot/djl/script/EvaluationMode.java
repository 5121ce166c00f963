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
    try {
      Field training = PtSymbolBlock.class.getDeclaredField("isTrain");
      training.setAccessible(true);
      training.setBoolean(module, true);
      JniUtils.enableInferenceMode(module);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this DJL has another PtSymbolBlock", e);
    }
  }
}
