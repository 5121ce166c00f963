package org.stockpot.magic;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stockpot.text.Numbers;

/** Failures for want of memory, in words that say how much there is and how to have more. */
final class OutOfMemory {

  /** What libtorch says when the system refuses an array. */
  private static final Pattern REFUSED = Pattern.compile("tried to allocate (\\d+) bytes");

  private static final int MOST_CAUSES = 20;

  private OutOfMemory() {}

  /**
   * Returns what to throw for a failure.
   *
   * @param failure an unchecked exception or an error
   * @return the user's words if memory ran out somewhere below it, else the failure itself
   * @throws Error the failure, if it is another error
   */
  static RuntimeException worded(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
      if (cause instanceof OutOfMemoryError) {
        return new UsageException(heap());
      }
      Matcher refused = REFUSED.matcher(String.valueOf(cause.getMessage()));
      if (refused.find()) {
        return new UsageException(array(Long.parseLong(refused.group(1))));
      }
      cause = cause.getCause();
    }
    if (failure instanceof Error error) {
      throw error;
    }
    return (RuntimeException) failure;
  }

  private static String heap() {
    long most = Runtime.getRuntime().maxMemory();
    long gibi = Math.max(2, Math.round(2.0 * most / (1 << 30)));
    return "out of memory: this takes more than the "
        + Numbers.bytes(most)
        + " that Java may use. Start the kernel with STOCKPOT_JVM_OPTS=-Xmx"
        + gibi
        + "g (the machine has "
        + Numbers.bytes(machine())
        + "), or take fewer points, seeds or examples";
  }

  private static String array(long bytes) {
    return "out of memory: the engine asked for "
        + Numbers.bytes(bytes)
        + " more, and the machine has "
        + Numbers.bytes(machine())
        + ". Take a smaller --batch, model or number of --threads";
  }

  private static long machine() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getTotalMemorySize();
  }
}
