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
