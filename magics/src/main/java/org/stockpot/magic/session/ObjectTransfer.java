package org.stockpot.magic.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Hands objects over to Java code that a magic has evaluated in the user's scope. */
public final class ObjectTransfer {

  private static final Map<Long, Object> WAITING = new ConcurrentHashMap<>();
  private static final AtomicLong NEXT = new AtomicLong();

  private ObjectTransfer() {}

  /** Deposits an object and returns the expression that takes it. */
  public static String deposit(Object value) {
    long key = NEXT.incrementAndGet();
    WAITING.put(key, value);
    return "org.stockpot.magic.session.ObjectTransfer.take(" + key + "L)";
  }

  /** Deposits an object and returns the expression that takes it for a variable of its type. */
  public static String deposit(Object value, String variable, Class<?> type) {
    long key = NEXT.incrementAndGet();
    WAITING.put(key, value);
    return String.format(
        "org.stockpot.magic.session.ObjectTransfer.replacing(%s, %s.class, %dL)",
        variable, type.getCanonicalName(), key);
  }

  /**
   * Takes a deposited object for a variable. It compiles only where the variable has the type.
   *
   * @param <T> the type
   * @param before the variable's value, which is not looked at
   * @param type the type
   * @param key the object's key
   * @return the object
   */
  public static <T> T replacing(T before, Class<T> type, long key) {
    return type.cast(take(key));
  }

  /** Returns the statement that hands the values of variables over, and leaves nothing behind. */
  public static String request(long key, List<String> variables) {
    return String.format(
        "org.stockpot.magic.session.ObjectTransfer.give(%dL, %s);",
        key, String.join(", ", variables));
  }

  /** Returns a key that was never used. */
  public static long key() {
    return NEXT.incrementAndGet();
  }

  /**
   * Hands over values to whoever takes them.
   *
   * @param key their key
   * @param first the first value, which may be null
   * @param others the others
   */
  public static void give(long key, Object first, Object... others) {
    List<Object> values = new ArrayList<>();
    values.add(first);
    values.addAll(Arrays.asList(others));
    WAITING.put(key, values);
  }

  /**
   * Takes a deposited object; it is gone afterwards.
   *
   * @param key its key
   * @return the object
   */
  public static Object take(long key) {
    return WAITING.remove(key);
  }
}
