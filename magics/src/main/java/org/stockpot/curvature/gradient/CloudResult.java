package org.stockpot.curvature.gradient;

import java.util.List;
import org.stockpot.task.Metric;
import org.stockpot.task.Outcome;
import org.stockpot.task.Result;

/**
 * Loss–gradient clouds of walks.
 *
 * @param task the task's name
 * @param metric by which the task's own loss has its unit
 * @param coordinates how many coordinates are walked in, n
 * @param examples how many examples losses are a mean over
 * @param options the settings
 * @param walks the finished walks, setting by setting
 * @param attractors where they end, those with most walks first
 * @param outcome whether all walks were made
 */
public record CloudResult(
    String task,
    Metric metric,
    int coordinates,
    long examples,
    CloudOptions options,
    List<CloudWalk> walks,
    List<Attractor> attractors,
    Outcome outcome)
    implements Result {

  /** Copies the lists. */
  public CloudResult {
    walks = List.copyOf(walks);
    attractors = List.copyOf(attractors);
  }

  /**
   * Returns what walks were made of.
   *
   * @return the settings that have a finished walk, in their order
   */
  public List<CloudWalk.Setting> settings() {
    return walks.stream().map(CloudWalk::setting).distinct().toList();
  }

  /**
   * Returns the walks of a setting.
   *
   * @param setting one of the settings
   * @return its walks
   */
  public List<CloudWalk> of(CloudWalk.Setting setting) {
    return walks.stream().filter(walk -> walk.setting().equals(setting)).toList();
  }

  /**
   * Returns the walks down a loss.
   *
   * @param loss the loss
   * @return its walks; none if it was not asked for
   */
  public List<CloudWalk> of(CloudLoss loss) {
    return walks.stream().filter(walk -> walk.setting().loss() == loss).toList();
  }

  /** Returns the task and how many walks there are. */
  @Override
  public String toString() {
    return "loss–gradient clouds of " + task + ", " + walks.size() + " walks";
  }
}
