package org.stockpot.magic.soup;

import java.util.List;
import org.stockpot.magic.option.Values;
import org.stockpot.magic.session.NamedPoint;
import org.stockpot.magic.session.ResultPoints;
import org.stockpot.soup.InterpolationResult;
import org.stockpot.soup.SoupComparison;
import org.stockpot.soup.SoupOrigin;
import org.stockpot.soup.SoupResult;
import org.stockpot.soup.WeightedResult;
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
