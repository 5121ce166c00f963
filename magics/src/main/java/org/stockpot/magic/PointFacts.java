package org.stockpot.magic;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.stockpot.data.Card;
import org.stockpot.data.Data;
import org.stockpot.data.Targets;
import org.stockpot.djl.DjlTask;
import org.stockpot.djl.engine.Engines;
import org.stockpot.format.Checkpoint;
import org.stockpot.prune.PruneResult;
import org.stockpot.soup.FinetuneResult;
import org.stockpot.task.Recipe;
import org.stockpot.task.TrainResult;
import org.stockpot.text.Json;
import org.stockpot.text.Numbers;
import org.stockpot.weights.RowSet;

/**
 * What a saved point says of itself, for whoever uses it elsewhere: where it is from, what its mask
 * means, and how inputs are made.
 */
final class PointFacts {

  private static final Pattern ROUND = Pattern.compile("(?:seed(-?\\d+)\\.?)?(\\d+|init|rewind)?");

  private static final String MASK =
      "pruned weights are exactly 0 in the tensors; stockpot.mask has one bit for each entry of all"
          + " tensors in the order of stockpot.layout, each in row-major order: 1 is pruned, lowest"
          + " bit of each byte first, Base64";

  private final Session session;
  private final Map<String, String> facts = new LinkedHashMap<>();

  private PointFacts(Session session) {
    this.session = session;
  }

  /** Returns the facts of a point, as the provenance of a checkpoint. */
  static Map<String, String> of(Session session, String name, NamedPoint named) {
    PointFacts all = new PointFacts(session);
    all.facts.put("point", name);
    all.facts.put("digest", named.point().digest());
    all.addMask(named);
    all.addOrigin(name);
    RowSet rows = session.known().rows(named);
    if (!rows.isEmpty()) {
      all.facts.put(Checkpoint.ROWS, rows.toString());
    }
    session.currentTask().ifPresent(all::addTask);
    all.facts.put("versions", versions());
    return all.facts;
  }

  /** Returns the versions that a result depends on. */
  static String versions() {
    String own = PointFacts.class.getPackage().getImplementationVersion();
    return "Stockpot "
        + (own == null ? "built from source" : own)
        + ", "
        + Engines.version()
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
    Object owner = session.value(Points.head(name));
    String part = name.substring(Math.min(name.length(), Points.head(name).length() + 1));
    if (owner instanceof TrainResult training) {
      add(training.job().recipe(), training.job().seed());
    } else if (owner instanceof PruneResult pruning) {
      add(pruning, part);
    } else if (owner instanceof FinetuneResult fine) {
      fine.tuned().stream()
          .filter(tuned -> part.equals("" + tuned.number()))
          .forEach(tuned -> add(tuned.variation().recipe(), tuned.variation().seed()));
    }
    if (owner != null) {
      List<String> lines = session.derivations().lines(owner);
      if (!lines.isEmpty()) {
        facts.put("made by", String.join("\n", lines));
      }
    }
  }

  private void add(PruneResult pruning, String part) {
    Matcher words = ROUND.matcher(part);
    if (!words.matches()) {
      return;
    }
    long seed =
        words.group(1) == null ? pruning.ladders().get(0).seed() : Long.parseLong(words.group(1));
    add(pruning.recipe(), seed);
    facts.put("round", words.group(2));
  }

  private void add(Recipe recipe, long seed) {
    facts.put("recipe", OptionSet.write(List.of(recipe), Map.of(), Set.of()));
    facts.put("seed", "" + seed);
  }

  private void addTask(DjlTask task) {
    Data data = task.data();
    facts.put("task", task.name());
    facts.put("data", data.source());
    facts.put(
        "split",
        data.training().count()
            + " training, "
            + data.validation().count()
            + " validation, "
            + data.test().count()
            + " test examples");
    session
        .derivations()
        .of(task)
        .ifPresent(derivation -> facts.put("task line", derivation.line()));
    facts.put("preprocessing", Json.write(preprocessing(data)));
  }

  /** Returns how raw values become inputs, and what outputs mean, as a tree. */
  static Map<String, Object> preprocessing(Data data) {
    Card card = data.card();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("shape", card.shape());
    if (!card.features().isEmpty()) {
      tree.put("inputs", card.features());
    }
    card.preprocessing().ifPresent(done -> tree.putAll(done.tree()));
    if (card.preprocessing().isEmpty()) {
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
