package org.stockpot.djl;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * The memory that a model may take. What layers make on the way is not known before they run and is
 * not counted.
 *
 * @param heap bytes of the Java heap
 * @param free bytes outside of it
 */
record Room(long heap, long free) {

  /** Weights, gradient, two moments, the start, the end and one point between. */
  private static final int HEAP_COPIES = 7;

  /** The block's own parameters, ours, and their gradients. */
  private static final int NATIVE_COPIES = 3;

  private static final Path MEMORY = Path.of("/proc/meminfo");

  /** Returns the memory of this machine at this moment. */
  static Room standard() {
    OperatingSystemMXBean machine =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long free = machine.getFreeMemorySize();
    boolean limited = machine.getTotalMemorySize() < meminfo("MemTotal").orElse(0);
    long available = limited ? free : meminfo("MemAvailable").orElse(free);
    return new Room(Runtime.getRuntime().maxMemory(), available);
  }

  /** Returns a line of what Linux says of its memory, in bytes: free memory is mostly cache. */
  private static OptionalLong meminfo(String name) {
    try {
      return Files.readAllLines(MEMORY).stream()
          .filter(line -> line.startsWith(name + ":"))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  /**
   * Requires that a model fits.
   *
   * @throws RoomException if it does not; the message says what it needs
   */
  void require(long parameters) {
    double onHeap = (double) HEAP_COPIES * Float.BYTES * parameters;
    double outside = (double) NATIVE_COPIES * Float.BYTES * parameters;
    if (onHeap > heap) {
      throw tooLarge(
          parameters, onHeap, "of Java's", heap, "; start the kernel with a larger -Xmx");
    }
    if (outside > free) {
      throw tooLarge(parameters, outside, "of the machine's", free, "");
    }
  }

  private static RoomException tooLarge(
      long parameters, double bytes, String whose, long most, String advice) {
    return new RoomException(
        String.format(
            Locale.ROOT,
            "a model must fit into memory, got %,d parameters or more, which need %.1f GB %s"
                + " %.1f GB%s or take a smaller model",
            parameters,
            bytes / 1e9,
            whose,
            most / 1e9,
            advice));
  }

  /**
   * Returns a manager like another that refuses to make arrays once all it made do not fit. A block
   * tells its shapes no earlier than it asks for its arrays.
   */
  NDManager guarding(NDManager manager) {
    long[] parameters = {0};
    return (NDManager)
        Proxy.newProxyInstance(
            Room.class.getClassLoader(),
            new Class<?>[] {NDManager.class},
            (proxy, method, args) -> {
              if (args != null) {
                Arrays.stream(args)
                    .filter(Shape.class::isInstance)
                    .forEach(shape -> parameters[0] += ((Shape) shape).size());
                require(parameters[0]);
              }
              try {
                return method.invoke(manager, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
