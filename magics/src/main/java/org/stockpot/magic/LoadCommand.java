package org.stockpot.magic;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.stockpot.display.Display;
import org.stockpot.format.Checkpoint;
import org.stockpot.task.Help;
import org.stockpot.text.Numbers;
import org.stockpot.weights.Point;
import org.stockpot.weights.RowSet;

/** Reads a point from a file. */
final class LoadCommand implements Command {

  /**
   * How to read a file.
   *
   * @param map slot names by the file's names
   */
  record Options(
      @Help("their names or prefixes to ours, such as features.0=conv1; NAME= leaves NAME out")
          Map<String, String> map) {}

  @Override
  public String name() {
    return "load";
  }

  @Override
  public String summary() {
    return "reads a point from .safetensors, .npz, DJL's .params or PyTorch's .pt, .pth, .th";
  }

  @Override
  public String words() {
    return "FILE";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "%load base.safetensors --as base",
        "%load resnet20.th --as pretrained",
        "%load net.npz --as net --map features.0=conv1,classifier=fc1");
  }

  @Override
  public List<Record> standards(Session session) {
    return List.of(new Options(Map.of()), Output.defaults());
  }

  @Override
  public Object run(Call call) {
    String file = call.words(1, 1).get(0);
    Map<String, String> names = call.options(Options.class).map();
    Checkpoint loaded = PointFiles.load(call.session(), file, names);
    call.show(Echo.of(call.line(), PointFiles.java(call.session(), file, names) + ".point()"));
    call.show(Display.text(text(file, loaded)));
    call.session().known().learn(loaded.point(), loaded.mask(), loaded.rows());
    return call.finish(Point.class, loaded.point());
  }

  private static String text(String file, Checkpoint loaded) {
    String pruned = loaded.mask().pruned() == 0 ? "" : ", " + loaded.mask();
    RowSet rows = loaded.rows();
    String trained = rows.isEmpty() ? "" : ", trained on " + Numbers.count(rows.count()) + " rows";
    return "read "
        + file
        + ": "
        + loaded.point().layout()
        + pruned
        + trained
        + loaded.provenance().entrySet().stream()
            .filter(entry -> !RowSet.isText(entry.getValue()))
            .sorted(Map.Entry.comparingByKey())
            .map(e -> "\n  " + e.getKey() + " = " + e.getValue())
            .collect(Collectors.joining());
  }
}
