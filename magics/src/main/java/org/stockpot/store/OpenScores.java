package org.stockpot.store;

import java.util.Optional;
import java.util.SortedMap;
import org.stockpot.task.Score;

/**
 * The scores of one set of points, open for more. They are written now and then and in the end,
 * also if what measures them fails. Whoever has one holds its lock.
 */
final class OpenScores implements AutoCloseable {

  private final CachedScores owner;
  private final KeyLock lock;
  private final String key;
  private final ScoresFormat format;
  private final SortedMap<double[], Score> scores;
  private long written = System.nanoTime();
  private boolean changed;

  OpenScores(CachedScores owner, KeyLock lock, String key, ScoresFormat format) {
    this.owner = owner;
    this.lock = lock;
    this.key = key;
    this.format = format;
    scores = owner.read(key, format);
  }

  /** Returns the score at a place, if it is known and need not be made afresh. */
  Optional<Score> find(double... at) {
    Optional<Score> known = Optional.ofNullable(scores.get(at)).filter(s -> owner.trusts(key, at));
    known.ifPresent(score -> owner.count(key, at, true));
    return known;
  }

  /** Adds a score that was measured. */
  Score put(Score score, double... at) {
    scores.put(at.clone(), score);
    owner.count(key, at, false);
    changed = true;
    if (owner.isDue(written)) {
      write();
    }
    return score;
  }

  private void write() {
    owner.write(key, scores, format);
    changed = false;
    written = System.nanoTime();
  }

  @Override
  public void close() {
    try {
      if (changed) {
        write();
      }
    } finally {
      owner.close(lock);
    }
  }
}
