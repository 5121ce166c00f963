package org.stockpot.magic.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.stockpot.data.Data;
import org.stockpot.data.DataTask;
import org.stockpot.data.DatasetInfo;
import org.stockpot.data.Targets;
import org.stockpot.format.Checkpoint;
import org.stockpot.magic.option.OptionSet;
import org.stockpot.task.Recipe;
import org.stockpot.task.Task;
import org.stockpot.text.Json;
import org.stockpot.text.Numbers;
import org.stockpot.weights.RowSet;

/**
 * What a saved point says of itself, for whoever uses it elsewhere: where it is from, what its mask
 * means, and how inputs are made.
 */
public final class Provenance {

  private static final String MASK =
      "pruned weights are exactly 0 in the tensors; stockpot.mask has one bit for each entry of all"
          + " tensors in the order of stockpot.layout, each in row-major order: 1 is pruned, lowest"
          + " bit of each byte first, Base64";

  private final Session session;
  private final Map<String, String> facts = new LinkedHashMap<>();

  private Provenance(Session session) {
    this.session = session;
  }

  /** Returns the facts of a point, as the provenance of a checkpoint. */
  public static Map<String, String> of(Session session, String name, NamedPoint named) {
    Provenance all = new Provenance(session);
    all.facts.put("point", name);
    all.facts.put("digest", named.point().digest());
    all.addMask(named);
    all.addOrigin(name);
    RowSet rows = session.known().rows(named);
    if (!rows.isEmpty()) {
      all.facts.put(Checkpoint.ROWS, rows.toString());
    }
    session
        .currentTask()
        .ifPresent(task -> all.addTask(task, task.layout().equals(named.point().layout())));
    all.facts.put("versions", versions(session));
    return all.facts;
  }

  /** Returns the versions that a result depends on. */
  public static String versions(Session session) {
    String own = Provenance.class.getPackage().getImplementationVersion();
    return "Stockpot "
        + (own == null ? "built from source" : own)
        + ", "
        + session.engine().version()
        + ", Java "
        + Runtime.version();
  }

  private void addMask(NamedPoint named) {
    if (named.mask().pruned() > 0) {
      facts.put("mask", MASK);
      facts.put("kept", Numbers.percent(named.mask().density(), 4));
    }
  }

  private void addOrigin(String name) {
    Object owner = session.value(PointNames.head(name));
    if (owner == null) {
      return;
    }
    facts.putAll(session.types().facts(owner, PointNames.rest(name)));
    List<String> lines = session.derivations().lines(owner);
    if (!lines.isEmpty()) {
      facts.put("made by", String.join("\n", lines));
    }
  }

  /**
   * Returns what a saved point says of the training that made it.
   *
   * @param recipe how it was trained
   * @param seed the training's seed
   * @return facts by name, to which more can be added
   */
  public static Map<String, String> training(Recipe recipe, long seed) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("recipe", OptionSet.write(List.of(recipe), Map.of(), Set.of()));
    facts.put("seed", "" + seed);
    return facts;
  }

  /** Returns the checkpoint of a point with what it says of itself. */
  public static Checkpoint checkpoint(Session session, String name, NamedPoint named) {
    return new Checkpoint(named.point(), named.mask(), of(session, name, named));
  }

  /** Returns how many examples each part of some data has. */
  static String split(Data data) {
    return data.training().count()
        + " training, "
        + data.validation().count()
        + " validation, "
        + data.test().count()
        + " test";
  }

  /** A point of another layout, as of a smaller network, is of another model. */
  private void addTask(Task task, boolean isOfPoint) {
    Optional<Data> data = task.as(DataTask.class).map(DataTask::data);
    if (isOfPoint) {
      facts.put("task", task.name());
      data.ifPresent(d -> facts.put("model", model(task, d)));
    }
    data.ifPresent(d -> facts.put("data", d.source()));
    data.ifPresent(d -> facts.put("split", split(d) + " examples"));
    session
        .derivations()
        .of(task)
        .filter(derivation -> isOfPoint)
        .ifPresent(derivation -> facts.put("task line", derivation.line()));
    data.ifPresent(d -> facts.put("preprocessing", Json.write(preprocessing(d))));
  }

  /** Returns the words of a task's model: its name without that of the data. */
  public static String model(Task task, Data data) {
    return task.name().substring(Math.min(data.name().length() + 1, task.name().length()));
  }

  /** Returns how raw values become inputs, and what outputs mean, as a tree. */
  public static Map<String, Object> preprocessing(Data data) {
    DatasetInfo info = data.info();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("shape", info.shape());
    if (!info.features().isEmpty()) {
      tree.put("inputs", info.features());
    }
    info.preprocessing().ifPresent(done -> tree.putAll(done.tree()));
    if (info.preprocessing().isEmpty()) {
      tree.put("formula", "inputs are taken as they are");
    }
    if (data.targets() instanceof Targets.Numbers numbers) {
      tree.put("targets", targets(numbers));
    } else {
      tree.put("classes", data.targets().names());
    }
    return tree;
  }

  private static List<Map<String, Object>> targets(Targets.Numbers numbers) {
    return IntStream.range(0, numbers.outputs())
        .<Map<String, Object>>mapToObj(
            i ->
                Map.of(
                    "name", numbers.names().get(i),
                    "mean", numbers.scales().get(i).mean(),
                    "sd", numbers.scales().get(i).sd()))
        .toList();
  }
}
