package org.stockpot.store;

import java.util.Optional;
import java.util.SortedMap;
import org.stockpot.task.Score;

/**
 * The scores of one set of points, open for more. They are written now and then and in the end,
 * also if what measures them fails. Whoever has one holds its lock.
 */
final class OpenScores implements AutoCloseable {

  private final ScoreEntries entries;
  private final KeyLock lock;
  private final String key;
  private final ScoresFormat format;
  private final SortedMap<double[], Score> scores;
  private long written = System.nanoTime();
  private boolean changed;

  OpenScores(ScoreEntries entries, KeyLock lock, String key, ScoresFormat format) {
    this.entries = entries;
    this.lock = lock;
    this.key = key;
    this.format = format;
    scores = entries.read(key, format);
  }

  /** Returns the score at a place, if it is known and need not be made afresh. */
  Optional<Score> find(double... at) {
    Optional<Score> known =
        Optional.ofNullable(scores.get(at)).filter(s -> entries.trusts(key, at));
    known.ifPresent(score -> entries.count(key, at, true));
    return known;
  }

  /** Adds a score that was measured. */
  Score put(Score score, double... at) {
    scores.put(at.clone(), score);
    entries.count(key, at, false);
    changed = true;
    if (entries.isDue(written)) {
      write();
    }
    return score;
  }

  private void write() {
    entries.keep(key, scores, format);
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
      entries.close(lock);
    }
  }
}
