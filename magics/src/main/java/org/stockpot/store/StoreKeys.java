package org.stockpot.store;

import java.util.Collections;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.stockpot.task.Job;
import org.stockpot.weights.Digests;

/** The keys of entries: digests of everything that determined them. */
final class StoreKeys {

  private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");

  private StoreKeys() {}

  /** Returns whether a text can be a key, and so cannot lead out of the store. */
  static boolean isKey(String text) {
    return KEY.matcher(text).matches();
  }

  /**
   * Returns the key of a training: what it is of, and everything that decides where it ends. Points
   * that are kept on the way are not among that.
   */
  static String training(SortedMap<String, String> identity, Job job) {
    return formerTraining(identity, job.capturing(Collections.emptySortedSet()));
  }

  /** Returns the key that a training had when points kept on the way were a part of it. */
  static String formerTraining(SortedMap<String, String> identity, Job job) {
    return Digests.of("training", identity.toString(), job.digest());
  }
}
