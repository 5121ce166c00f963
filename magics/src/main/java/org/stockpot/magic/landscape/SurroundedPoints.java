package org.stockpot.magic.landscape;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.stockpot.landscape.SurroundedPoint;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.NamedPoint;
import org.stockpot.magic.session.Points;
import org.stockpot.magic.session.Zeros;
import org.stockpot.weights.MaskedPoint;

/** The networks of a line, with their masks. */
record SurroundedPoints(List<SurroundedPoint> points, String java) {

  static SurroundedPoints of(Call call) {
    Points known = call.points();
    List<String> names = new ArrayList<>();
    call.words(1, Integer.MAX_VALUE).forEach(word -> names.addAll(known.expand(word)));
    List<SurroundedPoint> points = new ArrayList<>();
    List<String> java = new ArrayList<>();
    for (String name : known.distinct(names)) {
      NamedPoint named = known.use(name);
      points.add(new SurroundedPoint(name, new MaskedPoint(named.point(), named.mask())));
      java.add(
          "new SurroundedPoint(" + call.java(name) + ", " + known.java(name, Zeros.WEIGHTS) + ")");
    }
    return new SurroundedPoints(
        points, java.stream().collect(Collectors.joining(",\n    ", "List.of(", ")")));
  }
}
