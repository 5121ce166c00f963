package org.stockpot.magic.soup;

import java.util.List;
import java.util.Optional;
import org.stockpot.magic.option.Values;
import org.stockpot.magic.session.NamedPoint;
import org.stockpot.magic.session.ResultPoints;
import org.stockpot.merge.trajectory.TrajectoryMeanResult;
import org.stockpot.soup.InterpolationResult;
import org.stockpot.soup.SoupComparison;
import org.stockpot.soup.SoupOrigin;
import org.stockpot.soup.SoupResult;
import org.stockpot.soup.WeightedResult;
import org.stockpot.study.merge.MergeResult;
import org.stockpot.study.merge.MergeRow;
import org.stockpot.study.merge.MultiTaskResult;
import org.stockpot.study.merge.MultiTaskRow;
import org.stockpot.study.merge.TrajectoryMeansResult;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/** The points of averages: {@code soup}, and {@code soups.greedy} of several recipes. */
final class SoupPoints {

  private SoupPoints() {}

  static void add(SoupResult soup, ResultPoints points) {
    points.add("", average(soup.soup(), soup.origin(), "", ".soup()"));
  }

  static void add(SoupComparison soups, ResultPoints points) {
    SoupResult best = soups.best();
    points.add("", average(best.soup(), best.origin(), ".best()", ".soup()"));
    for (int i = 0; i < soups.soups().size(); i++) {
      SoupResult soup = soups.soups().get(i);
      String owner = ".soups().get(" + i + ")";
      points.add(
          Values.write(soup.recipe()), average(soup.soup(), soup.origin(), owner, ".soup()"));
    }
  }

  static void add(MergeResult result, ResultPoints points) {
    List<MergeRow> made = result.rows().stream().filter(row -> row.point().isPresent()).toList();
    if (!made.isEmpty()) {
      MergeRow best = result.best();
      points.add("", merged(best.point(), best.mask(), result.origin(), ".best()"));
    }
    for (MergeRow row : made) {
      String owner = ".row(\"" + row.method() + "\")";
      points.add(row.method(), merged(row.point(), row.mask(), result.origin(), owner));
    }
  }

  static void add(MultiTaskResult result, ResultPoints points) {
    List<MultiTaskRow> made =
        result.rows().stream().filter(row -> row.point().isPresent()).toList();
    if (!made.isEmpty()) {
      MultiTaskRow best = result.best();
      points.add("", merged(best.point(), best.mask(), result.origin(), ".best()"));
    }
    for (MultiTaskRow row : made) {
      String owner = ".row(\"" + row.name() + "\")";
      points.add(row.name(), merged(row.point(), row.mask(), result.origin(), owner));
    }
  }

  static void add(TrajectoryMeansResult result, ResultPoints points) {
    points.add("", along(result, result.best(), ".best()"));
    for (TrajectoryMeanResult mean : result.means()) {
      String label = mean.averaging().label();
      points.add(label, along(result, mean, ".mean(\"" + label + "\")"));
    }
  }

  private static NamedPoint along(
      TrajectoryMeansResult result, TrajectoryMeanResult mean, String owner) {
    return average(mean.point(), result.origin(), "", owner + ".point()");
  }

  private static NamedPoint merged(
      Optional<Point> made, Mask mask, SoupOrigin origin, String owner) {
    Point point = made.orElseThrow();
    List<String> digests = origin.sources().stream().map(SoupOrigin.Source::digest).toList();
    boolean single = digests.contains(point.digest());
    return NamedPoint.of(point, owner + ".point().orElseThrow()")
        .masked(mask, owner + ".mask()")
        .madeOf(() -> single ? List.of(point.digest()) : digests);
  }

  static void add(WeightedResult weighted, ResultPoints points) {
    points.add("", average(weighted.soup(), weighted.origin(), "", ".soup()"));
  }

  static void add(InterpolationResult interpolation, ResultPoints points) {
    points.add("", average(interpolation.point(), interpolation.origin(), "", ".point()"));
  }

  private static NamedPoint average(Point point, SoupOrigin origin, String owner, String java) {
    List<String> digests = origin.sources().stream().map(SoupOrigin.Source::digest).toList();
    boolean single = digests.contains(point.digest());
    return NamedPoint.of(point, owner + java)
        .masked(origin.mask(), owner + ".origin().mask()")
        .madeOf(() -> single ? List.of(point.digest()) : digests);
  }
}
