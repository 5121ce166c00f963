package org.stockpot.djl.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Slot;

/**
 * Whether libtorch's convolutions are right on this processor.
 *
 * <p>oneDNN, which computes them, takes channels in blocks of 16 and 32. Where a block was partly
 * filled, its versions 3.5 and 3.7 (libtorch 2.5.1 and 2.7.1) gave outputs and gradients that were
 * wrong by a tenth to the whole, other ones each time, on a processor of AMD's family 26; with
 * whole blocks none of 432 convolutions was. Where that is found, networks whose blocks are not
 * whole are computed without oneDNN, which is slower and right.
 */
public final class Convolutions {

  private static final int LANES = 16;
  private static final int BLOCK = 32;

  /** Channels of images, which a first layer reads in another way. */
  private static final int IMAGE = 4;

  private static final int TRIALS = 4;
  private static final double CLOSE = 1e-4;

  private static final List<String> LIBRARIES = List.of("libtorch_cpu.so", "torch_cpu.dll");
  private static final List<String> CONTEXT =
      List.of("_ZN2at13globalContextEv", "?globalContext@at@@YAAEAVContext@1@XZ");
  private static final List<String> SWITCH =
      List.of(
          "_ZN2at7Context20setUserEnabledMkldnnEb", "?setUserEnabledMkldnn@Context@at@@QEAAX_N@Z");

  private static Optional<Boolean> right = Optional.empty();
  private static boolean left;

  private Convolutions() {}

  /**
   * Makes sure that a network's convolutions are right: where oneDNN's are not, it is left for the
   * rest of this JVM.
   *
   * @param layout the network's slots
   * @throws IllegalStateException if they are wrong and oneDNN cannot be left
   */
  public static synchronized void secure(Layout layout) {
    if (left || areWhole(layout) || areRight()) {
      return;
    }
    left = leave() && tried();
    if (!left) {
      throw new IllegalStateException(
          "convolutions must be right, and libtorch's are wrong on this processor for channels that"
              + " are neither "
              + LANES
              + " nor a multiple of "
              + BLOCK
              + ": set the environment variable ONEDNN_MAX_CPU_ISA=SSE41 before the kernel starts");
    }
  }

  /**
   * Returns what a user should know of how a network's convolutions are computed.
   *
   * @param layout the network's slots
   * @return a sentence, or empty
   */
  public static synchronized Optional<String> note(Layout layout) {
    return left && !areWhole(layout)
        ? Optional.of(
            "on this processor libtorch's fast convolutions are wrong for channels that are neither "
                + LANES
                + " nor a multiple of "
                + BLOCK
                + ": from here on all are computed in another way, many times slower")
        : Optional.empty();
  }

  /** Returns whether the channels of all convolutions fill whole blocks. */
  static boolean areWhole(Layout layout) {
    List<Slot> kernels =
        layout.slots().stream()
            .filter(slot -> slot.role().isCoordinate() && slot.shape().size() > 2)
            .toList();
    for (int i = 0; i < kernels.size(); i++) {
      List<Integer> shape = kernels.get(i).shape();
      boolean image = i == 0 && shape.get(1) <= IMAGE;
      if (!isWhole(shape.get(0)) || !(image || isWhole(shape.get(1)))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWhole(int channels) {
    return channels == LANES || channels % BLOCK == 0;
  }

  private static boolean areRight() {
    if (right.isEmpty()) {
      right = Optional.of(tried());
    }
    return right.orElseThrow();
  }

  /** Holds convolutions in float against the same in double, which oneDNN does not compute. */
  private static boolean tried() {
    boolean gradients = JniUtils.isGradMode();
    JniUtils.setNumThreads(1);
    try (NDManager manager = Engines.newManager()) {
      JniUtils.setGradMode(true);
      for (int i = 0; i < TRIALS; i++) {
        if (!isRight(manager, 20, 16) || !isRight(manager, 16, 6)) {
          return false;
        }
      }
      return true;
    } finally {
      JniUtils.setGradMode(gradients);
    }
  }

  private static boolean isRight(NDManager parent, int inputs, int outputs) {
    try (NDManager manager = parent.newSubManager()) {
      NDArray x = waves(manager, new Shape(4, inputs, 12, 12));
      NDArray w = waves(manager, new Shape(outputs, inputs, 5, 5));
      NDArray[] fast = convolved(x, w);
      NDArray[] exact =
          convolved(x.toType(DataType.FLOAT64, true), w.toType(DataType.FLOAT64, true));
      return areClose(fast[0], exact[0]) && areClose(fast[1], exact[1]);
    }
  }

  private static NDArray waves(NDManager manager, Shape shape) {
    return manager.arange((float) shape.size()).mul(0.7f).sin().reshape(shape);
  }

  /** Returns a convolution, and the gradient of its sum by the inputs. */
  private static NDArray[] convolved(NDArray x, NDArray w) {
    NDArray inputs = x.duplicate();
    inputs.setRequiresGradient(true);
    Shape one = new Shape(1, 1);
    PtNDArray y =
        JniUtils.convolution((PtNDArray) inputs, (PtNDArray) w, null, one, new Shape(2, 2), one, 1);
    JniUtils.backward(y, (PtNDArray) y.onesLike(), false, false);
    return new NDArray[] {y, inputs.getGradient()};
  }

  /** NaN is not close. */
  private static boolean areClose(NDArray fast, NDArray exact) {
    double far = fast.toType(DataType.FLOAT64, true).sub(exact).abs().max().getDouble();
    return far <= CLOSE * exact.abs().max().getDouble();
  }

  /**
   * Tells libtorch not to use oneDNN, by a method that DJL does not know; returns whether it is
   * there.
   */
  private static boolean leave() {
    Optional<Natives> natives = Natives.find();
    return IntStream.range(0, LIBRARIES.size())
        .anyMatch(system -> natives.filter(n -> leave(n, system)).isPresent());
  }

  private static boolean leave(Natives natives, int system) {
    try {
      NativeLibrary torch =
          NativeLibrary.getInstance(natives.folder().resolve(LIBRARIES.get(system)).toString());
      Object context = torch.getFunction(CONTEXT.get(system)).invoke(Pointer.class, new Object[0]);
      torch.getFunction(SWITCH.get(system)).invoke(Void.class, new Object[] {context, false});
      return true;
    } catch (LinkageError e) {
      return false;
    }
  }
}
