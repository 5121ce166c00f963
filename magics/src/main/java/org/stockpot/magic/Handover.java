package org.stockpot.magic;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Hands objects over to Java code that a magic has evaluated in the user's scope. */
public final class Handover {

  private static final Map<Long, Object> WAITING = new ConcurrentHashMap<>();
  private static final AtomicLong NEXT = new AtomicLong();

  private Handover() {}

  /** Deposits an object and returns the expression that takes it. */
  static String deposit(Object value) {
    long key = NEXT.incrementAndGet();
    WAITING.put(key, value);
    return "org.stockpot.magic.Handover.take(" + key + "L)";
  }

  /** Deposits an object and returns the expression that takes it for a variable of its type. */
  static String deposit(Object value, String variable, Class<?> type) {
    long key = NEXT.incrementAndGet();
    WAITING.put(key, value);
    return String.format(
        "org.stockpot.magic.Handover.replacing(%s, %s.class, %dL)",
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
