package org.stockpot.djl.memory;

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
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * The memory that a model may take. What its passes take besides is {@link PassMemory}'s to know.
 *
 * @param heap bytes of the Java heap
 * @param free bytes outside of it
 */
public record MemoryBudget(long heap, long free) {

  /** Weights, what of them is pruned, two moments, the start, the end and one point between. */
  private static final int HEAP_COPIES = 7;

  /** The block's own parameters, ours, and their gradients. */
  private static final int NATIVE_COPIES = 3;

  private static final Path MEMORY = Path.of("/proc/meminfo");

  /** A container's memory, in the second and the first version of control groups. */
  private static final List<Path> CONTAINER =
      List.of(Path.of("/sys/fs/cgroup/memory.stat"), Path.of("/sys/fs/cgroup/memory/memory.stat"));

  /**
   * Returns the memory of this machine at this moment.
   *
   * @return the memory of this machine at this moment
   */
  public static MemoryBudget standard() {
    OperatingSystemMXBean machine =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long free = machine.getFreeMemorySize();
    boolean limited = machine.getTotalMemorySize() < 1024 * number(MEMORY, "MemTotal:").orElse(0);
    // Other systems call little memory free, as theirs is mostly cache.
    long available =
        number(MEMORY, "MemAvailable:").stream()
            .map(kibi -> 1024 * kibi)
            .findFirst()
            .orElse(machine.getTotalMemorySize());
    return new MemoryBudget(Runtime.getRuntime().maxMemory(), limited ? free + cache() : available);
  }

  /**
   * Returns the memory of this machine for so many bytes outside of Java: where they would not fit,
   * after the C library has given back what it keeps of the arrays freed before.
   *
   * @param bytes how many are needed
   * @return the memory of this machine for so many bytes outside of Java
   */
  public static MemoryBudget standard(double bytes) {
    MemoryBudget room = standard();
    if (bytes <= room.free) {
      return room;
    }
    return Glibc.release() ? standard() : room;
  }

  /** Returns the bytes of files that a container holds in memory only as long as there is room. */
  private static long cache() {
    return CONTAINER.stream()
        .flatMapToLong(
            file ->
                LongStream.of(
                    number(file, "inactive_file").orElse(0), number(file, "active_file").orElse(0)))
        .sum();
  }

  /** Returns the number behind a name in one of Linux's files. */
  private static OptionalLong number(Path file, String name) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(name + " "))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  /**
   * Requires that a model fits.
   *
   * @param parameters how many the model has
   * @throws MemoryLimitException if it does not; the message says what it needs
   */
  public void require(long parameters) {
    double onHeap = (double) HEAP_COPIES * Float.BYTES * parameters;
    double outside = (double) NATIVE_COPIES * Float.BYTES * parameters;
    String got =
        String.format(
            Locale.ROOT, "a model must fit into memory, got %,d parameters or more", parameters);
    if (onHeap > heap) {
      String advice = "start the kernel with a larger -Xmx or take a smaller model";
      throw lacks(onHeap, got, "Java's", heap, advice);
    }
    if (outside > free) {
      throw lacks(outside, got, "take a smaller model");
    }
  }

  /**
   * Requires that what is kept of several networks fits.
   *
   * @param count how many examples
   * @param bytes how many are needed
   * @throws MemoryLimitException if it does not; the message says what it needs
   */
  public void requireNetworks(int count, double bytes) {
    if (bytes > free) {
      String got = "the networks of a line or a soup must fit into memory, got " + count;
      throw lacks(bytes, got, "take fewer of them");
    }
  }

  /** Returns what to throw when bytes outside of Java do not fit. */
  MemoryLimitException lacks(double bytes, String got, String advice) {
    return lacks(bytes, got, "the machine's", free, advice);
  }

  private static MemoryLimitException lacks(
      double bytes, String got, String whose, long most, String advice) {
    return new MemoryLimitException(
        String.format(
            Locale.ROOT,
            "%s, which need %.1f GB of %s %.1f GB; %s",
            got,
            bytes / 1e9,
            whose,
            most / 1e9,
            advice));
  }

  /**
   * Returns a manager like another that refuses to make arrays once all it made do not fit. A block
   * tells its shapes no earlier than it asks for its arrays.
   *
   * @param manager what owns the arrays
   * @return a manager like another that refuses to make arrays once all it made do not fit
   */
  public NDManager guarding(NDManager manager) {
    long[] parameters = {0};
    return (NDManager)
        Proxy.newProxyInstance(
            MemoryBudget.class.getClassLoader(),
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
