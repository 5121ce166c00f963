package org.stockpot.magic;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.stockpot.display.Display;
import org.stockpot.format.Checkpoint;
import org.stockpot.format.Checkpoint.MaskForm;
import org.stockpot.task.Help;
import org.stockpot.weights.RowSet;

/** Writes points, charts and tables to files. */
final class SaveCommand implements Command {

  /**
   * How to write.
   *
   * @param masks how files carry what is pruned
   */
  record Options(
      @Help("torch writes pruned weights to .pt as weight_orig and weight_mask") MaskForm masks) {}

  @Override
  public String name() {
    return "save";
  }

  @Override
  public String summary() {
    return "writes points to .safetensors, .npz, .pt or .params files, charts to .svg, .png or .html,"
        + " tables to .csv, .tex or .md";
  }

  @Override
  public String words() {
    return "POINT… FILE, or RESULT… FILE for charts and tables, where a * in FILE stands for each"
        + " name";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "%save base base.safetensors",
        "%save imp.3 ticket.npz",
        "%save imp.3 ticket.pt --masks torch",
        "%save base lenet-0000.params",
        "%save ft.* soup/*.safetensors",
        "%save imp chart.svg   # also .png, or .html with all its charts, live",
        "%save imp slots.png --chart slots",
        "%save imp rounds.csv",
        "%save imp trainings.tex --table trainings");
  }

  @Override
  public List<Record> standards(Session session) {
    return List.of(
        new Options(MaskForm.METADATA),
        ChartFiles.Options.defaults(),
        TableFiles.Options.defaults(),
        Output.defaults());
  }

  @Override
  public Set<String> idle(Call call) {
    List<String> words = call.arguments().words();
    SaveTarget target = new SaveTarget(words.isEmpty() ? "" : words.get(words.size() - 1));
    if (TableFiles.areNamed(target)) {
      return Set.of("masks", "chart");
    }
    return ChartFiles.areNamed(target) ? Set.of("masks", "table") : Set.of("chart", "table");
  }

  @Override
  public Object run(Call call) {
    List<String> words = call.words(2, Integer.MAX_VALUE);
    SaveTarget target = new SaveTarget(words.get(words.size() - 1));
    List<String> named = words.subList(0, words.size() - 1);
    if (TableFiles.areNamed(target)) {
      return call.finish(List.class, TableFiles.save(call, named, target));
    }
    if (ChartFiles.areNamed(target)) {
      return call.finish(List.class, ChartFiles.save(call, named, target));
    }
    Points points = call.points();
    List<String> names = new ArrayList<>();
    named.forEach(word -> names.addAll(points.expand(word)));
    target.requireFor(names.size(), "points", "*.safetensors");
    Map<Path, Checkpoint> files = new LinkedHashMap<>();
    for (String name : names) {
      files.put(target.file(name), checkpoint(call.session(), name, points.use(name)));
    }
    call.show(Echo.of(call.line(), java(call, names, target.text())));
    files.forEach((file, checkpoint) -> save(call, file, checkpoint));
    return call.finish(List.class, List.copyOf(files.keySet()));
  }

  /** Returns a point as it is saved: with its mask, and where it is from. */
  static Checkpoint checkpoint(Session session, String name, NamedPoint named) {
    Map<String, String> provenance = new LinkedHashMap<>();
    provenance.put("point", name);
    provenance.put("digest", named.point().digest());
    RowSet rows = session.known().rows(named);
    if (!rows.isEmpty()) {
      provenance.put(Checkpoint.ROWS, rows.toString());
    }
    session.currentTask().ifPresent(task -> provenance.put("task", task.name()));
    return new Checkpoint(named.point(), named.mask(), provenance);
  }

  private static void save(Call call, Path file, Checkpoint checkpoint) {
    MaskForm masks = call.options(Options.class).masks();
    PointFiles.save(call.session(), checkpoint, file, masks);
    String bytes = String.format(Locale.ROOT, "%,d bytes", file.toFile().length());
    boolean kept =
        checkpoint.mask().pruned() == 0
            || masks == MaskForm.TORCH
            || file.toString().endsWith(".safetensors");
    String mask =
        kept ? "" : "; " + file + " holds no mask, .safetensors and .pt with --masks torch do";
    call.show(
        Display.text("wrote " + file + ": " + checkpoint.mask().layout() + ", " + bytes + mask));
  }

  private static String java(Call call, List<String> names, String file) {
    boolean one = names.size() == 1 && !file.contains("*");
    String name = one ? call.java(names.get(0)) : "name";
    String[] around = file.split("\\*", -1);
    String path =
        one
            ? PointFiles.path(file)
            : Arrays.stream(around)
                .map(call::java)
                .collect(Collectors.joining(" + new File(name).getName() + ", "Path.of(", ")"));
    MaskForm masks = call.options(Options.class).masks();
    String save =
        file.endsWith(".params")
            ? "Stockpot.djlTask().save(Stockpot.checkpoint(" + name + ").point(), " + path + ")"
            : "Stockpot.checkpoint("
                + name
                + ").save("
                + path
                + (masks == MaskForm.METADATA ? ")" : ", " + call.java(masks) + ")");
    return one ? save : "for (String name : " + call.java(names) + ") {\n  " + save + ";\n}";
  }
}
