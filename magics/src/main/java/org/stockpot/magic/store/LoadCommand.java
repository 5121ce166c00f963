package org.stockpot.magic.store;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.format.Checkpoint;
import org.stockpot.format.LoadOptions;
import org.stockpot.format.file.TensorFiles;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Command;
import org.stockpot.magic.session.Echo;
import org.stockpot.magic.session.Output;
import org.stockpot.magic.session.PointFiles;
import org.stockpot.magic.session.Session;
import org.stockpot.task.Task;
import org.stockpot.task.option.Help;
import org.stockpot.text.Html;
import org.stockpot.text.Numbers;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.RowSet;
import org.stockpot.weights.Slot;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Reads a point from a file. */
public final class LoadCommand implements Command {

  private static final int LONGEST_FACT = 160;

  /** Whether all slots must be in the file. */
  enum Strict {
    YES,
    NO
  }

  /**
   * How to read a file.
   *
   * @param map slot names by the file's names
   * @param entry which dict of tensors of the file
   * @param match how tensors are told
   * @param strict whether all slots must be in the file
   * @param allowNonfinite whether weights may be NaN or infinite
   */
  record Options(
      @Help("their names or prefixes to ours, such as features.0=conv1; NAME= leaves NAME out")
          Map<String, String> map,
      @Help("which dict of tensors of the file, such as model or ema; . is the top level")
          String entry,
      @Help("names, or structure: by order, kind and shape where names differ")
          LoadOptions.Match match,
      @Help("no loads what fits by name, and leaves the rest as initialised") Strict strict,
      @Help("loads weights that are NaN or infinite") boolean allowNonfinite) {

    LoadOptions loading() {
      return new LoadOptions(map, entry, match, allowNonfinite);
    }
  }

  @Override
  public String name() {
    return "load";
  }

  @Override
  public String summary() {
    return "reads a point from "
        + TensorFiles.help()
        + "; nothing in such a file is run. Runs the Java of"
        + " .java, .jsh and .jshell, and the cells of .ipynb, as the kernel does";
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
        "%load last.ckpt --entry ema --as ema",
        "%load net.npz --as net --map features.0=conv1,classifier=fc1",
        "%load other.pt --match structure",
        "%load backbone.pt --strict no",
        "%load helpers.jshell");
  }

  @Override
  public List<String> otherNames() {
    return List.of("read", "import", "open", "restore");
  }

  @Override
  public List<Record> standards(Session session) {
    LoadOptions plain = LoadOptions.defaults();
    return List.of(
        new Options(plain.map(), plain.entry(), plain.match(), Strict.YES, plain.allowNonfinite()),
        Output.defaults());
  }

  @Override
  public Object run(Call call) {
    String file = call.words(1, 1).get(0);
    if (JavaFiles.isSource(file)) {
      call.requireNoName("what " + file + " declares has names of its own");
      JavaFiles.run(call.session().notebook(), file);
      return null;
    }
    Options options = call.options(Options.class);
    Checkpoint loaded =
        options.strict() == Strict.YES ? load(call, file, options) : partly(call, file, options);
    Map<String, String> renamed = renamed(loaded);
    call.show(Display.text(text(call, file, loaded, renamed.keySet())));
    call.session().known().learn(loaded.point(), loaded.mask(), loaded.rows());
    if (options.match() == LoadOptions.Match.STRUCTURE && !renamed.isEmpty()) {
      call.show(Tables.display(table(file + " by order, kind and shape", renamed)));
    }
    return call.finish(Point.class, loaded.point());
  }

  /** Returns the tensors' names by slot where they differ, in the model's order. */
  private static Map<String, String> renamed(Checkpoint loaded) {
    Map<String, String> renamed = new LinkedHashMap<>();
    for (Slot slot : loaded.point().layout().slots()) {
      if (loaded.provenance().containsKey(slot.name())) {
        renamed.put(slot.name(), loaded.provenance().get(slot.name()));
      }
    }
    return renamed;
  }

  private static Checkpoint load(Call call, String file, Options options) {
    LoadOptions loading = options.loading();
    try {
      Checkpoint loaded = PointFiles.load(call.session(), file, loading);
      String java = PointFiles.java(call.session(), file, loading) + ".point()";
      call.show(Echo.of(call.line(), call.assigned("Point", java)));
      return loaded;
    } catch (FormatException e) {
      if (!e.structure().isEmpty()) {
        call.show(Tables.display(table(file + " would be read so", e.structure())));
      }
      throw e;
    }
  }

  private static Table table(String title, Map<String, String> structure) {
    return Table.create(
        title,
        StringColumn.create("slot", structure.keySet()),
        StringColumn.create("tensor of the file", structure.values()));
  }

  /** Slots that are not in the file are as in a new training, or as the model arrived. */
  private static Checkpoint partly(Call call, String file, Options options) {
    if (options.match() == LoadOptions.Match.STRUCTURE) {
      throw new UsageException("strict no goes by names, match must be names, got structure");
    }
    Task task = call.session().task();
    Checkpoint loaded = Checkpoint.loadPartly(Path.of(file), task.start(1), options.loading());
    String java =
        "Checkpoint.loadPartly("
            + PointFiles.path(file)
            + ", Stockpot.task().start(1), "
            + call.java(options.loading())
            + ").point()";
    call.show(Echo.of(call.line(), call.assigned("Point", java)));
    call.show(
        Display.text(
            task.pretrained().isPresent()
                ? "as initialised means: the weights that the model arrived with"
                : "as initialised means: the task's initialisation of seed 1"));
    return loaded;
  }

  private static String text(Call call, String file, Checkpoint loaded, Set<String> renamed) {
    String pruned = loaded.mask().pruned() == 0 ? "" : ", " + loaded.mask();
    RowSet rows = loaded.rows();
    String trained = rows.isEmpty() ? "" : ", trained on " + Numbers.counted(rows.count(), "row");
    return "read "
        + file
        + ": "
        + loaded.point().layout()
        + pruned
        + trained
        + loaded.notes().stream().map(note -> "\n  " + note).collect(Collectors.joining())
        + lack(call, loaded).map(note -> "\n  " + note).orElse("")
        + loaded.provenance().entrySet().stream()
            .filter(e -> !RowSet.isText(e.getValue()))
            .filter(e -> !renamed.contains(e.getKey()))
            .sorted(Map.Entry.comparingByKey())
            .map(e -> "\n  " + e.getKey() + " = " + Html.line(e.getValue(), LONGEST_FACT))
            .collect(Collectors.joining());
  }

  /** Says what the file does not hold of the point: its mask, or where it is from. */
  private static Optional<String> lack(Call call, Checkpoint loaded) {
    if (loaded.mask().pruned() > 0 || !loaded.rows().isEmpty()) {
      return Optional.empty();
    }
    if (call.session().known().mask(loaded.point()).isPresent()) {
      return Optional.of("it holds no mask and no origin; this session knows both of this point");
    }
    int zeros = loaded.point().layout().prunable() - Mask.supportOf(loaded.point()).kept();
    return Optional.of(
        zeros == 0
            ? "it does not say what it was trained on"
            : "it holds no mask, nor what it was trained on: "
                + Numbers.counted(zeros, "prunable weight")
                + (zeros == 1 ? " is 0" : " are 0")
                + ", which --zeros mask takes for pruned");
  }
}
